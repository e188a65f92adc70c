import { ErrnoError } from "../std/errno.ts";

const NAME_MAX = 255;
const PATH_MAX = 4096;

/** The names of a path in order; empty ones and `.` are left out, `..` stays. */
export function pathParts(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/** An absolute path without `.`, `..` and doubled slashes, by its text alone (no symlink is looked at). */
export function normalizePath(path: string): string {
  const out: string[] = [];
  for (const part of pathParts(path)) {
    if (part === "..") out.pop();
    else out.push(part);
  }
  return `/${out.join("/")}`;
}

/** `path` seen from the absolute folder `from`, normalised by its text alone. */
export function resolvePath(from: string, path: string): string {
  return normalizePath(path.startsWith("/") ? path : `${from}/${path}`);
}

/** The folder part of an absolute path. */
export function parentPath(path: string): string {
  const cut = path.lastIndexOf("/");
  return cut <= 0 ? "/" : path.slice(0, cut);
}

/** The last name of a path; "" for the root. */
export function baseName(path: string): string {
  const parts = pathParts(path);
  return parts[parts.length - 1] ?? "";
}

/** Whether the absolute, normalised `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "/" || path === folder || path.startsWith(`${folder}/`);
}

/** Throws what the kernel does for a path that no call accepts: ENOENT for an empty one, ENAMETOOLONG, EINVAL for a NUL. */
export function checkPath(path: string): void {
  if (path === "") throw new ErrnoError("ENOENT", path);
  if (path.length >= PATH_MAX) throw new ErrnoError("ENAMETOOLONG", path);
  if (path.includes("\0")) throw new ErrnoError("EINVAL", path);
}

/** Throws ENAMETOOLONG for a name of more than 255 bytes. */
export function checkName(name: string, path: string): void {
  if (name.length * 3 <= NAME_MAX) return;
  let bytes = 0;
  for (const c of name) {
    const code = c.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  if (bytes > NAME_MAX) throw new ErrnoError("ENAMETOOLONG", path);
}
