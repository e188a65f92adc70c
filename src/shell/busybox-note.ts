import { ownNote } from "../kernel/own-note.ts";
import type { Process } from "../kernel/process.ts";
import { isErrno } from "../std/errno.ts";

/** What the BusyBox that runs says of itself: `BusyBox v1.38.0 (Debian …) multi-call binary.` */
export function busyboxNote(p: Process): string | undefined {
  try {
    return ownNote(p)
      .split("\n")
      .find((line) => line.startsWith("BusyBox v"));
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}
