import type { FileNode } from "../../filesystem/node.ts";
import { file, type MetaInit } from "../../filesystem/tree.ts";

/** A file that stands for a program: the binary's bytes, and a hole up to the size of the real one where that is known. */
export function programFile(bytes: Uint8Array, size: number, meta: MetaInit): FileNode {
  return { ...file(bytes, meta), hole: Math.max(0, size - bytes.length) || undefined };
}
