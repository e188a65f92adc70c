import type { Errno } from "../std/errno.ts";
import { decode } from "../std/text.ts";
import { chmod, chown, utimes } from "./attributes.ts";
import type { DirEntry, Executable, Files, OpenFile, OpenFlags, Stat } from "./files.ts";
import { link, mkdir, mkdirs, mkspecial, symlink, writeFile } from "./make.ts";
import type { FilesContext } from "./mounts.ts";
import { openFile } from "./open.ts";
import { access, executable, exists, readdir, readFile, readlink, realpath, statPosition } from "./read.ts";
import { removeAll, rmdir, unlink } from "./remove.ts";
import { rename } from "./rename.ts";
import { locate } from "./resolve.ts";
import { watch } from "./watch.ts";

/** The file calls of whoever this context describes. The context is read at each call. */
export function createFiles(context: FilesContext): Files {
  return new FilesView(context);
}

/** A class, because every process has one: its methods are made once. */
class FilesView implements Files {
  constructor(private readonly context: FilesContext) {}

  stat(path: string): Stat {
    return statPosition(this.context, locate(this.context, path));
  }
  lstat(path: string): Stat {
    return statPosition(this.context, locate(this.context, path, false));
  }
  exists(path: string): boolean {
    return exists(this.context, path);
  }
  access(path: string, want: string): boolean {
    return access(this.context, path, want);
  }
  executable(path: string): Executable | Errno {
    return executable(this.context, path);
  }
  readFile(path: string): Uint8Array {
    return readFile(this.context, path);
  }
  readText(path: string): string {
    return decode(readFile(this.context, path));
  }
  writeFile(path: string, data: Uint8Array | string, mode = 0o666): void {
    writeFile(this.context, path, data, mode, false);
  }
  appendFile(path: string, data: Uint8Array | string, mode = 0o666): void {
    writeFile(this.context, path, data, mode, true);
  }
  readdir(path: string): DirEntry[] {
    return readdir(this.context, path);
  }
  mkdir(path: string, mode = 0o777): void {
    mkdir(this.context, path, mode);
  }
  mkdirs(path: string, mode = 0o777): void {
    mkdirs(this.context, path, mode);
  }
  rmdir(path: string): void {
    rmdir(this.context, path);
  }
  unlink(path: string): void {
    unlink(this.context, path);
  }
  removeAll(path: string): void {
    removeAll(this.context, path);
  }
  rename(from: string, to: string): void {
    rename(this.context, from, to);
  }
  symlink(target: string, path: string): void {
    symlink(this.context, target, path);
  }
  link(existing: string, path: string): void {
    link(this.context, existing, path);
  }
  readlink(path: string): string {
    return readlink(this.context, path);
  }
  mkfifo(path: string, mode = 0o666): void {
    mkspecial(this.context, path, "fifo", mode);
  }
  mksocket(path: string, mode = 0o777): void {
    mkspecial(this.context, path, "socket", mode);
  }
  chmod(path: string, mode: number): void {
    chmod(this.context, path, mode);
  }
  chown(path: string, uid: number, gid: number, nofollow = false): void {
    chown(this.context, path, uid, gid, nofollow);
  }
  utimes(path: string, mtime: number): void {
    utimes(this.context, path, mtime);
  }
  truncate(path: string, size: number): void {
    const file = openFile(this.context, path, { read: false, write: true }, 0);
    try {
      file.truncate(size);
    } finally {
      file.close();
    }
  }
  realpath(path: string): string {
    return realpath(this.context, path);
  }
  open(path: string, flags: OpenFlags, mode = 0o666): OpenFile {
    return openFile(this.context, path, flags, mode);
  }
  watch(path: string, fn: (changed: string) => void): () => void {
    return watch(this.context, path, fn);
  }
}
