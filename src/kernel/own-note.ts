import { noteOf } from "../filesystem/binary.ts";
import type { Process } from "./process.ts";

/** More than any note takes. A binary is as large as a real one, and all behind its note is a hole. */
const HEAD = 16 << 10;

/** The note in the binary that this process runs: its version, or what tells its build from others. */
export function ownNote(p: Process): string {
  const file = p.files.open(p.executable, { read: true });
  try {
    return noteOf(file.readAt(0, HEAD));
  } finally {
    file.close();
  }
}
