import { md5 } from "@noble/hashes/legacy.js";
import { encode } from "../../../../std/text.ts";
import { SqlError } from "../lexer.ts";
import { toNumber } from "../values/compare.ts";
import { show } from "../values/show.ts";
import { List, type Value } from "../values/value.ts";
import { type Fn, onText } from "./function.ts";

const number = (v: Value | undefined, standard: number) => (v === undefined || v === null ? standard : toNumber(v));
const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

const substring: Fn = onText((text, [from = 1, count], s) => {
  if (from === null || count === null) return null;
  if (typeof from === "string" && s.session.dialect === "postgres" && !/^\d+$/.test(from)) {
    const m = new RegExp(from).exec(text);
    return m ? (m[1] ?? m[0]) : null;
  }
  const letters = [...text];
  let start = toNumber(from);
  if (s.session.dialect === "mysql") {
    if (start === 0) return "";
    if (start < 0) start = letters.length + start + 1;
  }
  const end = count === undefined ? letters.length : start - 1 + toNumber(count);
  if (count !== undefined && toNumber(count) < 0 && s.session.dialect === "postgres")
    throw new SqlError("negative substring length not allowed", "22011");
  return letters.slice(Math.max(0, start - 1), Math.max(0, end)).join("");
});

const pad =
  (left: boolean): Fn =>
  (args, s) => {
    const [text = null, width = null, fill = " "] = args;
    if (text === null || width === null || fill === null) return null;
    const letters = [...show(text, s.session.dialect)];
    const n = toNumber(width);
    if (letters.length >= n) return letters.slice(0, n).join("");
    const filler = show(fill, s.session.dialect);
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

const regexpReplace: Fn = onText((text, [pattern, replacement, flags], s) => {
  const global = s.session.dialect === "mysql" || String(flags ?? "").includes("g");
  const caseless = s.session.dialect === "mysql" || String(flags ?? "").includes("i");
  const with_ = String(replacement ?? "")
    .replace(/\$/g, "$$$$")
    .replace(/\\(\d)/g, "$$$1")
    .replace(/\\&/g, "$$&");
  return text.replace(new RegExp(String(pattern), (global ? "g" : "") + (caseless ? "i" : "")), with_);
});

export const stringFunctions: Readonly<Record<string, Fn>> = {
  ascii: onText((t) => t.codePointAt(0) ?? 0),
  btrim: trim("both"),
  char_length: onText((t) => [...t].length),
  character_length: onText((t) => [...t].length),
  chr: ([n = null]) => (n === null ? null : String.fromCodePoint(toNumber(n))),
  concat: (args, s) =>
    s.session.dialect === "mysql" && args.includes(null) ? null : args.map((a) => show(a, s.session.dialect)).join(""),
  concat_ws: ([separator = null, ...rest], s) =>
    separator === null
      ? null
      : rest
          .filter((v) => v !== null)
          .map((v) => show(v, s.session.dialect))
          .join(show(separator, s.session.dialect)),
  elt: ([n = null, ...rest]) => (n === null ? null : (rest[toNumber(n) - 1] ?? null)),
  field: ([what = null, ...rest], s) =>
    rest.findIndex(
      (r) => r !== null && show(r, s.session.dialect).toLowerCase() === show(what, s.session.dialect).toLowerCase(),
    ) + 1,
  find_in_set: onText(
    (t, [list]) =>
      String(list ?? "")
        .split(",")
        .indexOf(t) + 1,
  ),
  format: onText((t, rest, s) => {
    if (s.session.dialect === "mysql") {
      const [whole = "", part] = Number(t).toFixed(number(rest[0], 0)).split(".");
      return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`);
    }
    let i = 0;
    return t.replace(/%(%|s|I|L)/g, (_all, c: string) => {
      if (c === "%") return "%";
      const text = show(rest[i++] ?? null, "postgres");
      return c === "L" ? `'${text.replaceAll("'", "''")}'` : text;
    });
  }),
  hex: ([v = null], s) =>
    v === null
      ? null
      : typeof v === "number"
        ? v.toString(16).toUpperCase()
        : hex(encode(show(v, s.session.dialect))).toUpperCase(),
  bin: ([v = null]) => (v === null ? null : toNumber(v).toString(2)),
  initcap: onText((t) =>
    t.toLowerCase().replace(/\p{L}[\p{L}\p{N}]*/gu, (w) => w.charAt(0).toUpperCase() + w.slice(1)),
  ),
  instr: onText((t, [what]) => t.toLowerCase().indexOf(String(what ?? "").toLowerCase()) + 1),
  lcase: onText((t) => t.toLowerCase()),
  left: onText((t, [n]) => {
    const count = number(n, 0);
    return [...t].slice(0, count).join("");
  }),
  length: onText((t, _rest, s) => (s.session.dialect === "mysql" ? encode(t).length : [...t].length)),
  octet_length: onText((t) => encode(t).length),
  locate: ([what = null, text = null, from = 1], s) =>
    what === null || text === null
      ? null
      : show(text, s.session.dialect)
          .toLowerCase()
          .indexOf(show(what, s.session.dialect).toLowerCase(), number(from, 1) - 1) + 1,
  lower: onText((t) => t.toLowerCase()),
  lpad: pad(true),
  ltrim: trim("left"),
  md5: onText((t) => hex(md5(encode(t)))),
  mid: substring,
  position: onText((t, [what]) => t.indexOf(String(what ?? "")) + 1),
  quote_ident: onText((t) => (/^[a-z_][a-z0-9_]*$/.test(t) ? t : `"${t.replaceAll('"', '""')}"`)),
  quote_literal: onText((t) => `'${t.replaceAll("'", "''")}'`),
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
  split_part: onText((t, [by, n]) => {
    const parts = t.split(String(by));
    const at = number(n, 1);
    return (at < 0 ? parts.at(at) : parts[at - 1]) ?? "";
  }),
  starts_with: onText((t, [what]) => t.startsWith(String(what))),
  strcmp: onText((t, [other]) => {
    const o = String(other).toLowerCase();
    return t.toLowerCase() < o ? -1 : t.toLowerCase() > o ? 1 : 0;
  }),
  strpos: onText((t, [what]) => t.indexOf(String(what ?? "")) + 1),
  string_to_array: onText((t, [by]) => new List(t === "" ? [] : t.split(String(by)))),
  array_to_string: ([list = null, by], s) =>
    list instanceof List
      ? list.items
          .filter((v) => v !== null)
          .map((v) => show(v, s.session.dialect))
          .join(String(by))
      : null,
  substr: substring,
  substring,
  substring_index: onText((t, [by, n]) => {
    const parts = t.split(String(by));
    const count = number(n, 1);
    return (count < 0 ? parts.slice(count) : parts.slice(0, count)).join(String(by));
  }),
  translate: onText((t, [from, to]) => {
    const a = [...String(from ?? "")];
    const b = [...String(to ?? "")];
    return [...t].map((c) => (a.includes(c) ? (b[a.indexOf(c)] ?? "") : c)).join("");
  }),
  trim: trim("both"),
  ucase: onText((t) => t.toUpperCase()),
  upper: onText((t) => t.toUpperCase()),
};
