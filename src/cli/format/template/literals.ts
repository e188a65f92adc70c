import { goQuote, parseInteger } from "../../grammar/parse.ts";
import type { Operand } from "./nodes.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** What a Go string or character literal stands for; undefined when it is malformed. */
export function unquote(literal: string): string | undefined {
  const quote = literal[0] ?? "";
  const inner = literal.slice(1, -1);
  if (quote === "`") return inner.replaceAll("\r", "");
  let ok = true;
  const value = inner.replace(
    /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|[\s\S]|$)/g,
    (_, escape: string) => {
      const first = escape[0] ?? "";
      if (escape.length > 1) {
        const hex = "xuU".includes(first);
        return String.fromCodePoint(Number.parseInt(hex ? escape.slice(1) : escape, hex ? 16 : 8));
      }
      const plain = ESCAPES[first];
      if (plain === undefined || ((first === "'" || first === '"') && first !== quote)) ok = false;
      return plain ?? "";
    },
  );
  return ok ? value : undefined;
}

/** A number or character constant as an operand, or what is wrong with it. */
export function numberOperand(text: string, pos: number): Operand | string {
  if (text.startsWith("'")) {
    const value = unquote(text);
    if (value === undefined || [...value].length !== 1) return `malformed character constant: ${text}`;
    return { kind: "number", pos, text, value: value.codePointAt(0) ?? 0, float: false };
  }
  const whole = parseInteger(text);
  if (whole !== undefined) return { kind: "number", pos, text, value: Number(whole), float: false };
  const value = Number(text.replaceAll("_", ""));
  if (Number.isNaN(value)) return `illegal number syntax: ${goQuote(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${goQuote(text)}`;
  return { kind: "number", pos, text, value, float: true };
}
