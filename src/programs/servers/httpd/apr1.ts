import { md5 } from "@noble/hashes/legacy.js";
import { concat, encode } from "../../../std/text.ts";

const SIGNS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `$apr1$SALT$HASH`: APR's MD5 of a password, a thousand rounds of it. */
export function apr1(password: string, salt: string): string {
  const word = encode(password);
  const grain = encode(salt.slice(0, 8));
  const inner = md5(concat([word, grain, word]));
  const parts = [word, encode("$apr1$"), grain];
  for (let left = word.length; left > 0; left -= 16) parts.push(inner.slice(0, Math.min(16, left)));
  for (let i = word.length; i > 0; i >>= 1) parts.push(i & 1 ? new Uint8Array([0]) : word.slice(0, 1));
  let sum = md5(concat(parts));
  for (let i = 0; i < 1000; i++) {
    const round = [i & 1 ? word : sum];
    if (i % 3) round.push(grain);
    if (i % 7) round.push(word);
    round.push(i & 1 ? sum : word);
    sum = md5(concat(round));
  }
  const at = (i: number) => sum[i] ?? 0;
  const text = (n: number, count: number) => {
    let out = "";
    for (let i = 0, rest = n; i < count; i++, rest >>= 6) out += SIGNS[rest & 63];
    return out;
  };
  const groups = [
    [0, 6, 12],
    [1, 7, 13],
    [2, 8, 14],
    [3, 9, 15],
    [4, 10, 5],
  ].map(([x = 0, y = 0, z = 0]) => text((at(x) << 16) | (at(y) << 8) | at(z), 4));
  return `$apr1$${salt.slice(0, 8)}$${groups.join("")}${text(at(11), 2)}`;
}
