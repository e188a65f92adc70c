import type { ParameterExpansionPart, ParameterOperation, Word } from "unbash";
import { evaluate } from "./arithmetic.ts";
import { transform } from "./attributes.ts";
import { expandArithmetic, expandString, type Steps } from "./expand.ts";
import { patternSource, regex } from "./pattern.ts";
import { fatal, type Shell, type ShellError } from "./shell.ts";
import { valueOf } from "./variables.ts";

/** An operation as a function of one text. */
export function* operation(
  sh: Shell,
  part: ParameterExpansionPart,
  op: ParameterOperation,
  name: string,
): Steps<(text: string) => string> {
  const options = { extglob: sh.shopts.has("extglob"), ignoreCase: sh.shopts.has("nocasematch") };
  switch (op.type) {
    case "Remove": {
      const pattern = yield* expandString(sh, op.operand, "pattern");
      return (text) => remove(text, pattern, op.operator, options.extglob);
    }
    case "Replace": {
      const pattern = yield* expandString(sh, op.pattern, "pattern");
      const replacement = yield* expandString(sh, op.replacement, "replacement");
      if (pattern === "" && op.operator.length === 2 && op.operator !== "//") {
        const added = replacementOf(sh, replacement, "");
        return (text) => (op.operator === "/#" ? added + text : text + added);
      }
      if (pattern === "") return (text) => text;
      const source = `(?:${patternSource(pattern, options)})`;
      const anchored = op.operator === "/#" ? `^${source}` : op.operator === "/%" ? `${source}$` : source;
      const re = regex(anchored, `su${op.operator === "//" ? "g" : ""}${options.ignoreCase ? "i" : ""}`);
      return (text) =>
        text.replace(re, (match) =>
          match === "" && op.operator === "//" ? "" : replacementOf(sh, replacement, match),
        );
    }
    case "Slice": {
      const from = yield* number(sh, op.offset);
      const length = op.length && (yield* number(sh, op.length));
      return (text) => sliceText(sh, text, from, length);
    }
    case "CaseModification": {
      const pattern = op.operand ? yield* expandString(sh, op.operand, "pattern") : "";
      const re = pattern ? regex(`^(?:${patternSource(pattern, options)})$`, "su") : undefined;
      const turn = (c: string) => (re && !re.test(c) ? c : op.operator[0] === "^" ? c.toUpperCase() : c.toLowerCase());
      return (text) =>
        op.operator.length === 2 ? [...text].map(turn).join("") : [...text].map((c, i) => (i ? c : turn(c))).join("");
    }
    case "Transform":
      return transform(sh, op.operand.text, name) ?? fail(sh, part);
    default:
      return fail(sh, part);
  }
}

function fail(sh: Shell, part: ParameterExpansionPart): never {
  throw badSubstitution(sh, part);
}

/** In bash 5.2 an unquoted `&` in the replacement is what matched. */
function replacementOf(sh: Shell, replacement: string, match: string): string {
  if (!/[&\\]/.test(replacement)) return replacement;
  const amp = sh.dialect === "bash" && sh.shopts.has("patsub_replacement");
  return replacement.replace(/\\([\\&])|&/g, (all, escaped: string | undefined) => escaped ?? (amp ? match : all));
}

function remove(text: string, pattern: string, operator: string, extglob: boolean): string {
  if (pattern === "") return text;
  const source = (lazy: boolean) => patternSource(pattern, { extglob, lazy });
  switch (operator) {
    case "#":
      return text.replace(regex(`^(?:${source(true)})`, "su"), "");
    case "##":
      return text.replace(regex(`^(?:${source(false)})`, "su"), "");
    case "%%":
      return text.replace(regex(`(?:${source(false)})$`, "su"), "");
    default:
      return text.replace(regex(`^([^]*)(?:${source(true)})$`, "su"), "$1");
  }
}

function* number(sh: Shell, word: Word): Steps<number> {
  return Number(evaluate(sh, yield* expandArithmetic(sh, word.text)));
}

function sliceText(sh: Shell, text: string, offset: number, length: number | undefined): string {
  const characters = /[\ud800-\udbff]/.test(text) ? [...text] : text;
  const start = offset < 0 ? characters.length + offset : offset;
  if (start < 0 || start > characters.length) return "";
  const end = length === undefined ? characters.length : length < 0 ? characters.length + length : start + length;
  if (end < start) throw fatal(sh, `${length}: substring expression < 0`);
  const piece = characters.slice(start, end);
  return typeof piece === "string" ? piece : piece.join("");
}

export function* slice(
  sh: Shell,
  name: string,
  list: string[],
  offset: Word,
  length: Word | undefined,
): Steps<string[]> {
  const from = yield* number(sh, offset);
  const count = length && (yield* number(sh, length));
  if (count !== undefined && count < 0) throw fatal(sh, `${count}: substring expression < 0`);
  if (name === "@" || name === "*") {
    // $0 is element 0, but counts only where the slice begins there.
    const all = [sh.name, ...list];
    const start = from < 0 ? all.length + from : from;
    return start < 0 ? [] : all.slice(start, count === undefined ? undefined : start + count);
  }
  const value = valueOf(sh, name);
  if (!Array.isArray(value)) {
    const start = from < 0 ? list.length + from : from;
    return list.slice(start, count === undefined ? undefined : start + count);
  }
  const start = from < 0 ? value.length + from : from;
  const tail = start < 0 ? [] : value.slice(start).filter(() => true);
  return count === undefined ? tail : tail.slice(0, count);
}

export function badSubstitution(sh: Shell, part: ParameterExpansionPart): ShellError {
  if (sh.dialect === "bash") return fatal(sh, `${part.text}: bad substitution`);
  return fatal(sh, sh.dialect === "dash" ? "Bad substitution" : "syntax error: bad substitution");
}
