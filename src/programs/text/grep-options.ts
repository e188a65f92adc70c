import { globToRegExp } from "../lib/glob.ts";
import type { Call } from "../lib/tool.ts";

export const GREP_SHORT = "A:B:C:D:d:EFGHILPRTUVZabce:f:hilm:noqrsvwxyz";

export const GREP_LONG = {
  "after-context:": "A",
  "basic-regexp": "G",
  "before-context:": "B",
  "binary-files:": "binary-files",
  "byte-offset": "b",
  "color::": "color",
  "colour::": "color",
  "context:": "C",
  count: "c",
  "dereference-recursive": "R",
  "directories:": "d",
  "exclude:": "exclude",
  "exclude-dir:": "exclude-dir",
  "extended-regexp": "E",
  "file:": "f",
  "files-with-matches": "l",
  "files-without-match": "L",
  "fixed-strings": "F",
  "group-separator:": "group-separator",
  "ignore-case": "i",
  "no-ignore-case": "no-ignore-case",
  "include:": "include",
  "initial-tab": "T",
  "invert-match": "v",
  "label:": "label",
  "line-buffered": "line-buffered",
  "line-number": "n",
  "line-regexp": "x",
  "max-count:": "m",
  "no-filename": "h",
  "no-messages": "s",
  null: "Z",
  "null-data": "z",
  "only-matching": "o",
  "perl-regexp": "P",
  quiet: "q",
  recursive: "r",
  "regexp:": "e",
  silent: "q",
  text: "a",
  "with-filename": "H",
  "word-regexp": "w",
};

export interface GrepOptions {
  readonly syntax: "G" | "E" | "F" | "P";
  readonly ignoreCase: boolean;
  readonly bounds: "word" | "line" | undefined;
  readonly invert: boolean;
  readonly output: "lines" | "count" | "with" | "without" | "parts";
  readonly quiet: boolean;
  readonly silent: boolean;
  readonly named: boolean;
  readonly numbered: boolean;
  readonly offsets: boolean;
  readonly before: number;
  readonly after: number;
  readonly separator: string | undefined;
  readonly max: number;
  readonly recursive: boolean;
  readonly follow: boolean;
  readonly directories: "read" | "skip";
  readonly text: boolean;
  readonly ignoreBinary: boolean;
  readonly color: boolean;
  readonly label: string;
  readonly end: number;
  readonly nullNames: boolean;
  readonly flushLines: boolean;
  readonly excludedFolders: readonly RegExp[];
  takes(name: string): boolean;
}

export async function grepOptions(c: Call, fixed: "E" | "F" | undefined, files: number): Promise<GrepOptions> {
  const o = c.options;
  const recursive = o.has("r") || o.has("R") || o.value("d") === "recurse";
  const includes = o.values("include").map((g) => globToRegExp(g));
  const excludes = o.values("exclude").map((g) => globToRegExp(g));
  const context = async (name: string) => {
    const text = o.value(name) ?? o.value("C");
    if (text === undefined) return 0;
    if (/^\d+$/.test(text)) return Number(text);
    const gnu = `${text}: invalid context length argument`;
    return await c.fail(c.flavour.pick(gnu, `invalid number '${text}'`), 2);
  };
  const max = o.value("m");
  if (max !== undefined && !/^-?\d+$/.test(max))
    await c.fail(c.flavour.pick("invalid max count", `invalid number '${max}'`), 2);
  const color = o.has("color") ? (o.value("color") ?? "auto") : "never";
  const name = o.last("H", "h");
  const listing = o.last("l", "L", "c");
  return {
    syntax: (o.last("E", "F", "G", "P") as GrepOptions["syntax"] | undefined) ?? fixed ?? "G",
    ignoreCase: o.last("i", "y", "no-ignore-case") !== "no-ignore-case" && (o.has("i") || o.has("y")),
    bounds: o.has("x") ? "line" : o.has("w") ? "word" : undefined,
    invert: o.has("v"),
    output:
      o.has("l") || o.has("L")
        ? listing === "L" || !o.has("l")
          ? "without"
          : "with"
        : o.has("c")
          ? "count"
          : o.has("o")
            ? "parts"
            : "lines",
    quiet: o.has("q"),
    silent: o.has("s") || o.has("q"),
    named: name ? name === "H" : files > 1 || (recursive && !(files === 1 && isPlainFile(c))),
    numbered: o.has("n"),
    offsets: o.has("b"),
    before: await context("B"),
    after: await context("A"),
    separator: o.has("group-separator") ? o.value("group-separator") : "--",
    max: max === undefined || max.startsWith("-") ? Number.POSITIVE_INFINITY : Number(max),
    recursive,
    follow: o.has("R"),
    directories: o.value("d") === "skip" ? "skip" : "read",
    text: o.has("a") || o.value("binary-files") === "text" || c.flavour.busybox,
    ignoreBinary: o.has("I") || o.value("binary-files") === "without-match",
    color:
      ["always", "yes", "force"].includes(color) ||
      (["auto", "tty", "if-tty"].includes(color) && c.p.terminal(1) !== undefined && c.p.env.get("TERM") !== "dumb"),
    label: o.value("label") ?? "(standard input)",
    end: o.has("z") ? 0 : 10,
    nullNames: o.has("Z"),
    flushLines: o.has("line-buffered"),
    excludedFolders: o.values("exclude-dir").map((g) => globToRegExp(g.replace(/\/+$/, ""))),
    takes: (file) =>
      (includes.length === 0 || includes.some((re) => re.test(file))) && !excludes.some((re) => re.test(file)),
  };
}

/** `grep -r x FILE` does not put the one file's name before its lines. */
function isPlainFile(c: Call): boolean {
  try {
    return c.p.files.stat(c.operands.at(-1) ?? ".").kind !== "directory";
  } catch {
    return false;
  }
}
