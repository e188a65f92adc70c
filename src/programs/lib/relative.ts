import type { Files } from "../../filesystem/files.ts";
import { baseName, dirName, joinPath } from "./paths.ts";

/** The path to `target` as seen from the folder `from`, both without symlinks. */
export function relativePath(files: Files, target: string, from: string): string {
  const to = resolveMissing(files, target).split("/").filter(Boolean);
  const start = resolveMissing(files, from).split("/").filter(Boolean);
  let same = 0;
  while (same < to.length && same < start.length && to[same] === start[same]) same++;
  return [...start.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}

/** The absolute path without symlinks; what is missing at its end stays as it is written. */
export function resolveMissing(files: Files, path: string): string {
  try {
    return files.realpath(path);
  } catch {
    if (path === "/" || path === "." || path === "") return path;
    const name = baseName(path);
    const above = resolveMissing(files, dirName(path));
    if (name === ".") return above;
    return name === ".." ? dirName(above) : joinPath(above, name);
  }
}
