import type { Files } from "../../../filesystem/files.ts";
import { globToRegExp } from "../../lib/glob.ts";

/** The files that a pattern with `*`, `?` and `[…]` names, sorted. */
export function globPaths(files: Files, pattern: string): string[] {
  let found = [""];
  for (const part of pattern.split("/").slice(1)) {
    found = found.flatMap((folder) => {
      if (!/[*?[]/.test(part)) return files.exists(`${folder}/${part}`) ? [`${folder}/${part}`] : [];
      const test = globToRegExp(part);
      try {
        return files
          .readdir(folder || "/")
          .map((e) => e.name)
          .filter((name) => test.test(name) && (part.startsWith(".") || !name.startsWith(".")))
          .map((name) => `${folder}/${name}`);
      } catch {
        return [];
      }
    });
  }
  return found.sort();
}
