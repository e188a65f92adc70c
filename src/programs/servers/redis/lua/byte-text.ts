import { decodeLossless, encodeLossless } from "../../../lib/bytes.ts";

const ASCII = /^[\0-\x7f]*$/;

/** A text as Lua has it: one character for each byte. */
export function toBytes(text: string): string {
  if (ASCII.test(text)) return text;
  let out = "";
  for (const b of encodeLossless(text)) out += String.fromCharCode(b);
  return out;
}

export function fromBytes(text: string): string {
  if (ASCII.test(text)) return text;
  return decodeLossless(Uint8Array.from(text, (c) => c.charCodeAt(0)));
}
