import { isErrno } from "../../std/errno.ts";
import { decodeLossless, encodeLossless } from "../lib/bytes.ts";
import type { Nano } from "./nano.ts";
import { ask, promptLine } from "./nano-draw.ts";
import { createTextBuffer } from "./text-buffer.ts";

/** Reads the named file into the buffer. */
export function load(n: Nano): void {
  if (n.path === "") return;
  const { files } = n.c.p;
  try {
    if (files.exists(n.path) && files.stat(n.path).kind === "directory") {
      n.message = `"${n.path}" is a directory`;
      n.path = "";
      return;
    }
    const text = decodeLossless(files.readFile(n.path));
    n.buffer = createTextBuffer(text);
    const count = text === "" ? 0 : n.buffer.lines.length;
    n.message = `Read ${count} line${count === 1 ? "" : "s"}`;
    if (!files.access(n.path, "w")) n.message = `File '${n.path}' is unwritable`;
  } catch (e) {
    if (!isErrno(e)) throw e;
    n.message = e.code === "ENOENT" ? "New File" : `Error reading ${n.path}: ${e.strerror}`;
  }
}

/** Asks whether the text is to be kept; true when the editor may go. */
export async function leave(n: Nano): Promise<boolean> {
  if (!n.buffer.modified) return true;
  for (;;) {
    await promptLine(n, "Save modified buffer? ", [
      ["Y", "Yes"],
      ["N", "No"],
      ["^C", "Cancel"],
    ]);
    const key = await n.screen.key();
    if (key === "y" || key === "Y") return await save(n);
    if (key === "n" || key === "N" || key === undefined) return true;
    if (key === "^C") {
      n.message = "Cancelled";
      return false;
    }
  }
}

/** Asks for the name; whether it was written. */
export async function save(n: Nano): Promise<boolean> {
  const name = await ask(n, "File Name to Write: ", n.path);
  if (name === undefined || name === "") return false;
  if (name !== n.path && n.c.p.files.exists(name)) {
    await promptLine(n, `File "${name}" exists; OVERWRITE? `, [
      ["Y", "Yes"],
      ["N", "No"],
      ["^C", "Cancel"],
    ]);
    const key = await n.screen.key();
    if (key !== "y" && key !== "Y") return false;
  }
  if (!write(n, name)) return false;
  n.path = name;
  return true;
}

/** Writes the text to the path. */
export function write(n: Nano, path: string): boolean {
  try {
    const text = n.buffer.text();
    n.c.p.files.writeFile(path, encodeLossless(text));
    n.buffer.saved();
    const count = text === "" ? 0 : n.buffer.lines.length;
    n.message = `Wrote ${count} line${count === 1 ? "" : "s"}`;
    return true;
  } catch (e) {
    if (!isErrno(e)) throw e;
    n.message = `Error writing ${path}: ${e.strerror}`;
    return false;
  }
}

/** Puts another file's text at the cursor. */
export async function insertFile(n: Nano): Promise<void> {
  const name = await ask(n, "File to insert: ", "");
  if (!name) return;
  try {
    n.cursor = n.buffer.insert(n.cursor, decodeLossless(n.c.p.files.readFile(name)));
  } catch (e) {
    if (!isErrno(e)) throw e;
    n.message = `Error reading ${name}: ${e.strerror}`;
  }
}
