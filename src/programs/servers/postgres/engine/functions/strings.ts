import { md5 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { decode, encode } from "../../../../../std/text.ts";
import { PgError } from "../error.ts";
import { textOf } from "../types/text.ts";
import { Arr, quoteName, T, type Value } from "../types/type.ts";
import { like, regexOf, similarPattern } from "./patterns.ts";
import { type CallContext, fn, op, setFn } from "./registry.ts";

const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const letters = (t: string) => [...t];

function pad(t: string, width: number, fill: string, left: boolean): string {
  const all = letters(t);
  if (width <= 0) return "";
  if (all.length >= width) return all.slice(0, width).join("");
  const gap =
    fill === ""
      ? ""
      : letters(fill.repeat(width))
          .slice(0, width - all.length)
          .join("");
  return left ? gap + t : t + gap;
}

function trim(t: string, set: string, sides: "both" | "left" | "right"): string {
  const all = letters(t);
  let [from, to] = [0, all.length];
  if (sides !== "right") while (from < to && set.includes(all[from] ?? "")) from++;
  if (sides !== "left") while (to > from && set.includes(all[to - 1] ?? "")) to--;
  return all.slice(from, to).join("");
}

function sub(t: string, from: number, count: number | undefined): string {
  const all = letters(t);
  if (count !== undefined && count < 0) throw new PgError("negative substring length not allowed", "22011");
  const end = count === undefined ? all.length : from - 1 + count;
  return all.slice(Math.max(0, from - 1), Math.max(0, end)).join("");
}

/** What an argument of any type looks like as text. */
const shown = (v: Value, i: number, c: CallContext): string => {
  const type = c.args[Math.min(i, c.args.length - 1)] ?? T.text;
  return v === null ? "" : textOf(v, type, c.cx);
};

function format([pattern, ...rest]: Value[], c: CallContext): Value {
  if (pattern === null || pattern === undefined) return null;
  let next = 0;
  return String(pattern).replace(
    /%(?:(\d+)\$)?(-)?(\d+)?([sIL%])|%(.|$)/g,
    (_all, place, minus, width, kind, wrong) => {
      if (kind === undefined)
        throw new PgError(
          wrong === "" ? "unterminated format() type specifier" : `unrecognized format() type specifier "${wrong}"`,
          "22023",
          {
            hint: 'For a single "%" use "%%".',
          },
        );
      if (kind === "%") return "%";
      const at = place === undefined ? next++ : Number(place) - 1;
      if (place !== undefined) next = at + 1;
      if (at >= rest.length) throw new PgError("too few arguments for format()", "22023");
      const v = rest[at] ?? null;
      if (v === null && kind === "I")
        throw new PgError("null values cannot be formatted as an SQL identifier", "22004");
      const text = shown(v, at + 1, c);
      const made =
        kind === "I"
          ? quoteName(text)
          : kind === "L"
            ? v === null
              ? "NULL"
              : `'${text.replaceAll("'", "''")}'`
            : text;
      const gap = " ".repeat(Math.max(0, Number(width ?? 0) - letters(made).length));
      return minus ? made + gap : gap + made;
    },
  );
}

function plain(): void {
  // One letter for one: ß stays.
  fn("upper", "text", "text", ([t]) =>
    letters(t)
      .map((c) => (c.toUpperCase().length === c.length ? c.toUpperCase() : c))
      .join(""),
  );
  fn("lower", "text", "text", ([t]) => t.toLowerCase());
  fn("initcap", "text", "text", ([t]) =>
    t.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (w: string) => w.charAt(0).toUpperCase() + w.slice(1)),
  );
  fn("length char_length character_length", "text", "int4", ([t]) => letters(t).length);
  fn("length char_length character_length", "bpchar", "int4", ([t]) => letters(t.trimEnd()).length);
  fn("length octet_length", "bytea", "int4", ([b]) => b.length);
  fn("octet_length", "text", "int4", ([t]) => encode(t).length);
  fn("bit_length", "text", "int4", ([t]) => encode(t).length * 8);
  fn("reverse", "text", "text", ([t]) => letters(t).reverse().join(""));
  fn("repeat", "text,int4", "text", ([t, n]) => {
    if (t.length * n > 100_000_000) throw new PgError("requested length too large", "54000");
    return t.repeat(Math.max(0, n));
  });
  fn("replace", "text,text,text", "text", ([t, a, b]) => (a === "" ? t : t.replaceAll(a, () => b)));
  fn("left", "text,int4", "text", ([t, n]) => letters(t).slice(0, n).join(""));
  fn("right", "text,int4", "text", ([t, n]) =>
    n === 0
      ? ""
      : letters(t)
          .slice(n > 0 ? -n : -n)
          .join(""),
  );
  fn("substr substring", "text,int4", "text", ([t, n]) => sub(t, n, undefined));
  fn("substr substring", "text,int4,int4", "text", ([t, n, c]) => sub(t, n, c));
  fn("substring", "text,text", "text", ([t, p]) => {
    const m = regexOf(p).exec(t);
    return m ? (m[1] ?? m[0]) : null;
  });
  fn("position strpos", "text,text", "int4", ([t, w]) =>
    t.includes(w) ? letters(t.slice(0, t.indexOf(w))).length + 1 : 0,
  );
  fn("overlay", "text,text,int4,int4?", "text", ([t, r, from, n = letters(r).length]) => {
    const all = letters(t);
    return [...all.slice(0, from - 1), r, ...all.slice(from - 1 + n)].join("");
  });
  fn("btrim", "text,text?", "text", ([t, s = " "]) => trim(t, s, "both"));
  fn("ltrim", "text,text?", "text", ([t, s = " "]) => trim(t, s, "left"));
  fn("rtrim", "text,text?", "text", ([t, s = " "]) => trim(t, s, "right"));
  fn("lpad", "text,int4,text?", "text", ([t, n, f = " "]) => pad(t, n, f, true));
  fn("rpad", "text,int4,text?", "text", ([t, n, f = " "]) => pad(t, n, f, false));
  fn("split_part", "text,text,int4", "text", ([t, by, n]) => {
    if (n === 0) throw new PgError("field position must not be zero", "22023");
    const parts = by === "" ? [t] : t.split(by);
    return (n < 0 ? parts.at(n) : parts[n - 1]) ?? "";
  });
  fn("translate", "text,text,text", "text", ([t, from, to]) => {
    const [a, b] = [letters(from), letters(to)];
    return letters(t)
      .map((c) => (a.includes(c) ? (b[a.indexOf(c)] ?? "") : c))
      .join("");
  });
  fn("ascii", "text", "int4", ([t]) => t.codePointAt(0) ?? 0);
  fn("chr", "int4", "text", ([n]) => {
    if (n === 0) throw new PgError("null character not permitted", "54000");
    return String.fromCodePoint(n);
  });
  fn("starts_with", "text,text", "bool", ([t, p]) => t.startsWith(p));
  fn("to_hex", "int4", "text", ([n]) => (n < 0 ? n + 2 ** 32 : n).toString(16));
  fn("to_hex", "int8", "text", ([n]) => BigInt.asUintN(64, n).toString(16));
  fn("to_bin", "int4", "text", ([n]) => (n >>> 0).toString(2));
  fn("to_oct", "int4", "text", ([n]) => (n >>> 0).toString(8));
  fn("quote_ident", "text", "text", ([t]) => quoteName(t));
  fn("quote_literal", "text", "text", ([t]) => `'${t.replaceAll("'", "''")}'`);
  fn("quote_literal", "anyelement", "text", ([v], c) => `'${shown(v, 0, c).replaceAll("'", "''")}'`);
  fn("quote_nullable", "text", "text", ([t]) => (t === null ? "NULL" : `'${t.replaceAll("'", "''")}'`), {
    strict: false,
  });
  fn("concat", "variadic any", "text", (args, c) => args.map((v, i) => shown(v, i, c)).join(""), { strict: false });
  fn(
    "concat_ws",
    "text,variadic any",
    "text",
    ([by, ...rest], c) =>
      by === null ? null : rest.flatMap((v, i) => (v === null ? [] : [shown(v, i + 1, c)])).join(by),
    { strict: false },
  );
  fn("format", "text", "text", format, { strict: false });
  fn("format", "text,variadic any", "text", format, { strict: false });
  fn("unistr", "text", "text", ([t]) =>
    t.replace(/\\u?([0-9a-fA-F]{4})/g, (_a: string, h: string) => String.fromCharCode(Number.parseInt(h, 16))),
  );
  fn("casefold", "text", "text", ([t]) => t.toLowerCase());
}

