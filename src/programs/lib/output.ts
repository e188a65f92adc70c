import type { Process } from "../../kernel/process.ts";
import { concat } from "../../std/text.ts";
import { encodeLossless } from "./bytes.ts";

/** Standard output as C's library buffers it: by the line on a terminal, else in blocks of 4096 bytes. */
export interface Output {
  /** A text is written as UTF-8 (see bytes.ts). */
  write(data: string | Uint8Array): Promise<void>;
  flush(): Promise<void>;
}

const BLOCK = 4096;

export function createOutput(p: Process, fd: number): Output {
  let text = "";
  let chunks: Uint8Array[] = [];
  let size = 0;
  let byLine: boolean | undefined;

  const settle = () => {
    if (text === "") return;
    chunks.push(encodeLossless(text));
    text = "";
  };
  const flush = async () => {
    settle();
    const all = chunks;
    chunks = [];
    size = 0;
    if (all.length) await p.write(fd, concat(all));
  };
  return {
    async write(data) {
      if (typeof data === "string") text += data;
      else {
        settle();
        chunks.push(data);
      }
      size += data.length;
      byLine ??= p.terminal(fd) !== undefined;
      if (size >= BLOCK || (byLine && (typeof data === "string" ? data.includes("\n") : data.includes(10))))
        await flush();
    },
    flush,
  };
}
