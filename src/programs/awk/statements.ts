import type { Statement } from "./ast.ts";
import { formatted } from "./formatted.ts";
import type { Awk, Flow } from "./interpreter.ts";
import { type AwkValue, fromOutside, isTrue, toNumber } from "./values.ts";
import { arrayOf } from "./variables.ts";

/** Carries a statement out. */
export async function executeStatement(awk: Awk, s: Statement): Promise<Flow> {
  if (++awk.steps % 200 === 0) await awk.c.p.tick();
  switch (s.kind) {
    case "block":
      for (const inner of s.body) {
        const flow = await executeStatement(awk, inner);
        if (flow !== undefined) return flow;
      }
      return undefined;
    case "expression":
      await awk.evaluate(s.expression);
      return undefined;
    case "print":
    case "printf":
      await print(awk, s);
      return undefined;
    case "if":
      if (isTrue(await awk.evaluate(s.test))) return await executeStatement(awk, s.then);
      return s.otherwise ? await executeStatement(awk, s.otherwise) : undefined;
    case "while":
      while (isTrue(await awk.evaluate(s.test))) {
        const flow = await executeStatement(awk, s.body);
        if (flow === "break") break;
        if (flow !== undefined && flow !== "continue") return flow;
      }
      return undefined;
    case "do":
      do {
        const flow = await executeStatement(awk, s.body);
        if (flow === "break") break;
        if (flow !== undefined && flow !== "continue") return flow;
      } while (isTrue(await awk.evaluate(s.test)));
      return undefined;
    case "for":
      if (s.init) await executeStatement(awk, s.init);
      while (!s.test || isTrue(await awk.evaluate(s.test))) {
        const flow = await executeStatement(awk, s.body);
        if (flow === "break") break;
        if (flow !== undefined && flow !== "continue") return flow;
        if (s.step) await executeStatement(awk, s.step);
      }
      return undefined;
    case "forIn":
      for (const key of orderedKeys(arrayOf(awk.cell(s.array), s.array))) {
        awk.setVariable(s.variable, fromOutside(key));
        const flow = await executeStatement(awk, s.body);
        if (flow === "break") break;
        if (flow !== undefined && flow !== "continue") return flow;
      }
      return undefined;
    case "delete": {
      const array = arrayOf(awk.cell(s.array), s.array);
      if (s.subscripts) array.delete(await awk.subscript(s.subscripts));
      else array.clear();
      return undefined;
    }
    case "next":
    case "nextfile":
    case "break":
    case "continue":
      return s.kind;
    case "exit":
      return { exit: s.value ? Math.trunc(toNumber(await awk.evaluate(s.value))) : undefined };
    case "return":
      return { returns: s.value ? await awk.evaluate(s.value) : undefined };
  }
}

async function print(awk: Awk, s: Extract<Statement, { kind: "print" | "printf" }>): Promise<void> {
  const values: AwkValue[] = [];
  for (const arg of s.args) values.push(await awk.evaluate(arg));
  let line: string;
  if (s.kind === "print") {
    line =
      (values.length ? values.map(awk.shown).join(awk.text(awk.variable("OFS"))) : awk.record.text()) +
      awk.text(awk.variable("ORS"));
  } else {
    const [f, ...rest] = values;
    line = formatted(awk, "printf", awk.text(f), rest);
  }
  const out = s.to ? await awk.streams.output(s.to.kind, awk.text(await awk.evaluate(s.to.target))) : awk.c.out;
  await out.write(line);
}

/** Real awks give the keys in the order of a hash table; here in the order they came, which changes no meaning. */
function orderedKeys(array: ReadonlyMap<string, AwkValue>): string[] {
  return [...array.keys()];
}
