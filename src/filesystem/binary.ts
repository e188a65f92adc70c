import { decode, encode } from "../std/text.ts";

const MAGIC = "\x7fELF\x02\x01\x01\x00drydock:";

/**
 * The bytes of a binary that stands for the program `name`. A note behind the name tells one build from another, as the
 * strings inside a real binary do: a version (`1.27.5`), BusyBox's banner.
 */
export function binary(name: string, note = ""): Uint8Array {
  return encode(`${MAGIC}${name}\n${note && `${note}\n`}`);
}

/** The program that these bytes stand for; undefined when they are no binary of ours. */
export function programOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x7f || bytes[1] !== 0x45) return undefined;
  const head = decode(bytes.subarray(0, 256));
  if (!head.startsWith(MAGIC)) return undefined;
  return head.slice(MAGIC.length).split("\n", 1)[0];
}

/** The note behind the program's name; empty when there is none. */
export function noteOf(bytes: Uint8Array): string {
  return programOf(bytes) === undefined ? "" : decode(bytes.subarray(MAGIC.length)).split("\n").slice(1, -1).join("\n");
}
