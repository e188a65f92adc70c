import { compileRegex, type Regex } from "../lib/regex.ts";
import { type AwkValue, fromOutside } from "./values.ts";

/** The current record and its fields; whichever was not changed last is made anew when it is asked for. */
export interface CurrentRecord {
  text(): string;
  setText(text: string): void;
  field(n: number): AwkValue;
  setField(n: number, text: string): void;
  count(): number;
  setCount(n: number): void;
}

/** The separators as they are when a record is split or joined. */
export interface Separators {
  fs(): string;
  ofs(): string;
  paragraphs(): boolean;
}

export function createRecord(separators: Separators): CurrentRecord {
  let whole = "";
  let fields: string[] | undefined = [];
  let stale = false;
  const split = (): string[] => {
    fields ??= splitFields(whole, separators.fs(), separators.paragraphs());
    return fields;
  };
  const join = (): string => {
    if (stale) whole = split().join(separators.ofs());
    stale = false;
    return whole;
  };
  return {
    text: join,
    setText(text) {
      whole = text;
      fields = undefined;
      stale = false;
    },
    field(n) {
      if (n === 0) return fromOutside(join());
      const text = split()[n - 1];
      return text === undefined ? undefined : fromOutside(text);
    },
    setField(n, text) {
      if (n === 0) {
        whole = text;
        fields = undefined;
        stale = false;
        return;
      }
      const all = split();
      while (all.length < n) all.push("");
      all[n - 1] = text;
      stale = true;
    },
    count: () => split().length,
    setCount(n) {
      const all = split();
      while (all.length < n) all.push("");
      all.length = n;
      stale = true;
    },
  };
}

const cache = new Map<string, Regex>();

/** A dynamic expression, compiled once. Throws BadRegex. */
export function awkRegex(pattern: string): Regex {
  let regex = cache.get(pattern);
  if (!regex) {
    regex = compileRegex(pattern, { extended: true, escapes: true });
    if (cache.size > 500) cache.clear();
    cache.set(pattern, regex);
  }
  return regex;
}

/** One blank: runs of blanks. One other character: itself. Else an expression. In paragraph mode a line feed separates too. */
export function splitFields(text: string, separator: string, paragraphs = false): string[] {
  if (text === "") return [];
  if (separator === " ") {
    const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, "");
    return trimmed === "" ? [] : trimmed.split(/[ \t\n]+/);
  }
  if (separator === "") return [...text];
  if (paragraphs) return text.split("\n").flatMap((line) => splitFields(line, separator));
  if (separator === "\t" || (separator.length === 1 && separator !== "\\")) return text.split(separator);
  return splitByRegex(text, awkRegex(separator));
}

export function splitByRegex(text: string, regex: Regex): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let m = regex.exec(text, 0); m; m = regex.exec(text, from)) {
    if (m.end === m.index) {
      if (m.end >= text.length) break;
      const next = regex.exec(text, m.end + 1);
      if (!next || next.end === next.index) break;
      m = next;
    }
    parts.push(text.slice(from, m.index));
    from = m.end;
  }
  parts.push(text.slice(from));
  return parts;
}
