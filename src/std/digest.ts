import { sha256 } from "@noble/hashes/sha2.js";
import { encode } from "./text.ts";

/** `sha256:` and 64 hex digits. */
export type Digest = `sha256:${string}`;

/** The SHA-256 of bytes or of a text's UTF-8, as 64 hex digits. */
export function sha256Hex(data: Uint8Array | string): string {
  return hex(sha256(typeof data === "string" ? encode(data) : data));
}

/** The SHA-256 of bytes or of a text's UTF-8, as an OCI digest. */
export function digestOf(data: Uint8Array | string): Digest {
  return `sha256:${sha256Hex(data)}`;
}

/** An incremental SHA-256. */
export function createDigester(): { update(chunk: Uint8Array): void; digest(): Digest } {
  const h = sha256.create();
  return { update: (chunk) => void h.update(chunk), digest: () => `sha256:${hex(h.digest())}` };
}

const HEX = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, "0"));

/** Lower-case hex digits of bytes. */
export function hex(bytes: Uint8Array): string {
  let out = "";
  for (const b of bytes) out += HEX[b];
  return out;
}
