import { decode, encode } from "../std/text.ts";

const MAGIC = "\x7fELF\x02\x01\x01\x00drydock:";

/** The bytes of a binary that stands for the program `name`. */
export function binary(name: string): Uint8Array {
  return encode(`${MAGIC}${name}\n`);
}

/** The program that these bytes stand for; undefined when they are no binary of ours. */
export function programOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x7f || bytes[1] !== 0x45) return undefined;
  const head = decode(bytes.subarray(0, 256));
  if (!head.startsWith(MAGIC)) return undefined;
  return head.slice(MAGIC.length).split("\n", 1)[0];
}
