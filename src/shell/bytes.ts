import { concat, decode, encode } from "../std/text.ts";

/*
 * A shell's strings are bytes in the real thing. Here they are JavaScript strings; a byte that is not part of valid
 * UTF-8 is kept as a lone surrogate U+DC80 to U+DCFF, and becomes that byte again when written.
 */

/** A text of the shell as bytes. */
export function toBytes(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return encode(text);
  const chunks: Uint8Array[] = [];
  for (const part of text.split(/(?<![\ud800-\udbff])([\udc80-\udcff])/)) {
    const code = part.charCodeAt(0);
    chunks.push(part.length === 1 && code >= 0xdc80 && code <= 0xdcff ? Uint8Array.of(code - 0xdc00) : encode(part));
  }
  return concat(chunks);
}

/** Bytes as a text of the shell. */
export function fromBytes(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (!text.includes("\ufffd")) return text;
  let out = "";
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i] ?? 0;
    const length = b < 0x80 ? 1 : b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
    const one = decode(bytes.subarray(i, i + length));
    if (b < 0x80 || (b >= 0xc2 && b < 0xf5 && !one.includes("\ufffd"))) {
      out += one;
      i += length;
    } else {
      out += String.fromCharCode(0xdc00 + b);
      i++;
    }
  }
  return out;
}
