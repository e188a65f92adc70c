import { md5 } from "@noble/hashes/legacy.js";
import { encode } from "../../../../std/text.ts";
import { toNumber } from "../values/compare.ts";
import { show } from "../values/show.ts";
import type { Value } from "../values/value.ts";
import { type Fn, onText } from "./function.ts";

const number = (v: Value | undefined, standard: number) => (v === undefined || v === null ? standard : toNumber(v));
const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

const substring: Fn = onText((text, [from = 1, count]) => {
  if (from === null || count === null) return null;
  const letters = [...text];
  let start = toNumber(from);
  if (start === 0) return "";
  if (start < 0) start = letters.length + start + 1;
  const end = count === undefined ? letters.length : start - 1 + toNumber(count);
  return letters.slice(Math.max(0, start - 1), Math.max(0, end)).join("");
});

const pad =
  (left: boolean): Fn =>
  (args) => {
    const [text = null, width = null, fill = " "] = args;
    if (text === null || width === null || fill === null) return null;
    const letters = [...show(text)];
    const n = toNumber(width);
    if (letters.length >= n) return letters.slice(0, n).join("");
    const filler = show(fill);
    const gap = filler === "" ? "" : filler.repeat(n).slice(0, n - letters.length);
    return left ? gap + letters.join("") : letters.join("") + gap;
  };

const trim = (sides: "both" | "left" | "right"): Fn =>
  onText((text, [what]) => {
    const set = what === undefined || what === null ? " " : String(what);
    let from = 0;
    let to = text.length;
    if (sides !== "right") while (from < to && set.includes(text[from] ?? "")) from++;
    if (sides !== "left") while (to > from && set.includes(text[to - 1] ?? "")) to--;
    return text.slice(from, to);
  });

const regexpReplace: Fn = onText((text, [pattern, replacement]) => {
  const global = true;
  const caseless = true;
  const with_ = String(replacement ?? "")
    .replace(/\$/g, "$$$$")
    .replace(/\\(\d)/g, "$$$1")
    .replace(/\\&/g, "$$&");
  return text.replace(new RegExp(String(pattern), (global ? "g" : "") + (caseless ? "i" : "")), with_);
});

export const stringFunctions: Readonly<Record<string, Fn>> = {
  ascii: onText((t) => t.codePointAt(0) ?? 0),
  char_length: onText((t) => [...t].length),
  character_length: onText((t) => [...t].length),
  concat: (args) => (args.includes(null) ? null : args.map((a) => show(a)).join("")),
  concat_ws: ([separator = null, ...rest]) =>
    separator === null
      ? null
      : rest
          .filter((v) => v !== null)
          .map((v) => show(v))
          .join(show(separator)),
  elt: ([n = null, ...rest]) => (n === null ? null : (rest[toNumber(n) - 1] ?? null)),
  field: ([what = null, ...rest]) =>
    rest.findIndex((r) => r !== null && show(r).toLowerCase() === show(what).toLowerCase()) + 1,
  find_in_set: onText(
    (t, [list]) =>
      String(list ?? "")
        .split(",")
        .indexOf(t) + 1,
  ),
  format: onText((t, rest) => {
    const [whole = "", part] = Number(t).toFixed(number(rest[0], 0)).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`);
  }),
  hex: ([v = null]) =>
    v === null ? null : typeof v === "number" ? v.toString(16).toUpperCase() : hex(encode(show(v))).toUpperCase(),
  bin: ([v = null]) => (v === null ? null : toNumber(v).toString(2)),
  instr: onText((t, [what]) => t.toLowerCase().indexOf(String(what ?? "").toLowerCase()) + 1),
  lcase: onText((t) => t.toLowerCase()),
  left: onText((t, [n]) => {
    const count = number(n, 0);
    return [...t].slice(0, count).join("");
  }),
  length: onText((t, _rest) => encode(t).length),
  octet_length: onText((t) => encode(t).length),
  locate: ([what = null, text = null, from = 1]) =>
    what === null || text === null
      ? null
      : show(text)
          .toLowerCase()
          .indexOf(show(what).toLowerCase(), number(from, 1) - 1) + 1,
  lower: onText((t) => t.toLowerCase()),
  lpad: pad(true),
  ltrim: trim("left"),
  md5: onText((t) => hex(md5(encode(t)))),
  mid: substring,
  position: onText((t, [what]) => t.indexOf(String(what ?? "")) + 1),
  regexp_replace: regexpReplace,
  repeat: onText((t, [n]) => t.repeat(Math.max(0, Math.min(1_000_000, number(n, 0))))),
  replace: onText((t, [from, to]) => (from === null || to === null ? null : t.replaceAll(String(from), String(to)))),
  reverse: onText((t) => [...t].reverse().join("")),
  right: onText((t, [n]) => {
    const count = number(n, 0);
    return count === 0 ? "" : [...t].slice(-count).join("");
  }),
  rpad: pad(false),
  rtrim: trim("right"),
  space: ([n = null]) => (n === null ? null : " ".repeat(Math.max(0, toNumber(n)))),
  strcmp: onText((t, [other]) => {
    const o = String(other).toLowerCase();
    return t.toLowerCase() < o ? -1 : t.toLowerCase() > o ? 1 : 0;
  }),
  substr: substring,
  substring,
  substring_index: onText((t, [by, n]) => {
    const parts = t.split(String(by));
    const count = number(n, 1);
    return (count < 0 ? parts.slice(count) : parts.slice(0, count)).join(String(by));
  }),
  ucase: onText((t) => t.toUpperCase()),
  upper: onText((t) => t.toUpperCase()),
};
