import { encodeLossless } from "../../lib/bytes.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\x07": "\\a",
  "\b": "\\b",
};

/** In quotes, with what does not print escaped, byte by byte. */
export function quoted(text: string): string {
  let out = '"';
  for (const byte of encodeLossless(text)) {
    const c = String.fromCharCode(byte);
    out += ESCAPES[c] ?? (byte >= 32 && byte < 127 ? c : `\\x${byte.toString(16).padStart(2, "0")}`);
  }
  return `${out}"`;
}
