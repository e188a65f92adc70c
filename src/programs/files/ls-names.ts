import { stringWidth } from "../../std/width.ts";
import { utf8Locale } from "../lib/bytes.ts";
import { shellQuote } from "../lib/quote.ts";
import type { Call } from "../lib/tool.ts";
import { createColors } from "./ls-color.ts";
import type { Entry } from "./ls-entries.ts";
import type { LsOptions } from "./ls-options.ts";

/** A name as it is printed, and the columns it takes. */
export interface ShownName {
  readonly text: string;
  readonly width: number;
}

export interface Namer {
  names(entries: readonly Entry[]): ShownName[];
  /** A folder's name above its listing. */
  title(path: string): string;
  /** Where a symlink leads, behind the arrow of the long format. */
  target(entry: Entry): string;
}

/** Quotes, colours and marks names as the options say. */
export function createNamer(c: Call, o: LsOptions): Namer {
  const colors = createColors(c.p.env, c.flavour);
  const quote = (name: string) => quoted(c, o, name);
  const shown = (e: Entry, pad: boolean): ShownName => {
    const plain = quote(e.name);
    const lead = pad && plain === e.name ? " " : "";
    const mark = indicator(e, o, c.flavour.busybox);
    const front = o.format === "long" ? "" : prefix(e, o, c.flavour.busybox);
    const colored = o.color ? colors.paint(plain, e) : plain;
    const arrow = o.format === "long" && e.link !== undefined ? ` -> ${namer.target(e)}` : "";
    return { text: front + lead + colored + mark + arrow, width: stringWidth(front + lead + plain + mark) };
  };
  const namer: Namer = {
    names(entries) {
      const pad = o.quoting === "shell" && o.format !== "commas" && entries.some((e) => quote(e.name) !== e.name);
      return entries.map((e) => shown(e, pad));
    },
    title: (path) =>
      c.flavour.busybox
        ? path
        : path.includes(":") && o.quoting === "shell"
          ? shellQuote(c.p.env, path, true)
          : quote(path),
    target(e) {
      const text = quote(e.link ?? "");
      const mark = e.target && o.indicators !== "none" ? indicator({ ...e, stat: e.target }, o, c.flavour.busybox) : "";
      return (o.color && e.target ? colors.paint(text, { ...e, stat: e.target }) : text) + mark;
    },
  };
  return namer;
}

function quoted(c: Call, o: LsOptions, name: string): string {
  if (o.quoting === "shell") return shellQuote(c.p.env, name, false);
  if (o.quoting === "c") {
    const escaped = name.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t");
    return c.options.last("Q", "b") === "Q" ? `"${escaped}"` : escaped.replaceAll('\\"', '"').replaceAll(" ", "\\ ");
  }
  // Raw bytes to a pipe; a terminal is not shown what cannot be printed.
  if (!c.p.terminal(1) && !(c.flavour.busybox && c.options.has("q"))) return name;
  if (!c.flavour.busybox) return name.replace(/[\0-\x1f\x7f]/g, "?");
  const visible = name.replace(/[\0-\x1f\x7f]/g, "?");
  if (c.flavour.libc === "musl" || utf8Locale(c.p.env)) return visible;
  return visible.replace(/[^\0-\x7f]/gu, (ch) =>
    "?".repeat((ch.codePointAt(0) ?? 0) > 0xffff ? 4 : ch > "\u07ff" ? 3 : 2),
  );
}

/** Inode and blocks before the name, in the formats without columns of their own. */
function prefix(e: Entry, o: LsOptions, busybox: boolean): string {
  const [inode, blocks] = [String(e.stat.ino).padStart(busybox ? 7 : 0), String(e.blocks).padStart(busybox ? 6 : 0)];
  return (o.inodes ? `${inode} ` : "") + (o.blocks ? `${blocks} ` : "");
}

function indicator(e: Entry, o: LsOptions, busybox: boolean): string {
  if (o.indicators === "none") return "";
  if (e.stat.kind === "directory") return "/";
  if (o.indicators === "slash") return "";
  if (e.stat.kind === "symlink") return o.format === "long" && !busybox ? "" : "@";
  if (e.stat.kind === "fifo") return "|";
  if (e.stat.kind === "socket") return "=";
  return o.indicators === "classify" && e.stat.kind === "file" && e.stat.mode & 0o111 ? "*" : "";
}
