import { isErrno } from "../std/errno.ts";
import { concat } from "../std/text.ts";
import type { Micros } from "../std/time.ts";
import { fromBytes } from "./bytes.ts";
import type { Shell } from "./shell.ts";
import { interruptible, runPending } from "./traps.ts";

export interface ReadOptions {
  /** Byte that ends the line; default line feed. */
  readonly delimiter?: number;
  /** At most so many characters. */
  readonly count?: number;
  /** With `count`: the delimiter does not end it. */
  readonly exactly?: boolean;
  /** Simulated time at which to give up. */
  readonly deadline?: Micros;
}

export interface Line {
  readonly text: string;
  /** The input ended before the delimiter. */
  readonly ended: boolean;
  readonly timedOut?: boolean;
}

/**
 * Reads one line, and not a byte more: what follows belongs to whoever reads next. From a file it reads a piece and goes
 * back to the line's end.
 */
export async function readLine(sh: Shell, fd: number, options: ReadOptions): Promise<Line> {
  const delimiter = options.delimiter ?? 10;
  const isFile = seekable(sh, fd);
  const chunks: Uint8Array[] = [];
  const text = () => fromBytes(concat(chunks));
  let characters = 0;
  for (;;) {
    if (options.deadline !== undefined) {
      const left = options.deadline - sh.p.now();
      if (left <= 0 || (await persistent(sh, () => sh.p.poll([fd], left))) === undefined)
        return { text: text(), ended: false, timedOut: true };
    }
    const chunk = await persistent(sh, () => sh.p.read(fd, isFile && options.count === undefined ? 1024 : 1));
    if (chunk === undefined) return { text: text(), ended: true };
    if (!chunk) return { text: text(), ended: true };
    const at = options.exactly ? -1 : chunk.indexOf(delimiter);
    if (at >= 0) {
      chunks.push(chunk.slice(0, at));
      if (isFile && at + 1 < chunk.length) sh.p.seek(fd, at + 1 - chunk.length, "current");
      return { text: text(), ended: false };
    }
    chunks.push(chunk);
    // A byte that begins a character counts.
    if (options.count !== undefined) {
      if (((chunk[0] ?? 0) & 0xc0) !== 0x80) characters++;
      if (characters >= options.count && complete(chunks)) return { text: text(), ended: false };
    }
  }
}

/** Whether the last character has all its bytes. */
function complete(chunks: readonly Uint8Array[]): boolean {
  const bytes = concat(chunks.slice(-4));
  let lead = bytes.length - 1;
  while (lead > 0 && ((bytes[lead] ?? 0) & 0xc0) === 0x80) lead--;
  const b = bytes[lead] ?? 0;
  const length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc0 ? 2 : 1;
  return bytes.length - lead >= length;
}

function seekable(sh: Shell, fd: number): boolean {
  try {
    return sh.p.fstat(fd).kind === "file";
  } catch (e) {
    if (isErrno(e)) return false;
    throw e;
  }
}

/** Calls until it is not interrupted; traps run in between. Undefined when one of them ends the command. */
async function persistent<T>(sh: Shell, call: () => Promise<T>): Promise<T | undefined> {
  for (;;) {
    try {
      return await interruptible(sh, call);
    } catch (e) {
      if (!isErrno(e, "EINTR")) throw e;
      await runPending(sh);
      if (sh.unwind) return undefined;
    }
  }
}
