import { decodeLossless, encodeLossless } from "../../../lib/bytes.ts";
import type { Context } from "../context.ts";

/** A string's bytes; none where there is no key. */
export const bitsOf = (c: Context, key: string): Uint8Array => encodeLossless(c.db.as(key, "string")?.text ?? "");

/** Puts bytes as a text; the time that is left stays. */
export function putBytes(c: Context, key: string, bytes: Uint8Array): void {
  c.db.set(key, { type: "string", text: decodeLossless(bytes) }, c.db.expiry(key));
}
