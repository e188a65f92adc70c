import { toBase64 } from "../../std/base64.ts";
import { hex } from "../../std/digest.ts";
import { decode, encode } from "../../std/text.ts";
import { text } from "./args.ts";
import type { Operation } from "./host.ts";

/** What is long in text is quicker to turn into bytes here, and bytes into text. */
export const textOperations: Readonly<Record<string, Operation>> = {
  "text.encode": (_h, a) => encodeAs(text(a, 0), text(a, 1)),
  "text.decode": (_h, a, bytes) => decodeAs(bytes, text(a, 0)),
};

/** The bytes of a text in `utf8`, `utf16le`, or `latin1`, which drops what a character has beyond a byte. */
export function encodeAs(s: string, encoding: string): Uint8Array {
  if (encoding === "utf8") return encode(s);
  const units = encoding === "utf16le" ? new Uint16Array(s.length) : new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) units[i] = s.charCodeAt(i);
  return new Uint8Array(units.buffer);
}

/** What bytes are in any of Node's encodings. */
function decodeAs(bytes: Uint8Array, encoding: string): string {
  switch (encoding) {
    case "utf8":
      return decode(bytes);
    case "hex":
      return hex(bytes);
    case "base64":
      return toBase64(bytes);
    case "base64url":
      return toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    case "utf16le":
      return characters(new Uint16Array(bytes.slice().buffer, 0, bytes.length >> 1));
    default:
      return characters(bytes.map((b) => b & 127));
  }
}

function characters(codes: Uint8Array | Uint16Array): string {
  let out = "";
  for (let i = 0; i < codes.length; i += 4096) out += String.fromCharCode(...codes.subarray(i, i + 4096));
  return out;
}
