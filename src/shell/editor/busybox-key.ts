import type { Key } from "./keys.ts";

/** BusyBox has fewer keys than readline; of Escape and a letter that it does not know the letter is left. */
export function busyboxKey(key: Key): Key {
  if (key.kind !== "key") return key;
  if (/^C-[gty_\x7f]$/.test(key.name)) return { kind: "key", name: "" };
  const letter = /^M-([^bdf])$/.exec(key.name)?.[1];
  return letter === undefined ? key : { kind: "text", text: letter };
}
