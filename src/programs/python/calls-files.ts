import { programOf } from "../../filesystem/binary.ts";
import type { DirEntry, OpenFlags, Stat } from "../../filesystem/files.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import { concat, encode } from "../../std/text.ts";
import type { Calls } from "./calls.ts";
import { type Guest, LIBRARY_FD, libraryPath } from "./guest.ts";

const AT_FDCWD = -100;
const AT_REMOVEDIR = 0x200;
const AT_SYMLINK_NOFOLLOW = 0x100;
const O = {
  ACCMODE: 3,
  WRONLY: 1,
  RDWR: 2,
  CREAT: 64,
  EXCL: 128,
  TRUNC: 512,
  APPEND: 1024,
  NONBLOCK: 2048,
  DIRECTORY: 65536,
  CLOEXEC: 524288,
};
const TYPE: Readonly<Record<Stat["kind"], number>> = {
  directory: 0o040000,
  file: 0o100000,
  symlink: 0o120000,
  device: 0o020000,
  fifo: 0o010000,
  socket: 0o140000,
};
const ENTRY_TYPE: Readonly<Record<Stat["kind"], number>> = {
  directory: 4,
  file: 8,
  symlink: 10,
  device: 2,
  fifo: 1,
  socket: 12,
};
/** What an image's recipe or listing lays where it does not know a file's content, with or without `# ` before it. */
const PLACEHOLDER = encode("drydock: what this file holds is not kept");
/** Bytes of one entry of a folder: its numbers, and 256 for its name. */
const ENTRY = 280;

/** Whether an image has the file without its content. */
function isPlaceholder(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0x23 ? 2 : 0;
  return bytes.length === 0 || programOf(bytes) !== undefined || PLACEHOLDER.every((b, i) => bytes[start + i] === b);
}

/** The path a call means: `dirfd` counts when it is relative. */
function at(g: Guest, dirfd: number, pathAt: number): string {
  const path = g.heap.text(pathAt);
  if (path.startsWith("/") || dirfd === AT_FDCWD) return path;
  const folder = g.folders.get(dirfd)?.path;
  if (folder === undefined) throw new ErrnoError(g.p.descriptors().includes(dirfd) ? "ENOTDIR" : "EBADF");
  return `${folder}/${path}`;
}

const absolute = (g: Guest, path: string) =>
  path.startsWith("/") ? path : `${g.p.cwd === "/" ? "" : g.p.cwd}/${path}`;

/**
 * The path inside the library, where the container has nothing of its own there. What an image has there without its content
 * and the library does not know is not there.
 */
function inLibrary(g: Guest, path: string): string | undefined {
  const inside = libraryPath(g, absolute(g, path));
  if (inside === undefined) return undefined;
  if (g.library.isFolder(inside)) return inside;
  const known = g.library.size(inside) !== undefined;
  const { files } = g;
  if (!files.exists(path)) return known ? inside : undefined;
  if (files.stat(path).kind === "directory" || !isPlaceholder(files.readFile(path))) return undefined;
  if (!known) throw new ErrnoError("ENOENT");
  return inside;
}

function writeStat(g: Guest, to: number, s: Stat): number {
  const { heap } = g;
  const seconds = Math.floor(s.mtime / 1e6);
  const nanos = (s.mtime - seconds * 1e6) * 1000;
  heap.bytes.fill(0, to >>> 0, (to >>> 0) + 96);
  heap.setInt(to, s.dev);
  heap.setInt(to + 4, TYPE[s.kind] | s.mode);
  heap.setInt(to + 8, s.nlink);
  heap.setInt(to + 12, s.uid);
  heap.setInt(to + 16, s.gid);
  heap.setLong(to + 24, s.size);
  heap.setInt(to + 32, 4096);
  heap.setInt(to + 36, Math.ceil(s.size / 512));
  for (const offset of [40, 56, 72]) {
    heap.setLong(to + offset, seconds);
    heap.setInt(to + offset + 8, nanos);
  }
  heap.setLong(to + 88, s.ino);
  return 0;
}

