import { globToRegExp } from "../lib/glob.ts";
import type { Call } from "../lib/tool.ts";

export const TAR_SHORT = "AcdtruxaC:f:hjJkmoOpPvwzZX:T:b:";

export const TAR_LONG = {
  create: "c",
  extract: "x",
  get: "x",
  list: "t",
  append: "r",
  "file:": "f",
  "directory:": "C",
  verbose: "v",
  gzip: "z",
  gunzip: "z",
  ungzip: "z",
  bzip2: "j",
  xz: "J",
  "auto-compress": "a",
  "to-stdout": "O",
  "preserve-permissions": "p",
  "same-permissions": "p",
  "no-same-permissions": "no-same-permissions",
  "same-owner": "same-owner",
  "no-same-owner": "no-same-owner",
  touch: "m",
  dereference: "h",
  "keep-old-files": "k",
  overwrite: "overwrite",
  "strip-components:": "strip",
  "exclude:": "exclude",
  "exclude-from:": "X",
  "files-from:": "T",
  "absolute-names": "P",
  "no-recursion": "no-recursion",
  "numeric-owner": "numeric-owner",
  "owner:": "owner",
  "group:": "group",
  "mode:": "mode",
  "mtime:": "mtime",
  "sort:": "sort",
  wildcards: "wildcards",
  "remove-files": "remove-files",
  "one-top-level::": "one-top-level",
  totals: "totals",
};

/** The first word may be letters without a dash; their values follow in the order of the letters: `tar cfC x.tar dir .` */
export function oldStyle(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined || first.startsWith("-") || first === "") return args;
  const out: string[] = [];
  for (const letter of first) {
    out.push(`-${letter}`);
    if ("CfXTb".includes(letter)) {
      const value = rest.shift();
      if (value !== undefined) out.push(value);
    }
  }
  return [...out, ...rest];
}

export interface TarWish {
  readonly operation: "create" | "extract" | "list";
  /** "-": standard input or output. */
  readonly file: string;
  readonly folder: string | undefined;
  readonly verbose: number;
  readonly gzip: boolean;
  readonly toStdout: boolean;
  readonly keepOld: boolean;
  readonly keepTime: boolean;
  readonly sameOwner: boolean;
  readonly samePermissions: boolean;
  readonly strip: number;
  readonly follow: boolean;
  readonly absolute: boolean;
  readonly recurse: boolean;
  readonly numeric: boolean;
  readonly excluded: readonly RegExp[];
}

export function tarWish(c: Call, operation: TarWish["operation"]): TarWish {
  const o = c.options;
  const file = o.value("f") ?? "-";
  const root = c.p.credentials.uid === 0;
  const excluded = [
    ...o.values("exclude"),
    ...o.values("X").flatMap((path) => c.p.files.readText(path).split("\n").filter(Boolean)),
  ];
  return {
    operation,
    file,
    folder: o.value("C"),
    verbose: o.count("v"),
    gzip: o.has("z") || (o.has("a") && /\.(tgz|gz)$/.test(file)),
    toStdout: o.has("O"),
    keepOld: o.has("k"),
    keepTime: !o.has("m"),
    sameOwner: o.last("same-owner", "no-same-owner", "o")
      ? o.last("same-owner", "no-same-owner", "o") === "same-owner"
      : root,
    samePermissions: o.last("p", "no-same-permissions") ? o.last("p", "no-same-permissions") === "p" : root,
    strip: Number(o.value("strip") ?? 0),
    follow: o.has("h"),
    absolute: o.has("P"),
    recurse: !o.has("no-recursion"),
    numeric: o.has("numeric-owner"),
    excluded: excluded.map((pattern) => globToRegExp(pattern.replace(/\/+$/, ""))),
  };
}

/** A pattern without a slash at its start matches behind any slash of a name, as `--exclude=node_modules` wants. */
export function isExcluded(wish: TarWish, name: string): boolean {
  const path = name.replace(/\/+$/, "");
  if (!wish.excluded.length) return false;
  const tails = [path];
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) tails.push(path.slice(at + 1));
  const heads = path.split("/").map((_, i, parts) => parts.slice(0, i + 1).join("/"));
  return wish.excluded.some((re) => tails.some((t) => re.test(t)) || heads.some((h) => re.test(h)));
}
