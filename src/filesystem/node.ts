import type { Micros } from "../std/time.ts";

/** What every node has. `mode` is the twelve permission bits; the type is in `kind`. */
export interface Meta {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: Micros;
  /** Its inode number, kept when it is renamed; absent on what came with an image or a tar. No part of a layer. */
  readonly ino?: number;
}

/** A regular file. `data` is never written to in place. Hard links are one node id under several names. */
export interface FileNode extends Meta {
  readonly kind: "file";
  readonly data: Uint8Array;
  /** So many zeros follow `data` that nobody holds: what truncate(2) added, the rest of a binary that is a stub here. */
  readonly hole?: number | undefined;
  /** Set when the file has, or had, more than one name in its tree: those names share the id. */
  readonly link?: number;
}

/** A folder. `entries` is persistent: a changed folder is a new value that shares what did not change. */
export interface DirectoryNode extends Meta {
  readonly kind: "directory";
  readonly entries: Entries;
}

export interface SymlinkNode extends Meta {
  readonly kind: "symlink";
  readonly target: string;
}

export type DeviceName =
  | "null"
  | "zero"
  | "full"
  | "random"
  | "urandom"
  | "tty"
  | "console"
  | "ptmx"
  | "stdin"
  | "stdout"
  | "stderr";

export interface DeviceNode extends Meta {
  readonly kind: "device";
  readonly device: DeviceName;
}

export interface FifoNode extends Meta {
  readonly kind: "fifo";
}

export interface SocketNode extends Meta {
  readonly kind: "socket";
}

export type FsNode = FileNode | DirectoryNode | SymlinkNode | DeviceNode | FifoNode | SocketNode;

/** A folder's names, in no particular order. */
export interface Entries {
  readonly size: number;
  get(name: string): FsNode | undefined;
  has(name: string): boolean;
  [Symbol.iterator](): IterableIterator<[string, FsNode]>;
}

/** A root folder: the immutable value that layers, images, volumes and mounts hold. */
export type Tree = DirectoryNode;
