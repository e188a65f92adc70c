import { ownNote } from "../kernel/own-note.ts";
import type { Process } from "../kernel/process.ts";
import { isErrno } from "../std/errno.ts";

/** What the BusyBox that runs says of itself: `BusyBox v1.38.0 (Debian …) multi-call binary.` */
export function busyboxNote(p: Process): string | undefined {
  return noteLines(p).find((line) => line.startsWith("BusyBox v"));
}

const STANDALONE = "standalone ";

/** A build whose shell runs BusyBox's programs itself, wherever PATH leads, has their names in a line of the note. */
export function standaloneApplets(p: Process): ReadonlySet<string> {
  const line = noteLines(p).find((l) => l.startsWith(STANDALONE));
  return new Set(line?.slice(STANDALONE.length).split(" "));
}

function noteLines(p: Process): readonly string[] {
  try {
    return ownNote(p).split("\n");
  } catch (e) {
    if (isErrno(e)) return [];
    throw e;
  }
}
