import type { Errno } from "../std/errno.ts";
import type { Micros } from "../std/time.ts";
import type { DeviceName, FsNode } from "./node.ts";

/** Who acts: decides permissions. uid 0 passes every check but a read-only mount, as far as it is capable. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** What root may do, as a mask by capability number (capabilities(7)); undefined: everything. */
  readonly capabilities?: number;
  /** No program that it executes gains rights. */
  readonly noNewPrivileges?: boolean;
  /** In a container: no filter of system calls. */
  readonly unfiltered?: boolean;
}

export interface Stat {
  readonly kind: FsNode["kind"];
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes: a file's data, a symlink's target, 4096 for a folder. */
  readonly size: number;
  readonly mtime: Micros;
  readonly nlink: number;
  /** Equal exactly for the same file: mount and node. */
  readonly ino: number;
  readonly dev: number;
  readonly device?: DeviceName;
}

/** What exec(2) reads of a file. */
export interface Executable {
  /** Absolute, without symlinks. */
  readonly path: string;
  readonly data: Uint8Array;
  readonly mode: number;
  readonly uid: number;
}

export interface DirEntry {
  readonly name: string;
  readonly kind: FsNode["kind"];
}

/**
 * File calls as one process sees them: its mounts, its root, its working folder, its credentials and umask. All are
 * synchronous and throw ErrnoError. Paths are absolute or relative to the working folder; `.`/`..`/symlinks resolve as
 * the kernel does (40 symlinks at most, then ELOOP). Bytes handed out or in are never changed in place by either side.
 */
export interface Files {
  stat(path: string): Stat;
  lstat(path: string): Stat;
  /** Whether the path resolves to something. Never throws. */
  exists(path: string): boolean;
  /** Whether the acting user may read, write, execute ("r", "w", "x" in any combination). Never throws. */
  access(path: string, want: string): boolean;
  /**
   * The file that exec(2) runs, whether or not the user may read it; or why there is none, without an exception, since a
   * search of PATH meets many that are not there. EACCES for all but a file that the user may execute.
   */
  executable(path: string): Executable | Errno;
  readFile(path: string): Uint8Array;
  readText(path: string): string;
  /** Makes or truncates the file. `mode` (0o666 less the umask) counts when it is new. */
  writeFile(path: string, data: Uint8Array | string, mode?: number): void;
  appendFile(path: string, data: Uint8Array | string, mode?: number): void;
  /** Names sorted by code point, without `.` and `..`. */
  readdir(path: string): DirEntry[];
  mkdir(path: string, mode?: number): void;
  /** As `mkdir -p`. */
  mkdirs(path: string, mode?: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  /** As `rm -rf`; nothing there is fine. */
  removeAll(path: string): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  link(existing: string, path: string): void;
  readlink(path: string): string;
  mkfifo(path: string, mode?: number): void;
  mksocket(path: string, mode?: number): void;
  chmod(path: string, mode: number): void;
  /** -1 keeps the id. `nofollow` acts on a symlink itself. */
  chown(path: string, uid: number, gid: number, nofollow?: boolean): void;
  utimes(path: string, mtime: Micros): void;
  truncate(path: string, size: number): void;
  /** The absolute path without symlinks. Throws ENOENT when the last part is missing. */
  realpath(path: string): string;
  /** Opens a regular file, folder or device node for the kernel, which makes a descriptor of it. */
  open(path: string, flags: OpenFlags, mode?: number): OpenFile;
  /** Calls `fn` after each change below `path`, with the changed absolute path; gives back its removal. */
  watch(path: string, fn: (changed: string) => void): () => void;
}

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  readonly directory?: boolean;
}

/** An open file. It lives on after its name is gone. Offsets are bytes. */
export interface OpenFile {
  readonly kind: FsNode["kind"];
  /** The path it was opened by, absolute; what /proc/PID/fd shows. */
  readonly path: string;
  readonly device?: DeviceName;
  stat(): Stat;
  /** At most `length` bytes from `offset`; empty at the end. */
  readAt(offset: number, length: number): Uint8Array;
  writeAt(offset: number, data: Uint8Array): void;
  /** Writes at the end, and gives the offset behind what was written. */
  append(data: Uint8Array): number;
  truncate(size: number): void;
  close(): void;
}
