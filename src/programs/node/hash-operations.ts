import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512 } from "@noble/hashes/sha3.js";
import { deflateSync, gunzipSync, gzipSync, inflateSync, unzlibSync, zlibSync } from "fflate";
import { bcrypt } from "../lib/bcrypt.ts";
import { cbc, ctr, gcm, gcmTag } from "./aes.ts";
import { flag, number, text } from "./args.ts";
import type { Operation } from "./host.ts";

const HASHES = {
  md5,
  ripemd160,
  sha1,
  sha224,
  sha256,
  "sha3-224": sha3_224,
  "sha3-256": sha3_256,
  "sha3-384": sha3_384,
  "sha3-512": sha3_512,
  sha384,
  sha512,
  "sha512-224": sha512_224,
  "sha512-256": sha512_256,
} as const;
const hashOf = (name: string) => HASHES[name as keyof typeof HASHES] ?? sha256;

const ZLIB: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (b) => gzipSync(b, { mtime: 0 }),
  gunzip: (b) => gunzipSync(b),
  deflate: (b) => zlibSync(b),
  inflate: (b) => unzlibSync(b),
  deflateRaw: (b) => deflateSync(b),
  inflateRaw: (b) => inflateSync(b),
};

/** What is long to compute: digests and compression. The first `number(1)` bytes of a keyed one are its key. */
export const hashOperations: Readonly<Record<string, Operation>> = {
  "crypto.names": () => Object.keys(HASHES),
  "crypto.hash": (_h, a, bytes) => hashOf(text(a, 0))(bytes),
  "crypto.hmac": (_h, a, bytes) =>
    hmac(hashOf(text(a, 0)), bytes.subarray(0, number(a, 1)), bytes.subarray(number(a, 1))),
  "crypto.pbkdf2": (_h, a, bytes) =>
    pbkdf2(hashOf(text(a, 0)), bytes.subarray(0, number(a, 1)), bytes.subarray(number(a, 1)), {
      c: number(a, 2),
      dkLen: number(a, 3),
    }),
  "crypto.scrypt": (_h, a, bytes) =>
    scrypt(bytes.subarray(0, number(a, 0)), bytes.subarray(number(a, 0)), {
      N: number(a, 1),
      r: number(a, 2),
      p: number(a, 3),
      dkLen: number(a, 4),
    }),
  // The key, the salt, what it is for.
  "crypto.hkdf": (_h, a, bytes) => {
    const key = bytes.subarray(0, number(a, 1));
    const salt = bytes.subarray(key.length, key.length + number(a, 2));
    return hkdf(hashOf(text(a, 0)), key, salt, bytes.subarray(key.length + salt.length), number(a, 3));
  },
  // Salt (16 bytes), then the password.
  "crypto.bcrypt": (_h, a, bytes) => bcrypt(bytes.subarray(16), bytes.subarray(0, 16), number(a, 0)),
  // The key, the vector, the data; at 4 how many bytes were before.
  "crypto.aes": (_h, a, bytes) => {
    const key = bytes.subarray(0, number(a, 2));
    const iv = bytes.subarray(key.length, key.length + number(a, 3));
    const data = bytes.subarray(key.length + iv.length);
    if (text(a, 0) === "cbc") return cbc(key, iv, data, flag(a, 1));
    return text(a, 0) === "ctr" ? ctr(key, iv, data, number(a, 4)) : gcm(key, iv, data, number(a, 4));
  },
  "crypto.gcmTag": (_h, a, bytes) => {
    const key = bytes.subarray(0, number(a, 0));
    const iv = bytes.subarray(key.length, key.length + number(a, 1));
    const data = bytes.subarray(key.length + iv.length);
    return gcmTag(key, iv, data.subarray(0, number(a, 2)), data.subarray(number(a, 2)));
  },
  zlib: (_h, a, bytes) => {
    try {
      return ZLIB[text(a, 0)]?.(bytes);
    } catch {
      return { $error: { code: "Z_DATA_ERROR", path: null } };
    }
  },
};