function bytes(): void {
  fn("md5", "text", "text", ([t]) => hex(md5(encode(t))));
  fn("md5", "bytea", "text", ([b]) => hex(md5(b)));
  fn("sha224", "bytea", "bytea", ([b]) => sha224(b));
  fn("sha256", "bytea", "bytea", ([b]) => sha256(b));
  fn("sha384", "bytea", "bytea", ([b]) => sha384(b));
  fn("sha512", "bytea", "bytea", ([b]) => sha512(b));
  fn("digest", "text,text", "bytea", ([t, how]) => {
    const hash = { md5, sha224, sha256, sha384, sha512 }[how as "md5"];
    if (!hash) throw new PgError(`Cannot use "${how}": No such hash algorithm`, "22023");
    return hash(encode(t));
  });
  fn("encode", "bytea,text", "text", ([b, how]) => {
    if (how === "hex") return hex(b);
    if (how === "base64") {
      const text = btoaOf(b);
      return text.replace(/.{76}(?=.)/g, "$&\n");
    }
    if (how === "escape")
      return [...b]
        .map((x) =>
          x === 92 ? "\\\\" : x >= 128 || x === 0 ? `\\${x.toString(8).padStart(3, "0")}` : String.fromCharCode(x),
        )
        .join("");
    throw new PgError(`unrecognized encoding: "${how}"`, "22023");
  });
  fn("decode", "text,text", "bytea", ([t, how]) => {
    if (how === "hex")
      return Uint8Array.from(t.replace(/\s/g, "").match(/../g) ?? [], (h: string) => Number.parseInt(h, 16));
    if (how === "base64") return atobOf(t);
    if (how === "escape") return encode(t);
    throw new PgError(`unrecognized encoding: "${how}"`, "22023");
  });
  fn("convert_to", "text,name", "bytea", ([t]) => encode(t));
  fn("convert_from", "bytea,name", "text", ([b]) => decode(b));
  op("||", "bytea,bytea", "bytea", ([a, b]) => Uint8Array.from([...a, ...b]));
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function btoaOf(b: Uint8Array): string {
  let out = "";
  for (let i = 0; i < b.length; i += 3) {
    const n = ((b[i] ?? 0) << 16) | ((b[i + 1] ?? 0) << 8) | (b[i + 2] ?? 0);
    const four = [18, 12, 6, 0].map((s) => DIGITS[(n >> s) & 63]).join("");
    out += i + 1 >= b.length ? `${four.slice(0, 2)}==` : i + 2 >= b.length ? `${four.slice(0, 3)}=` : four;
  }
  return out;
}

function atobOf(t: string): Uint8Array {
  const clean = t.replace(/\s|=+$/g, "");
  const out: number[] = [];
  let n = 0;
  let bits = 0;
  for (const c of clean) {
    const d = DIGITS.indexOf(c);
    if (d < 0) throw new PgError(`invalid symbol "${c}" found while decoding base64 sequence`, "22023");
    n = (n << 6) | d;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push((n >> bits) & 255);
    }
  }
  return Uint8Array.from(out);
}

