/*
 * Brace expansion works on the text of a word, before anything else: `a{b,c}d`, `{1..9..2}`, `{a..e}`. Quoted braces
 * and those of `${` are left alone.
 */

const LIMIT = 100_000;

/** Words too many: what bash would run out of memory on. */
export class BraceLimit extends Error {}

/** The words that a word's text expands to. */
export function braceExpand(text: string): string[] {
  const open = findOpen(text, 0);
  if (!open) return [text];
  const before = text.slice(0, open.start);
  const tails = braceExpand(text.slice(open.end + 1));
  const middles = open.sequence ?? open.items.flatMap(braceExpand);
  if (middles.length * tails.length > LIMIT) throw new BraceLimit("brace expansion: too many words");
  return middles.flatMap((m) => tails.map((t) => before + m + t));
}

interface Brace {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
  readonly sequence: readonly string[] | undefined;
}

/** The first brace that expands to something. */
function findOpen(text: string, from: number): Brace | undefined {
  for (let i = from; i < text.length; i = skip(text, i)) {
    if (text[i] !== "{") continue;
    const close = findClose(text, i);
    if (close === undefined) continue;
    const items = close.items;
    if (items.length > 1) return { start: i, end: close.end, items, sequence: undefined };
    const sequence = sequenceOf(items[0] ?? "");
    if (sequence) return { start: i, end: close.end, items, sequence };
  }
  return undefined;
}

/** The matching brace and what stands between the commas. */
function findClose(text: string, open: number): { end: number; items: string[] } | undefined {
  const items: string[] = [];
  let from = open + 1;
  let depth = 0;
  for (let i = from; i < text.length; i = skip(text, i)) {
    const c = text[i];
    if (c === "{") depth++;
    else if (c === "}" && depth > 0) depth--;
    else if (c === "}") return { end: i, items: [...items, text.slice(from, i)] };
    else if (c === "," && depth === 0) {
      items.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return undefined;
}

/** Where the next character that counts begins: behind an escape, a quotation, a `$` expansion. */
function skip(text: string, i: number): number {
  const c = text[i];
  if (c === "\\") return i + 2;
  if (c === "'" || c === '"' || c === "`") {
    let end = i + 1;
    while (end < text.length && text[end] !== c) end += text[end] === "\\" && c !== "'" ? 2 : 1;
    return end + 1;
  }
  if (c === "$" && (text[i + 1] === "{" || text[i + 1] === "(")) {
    const [up, down] = text[i + 1] === "{" ? ["{", "}"] : ["(", ")"];
    let depth = 0;
    let end = i + 1;
    for (; end < text.length; end++) {
      if (text[end] === "\\") end++;
      else if (text[end] === up) depth++;
      else if (text[end] === down && --depth === 0) break;
    }
    return end + 1;
  }
  return i + 1;
}

function sequenceOf(body: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(body);
  const letters = numbers ? null : /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/.exec(body);
  const m = numbers ?? letters;
  if (!m) return undefined;
  const value = (s: string) => (numbers ? Number(s) : s.charCodeAt(0));
  const from = value(m[1] ?? "");
  const to = value(m[2] ?? "");
  const step = Math.abs(Number(m[3] ?? 1)) || 1;
  if (Math.abs(to - from) / step > LIMIT) throw new BraceLimit("brace expansion: too many words");
  const padded = numbers && [m[1], m[2]].some((s) => /^-?0\d/.test(s ?? ""));
  const width = padded ? Math.max(m[1]?.length ?? 0, m[2]?.length ?? 0) : 0;
  const out: string[] = [];
  for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? step : -step) {
    const digits = String(Math.abs(n)).padStart(width - (n < 0 ? 1 : 0), "0");
    out.push(numbers ? (n < 0 ? "-" : "") + digits : String.fromCharCode(n));
  }
  return out;
}
