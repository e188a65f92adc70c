import { md5 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { decode, encode } from "../../../../../std/text.ts";
import { PgError } from "../error.ts";
import { fn, op } from "./registry.ts";

export const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

/** bytea: its encodings, hashes, and texts as bytes. */
export function bytes(): void {
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
