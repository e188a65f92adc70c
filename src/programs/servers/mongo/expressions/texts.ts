import { encode } from "../../../../std/text.ts";
import { type Bson, isArray, isDoc, Pattern } from "../bson.ts";
import { numberOf, typeName } from "../compare.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { regularExpression } from "../pattern.ts";
import { textOfValue } from "./convert.ts";
import { missing, type Named, type Run } from "./types.ts";

/** Strings, numbers and dates are taken as text, what is missing as an empty one. */
function textual(v: Bson | undefined): string {
  if (missing(v)) return "";
  if (typeof v === "string" || numberOf(v) !== undefined || v instanceof Date) return textOfValue(v) ?? "";
  throw new RuntimeError(16007, `can't convert from BSON type ${typeName(v)} to String`);
}

function need(name: string, v: Bson | undefined, code: number): string {
  if (typeof v !== "string") throw new RuntimeError(code, `${name} requires a string argument, found: ${typeName(v)}`);
  return v;
}

function substring([text, from, count]: readonly (Bson | undefined)[], name: string): string {
  const all = [...textual(text)];
  const start = numberOf(from) ?? 0;
  const n = numberOf(count) ?? 0;
  if (start < 0) throw new RuntimeError(50752, `${name}:  starting index must be non-negative (got: ${start})`);
  return all.slice(start, n < 0 ? undefined : start + n).join("");
}

function place(args: readonly (Bson | undefined)[], name: string): Bson {
  const [text, what, from, to] = args;
  if (missing(text)) return null;
  const all = [...need(name, text, 40093)];
  const sought = [...need(name, what, 40094)];
  const end = Math.min(numberOf(to) ?? all.length, all.length);
  for (let at = numberOf(from) ?? 0; at + sought.length <= end; at++)
    if (sought.every((c, i) => all[at + i] === c)) return at;
  return -1;
}

export const TEXTS: Readonly<Record<string, Run>> = {
  $concat: (args) => {
    if (args.some(missing)) return null;
    for (const a of args)
      if (typeof a !== "string") throw new RuntimeError(16702, `$concat only supports strings, not ${typeName(a)}`);
    return args.join("");
  },
  $toUpper: ([s]) => textual(s).toUpperCase(),
  $toLower: ([s]) => textual(s).toLowerCase(),
  $strLenCP: ([s], name) => [...need(name, s, 34471)].length,
  $strLenBytes: ([s], name) => encode(need(name, s, 34473)).length,
  $substr: substring,
  $substrCP: substring,
  $substrBytes: substring,
  $split: ([s, by]) => {
    if (missing(s)) return null;
    if (typeof s !== "string")
      throw new RuntimeError(
        40085,
        `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(s)}`,
      );
    if (typeof by !== "string")
      throw new RuntimeError(
        40086,
        `$split requires an expression that evaluates to a string as a second argument, found: ${typeName(by)}`,
      );
    return s.split(by);
  },
  $indexOfCP: place,
  $indexOfBytes: place,
  $strcasecmp: ([a, b]) => {
    const [x, y] = [textual(a).toUpperCase(), textual(b).toUpperCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  },
};

const trim: Named = (of, name) => {
  const text = of("input");
  if (missing(text)) return null;
  if (typeof text !== "string")
    throw new RuntimeError(50699, `${name} requires its input to be a string, got ${typeName(text)} instead.`);
  const chars = of("chars");
  const set = typeof chars === "string" ? new Set(chars) : undefined;
  const goes = (c: string) => (set ? set.has(c) : /[\0\s]/.test(c));
  const all = [...text];
  let [from, to] = [0, all.length];
  if (name !== "$rtrim") while (from < to && goes(all[from] ?? "")) from++;
  if (name !== "$ltrim") while (to > from && goes(all[to - 1] ?? "")) to--;
  return all.slice(from, to).join("");
};

const replace: Named = (of, name) => {
  const [input, find, replacement] = ["input", "find", "replacement"].map((k) => {
    const v = of(k);
    if (!missing(v) && typeof v !== "string")
      throw new RuntimeError(51746, `${name} requires that '${k}' be a string, found: ${typeName(v)}`);
    return v;
  });
  if (typeof input !== "string" || typeof find !== "string" || typeof replacement !== "string") return null;
  return name === "$replaceAll" ? input.split(find).join(replacement) : input.replace(find, () => replacement);
};

function patternOf(of: (key: string) => Bson | undefined, name: string): RegExp | undefined {
  const regex = of("regex");
  const options = of("options");
  if (missing(regex)) return undefined;
  const source = regex instanceof Pattern ? regex.source : regex;
  if (typeof source !== "string") throw new RuntimeError(51105, `${name} needs 'regex' to be of type string or regex`);
  const flags = regex instanceof Pattern && regex.flags ? regex.flags : typeof options === "string" ? options : "";
  return regularExpression(source, flags, "g");
}

const match: Named = (of, name) => {
  const input = of("input");
  const pattern = patternOf(of, name);
  const found = (m: RegExpMatchArray): Bson =>
    new Map<string, Bson>([
      ["match", m[0]],
      ["idx", [...(m.input ?? "").slice(0, m.index)].length],
      ["captures", m.slice(1).map((c: string | undefined) => c ?? null)],
    ]);
  if (missing(input) || !pattern) return name === "$regexMatch" ? false : name === "$regexFind" ? null : [];
  if (typeof input !== "string") throw new RuntimeError(51104, `${name} needs 'input' to be of type string`);
  const all = [...input.matchAll(pattern)];
  if (name === "$regexMatch") return all.length > 0;
  return name === "$regexFind" ? (all[0] ? found(all[0]) : null) : all.map(found);
};

/** The functions on text whose arguments are named. */
export const NAMED_TEXTS: Readonly<Record<string, Named>> = {
  $trim: trim,
  $ltrim: trim,
  $rtrim: trim,
  $replaceOne: replace,
  $replaceAll: replace,
  $regexMatch: match,
  $regexFind: match,
  $regexFindAll: match,
};

/** Refuses an operand that should have been a document of arguments. */
export function needNamed(name: string, operand: Bson): void {
  if (!isDoc(operand) || isArray(operand))
    throw new MongoError(9, `${name} only supports an object as an argument, found ${typeName(operand)}`);
}
