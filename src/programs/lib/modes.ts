import type { Stat } from "../../filesystem/files.ts";

const LETTERS: Readonly<Record<Stat["kind"], string>> = {
  file: "-",
  directory: "d",
  symlink: "l",
  device: "c",
  fifo: "p",
  socket: "s",
};

/** `drwxr-xr-x`, as ls -l writes it. */
export function modeString(kind: Stat["kind"], mode: number): string {
  const triple = (bits: number, special: boolean, letter: string) =>
    (bits & 4 ? "r" : "-") +
    (bits & 2 ? "w" : "-") +
    (special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? "x" : "-");
  return (
    LETTERS[kind] +
    triple(mode >> 6, (mode & 0o4000) !== 0, "s") +
    triple(mode >> 3, (mode & 0o2000) !== 0, "s") +
    triple(mode, (mode & 0o1000) !== 0, "t")
  );
}

/** The type bits that st_mode carries besides the permissions. */
export function typeBits(kind: Stat["kind"]): number {
  return { file: 0o100000, directory: 0o040000, symlink: 0o120000, device: 0o020000, fifo: 0o010000, socket: 0o140000 }[
    kind
  ];
}

/** A mode to apply: what a file of this mode and kind gets. */
export type ModeChange = (mode: number, directory: boolean) => number;

/** Parses `755` and `u+rwX,go-w`; undefined when it is neither. Without a who the umask keeps its bits out. */
export function parseMode(text: string, umask: number): ModeChange | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    if (mode > 0o7777) return undefined;
    // A number of up to four digits leaves a folder's set-id bits alone, as GNU chmod does.
    return (old, directory) => (directory && text.length < 5 ? mode | (old & 0o6000 & ~mode) : mode);
  }
  const changes: ModeChange[] = [];
  for (const clause of text.split(",")) {
    const m = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)$/.exec(clause);
    if (!m) return undefined;
    for (const [, operator = "", what = ""] of (m[2] ?? "").matchAll(/([-+=])([ugo]|[rwxXst]*)/g))
      changes.push(symbolic(m[1] ?? "", operator, what, umask));
  }
  return (old, directory) => changes.reduce((mode, change) => change(mode, directory), old);
}

function symbolic(who: string, operator: string, what: string, umask: number): ModeChange {
  const all = who === "" || who.includes("a");
  const has = (w: string) => all || who.includes(w);
  const affected = (has("u") ? 0o4700 : 0) | (has("g") ? 0o2070 : 0) | (has("o") ? 0o1007 : 0) | (all ? 0o1000 : 0);
  const limit = who === "" ? ~umask : ~0;
  return (mode, directory) => {
    const bits = permissions(what, mode, directory, who, all) & affected & limit;
    if (operator === "+") return mode | bits;
    if (operator === "-") return mode & ~bits;
    const kept = directory ? affected & ~0o7000 : affected;
    return (mode & ~(kept & 0o7777)) | bits;
  };
}

function permissions(what: string, mode: number, directory: boolean, who: string, all: boolean): number {
  if (/^[ugo]$/.test(what)) {
    const from = (what === "u" ? mode >> 6 : what === "g" ? mode >> 3 : mode) & 7;
    return from * 0o111;
  }
  let bits = 0;
  if (what.includes("r")) bits |= 0o444;
  if (what.includes("w")) bits |= 0o222;
  if (what.includes("x")) bits |= 0o111;
  if (what.includes("X") && (directory || mode & 0o111)) bits |= 0o111;
  if (what.includes("s")) bits |= (all || who.includes("u") ? 0o4000 : 0) | (all || who.includes("g") ? 0o2000 : 0);
  if (what.includes("t")) bits |= 0o1000;
  return bits;
}
