import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "./base64.ts";

test("what is coded comes back, and as Node codes it", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});

test("malformed text is no bytes", () => {
  expect(["a", "ab=c", "=", "a*bc"].map(fromBase64)).toEqual([undefined, undefined, undefined, undefined]);
});
