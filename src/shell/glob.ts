import { hasMagic, patternSource, regex, unquotePattern } from "./pattern.ts";
import type { Shell } from "./shell.ts";

/**
 * The paths that a pattern matches, sorted; empty when there is none. A leading dot is matched by a dot only, unless
 * `dotglob`; `**` spans folders with `globstar`.
 */
export function pathnames(sh: Shell, pattern: string): string[] {
  const extglob = sh.shopts.has("extglob") || sh.dialect !== "bash";
  const parts = splitPath(pattern);
  const rooted = pattern.startsWith("/");
  const found: string[] = [];
  const files = sh.p.files;

  const walk = (base: string, index: number): void => {
    const part = parts[index];
    if (part === undefined) {
      found.push(base);
      return;
    }
    const last = index === parts.length - 1;
    if (part === "") {
      // A slash at the end: folders only.
      if (isDirectory(base)) found.push(base);
      return;
    }
    if (part === "**" && sh.shopts.has("globstar")) {
      if (last) {
        if (base !== "") found.push(base);
        for (const path of descend(base)) found.push(path);
      } else {
        walk(base, index + 1);
        for (const path of descend(base)) if (isDirectory(path)) walk(`${path}/`, index + 1);
      }
      return;
    }
    const slash = last ? "" : "/";
    if (!hasMagic(part, extglob)) {
      const path = base + unquotePattern(part);
      if (last ? exists(path) : isDirectory(path)) walk(path + slash, index + 1);
      return;
    }
    const match = regex(
      `^(?:${patternSource(part, { extglob, path: true })})$`,
      sh.shopts.has("nocaseglob") ? "sui" : "su",
    );
    const dots = /^\\?\./.test(part) || sh.shopts.has("dotglob");
    for (const name of names(base)) {
      if (name.startsWith(".") && !dots) continue;
      if (match.test(name) && (last || isDirectory(base + name))) walk(base + name + slash, index + 1);
    }
  };
  const descend = (base: string): string[] => {
    const out: string[] = [];
    for (const name of names(base)) {
      if (name.startsWith(".") && !sh.shopts.has("dotglob")) continue;
      out.push(base + name);
      if (kindOf(base + name) === "directory") out.push(...descend(`${base}${name}/`));
    }
    return out;
  };
  const names = (base: string): string[] => {
    try {
      const all = files.readdir(base === "" ? "." : base).map((e) => e.name);
      return sh.dialect === "bash" ? all : [".", "..", ...all];
    } catch {
      return [];
    }
  };
  const kindOf = (path: string) => {
    try {
      return files.lstat(path).kind;
    } catch {
      return undefined;
    }
  };
  const exists = (path: string) => kindOf(path) !== undefined;
  const isDirectory = (path: string) => {
    try {
      return files.stat(path).kind === "directory";
    } catch {
      return false;
    }
  };

  walk(rooted ? "/" : "", 0);
  return found.sort(byCodePoint);
}

/** Splits at slashes outside of sets. */
function splitPath(pattern: string): string[] {
  return pattern.replace(/^\/+/, "").split(/\/+/);
}

/** Order of the C locale's strings. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  for (let i = 0; ; i++) {
    const x = a.codePointAt(i);
    const y = b.codePointAt(i);
    if (x !== y) return (x ?? -1) - (y ?? -1);
    if (x === undefined) return 0;
  }
}
