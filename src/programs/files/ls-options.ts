import type { Call } from "../lib/tool.ts";

export const LS_SHORT_OPTIONS = "1aAbBcCdfFgGhHiI:klLmnNopqQrRsStT:uUvw:xX";

export const LS_LONG_OPTIONS = {
  all: "a",
  "almost-all": "A",
  author: "author",
  "block-size:": "block-size",
  "ignore-backups": "B",
  "color::": "color",
  directory: "d",
  "classify::": "F",
  "file-type": "file-type",
  "format:": "format",
  "full-time": "full-time",
  "group-directories-first": "group-directories-first",
  "no-group": "G",
  "human-readable": "h",
  si: "si",
  "dereference-command-line": "H",
  "hide:": "hide",
  "indicator-style:": "indicator-style",
  inode: "i",
  "ignore:": "I",
  kibibytes: "k",
  dereference: "L",
  "numeric-uid-gid": "n",
  literal: "N",
  "hide-control-chars": "q",
  "show-control-chars": "show-control-chars",
  "quote-name": "Q",
  reverse: "r",
  recursive: "R",
  size: "s",
  "sort:": "sort",
  "time:": "time",
  "time-style:": "time-style",
  "width:": "w",
};

/** What an `ls` command line asks for. */
export interface LsOptions {
  readonly format: "long" | "one" | "columns" | "across" | "commas";
  readonly hidden: "none" | "almost" | "all";
  readonly ignore: readonly string[];
  readonly directoryItself: boolean;
  readonly recursive: boolean;
  /** Symlinks named on the command line are followed: never, only to folders, always. */
  readonly followOperands: "never" | "folders" | "always";
  readonly followAll: boolean;
  readonly sort: "name" | "time" | "size" | "extension" | "version" | "none";
  readonly reverse: boolean;
  readonly foldersFirst: boolean;
  readonly sizes: "bytes" | "human" | "si";
  readonly inodes: boolean;
  readonly blocks: boolean;
  readonly numericIds: boolean;
  readonly owner: boolean;
  readonly group: boolean;
  readonly indicators: "none" | "slash" | "type" | "classify";
  readonly quoting: "shell" | "literal" | "c";
  readonly color: boolean;
  readonly timeStyle: "locale" | "full-iso" | "long-iso" | "iso" | string;
  readonly width: number;
  /** Columns are filled with tabs where they can be. */
  readonly tabs: boolean;
}

const SORTS: Readonly<Record<string, LsOptions["sort"]>> = {
  t: "time",
  S: "size",
  X: "extension",
  v: "version",
  U: "none",
  f: "none",
  "sort=time": "time",
  "sort=size": "size",
  "sort=extension": "extension",
  "sort=version": "version",
  "sort=none": "none",
  "sort=name": "name",
};

/** Reads the options of a call; leaves with a message where a value is none that ls knows. */
export async function lsOptions(c: Call): Promise<LsOptions> {
  const o = c.options;
  const terminal = c.p.terminal(1);
  const { busybox } = c.flavour;
  const width = await widthOf(c, terminal?.size.columns);
  const format = formatOf(c, terminal !== undefined);
  const color = colorOf(o.has("color") ? (o.value("color") ?? "always") : "never");
  if (color === undefined) await badColor(c, o.value("color") ?? "");
  const sortName = o.found.findLast((f) => f.name === "sort" || SORTS[f.name])?.name;
  const sort = SORTS[sortName === "sort" ? `sort=${o.value("sort")}` : (sortName ?? "")] ?? "name";
  const followAll = o.has("L");
  const literal = o.has("N") || o.has("show-control-chars") || !terminal || busybox;
  return {
    format,
    hidden: hiddenOf(o.last("a", "A", "f")),
    ignore: [
      ...o.values("I"),
      ...(o.has("a") || o.has("A") ? [] : o.values("hide")),
      ...(o.has("B") ? ["*~", ".*~"] : []),
    ],
    directoryItself: o.has("d"),
    recursive: o.has("R") && !o.has("d"),
    followOperands:
      followAll || o.has("H")
        ? "always"
        : o.has("d") || format === "long" || (o.has("F") && !busybox)
          ? "never"
          : "folders",
    followAll,
    sort: sort === "name" && (o.has("c") || o.has("u")) && format !== "long" ? "time" : sort,
    reverse: o.has("r"),
    foldersFirst: o.has("group-directories-first"),
    sizes: o.last("h", "si") === "h" ? "human" : o.has("si") ? "si" : "bytes",
    inodes: o.has("i"),
    blocks: o.has("s"),
    numericIds: o.has("n"),
    owner: !o.has("g"),
    group: !o.has("G") && !(o.has("o") && !busybox),
    indicators: indicatorsOf(c, terminal !== undefined),
    quoting: o.has("Q") || o.has("b") ? "c" : literal ? "literal" : "shell",
    color: (color === "always" || (color === "auto" && terminal !== undefined)) && (busybox || knowsColors(c.p.env)),
    timeStyle: o.has("full-time") ? "full-iso" : (o.value("time-style") ?? c.p.env.get("TIME_STYLE") ?? "locale"),
    width,
    tabs: !busybox && !o.has("color") && o.value("T") !== "0",
  };
}

