import { decode, encode } from "../../std/text.ts";

// Line tools work on text, but must hand bytes that are no UTF-8 through unharmed. Such a byte 0x80…0xFF becomes the
// lone surrogate U+DC80…U+DCFF (as Python's surrogateescape does) and turns back into the byte when written.

const ESCAPED = /[\uDC80-\uDCFF]/u;

/** Text of bytes; bytes that are no UTF-8 become lone surrogates. */
export function decodeLossless(bytes: Uint8Array): string {
  const text = decode(bytes);
  return text.includes("\uFFFD") ? decodeEscaping(bytes) : text;
}

/** The bytes of a text that decodeLossless made. */
export function encodeLossless(text: string): Uint8Array {
  if (!ESCAPED.test(text)) return encode(text);
  const out: number[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) out.push(code - 0xdc00);
    else out.push(...encode(c));
  }
  return Uint8Array.from(out);
}

function decodeEscaping(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length === 0) out += String.fromCharCode(0xdc00 + (bytes[i++] ?? 0));
    else {
      out += decode(bytes.subarray(i, i + length));
      i += length;
    }
  }
  return out;
}

/** Bytes of the well-formed UTF-8 sequence at `i`, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1] ?? 0;
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  return length;
}

/** Whether the locale of this environment is UTF-8; else a character is a byte, as in the C locale. */
export function utf8Locale(env: ReadonlyMap<string, string>): boolean {
  const locale = env.get("LC_ALL") || env.get("LC_CTYPE") || env.get("LANG") || "";
  return /utf-?8/i.test(locale);
}
