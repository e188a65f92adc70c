import type { Reader } from "../../../std/stream.ts";
import { concat, decode } from "../../../std/text.ts";

/** Bytes of a connection read by the line or by the count. */
export interface Source extends Reader {
  /**
   * The next line without its end, or null at the end of the stream. A line longer than `max` bytes throws LineTooLong;
   * a last line without a line feed is given as it is.
   */
  line(max?: number): Promise<string | null>;
  /** At least one byte and at most `max`; null at the end. */
  some(max: number): Promise<Uint8Array | null>;
  /** Whether something has been read from the stream that nobody has taken yet. */
  readonly buffered: boolean;
}

export class LineTooLong extends Error {
  override readonly name = "LineTooLong";
}

export function createSource(from: Reader): Source {
  let rest: Uint8Array = new Uint8Array(0);
  let ended = false;
  const fill = async (): Promise<boolean> => {
    if (ended) return false;
    const chunk = await from.read();
    if (!chunk) {
      ended = true;
      return false;
    }
    rest = rest.length ? concat([rest, chunk]) : chunk;
    return true;
  };
  const take = (count: number) => {
    const part = rest.subarray(0, count);
    rest = rest.subarray(count);
    return part;
  };
  return {
    async line(max = 65_536) {
      for (let from = 0; ; ) {
        const at = rest.indexOf(10, from);
        if (at > max || (at < 0 && rest.length > max)) throw new LineTooLong();
        if (at >= 0) {
          const line = take(at + 1).subarray(0, at);
          return decode(line.at(-1) === 13 ? line.subarray(0, -1) : line);
        }
        from = rest.length;
        if (await fill()) continue;
        return rest.length ? decode(take(rest.length)) : null;
      }
    },
    async some(max) {
      if (!rest.length && !(await fill())) return null;
      return take(Math.min(max, rest.length));
    },
    read() {
      return this.some(65_536);
    },
    get buffered() {
      return rest.length > 0;
    },
  };
}
