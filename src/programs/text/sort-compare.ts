import { sha256Hex } from "../../std/digest.ts";
import { MONTHS } from "../../std/strftime.ts";
import { compareText, compareVersions } from "../lib/compare.ts";
import type { SortKey } from "./sort-key.ts";

export interface Comparison {
  compare(a: string, b: string): number;
  /** By the keys alone: what -u takes for equal. */
  compareKeys(a: string, b: string): number;
  sort(lines: readonly string[]): string[];
}

export interface ComparisonOptions {
  readonly keys: readonly SortKey[];
  /** Ordering letters of the whole command. */
  readonly global: string;
  /** Equal keys keep their order. */
  readonly stable: boolean;
  /** For -R: equal keys must meet. */
  readonly salt: string;
}

/** By each key in turn, then by the whole line. What is compared of a line is computed once for each line. */
export function createComparison(o: ComparisonOptions): Comparison {
  const keys = o.keys.length ? o.keys : [{ letters: o.global, extract: (line: string) => line }];
  const makers = keys.map((key) => ({
    make: valueOf(key, o.salt),
    order: orderOf(key.letters),
    reverse: key.letters.includes("r"),
  }));
  const values = (line: string) => makers.map((m) => m.make(line));
  const byValues = (a: readonly Value[], b: readonly Value[]) => {
    for (let i = 0; i < makers.length; i++) {
      const m = makers[i];
      const order = m?.order(a[i] ?? "", b[i] ?? "") ?? 0;
      if (order) return m?.reverse ? -order : order;
    }
    return 0;
  };
  const lastResort = (a: string, b: string) => {
    if (o.stable) return 0;
    return o.global.includes("r") ? compareText(b, a) : compareText(a, b);
  };
  return {
    compareKeys: (a, b) => byValues(values(a), values(b)),
    compare: (a, b) => byValues(values(a), values(b)) || lastResort(a, b),
    sort: (lines) =>
      lines
        .map((line) => ({ line, values: values(line) }))
        .sort((a, b) => byValues(a.values, b.values) || lastResort(a.line, b.line))
        .map((e) => e.line),
  };
}

type Value = string | number;

function orderOf(letters: string): (a: Value, b: Value) => number {
  if (letters.includes("V")) return (a, b) => compareVersions(String(a), String(b));
  return (a, b) => (typeof a === "number" && typeof b === "number" ? a - b || 0 : compareText(String(a), String(b)));
}

function valueOf(key: SortKey, salt: string): (line: string) => Value {
  const { letters } = key;
  if (letters.includes("n")) return (line) => numeric(key.extract(line));
  if (letters.includes("g")) return (line) => general(key.extract(line));
  if (letters.includes("h")) return (line) => human(key.extract(line));
  if (letters.includes("M")) return (line) => month(key.extract(line));
  if (letters.includes("R")) return (line) => sha256Hex(`${salt}${key.extract(line)}`);
  return (line) => {
    let text = key.extract(line);
    if (letters.includes("b")) text = text.replace(/^[ \t]+/, "");
    if (letters.includes("d")) text = text.replace(/[^ \tA-Za-z0-9]/g, "");
    if (letters.includes("i")) text = text.replace(/[^\x20-\x7e]/g, "");
    return letters.includes("f") ? text.toUpperCase() : text;
  };
}

function numeric(text: string): number {
  return Number(/^[ \t]*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? 0);
}

/** -g: what is no number sorts before every number, then NaN, then -infinity. */
function general(text: string): number {
  const m = /^[ \t]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?inf(?:inity)?)/i.exec(text);
  if (!m) return Number.NEGATIVE_INFINITY;
  const word = (m[1] ?? "").toLowerCase();
  return /inf/.test(word) ? (word.startsWith("-") ? -Number.MAX_VALUE : Number.POSITIVE_INFINITY) : Number(word);
}

/** -h: first by the suffix, then by the number: 2K before 1M. */
function human(text: string): number {
  const m = /^[ \t]*(-?)(\d+\.?\d*|\.\d+)([KkMGTPEZYRQ]?)/.exec(text);
  if (!m) return 0;
  const value = Number(m[2]);
  const power = value === 0 || !m[3] ? 0 : "KMGTPEZYRQ".indexOf(m[3].toUpperCase()) + 1;
  const rank = power * 1e6 + value;
  return m[1] ? -rank : rank;
}

function month(text: string): number {
  const name = text.trimStart().slice(0, 3).toLowerCase();
  return MONTHS.findIndex((m) => m.slice(0, 3).toLowerCase() === name) + 1;
}
