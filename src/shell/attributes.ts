import { promptString } from "./prompt-now.ts";
import { ansiQuote, escapesOf, needsAnsi, singleQuote } from "./quote.ts";
import type { Shell } from "./shell.ts";
import type { Value, Variable } from "./variables.ts";

/** The letters of `declare`. */
export function attributeLetters(v: Variable): string {
  return (
    (Array.isArray(v.value) ? "a" : "") +
    (v.value instanceof Map ? "A" : "") +
    (v.integer ? "i" : "") +
    (v.reference ? "n" : "") +
    (v.readonly ? "r" : "") +
    (v.exported ? "x" : "") +
    (v.fold ?? "")
  );
}

/** A value as `declare -p` prints it behind the `=`. */
export function showValue(value: Value): string {
  if (typeof value === "string") return doubleQuote(value);
  const entries: [string, string][] = Array.isArray(value) ? Object.entries(value) : [...value];
  const key = (k: string) => (Array.isArray(value) || !/[^\w]/.test(k) ? k : doubleQuote(k));
  const items = entries.map(([k, v]) => `[${key(k)}]=${doubleQuote(v)}`);
  return `(${items.join(" ")}${value instanceof Map && items.length ? " " : ""})`;
}

/** In double quotes, as `declare -p` writes; control characters in `$''`. */
export function doubleQuote(text: string): string {
  return needsAnsi(text) ? ansiQuote(text) : `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}

/** `declare -p NAME`. */
export function declaration(name: string, v: Variable): string {
  const letters = attributeLetters(v);
  return `declare -${letters || "-"} ${name}${v.value === undefined ? "" : `=${showValue(v.value)}`}`;
}

/** `${name@X}`: what the letter does to a text; undefined for a letter that is none. */
export function transform(sh: Shell, letter: string, name: string): ((text: string) => string) | undefined {
  const v = sh.scope.variables.get(name);
  switch (letter) {
    case "Q":
    case "K":
      return (text) => (needsAnsi(text) ? ansiQuote(text) : singleQuote(text));
    case "E":
      return (text) => escapesOf(text);
    case "P":
      return (text) => promptString(sh, text);
    case "U":
      return (text) => text.toUpperCase();
    case "u":
      return (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
    case "L":
      return (text) => text.toLowerCase();
    case "a":
      return () => (v ? attributeLetters(v) : "");
    case "A":
      return (text) => {
        if (!v) return "";
        const letters = attributeLetters(v);
        if (typeof v.value === "object") return declaration(name, v);
        return letters ? `declare -${letters} ${name}=${singleQuote(text)}` : `${name}=${singleQuote(text)}`;
      };
    default:
      return undefined;
  }
}
