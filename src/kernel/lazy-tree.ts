import type { DirectoryNode, Entries, FileNode, FsNode, Meta } from "../filesystem/node.ts";
import { file } from "../filesystem/tree.ts";

/** A folder whose nodes are made when they are looked at. */
export type LazyNodes = Readonly<Record<string, () => FsNode | undefined>>;

class LazyEntries implements Entries {
  constructor(
    private readonly names: () => Iterable<string>,
    private readonly find: (name: string) => FsNode | undefined,
  ) {}

  get size(): number {
    return [...this.names()].length;
  }

  get(name: string): FsNode | undefined {
    return this.find(name);
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  *[Symbol.iterator](): IterableIterator<[string, FsNode]> {
    for (const name of this.names()) {
      const node = this.find(name);
      if (node) yield [name, node];
    }
  }
}

/** A folder computed when looked at. A name may be found that is not listed. */
export function lazyFolder(
  now: number,
  names: () => Iterable<string>,
  find: (name: string) => FsNode | undefined,
  meta: Partial<Meta> = {},
): DirectoryNode {
  return { kind: "directory", mode: 0o555, uid: 0, gid: 0, mtime: now, ...meta, entries: new LazyEntries(names, find) };
}

/** A folder of these names. */
export function folderOf(now: number, nodes: LazyNodes, meta: Partial<Meta> = {}): DirectoryNode {
  const find = (name: string) => (Object.hasOwn(nodes, name) ? nodes[name]?.() : undefined);
  return lazyFolder(now, () => Object.keys(nodes).filter((n) => nodes[n]?.() !== undefined), find, meta);
}

/** A file of this text. */
export function textFile(now: number, text: string, meta: Partial<Meta> = {}): FileNode {
  return file(text, { mode: 0o444, mtime: now, ...meta });
}
