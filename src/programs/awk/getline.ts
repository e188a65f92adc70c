import type { Expression, Place } from "./ast.ts";
import type { Awk } from "./interpreter.ts";
import { type AwkValue, fromOutside, toNumber } from "./values.ts";

/** `getline` in its forms: 1, 0 at the end, -1 where nothing can be read. */
export async function getline(awk: Awk, e: Extract<Expression, { kind: "getline" }>): Promise<AwkValue> {
  if (e.from === "input") {
    const line = await awk.input.next(awk.text(awk.variable("RS")));
    if (line === null) return 0;
    count(awk, "NR");
    count(awk, "FNR");
    await take(awk, e.target, line);
    return 1;
  }
  const name = awk.text(await awk.evaluate(e.source ?? { kind: "string", value: "" }));
  const source = await awk.streams.source(e.from, name);
  if (!source) return -1;
  const line = await source.next(awk.text(awk.variable("RS")));
  if (line === null) return 0;
  if (e.from === "command") count(awk, "NR");
  await take(awk, e.target, line);
  return 1;
}
async function take(awk: Awk, target: Place | undefined, line: string): Promise<void> {
  if (target) await awk.assign(target, fromOutside(line));
  else awk.record.setText(line);
}

function count(awk: Awk, name: string): void {
  awk.setVariable(name, toNumber(awk.variable(name)) + 1);
}