function libraryStat(g: Guest, inside: string): Stat {
  const folder = g.library.isFolder(inside);
  const size = folder ? 4096 : (g.library.size(inside) ?? 0);
  return {
    kind: folder ? "directory" : "file",
    mode: folder ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    size,
    mtime: 1e15,
    nlink: 1,
    ino: 1_000_000 + inside.length,
    dev: 7,
  };
}

function stat(g: Guest, path: string, to: number, follow: boolean): number {
  const inside = inLibrary(g, path);
  if (inside !== undefined) return writeStat(g, to, libraryStat(g, inside));
  if (path === "") throw new ErrnoError("ENOENT");
  return writeStat(g, to, follow ? g.files.stat(path) : g.files.lstat(path));
}

function openFlags(flags: number): OpenFlags {
  const mode = flags & O.ACCMODE;
  return {
    read: mode !== O.WRONLY,
    write: mode !== 0,
    append: (flags & O.APPEND) !== 0,
    create: (flags & O.CREAT) !== 0,
    exclusive: (flags & O.EXCL) !== 0,
    truncate: (flags & O.TRUNC) !== 0,
    directory: (flags & O.DIRECTORY) !== 0,
  };
}

function freeNumber(g: Guest): number {
  let fd = LIBRARY_FD;
  while (g.libraryFiles.has(fd) || g.folders.has(fd)) fd++;
  return fd;
}

/** Another number for an opened file or folder of the library. */
export function copyLibrary(g: Guest, fd: number): number {
  const copy = freeNumber(g);
  const folder = g.folders.get(fd);
  const file = g.libraryFiles.get(fd);
  if (folder) g.folders.set(copy, { ...folder, entries: undefined, at: 0 });
  else if (file) g.libraryFiles.set(copy, file);
  else throw new ErrnoError("EBADF");
  return copy;
}

function openLibrary(g: Guest, path: string, inside: string, flags: number): number {
  const fd = freeNumber(g);
  if (g.library.isFolder(inside)) g.folders.set(fd, { path: absolute(g, path), entries: undefined, at: 0 });
  else {
    const written = (flags & O.ACCMODE) !== 0;
    g.libraryFiles.set(fd, {
      path: inside,
      bytes: written ? new Uint8Array(0) : (g.library.file(inside) ?? new Uint8Array(0)),
      position: 0,
      written,
    });
  }
  return fd;
}

/** CPython keeps compiled code of the library beside it: for all processes, not in the container. */
const compiled = (g: Guest, path: string) => {
  const inside = libraryPath(g, absolute(g, path));
  return inside !== undefined && /(?:^|\/)__pycache__(?:\/|$)/.test(inside) ? inside : undefined;
};

async function open(g: Guest, path: string, flags: number, mode: number): Promise<number> {
  const fd = await g.p.open(path, openFlags(flags), mode);
  if ((flags & O.NONBLOCK) !== 0) g.nonblocking.add(fd);
  if ((flags & O.CLOEXEC) === 0) g.inheritable.add(fd);
  if (g.p.fstat(fd).kind === "directory") g.folders.set(fd, { path: absolute(g, path), entries: undefined, at: 0 });
  return fd;
}

/** A folder's names: the container's, and the library's where it lies over it. */
function list(g: Guest, path: string): DirEntry[] {
  const inside = libraryPath(g, path);
  const entries = new Map<string, DirEntry>();
  if (inside !== undefined && g.library.isFolder(inside))
    for (const name of g.library.names(inside))
      entries.set(name, { name, kind: g.library.isFolder(inside ? `${inside}/${name}` : name) ? "directory" : "file" });
  try {
    for (const e of g.files.readdir(path)) entries.set(e.name, e);
  } catch (e) {
    if (entries.size === 0 || !isErrno(e)) throw e;
  }
  return [...entries.values()];
}

function times(g: Guest, dirfd: number, pathAt: number, timesAt: number): number {
  const path = pathAt ? at(g, dirfd, pathAt) : (g.folders.get(dirfd)?.path ?? "");
  const now = g.p.now();
  let mtime = now;
  if (timesAt) {
    const nanos = g.heap.int(timesAt + 24);
    const UTIME_NOW = 0x3fffffff;
    const UTIME_OMIT = 0x3ffffffe;
    if (nanos === UTIME_OMIT) return 0;
    if (nanos !== UTIME_NOW)
      mtime = Number(g.heap.view.getBigInt64((timesAt + 16) >>> 0, true)) * 1e6 + Math.floor(nanos / 1000);
  }
  g.p.files.utimes(path, mtime);
  return 0;
}

