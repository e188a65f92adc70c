import type { Chance } from "../std/chance.ts";

/** Length of an id as lists print it. */
const SHORT = 12;

/** The first twelve digits of an id, without its `sha256:`. */
export function shortID(id: string): string {
  const bare = id.startsWith("sha256:") ? id.slice(7) : id;
  return bare.slice(0, SHORT);
}

/** A new id of 64 hex digits, whose short form is never a mere number (it could be taken for one). */
export function newID(chance: Chance, kind: string): string {
  for (;;) {
    const id = chance.hex(kind);
    if (!/^\d+$/.test(id.slice(0, SHORT))) return id;
  }
}

/** A new locally administered MAC address. */
export function newMac(chance: Chance): string {
  const digits = chance.hex("mac").slice(0, 12);
  const first = ((Number.parseInt(digits.slice(0, 2), 16) & 0xfc) | 0x02).toString(16).padStart(2, "0");
  return [first, ...(digits.slice(2).match(/../g) ?? [])].join(":");
}
