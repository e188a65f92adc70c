import type { Reader } from "../../std/stream.ts";
import { concat } from "../../std/text.ts";
import { decodeLossless } from "./bytes.ts";

/** A stream read line by line. */
export interface LineReader {
  /** The next line without its line feed, or null at the end. */
  next(): Promise<string | null>;
  /** Whether the line last given was the last one and had no line feed. */
  readonly unterminated: boolean;
}

/** Reads lines that end with `delimiter` (a byte; line feed by default). */
export function createLineReader(from: Reader, delimiter = 10): LineReader {
  const separator = String.fromCharCode(delimiter);
  let queue: string[] = [];
  let at = 0;
  let pending: Uint8Array[] = [];
  let ended = false;
  let unterminated = false;

  const fill = async () => {
    while (!ended && at >= queue.length) {
      const chunk = await from.read();
      if (!chunk) {
        ended = true;
        if (!pending.length) return;
        queue = [decodeLossless(concat(pending))];
        at = 0;
        pending = [];
        unterminated = true;
        return;
      }
      const last = chunk.lastIndexOf(delimiter);
      if (last < 0) {
        pending.push(chunk);
        continue;
      }
      queue = decodeLossless(concat([...pending, chunk.subarray(0, last)])).split(separator);
      at = 0;
      pending = last + 1 < chunk.length ? [chunk.slice(last + 1)] : [];
    }
  };
  return {
    async next() {
      if (at >= queue.length) await fill();
      if (at >= queue.length) return null;
      return queue[at++] ?? null;
    },
    get unterminated() {
      return unterminated && at >= queue.length;
    },
  };
}
