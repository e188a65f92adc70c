import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { fromBase64, toBase64 } from "../../../../std/base64.ts";
import { decode, encode } from "../../../../std/text.ts";
import { type Fn, onText } from "../functions/function.ts";
import { SqlError } from "../lexer.ts";
import { toNumber } from "../values/compare.ts";
import { show } from "../values/show.ts";
import type { Value } from "../values/value.ts";

const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const text = (v: Value | undefined) => show(v ?? null);
const int = (v: Value | undefined, standard = 0) =>
  v === undefined || v === null ? standard : Math.trunc(toNumber(v));

/** A pattern as the server's regular expressions read it: without case unless told otherwise. */
function pattern(source: Value | undefined, flags: Value | undefined, more = ""): RegExp {
  const given = flags === undefined || flags === null ? "" : text(flags);
  try {
    return new RegExp(
      text(source),
      `${/c/.test(given) ? "" : "i"}${/m/.test(given) ? "m" : ""}${/n/.test(given) ? "s" : ""}${more}`,
    );
  } catch {
    throw new SqlError("Mismatched parenthesis in regular expression.", "HY000", 3691);
  }
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const b of bytes) c = (CRC[(c ^ b) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function soundex(word: string): string {
  const codes: Readonly<Record<string, string>> = {
    B: "1",
    F: "1",
    P: "1",
    V: "1",
    C: "2",
    G: "2",
    J: "2",
    K: "2",
    Q: "2",
    S: "2",
    X: "2",
    Z: "2",
    D: "3",
    T: "3",
    L: "4",
    M: "5",
    N: "5",
    R: "6",
  };
  const letters = word.toUpperCase().replace(/[^A-Z]/g, "");
  let out = letters[0] ?? "";
  let last = codes[out] ?? "";
  for (const c of letters.slice(1)) {
    const code = codes[c] ?? "";
    if (code !== "" && code !== last) out += code;
    if (!/[HW]/.test(c)) last = code;
  }
  return out === "" ? "" : out.padEnd(4, "0");
}

const HASHES: Readonly<Record<number, (b: Uint8Array) => Uint8Array>> = {
  0: sha256,
  224: sha224,
  256: sha256,
  384: sha384,
  512: sha512,
};

export const mysqlStrings: Readonly<Record<string, Fn>> = {
  bit_length: onText((t) => encode(t).length * 8),
  char: (args) => decode(Uint8Array.from(args.filter((a) => a !== null).flatMap((a) => bytesOf(int(a))))),
  charset: () => "utf8mb4",
  collation: (_a, s) => (/MariaDB/.test(s.session.version) ? "utf8mb4_uca1400_ai_ci" : "utf8mb4_0900_ai_ci"),
  conv: ([v = null, from = null, to = null]) => {
    if (v === null || from === null || to === null) return null;
    const n = Number.parseInt(text(v), int(from));
    return Number.isNaN(n) ? "0" : n.toString(int(to)).toUpperCase();
  },
  crc32: onText((t) => crc32(encode(t))),
  export_set: ([bits = null, on = null, off = null, by, count]) => {
    if (bits === null || on === null || off === null) return null;
    const n = Math.min(64, int(count, 64));
    return Array.from({ length: n }, (_, i) => text((BigInt(int(bits)) >> BigInt(i)) & 1n ? on : off)).join(
      by === undefined ? "," : text(by),
    );
  },
  from_base64: onText((t) => {
    const bytes = fromBase64(t);
    return bytes ? decode(bytes) : null;
  }),
  insert: ([v = null, at = null, count = null, other = null]) => {
    if (v === null || at === null || count === null || other === null) return null;
    const letters = [...text(v)];
    const from = int(at);
    if (from < 1 || from > letters.length) return letters.join("");
    const n = int(count);
    return letters.slice(0, from - 1).join("") + text(other) + (n < 0 ? "" : letters.slice(from - 1 + n).join(""));
  },
  make_set: ([bits = null, ...rest]) =>
    bits === null
      ? null
      : rest
          .filter((v, i) => v !== null && (BigInt(int(bits)) >> BigInt(i)) & 1n)
          .map(text)
          .join(","),
  oct: ([v = null]) => (v === null ? null : int(v).toString(8)),
  ord: onText((t) => {
    let n = 0;
    for (const b of encode([...t][0] ?? "")) n = n * 256 + b;
    return n;
  }),
  quote: ([v = null]) => (v === null ? "NULL" : `'${text(v).replace(/[\\']/g, "\\$&")}'`),
  regexp_instr: onText((t, [p, from, nth, end, flags]) => {
    const found = [...t.slice(int(from, 1) - 1).matchAll(pattern(p, flags, "g"))][int(nth, 1) - 1];
    if (!found) return 0;
    return int(from, 1) + found.index + (int(end) === 1 ? found[0].length : 0);
  }),
  regexp_like: onText((t, [p, flags]) => pattern(p, flags).test(t)),
  regexp_substr: onText(
    (t, [p, from, nth, flags]) =>
      [...t.slice(int(from, 1) - 1).matchAll(pattern(p, flags, "g"))][int(nth, 1) - 1]?.[0] ?? null,
  ),
  sha: onText((t) => hex(sha1(encode(t)))),
  sha1: onText((t) => hex(sha1(encode(t)))),
  sha2: onText((t, [bits]) => {
    const f = HASHES[int(bits)];
    return f ? hex(f(encode(t))) : null;
  }),
  soundex: onText((t) => soundex(t)),
  to_base64: onText((t) => toBase64(encode(t)).replace(/.{76}(?=.)/g, "$&\n")),
  trim: onText((t, [what, side]) => {
    const w = what === undefined || what === null ? " " : text(what);
    let out = t;
    if (w === "") return out;
    if (side !== "trailing") while (out.startsWith(w)) out = out.slice(w.length);
    if (side !== "leading") while (out.endsWith(w)) out = out.slice(0, -w.length);
    return out;
  }),
  unhex: onText((t) =>
    /^([0-9a-f]{2})*$/i.test(t) ? decode(Uint8Array.from(t.match(/../g) ?? [], (b) => Number.parseInt(b, 16))) : null,
  ),
};

function bytesOf(n: number): number[] {
  const out: number[] = [];
  for (let rest = n >>> 0; rest > 0; rest = Math.floor(rest / 256)) out.unshift(rest % 256);
  return out.length ? out : [0];
}
