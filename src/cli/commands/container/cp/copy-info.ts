import { isErrno } from "../../../../std/errno.ts";
import { CliError } from "../../../command.ts";
import { fileError } from "../../../errors.ts";
import type { Host } from "../../../host.ts";
import { baseName, cleanPath, hasTrailingSlash, joinPath, meansContents, splitEntry } from "../../../lib/path.ts";

/** One end of a copy. */
export interface CopyInfo {
  readonly path: string;
  readonly exists: boolean;
  readonly isFolder: boolean;
  /** The name that the copied thing was asked for by, where a symlink led to another one; else "". */
  readonly rebaseName: string;
}

/** A file call's failure as the client tells it. */
export function failed(call: string, path: string, error: unknown): CliError {
  if (!isErrno(error)) throw error;
  return new CliError(fileError(call, path, error));
}

/**
 * What is copied from the host. Symlinks among the folders are followed; the last name only with `follow`, or when it ends
 * in a slash or `/.`.
 */
export function localSource(host: Host, path: string, follow: boolean): CopyInfo {
  let resolved: string;
  let rebaseName = "";
  if (follow) [resolved, rebaseName] = rebased(path, evaluated(host, path));
  else {
    const slash = path.lastIndexOf("/") + 1;
    const folder = evaluated(host, path.slice(0, slash));
    const name = path.slice(slash);
    resolved = `${folder === "/" ? "" : folder}/${name}`;
    if (hasTrailingSlash(path) && baseName(path) !== baseName(resolved)) rebaseName = baseName(path);
  }
  try {
    // A slash at the end asks for the folder behind a symlink.
    const stat = /\/\.?$/.test(resolved) ? host.files.stat(resolved) : host.files.lstat(resolved);
    return { path: resolved, exists: true, isFolder: stat.kind === "directory", rebaseName };
  } catch (error) {
    throw failed("lstat", resolved, error);
  }
}

/** A path with the ending of the one that was asked for, and the name to give back where a link changed it. */
export function rebased(asked: string, resolved: string): readonly [path: string, rebaseName: string] {
  let path = resolved;
  if (meansContents(asked) && !meansContents(path)) path += "/.";
  if (hasTrailingSlash(asked) && !hasTrailingSlash(path)) path += "/";
  return [path, baseName(asked) === baseName(path) ? "" : baseName(asked)];
}

/** The clean path without symlinks. */
function evaluated(host: Host, path: string): string {
  const clean = cleanPath(path);
  try {
    const real = host.files.realpath(clean);
    if (/\/\.?$/.test(path) && host.files.stat(real).kind !== "directory") throw new CliError("not a directory");
    return real;
  } catch (error) {
    if (isErrno(error, "ENOTDIR")) throw new CliError("not a directory");
    throw failed("lstat", missingPart(host, clean), error);
  }
}

/** The first part of a path that is not there, symlinks followed. */
function missingPart(host: Host, path: string): string {
  let at = "/";
  for (const part of path.split("/").filter((p) => p !== "")) {
    at = joinPath(at, part);
    for (let i = 0; i < MAX_LINKS && isLink(host, at); i++) {
      const target = host.files.readlink(at);
      at = target.startsWith("/") ? cleanPath(target) : joinPath(splitEntry(at)[0], target);
    }
    if (!host.files.exists(at)) return at;
  }
  return path;
}

function isLink(host: Host, path: string): boolean {
  try {
    return host.files.lstat(path).kind === "symlink";
  } catch {
    return false;
  }
}

const MAX_LINKS = 10;

/**
 * Where a copy on the host goes: symlinks are followed, also one whose target is not there yet. The folder that holds it
 * must be there.
 */
export function localDestination(host: Host, path: string): CopyInfo {
  let at = path;
  for (let i = 0; isLink(host, at); i++) {
    if (i > MAX_LINKS) throw new CliError(`too many symlinks in ${path}`);
    const target = host.files.readlink(at);
    at = target.startsWith("/") ? target : joinPath(splitEntry(at)[0], target);
  }
  try {
    const stat = host.files.lstat(at);
    return { path: at, exists: true, isFolder: stat.kind === "directory", rebaseName: "" };
  } catch (error) {
    if (!isErrno(error, "ENOENT")) throw failed("lstat", at, error);
  }
  const [folder] = splitEntry(at);
  try {
    if (host.files.stat(folder).kind !== "directory") throw new CliError("not a directory");
  } catch (error) {
    throw error instanceof CliError ? error : failed("stat", folder, error);
  }
  return { path: at, exists: false, isFolder: false, rebaseName: "" };
}

/** Where an archive is unpacked, and the name that its first part is given there: `from` becomes `to`. */
export interface Arrangement {
  readonly folder: string;
  readonly from: string;
  readonly to: string;
}

/**
 * How an archive of the source comes to be at the destination. Into a folder that is there it goes as it is. Otherwise it is
 * unpacked beside, and what it begins with takes the destination's name; but a folder never takes the place of a file, and
 * a file never makes a folder.
 */
export function arrange(source: CopyInfo, destination: CopyInfo): Arrangement {
  const [folder, to] = splitEntry(destination.path);
  const from = source.rebaseName || splitEntry(source.path)[1];
  if (destination.exists && destination.isFolder) return { folder: destination.path, from: "", to: "" };
  if (destination.exists && source.isFolder) throw new CliError("cannot copy directory");
  if (!destination.exists && !source.isFolder && /(?:\/\.?|^)$/.test(destination.path)) {
    throw new CliError("no such directory");
  }
  return { folder, from: from === "/" ? "" : from, to };
}
