import { encode } from "../../../../../std/text.ts";
import { PgError } from "../error.ts";
import { quoteName } from "../types/type.ts";
import { bytes } from "./bytes.ts";
import { format, shown } from "./format.ts";
import { letters, pad, sub, trim } from "./letters.ts";
import { regexOf } from "./patterns.ts";
import { fn, op, setFn } from "./registry.ts";
import { patterns } from "./regular-expressions.ts";

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

/** Declares what texts can do. */
export function defineStrings(): void {
  plain();
  bytes();
  patterns();
  op("||", "text,text", "text", ([a, b]) => a + b);
  op("||", "text,anynonarray", "text", ([a, b], c) => a + shown(b, 1, c));
  op("||", "anynonarray,text", "text", ([a, b], c) => shown(a, 0, c) + b);
  setFn("string_to_table", "text,text", "text", "", ([t, by]) => t.split(by).map((x: string) => [x]));
}
