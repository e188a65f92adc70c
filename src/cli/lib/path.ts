/*
 * Paths as Go's path/filepath and Docker's archive package take them apart. All are of the slash kind and pure: no file
 * is looked at.
 */

/** The shortest path of the same meaning: no `.`, `..` only in front, no double or trailing slash; `.` for nothing. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || parts.at(-1) === ".." || (!rooted && parts.length === 0)) parts.push(part);
    else parts.pop();
  }
  return rooted ? `/${parts.join("/")}` : parts.join("/") || ".";
}

/** Clean, joined with slashes; empty parts do not count. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter((p) => p !== "").join("/");
  return joined === "" ? "" : cleanPath(joined);
}

/** The clean path from the root. */
export function absolutePath(cwd: string, path: string): string {
  return path.startsWith("/") ? cleanPath(path) : joinPath(cwd, path);
}

/** All but the last part, clean: `.` or `/` where there is none. */
export function dirName(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf("/") + 1));
}

/** The last part without trailing slashes: `.` of nothing, `/` of the root. */
export function baseName(path: string): string {
  if (path === "") return ".";
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** Whether it ends in a slash. */
export function hasTrailingSlash(path: string): boolean {
  return path.endsWith("/");
}

/** Whether its last part is `.`: what is inside of the folder is meant. */
export function meansContents(path: string): boolean {
  return baseName(path) === ".";
}

/** Gives a path the `/.` or `/` that the original had at its end. */
export function keepEnding(path: string, original: string): string {
  let out = path;
  if (meansContents(original) && !meansContents(out)) {
    if (!hasTrailingSlash(out)) out += "/";
    out += ".";
  }
  if (hasTrailingSlash(original) && !hasTrailingSlash(out)) out += "/";
  return out;
}

/** Folder and name of a path, clean; a path that ends in `/.` has the name `.`. */
export function splitEntry(path: string): readonly [folder: string, name: string] {
  let clean = cleanPath(path);
  if (meansContents(path)) clean += "/.";
  return [dirName(clean), baseName(clean)];
}
