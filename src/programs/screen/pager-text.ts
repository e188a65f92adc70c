import type { Process } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { openInput } from "../lib/input.ts";

/** A document for a pager: its lines, and how many bytes it has. */
export interface Document {
  readonly name: string;
  readonly lines: readonly string[];
  readonly bytes: number;
}

/** Reads a whole input; the complaint where it cannot be read. */
export async function readDocument(p: Process, path: string): Promise<Document | string> {
  try {
    const input = await openInput(p, path);
    const chunks: Uint8Array[] = [];
    for (let chunk = await input.read(); chunk; chunk = await input.read()) chunks.push(chunk);
    input.close();
    const all = concat(chunks);
    const lines = decodeLossless(all).split("\n");
    if (lines.at(-1) === "") lines.pop();
    return { name: path, lines, bytes: all.length };
  } catch (e) {
    if (!isErrno(e)) throw e;
    return e.strerror;
  }
}
