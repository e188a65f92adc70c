import { type Awk, AwkError } from "./interpreter.ts";
import { awkFormat, TooFewArguments } from "./text.ts";
import { type AwkValue, toNumber } from "./values.ts";

/** printf's and sprintf's text. */
export function formatted(awk: Awk, name: string, format: string, values: readonly AwkValue[]): string {
  const args = values.map((v) => ({ text: awk.text(v), number: toNumber(v), isNumber: typeof v === "number" }));
  try {
    return awkFormat(format, args, !awk.c.flavour.busybox);
  } catch (e) {
    if (!(e instanceof TooFewArguments)) throw e;
    throw new AwkError(`not enough arguments passed to ${name}("${format}")`, "", name === "printf" ? e.text : "");
  }
}
