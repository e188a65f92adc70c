import { type Args, library } from "./args.ts";
import { formatted } from "./format.ts";
import { findPattern, type Match } from "./pattern.ts";
import { isFunction, isTable, LuaFault, type LuaValue, makeFunction, toText, typeOf } from "./value.ts";

/** A place counted from 1, negative from the end. */
const place = (i: number, length: number) => (i < 0 ? Math.max(0, length + i + 1) : i);

const SPECIAL = /[\^$*+?.([%-]/;

/** Captures; the whole match where there are none. */
const captures = (text: string, m: Match): readonly LuaValue[] =>
  m.captures.length ? m.captures : [text.slice(m.start, m.end)];

function search(a: Args, find: boolean): readonly LuaValue[] {
  const [text, pattern] = [a.text(0), a.text(1)];
  const init = Math.max(1, place(a.integer(2, 1), text.length)) - 1;
  if (init > text.length) return [undefined];
  if (find && (a.all[3] || !SPECIAL.test(pattern))) {
    const at = text.indexOf(pattern, init);
    return at < 0 ? [undefined] : [at + 1, at + pattern.length];
  }
  const m = findPattern(text, pattern, init);
  if (!m) return [undefined];
  return find ? [m.start + 1, m.end, ...m.captures] : captures(text, m);
}

function replacement(a: Args, text: string, m: Match): string {
  const by = a.all[2];
  const whole = text.slice(m.start, m.end);
  let value: LuaValue;
  if (isTable(by)) value = by.get(captures(text, m)[0]);
  else if (isFunction(by)) value = by.call(captures(text, m))[0];
  else
    return a.text(2).replace(/%([^])/g, (_, c: string) => {
      if (c === "0") return whole;
      if (!/\d/.test(c)) return c;
      const one = captures(text, m)[Number(c) - 1];
      if (one === undefined) throw new LuaFault("invalid capture index");
      return toText(one) ?? "";
    });
  if (value === undefined || value === false) return whole;
  const shown = toText(value);
  if (shown === undefined) throw new LuaFault(`invalid replacement value (a ${typeOf(value)})`);
  return shown;
}

function substitute(a: Args): readonly LuaValue[] {
  const [text, pattern] = [a.text(0), a.text(1)];
  const most = a.integer(3, Number.MAX_SAFE_INTEGER);
  const kind = typeOf(a.all[2]);
  if (!["string", "number", "table", "function"].includes(kind)) a.bad(2, "string/function/table expected");
  let out = "";
  let at = 0;
  let count = 0;
  while (count < most) {
    const m = findPattern(text, pattern, at);
    if (!m) break;
    count++;
    out += text.slice(at, m.start) + replacement(a, text, m);
    at = m.end;
    if (m.end === m.start) out += text[at++] ?? "";
    if (at > text.length || pattern.startsWith("^")) break;
  }
  return [out + text.slice(at), count];
}

/** The longest text that a script may make. */
const LONGEST = 64 * 1024 ** 2;

export const stringLibrary = library({
  len: (a) => [a.text(0).length],
  sub(a) {
    const text = a.text(0);
    const from = Math.max(1, place(a.integer(1), text.length));
    const to = Math.min(text.length, place(a.integer(2, -1), text.length));
    return [from > to ? "" : text.slice(from - 1, to)];
  },
  upper: (a) => [a.text(0).replace(/[a-z]+/g, (t) => t.toUpperCase())],
  lower: (a) => [a.text(0).replace(/[A-Z]+/g, (t) => t.toLowerCase())],
  rep(a) {
    const [text, count] = [a.text(0), a.integer(1)];
    if (count > 0 && text.length * count > LONGEST) throw new LuaFault("resulting string too large");
    return [count > 0 ? text.repeat(count) : ""];
  },
  reverse: (a) => [[...a.text(0)].reverse().join("")],
  byte(a) {
    const text = a.text(0);
    const first = place(a.integer(1, 1), text.length);
    const last = place(a.integer(2, first), text.length);
    return [...text.slice(Math.max(1, first) - 1, last)].map((c) => c.charCodeAt(0));
  },
  char: (a) => [
    a.all
      .map((_, i) => {
        const code = a.integer(i);
        if (code < 0 || code > 255) a.bad(i, "invalid value");
        return String.fromCharCode(code);
      })
      .join(""),
  ],
  format: (a) => [formatted(a)],
  find: (a) => search(a, true),
  match: (a) => search(a, false),
  gmatch(a) {
    const [text, pattern] = [a.text(0), a.text(1)];
    let at = 0;
    return [
      makeFunction(() => {
        const m = at > text.length ? undefined : findPattern(text, pattern, at);
        if (!m) return [undefined];
        at = m.end === m.start ? m.end + 1 : m.end;
        return captures(text, m);
      }),
    ];
  },
  gsub: substitute,
});
