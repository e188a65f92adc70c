import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cbc, ctr, gcm, gcmTag } from "./aes.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const keys = fc.constantFrom(16, 24, 32).chain(bytes);
const plain = (b: Uint8Array) => new Uint8Array(b);

test("chained blocks are those of Node's own ciphers, there and back", () => {
  fc.assert(
    fc.property(
      keys,
      bytes(16),
      fc.nat(5).chain((n) => bytes(n * 16)),
      (key, iv, data) => {
        const real = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false);
        const encrypted = cbc(key, iv, data, false);
        expect(encrypted).toEqual(plain(Buffer.concat([real.update(data), real.final()])));
        expect(cbc(key, iv, encrypted, true)).toEqual(data);
      },
    ),
  );
});

test("counted blocks are, from any byte on, also where the counter overflows", () => {
  const vectors = fc.oneof(bytes(16), fc.constant(new Uint8Array(16).fill(255)));
  fc.assert(
    fc.property(keys, vectors, fc.uint8Array({ maxLength: 90 }), fc.nat(90), (key, iv, data, cut) => {
      const real = createCipheriv(`aes-${key.length * 8}-ctr`, key, iv);
      const parts = [
        ctr(key, iv, data.subarray(0, cut), 0),
        ctr(key, iv, data.subarray(cut), Math.min(cut, data.length)),
      ];
      expect(plain(Buffer.concat(parts))).toEqual(plain(real.update(data)));
    }),
  );
});

test("counted blocks with a proof are, and so is the proof", () => {
  const any = fc.uint8Array({ maxLength: 70 });
  fc.assert(
    fc.property(keys, bytes(12), any, any, (key, iv, along, data) => {
      const real = createCipheriv(`aes-${key.length * 8}-gcm` as "aes-256-gcm", key, iv).setAAD(along);
      const encrypted = gcm(key, iv, data, 0);
      expect(encrypted).toEqual(plain(Buffer.concat([real.update(data), real.final()])));
      expect(gcmTag(key, iv, along, encrypted)).toEqual(plain(real.getAuthTag()));
    }),
  );
});