function patterns(): void {
  for (const [name, caseless] of [
    ["~~", false],
    ["~~*", true],
  ] as const) {
    op(name, "text,text", "bool", ([t, p]) => like(t, p, caseless));
    op(`!${name}`, "text,text", "bool", ([t, p]) => !like(t, p, caseless));
    op(name, "bpchar,text", "bool", ([t, p]) => like(t, p, caseless));
    op(name, "name,text", "bool", ([t, p]) => like(t, p, caseless));
    op(`!${name}`, "name,text", "bool", ([t, p]) => !like(t, p, caseless));
  }
  op("~", "text,text", "bool", ([t, p]) => regexOf(p).test(t));
  op("!~", "text,text", "bool", ([t, p]) => !regexOf(p).test(t));
  op("~*", "text,text", "bool", ([t, p]) => regexOf(p, "i").test(t));
  op("!~*", "text,text", "bool", ([t, p]) => !regexOf(p, "i").test(t));
  op("~ !~ ~* !~*", "name,text", "bool", ([t, p]) => regexOf(p).test(t));
  op("^@", "text,text", "bool", ([t, p]) => t.startsWith(p));
  fn("similar_to_escape", "text,text?", "text", ([p, e = "\\"]) => similarPattern(p, e));
  fn("like_escape", "text,text", "text", ([p, e]) =>
    e === "" ? p.replaceAll("\\", "\\\\") : p.replaceAll("\\", "\\\\").replaceAll(e, "\\"),
  );
  fn("regexp_replace", "text,text,text,text?", "text", ([t, p, r, flags = ""]) => {
    const to = r
      .replace(/\$/g, "$$$$")
      .replace(/\\(\d)/g, "$$$1")
      .replace(/\\&/g, "$$&")
      .replace(/\\\\/g, "\\");
    return t.replace(regexOf(p, flags), to);
  });
  fn("regexp_match", "text,text,text?", "text[]", ([t, p, flags = ""]) => {
    const m = regexOf(p, flags).exec(t);
    return m ? groups(m) : null;
  });
  setFn("regexp_matches", "text,text,text?", "text[]", "", ([t, p, flags = ""]) => {
    const r = regexOf(p, flags);
    if (!flags.includes("g")) {
      const m = r.exec(t);
      return m ? [[groups(m)]] : [];
    }
    return [...t.matchAll(r)].map((m) => [groups(m)]);
  });
  fn("regexp_split_to_array", "text,text,text?", "text[]", ([t, p, flags = ""]) => new Arr(t.split(regexOf(p, flags))));
  setFn("regexp_split_to_table", "text,text,text?", "text", "", ([t, p, flags = ""]) =>
    t.split(regexOf(p, flags)).map((x: string) => [x]),
  );
  fn("regexp_count", "text,text", "int4", ([t, p]) => [...t.matchAll(regexOf(p, "g"))].length);
  fn("regexp_like", "text,text,text?", "bool", ([t, p, flags = ""]) => regexOf(p, flags).test(t));
  fn("regexp_instr", "text,text", "int4", ([t, p]) => t.search(regexOf(p)) + 1);
  fn("regexp_substr", "text,text", "text", ([t, p]) => regexOf(p).exec(t)?.[0] ?? null);
}

const groups = (m: RegExpExecArray | RegExpMatchArray): Arr =>
  new Arr(m.length > 1 ? m.slice(1).map((x) => x ?? null) : [m[0]]);

export function defineStrings(): void {
  plain();
  bytes();
  patterns();
  op("||", "text,text", "text", ([a, b]) => a + b);
  op("||", "text,anynonarray", "text", ([a, b], c) => a + shown(b, 1, c));
  op("||", "anynonarray,text", "text", ([a, b], c) => shown(a, 0, c) + b);
  setFn("string_to_table", "text,text", "text", "", ([t, by]) => t.split(by).map((x: string) => [x]));
}
