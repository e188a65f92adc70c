import type { Process } from "../../kernel/process.ts";
import { decode } from "../../std/text.ts";

/** Asks on stderr and reads a line from stdin; yes when it begins with y. */
export async function confirm(p: Process, question: string): Promise<boolean> {
  await p.write(2, question);
  return /^\s*[yY]/.test((await readAnswer(p)) ?? "");
}

/** Reads a line from a descriptor byte by byte, so that what follows is left for others; null at the end. */
export async function readAnswer(p: Process, fd = 0): Promise<string | null> {
  const bytes: number[] = [];
  for (;;) {
    const chunk = await p.read(fd, 1);
    if (!chunk) return bytes.length ? decode(Uint8Array.from(bytes)) : null;
    const byte = chunk[0] ?? 10;
    if (byte === 10) return decode(Uint8Array.from(bytes));
    bytes.push(byte);
  }
}

/** GNU's words for a file's kind: `regular empty file`, `symbolic link`. */
export function kindName(stat: { readonly kind: string; readonly size: number }): string {
  if (stat.kind === "file") return stat.size === 0 ? "regular empty file" : "regular file";
  const names: Readonly<Record<string, string>> = {
    directory: "directory",
    symlink: "symbolic link",
    device: "character special file",
    fifo: "fifo",
    socket: "socket",
  };
  return names[stat.kind] ?? "weird file";
}