/** Calls on paths, by their names in musl. */
export const fileCalls: Calls = {
  __syscall_stat64: (g, path, to) => stat(g, g.heap.text(path), to, true),
  __syscall_lstat64: (g, path, to) => stat(g, g.heap.text(path), to, false),
  __syscall_newfstatat: (g, dirfd, path, to, flags) => {
    const name = g.heap.text(path);
    if (name === "") return fileCalls["__syscall_fstat64"]?.(g, dirfd, to) as number;
    return stat(g, at(g, dirfd, path), to, (flags & AT_SYMLINK_NOFOLLOW) === 0);
  },
  __syscall_fstat64: (g, fd, to) => {
    const library = g.libraryFiles.get(fd);
    if (library) return writeStat(g, to, { ...libraryStat(g, library.path), size: library.bytes.length });
    if (fd >= LIBRARY_FD) return writeStat(g, to, libraryStat(g, ""));
    return writeStat(g, to, g.p.fstat(fd));
  },
  __syscall_faccessat: (g, dirfd, path, mode) => {
    const name = at(g, dirfd, path);
    if (inLibrary(g, name) !== undefined) return 0;
    g.files.stat(name);
    const want = `${mode & 4 ? "r" : ""}${mode & 2 ? "w" : ""}${mode & 1 ? "x" : ""}`;
    if (want && !g.files.access(name, want)) throw new ErrnoError("EACCES");
    return 0;
  },
  __syscall_openat: (g, dirfd, path, flags, varargs) => {
    const name = at(g, dirfd, path);
    const code = compiled(g, name);
    const keep = (flags & O.CREAT) !== 0 ? code : undefined;
    const inside = keep ?? inLibrary(g, name);
    if (inside === undefined && code !== undefined) throw new ErrnoError("ENOENT");
    if (inside !== undefined) return openLibrary(g, name, inside, flags);
    return open(g, name, flags, varargs ? g.heap.int(varargs) : 0o666);
  },
  __syscall_getdents64: (g, fd, to, room) => {
    const folder = g.folders.get(fd);
    if (!folder) throw new ErrnoError("ENOTDIR");
    folder.entries ??= [{ name: ".", kind: "directory" }, { name: "..", kind: "directory" }, ...list(g, folder.path)];
    let written = 0;
    for (; folder.at < folder.entries.length && written + ENTRY <= room; folder.at++, written += ENTRY) {
      const entry = folder.entries[folder.at];
      if (!entry) break;
      g.heap.setLong(to + written, folder.at + 1);
      g.heap.setLong(to + written + 8, folder.at + 1);
      g.heap.setShort(to + written + 16, ENTRY);
      g.heap.bytes[(to + written + 18) >>> 0] = ENTRY_TYPE[entry.kind];
      g.heap.setText(to + written + 19, entry.name, 256);
    }
    return written;
  },
  __syscall_getcwd: (g, to, room) => {
    const bytes = encode(g.p.cwd);
    if (bytes.length + 1 > room) throw new ErrnoError("EINVAL");
    return g.heap.setText(to, g.p.cwd, room) + 1;
  },
  __syscall_chdir: (g, path) => {
    g.p.chdir(g.heap.text(path));
    return 0;
  },
  __syscall_fchdir: (g, fd) => {
    const folder = g.folders.get(fd);
    if (!folder) throw new ErrnoError("ENOTDIR");
    g.p.chdir(folder.path);
    return 0;
  },
  __syscall_mkdirat: (g, dirfd, path, mode) => {
    const name = at(g, dirfd, path);
    if (compiled(g, name) === undefined) g.p.files.mkdir(name, mode);
    return 0;
  },
  __syscall_mknodat: (g, dirfd, path, mode) => {
    const name = at(g, dirfd, path);
    if ((mode & 0o170000) === TYPE.fifo) g.p.files.mkfifo(name, mode & 0o7777);
    else g.p.files.writeFile(name, "", mode & 0o7777);
    return 0;
  },
  __syscall_unlinkat: (g, dirfd, path, flags) => {
    const name = at(g, dirfd, path);
    if (flags & AT_REMOVEDIR) g.p.files.rmdir(name);
    else if (compiled(g, name) === undefined) g.p.files.unlink(name);
    return 0;
  },
  __syscall_rmdir: (g, path) => {
    g.p.files.rmdir(g.heap.text(path));
    return 0;
  },
  __syscall_renameat: (g, fromFd, from, toFd, to) => {
    const source = at(g, fromFd, from);
    const target = at(g, toFd, to);
    const kept = compiled(g, source);
    if (kept !== undefined) {
      const bytes = g.library.file(kept);
      if (bytes) g.library.keep(compiled(g, target) ?? kept, bytes);
    } else g.p.files.rename(source, target);
    return 0;
  },
  __syscall_symlinkat: (g, target, dirfd, path) => {
    g.p.files.symlink(g.heap.text(target), at(g, dirfd, path));
    return 0;
  },
  __syscall_readlinkat: (g, dirfd, path, to, room) => {
    const name = at(g, dirfd, path);
    if (inLibrary(g, name) !== undefined) throw new ErrnoError("EINVAL");
    const bytes = encode(g.p.files.readlink(name)).subarray(0, room);
    g.heap.write(to, bytes);
    return bytes.length;
  },
  __syscall_chmod: (g, path, mode) => {
    const name = g.heap.text(path);
    if (compiled(g, name) === undefined) g.p.files.chmod(name, mode & 0o7777);
    return 0;
  },
  __syscall_fchmodat2: (g, dirfd, path, mode) => {
    g.p.files.chmod(at(g, dirfd, path), mode & 0o7777);
    return 0;
  },
  __syscall_fchownat: (g, dirfd, path, uid, gid, flags) => {
    g.p.files.chown(at(g, dirfd, path), uid, gid, (flags & AT_SYMLINK_NOFOLLOW) !== 0);
    return 0;
  },
  __syscall_utimensat: (g, dirfd, path, timesAt) => times(g, dirfd, path, timesAt),
  __syscall_truncate64: (g, path, size) => {
    g.p.files.truncate(g.heap.text(path), size);
    return 0;
  },
  __syscall_statfs64: (g, _path, _size, to) => statfs(g, to),
  __syscall_fstatfs64: (g, _fd, _size, to) => statfs(g, to),
};