function hiddenOf(last: string | undefined): LsOptions["hidden"] {
  return last === "A" ? "almost" : last === undefined ? "none" : "all";
}

function formatOf(c: Call, terminal: boolean): LsOptions["format"] {
  const long = ["l", "g", "n", "full-time", ...(c.flavour.busybox ? [] : ["o"])];
  const last = c.options.last(...long, "1", "C", "x", "m", "format");
  if (last === undefined) return terminal ? "columns" : "one";
  if (long.includes(last)) return "long";
  // -1 after -l changes nothing: the listing is one a line already.
  if (last === "1") return c.options.last(...long) === undefined ? "one" : "long";
  if (last === "C") return "columns";
  if (last === "x") return "across";
  if (last === "m") return "commas";
  const value = c.options.value("format") ?? "";
  if ("long".startsWith(value) || "verbose".startsWith(value)) return "long";
  if ("single-column".startsWith(value)) return "one";
  if ("commas".startsWith(value)) return "commas";
  return "across".startsWith(value) || "horizontal".startsWith(value) ? "across" : "columns";
}

function indicatorsOf(c: Call, terminal: boolean): LsOptions["indicators"] {
  const o = c.options;
  const last = o.last("F", "p", "file-type", "indicator-style");
  if (last === "F")
    return o.value("F") === "auto" && !terminal ? "none" : o.value("F") === "never" ? "none" : "classify";
  if (last === "p") return "slash";
  if (last === "file-type") return "type";
  const style = last && o.value("indicator-style");
  return style === "slash" ? "slash" : style === "file-type" ? "type" : style === "classify" ? "classify" : "none";
}

function colorOf(when: string): "always" | "never" | "auto" | undefined {
  if (["always", "yes", "force"].includes(when)) return "always";
  if (["never", "no", "none"].includes(when)) return "never";
  return ["auto", "tty", "if-tty"].includes(when) ? "auto" : undefined;
}

async function widthOf(c: Call, columns: number | undefined): Promise<number> {
  const asked = c.options.value("w");
  if (asked !== undefined && !/^\d+$/.test(asked)) await c.fail(`invalid line width: ${c.quoteAlways(asked)}`, 2);
  if (asked !== undefined) return Number(asked) || Number.MAX_SAFE_INTEGER;
  const variable = c.p.env.get("COLUMNS") ?? "";
  if (!c.flavour.busybox && /^[1-9]\d*$/.test(variable)) return Number(variable);
  return columns || 80;
}

async function badColor(c: Call, value: string): Promise<never> {
  const valid = [
    ["always", "yes", "force"],
    ["never", "no", "none"],
    ["auto", "tty", "if-tty"],
  ];
  await c.complain(`invalid argument ${c.quote(value)} for ${c.quote("--color")}`);
  const list = valid.map((words) => `  - ${words.map((w) => c.quote(w)).join(", ")}\n`).join("");
  await c.p.write(2, `Valid arguments are:\n${list}Try '${c.name} --help' for more information.\n`);
  return c.leave(1);
}

/** GNU colours by its own defaults only on a kind of terminal that it knows. */
function knowsColors(env: ReadonlyMap<string, string>): boolean {
  const known =
    /^(Eterm|ansi|.*color.*|con[0-9].*x[0-9].*|cons25|console|cygwin|.*direct.*|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/;
  return Boolean(env.get("LS_COLORS") || env.get("COLORTERM")) || known.test(env.get("TERM") ?? "");
}
