import type { Process } from "../../kernel/process.ts";
import { ErrnoError } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";

/** An input opened by name; `-` is standard input. */
export interface Input extends Reader {
  readonly fd: number;
  close(): void;
}

/** Opens a file to read; throws ErrnoError, for a folder too (EISDIR), before anything is read. */
export async function openInput(p: Process, path: string): Promise<Input> {
  if (path === "-") return { fd: 0, read: () => p.read(0), close() {} };
  const fd = await p.open(path, { read: true });
  if (p.fstat(fd).kind === "directory") {
    p.close(fd);
    throw new ErrnoError("EISDIR", path);
  }
  return { fd, read: () => p.read(fd), close: () => p.close(fd) };
}

/** Reads at most `max` bytes at a time, and ends after `count` bytes. */
export function limited(from: Reader, count: number): Reader {
  let left = count;
  return {
    async read() {
      if (left <= 0) return null;
      const chunk = await from.read();
      if (!chunk) return null;
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= part.length;
      return part;
    },
  };
}
