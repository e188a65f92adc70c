import { sha512 } from "@noble/hashes/sha2.js";
import type { Chance } from "../../std/chance.ts";
import { concat, encode } from "../../std/text.ts";

// SHA-512 crypt (`$6$SALT$HASH`), as /etc/shadow holds it: 5000 rounds over password and salt.

const LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ROUNDS = 5000;

/** A fresh salt of 16 letters. */
export function makeSalt(chance: Chance): string {
  return Array.from({ length: 16 }, () => LETTERS[chance.integer("password salt", 64)] ?? ".").join("");
}

/** The shadow file's word for a password. */
export function cryptPassword(password: string, salt: string): string {
  const key = encode(password);
  const salted = encode(salt);
  const alternate = sha512(concat([key, salted, key]));
  const start: Uint8Array[] = [key, salted, stretch(alternate, key.length)];
  for (let n = key.length; n > 0; n >>= 1) start.push(n & 1 ? alternate : key);
  let digest = sha512(concat(start));
  const p = stretch(sha512(concat(Array.from({ length: key.length }, () => key))), key.length);
  const s = stretch(sha512(concat(Array.from({ length: 16 + (digest[0] ?? 0) }, () => salted))), salted.length);
  for (let round = 0; round < ROUNDS; round++) {
    const parts = [round & 1 ? p : digest];
    if (round % 3) parts.push(s);
    if (round % 7) parts.push(p);
    parts.push(round & 1 ? digest : p);
    digest = sha512(concat(parts));
  }
  return `$6$${salt}$${letters(digest)}`;
}

/** Whether the password is the one behind the shadow file's word. */
export function checkPassword(password: string, word: string): boolean {
  const salt = /^\$6\$([^$]*)\$/.exec(word)?.[1];
  return word === "" || (salt !== undefined && cryptPassword(password, salt) === word);
}

/** The digest's bytes over and over, as many as asked. */
function stretch(digest: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => digest[i % digest.length] ?? 0);
}

/** Three bytes make four letters; which three go together is crypt's own order. */
function letters(digest: Uint8Array): string {
  let out = "";
  let group: [number, number, number] = [0, 21, 42];
  for (let i = 0; i < 21; i++) {
    out += word(digest, group, 4);
    group = [group[1] + 1, group[2] + 1, group[0] + 1];
  }
  return out + word(digest, [-1, -1, 63], 2);
}

function word(digest: Uint8Array, [a, b, c]: readonly [number, number, number], count: number): string {
  let bits = ((digest[a] ?? 0) << 16) | ((digest[b] ?? 0) << 8) | (digest[c] ?? 0);
  let out = "";
  for (let i = 0; i < count; i++) {
    out += LETTERS[bits & 63] ?? "";
    bits >>= 6;
  }
  return out;
}