/** A disk of 64 GB, half of it free. */
function statfs(g: Guest, to: number): number {
  const { heap } = g;
  heap.bytes.fill(0, to >>> 0, (to >>> 0) + 88);
  heap.setInt(to + 4, 4096);
  heap.setLong(to + 8, 16_000_000);
  heap.setLong(to + 16, 8_000_000);
  heap.setLong(to + 24, 8_000_000);
  heap.setLong(to + 32, 4_000_000);
  heap.setLong(to + 40, 3_000_000);
  heap.setInt(to + 56, 255);
  heap.setInt(to + 60, 4096);
  return 0;
}

/** Reads of, and writes to, files of the library. */
export function readLibrary(g: Guest, fd: number, count: number): Uint8Array | undefined {
  const it = g.libraryFiles.get(fd);
  if (!it) return undefined;
  const bytes = it.bytes.subarray(it.position, it.position + count);
  it.position += bytes.length;
  return bytes;
}

export function writeLibrary(g: Guest, fd: number, data: Uint8Array): boolean {
  const it = g.libraryFiles.get(fd);
  if (!it?.written) return false;
  it.bytes = concat([it.bytes, data]);
  it.position = it.bytes.length;
  return true;
}

export function closeLibrary(g: Guest, fd: number): boolean {
  const it = g.libraryFiles.get(fd);
  if (it?.written) g.library.keep(it.path, it.bytes);
  return g.libraryFiles.delete(fd) || (fd >= LIBRARY_FD && g.folders.delete(fd));
}
