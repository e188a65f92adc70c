import type { BuildOptions } from "../api/build.ts";
import { createTreeEditor } from "../filesystem/editor.ts";
import type { DirectoryNode, Tree } from "../filesystem/node.ts";

/** The whole of it came as an archive: it is a source of its own, which no client sends, and its .dockerignore is a file. */
export function isArchive({ contextName, context }: BuildOptions): boolean {
  return contextName === "-" && context !== undefined;
}

/** The patterns of a .dockerignore: lines without comments and empties, cleaned. */
export function parseIgnore(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .filter((l) => !l.startsWith("#"))
    .map((l) => l.trim())
    .filter((l) => l !== "")
    .map((l) => (l.startsWith("!") ? `!${clean(l.slice(1).trim())}` : clean(l)))
    .filter((l) => l !== "" && l !== "!");
}

/** A bracket that is not closed, or an escape of nothing. */
export function badPattern(pattern: string): boolean {
  return /\[[^\]]*$/.test(pattern) || /(^|[^\\])(\\\\)*\\$/.test(pattern);
}

/** A path without `.`, doubled slashes and a leading slash. */
function clean(path: string): string {
  const parts: string[] = [];
  for (const p of path.split("/")) {
    if (p === "" || p === ".") continue;
    if (p === ".." && parts.length && parts.at(-1) !== "..") parts.pop();
    else parts.push(p);
  }
  return parts.join("/");
}

interface Pattern {
  readonly negated: boolean;
  readonly re: RegExp;
}

/**
 * Which paths patterns name: the last pattern that matches a path, or a folder above it, decides. `*` and `?` stay within
 * a name, `**` crosses folders, `!` takes back.
 */
export function createMatcher(patterns: readonly string[]): (path: string) => boolean {
  const compiled: Pattern[] = patterns.map((p) => {
    const negated = p.startsWith("!");
    return { negated, re: patternRegex(negated ? p.slice(1) : p) };
  });
  return (path) => {
    const parts = path.split("/");
    const prefixes = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
    let matched = false;
    for (const { negated, re } of compiled) if (prefixes.some((p) => re.test(p))) matched = !negated;
    return matched;
  };
}

/** A pattern of paths as a regular expression over a whole path. */
export function patternRegex(pattern: string): RegExp {
  let out = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "*" && pattern.charAt(i + 1) === "*") {
      i++;
      if (pattern.charAt(i + 1) === "/") {
        i++;
        out += "(?:.*/)?";
      } else out += ".*";
    } else if (c === "*") out += "[^/]*";
    else if (c === "?") out += "[^/]";
    else if (c === "[") {
      const end = pattern.indexOf("]", i + 2);
      if (end < 0) out += "\\[";
      else {
        out += `[${pattern
          .slice(i + 1, end)
          .replace(/^[!^]/, "^")
          .replace(/\\(?!-)/g, "\\\\")}]`;
        i = end;
      }
    } else if (c === "\\" && i + 1 < pattern.length) out += pattern.charAt(++i).replace(/[^\w]/g, "\\$&");
    else out += c.replace(/[^\w/ ]/g, "\\$&");
  }
  return new RegExp(`^${out}$`);
}

/** The context without what its .dockerignore leaves out; the same tree when that is nothing. */
export function withoutIgnored(context: Tree, patterns: readonly string[]): Tree {
  if (patterns.length === 0) return context;
  const ignored = createMatcher(patterns);
  const mayReturn = patterns.some((p) => p.startsWith("!"));
  const editor = createTreeEditor(context);
  const visit = (folder: DirectoryNode, prefix: string): boolean => {
    let kept = false;
    for (const [name, node] of folder.entries) {
      const path = prefix + name;
      const out = ignored(path);
      if (node.kind === "directory" && (!out || mayReturn)) {
        const inside = visit(node, `${path}/`);
        if (out && !inside) editor.remove(`/${path}`);
        else kept = true;
      } else if (out) editor.remove(`/${path}`);
      else kept = true;
    }
    return kept;
  };
  visit(context, "");
  return editor.finish();
}
