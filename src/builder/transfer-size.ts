import { fileSize } from "../filesystem/bytes.ts";
import type { FsNode, Tree } from "../filesystem/node.ts";
import { encode } from "../std/text.ts";

/** Bytes of a number as the wire has it: seven bits in each. */
function varint(n: number): number {
  let bytes = 1;
  for (let rest = n; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}

const FOLDER = 2 ** 31;
const LINK = 2 ** 27;
const TIME = 10;

/**
 * Bytes that a tree's files take on their way: for each its name, mode, size and time, and what it holds, in pieces that say
 * which of the entries they are of (that of the first one is left out, as any nought is).
 */
export function transferSize(tree: Tree): number {
  let bytes = 0;
  let count = 0;
  const visit = (folder: Tree, path: string): void => {
    for (const [name, node] of [...folder.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const own = path === "" ? name : `${path}/${name}`;
      const id = count++;
      bytes += statSize(own, node);
      if (node.kind === "file") bytes += dataSize(fileSize(node), id === 0 ? 0 : 1 + varint(id));
      if (node.kind === "directory") visit(node, own);
    }
  };
  visit(tree, "");
  return bytes;
}

function statSize(path: string, node: FsNode): number {
  const name = encode(path).length;
  const mode = node.mode + (node.kind === "directory" ? FOLDER : node.kind === "symlink" ? LINK : 0);
  const owner = (node.uid ? 1 + varint(node.uid) : 0) + (node.gid ? 1 + varint(node.gid) : 0);
  const length = node.kind === "file" ? fileSize(node) : node.kind === "symlink" ? encode(node.target).length : 0;
  const link = node.kind === "symlink" ? 2 + encode(node.target).length : 0;
  const stat = 2 + name + 1 + varint(mode) + owner + (length ? 1 + varint(length) : 0) + TIME + link;
  return 1 + varint(stat) + stat;
}

const CHUNK = 32 * 1024;

/** A file's bytes come in pieces, each with a head of its own. */
function dataSize(length: number, id = 2): number {
  const pieces = Math.ceil(length / CHUNK);
  return length + pieces * (4 + id) + (length >= 128 ? pieces : 0);
}

/** Bytes of a file from the client: its own, its name and what stands around them. */
export function sentFileSize(name: string, text: string): number {
  const bytes = encode(text).length;
  return name.length + 27 + bytes + (bytes > 127 ? 2 : 0) + (bytes > 16_383 ? 2 : 0);
}

/** Bytes of a context on its way: of what was sent before only names, modes and times go again. */
export function sentTreeSize(tree: Tree, before: Tree | undefined, path = ""): number {
  let bytes = path === "" ? 2 : 0;
  for (const [name, node] of tree.entries) {
    const own = path === "" ? name : `${path}/${name}`;
    const known = before?.entries.get(name);
    bytes += statSize(own, node);
    if (node.kind === "file" && !sameFile(node, known)) bytes += dataSize(fileSize(node)) + 2;
    if (node.kind === "directory") bytes += sentTreeSize(node, known?.kind === "directory" ? known : undefined, own);
  }
  return bytes;
}

/** Whether the client need not send it: size, mode and time are what they were. */
function sameFile(node: Extract<FsNode, { kind: "file" }>, known: FsNode | undefined): boolean {
  if (known?.kind !== "file") return false;
  return fileSize(known) === fileSize(node) && known.mode === node.mode && known.mtime === node.mtime;
}
