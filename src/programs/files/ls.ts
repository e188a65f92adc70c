import { isErrno } from "../../std/errno.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { columnsOf, writeColumns } from "./ls-columns.ts";
import { type Entry, orderEntries, readEntry, readFolder } from "./ls-entries.ts";
import { longLines, totalLine } from "./ls-long.ts";
import { createNamer, type Namer } from "./ls-names.ts";
import { LS_LONG_OPTIONS, LS_SHORT_OPTIONS, type LsOptions, lsOptions } from "./ls-options.ts";

/**
 * Lists files, then folders. On a terminal in columns and with names quoted for a shell (GNU), else one a line as they
 * are. GNU names what it cannot reach before everything else, BusyBox too.
 */
export const ls = defineTool(
  {
    name: "ls",
    syntax: { short: LS_SHORT_OPTIONS, long: LS_LONG_OPTIONS },
    busybox: {
      short: "1AaCxdLHRFplinhrSXvctusw:",
      long: { "full-time": "full-time", "group-directories-first": "group-directories-first", "color::": "color" },
    },
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[OPTION]... [FILE]...",
  },
  async (c) => {
    const o = await lsOptions(c);
    const namer = createNamer(c, o);
    const files: Entry[] = [];
    const folders: Entry[] = [];
    for (const path of c.operands.length ? c.operands : ["."]) {
      const entry = await reach(c, o, path);
      if (entry) (entry.stat.kind === "directory" && !o.directoryItself ? folders : files).push(entry);
    }
    const listing = createListing(c, o, namer);
    if (files.length) await listing.show(orderEntries(files, o), undefined);
    const several = files.length > 0 || folders.length > 1 || o.recursive || c.operands.length > 1;
    for (const folder of orderEntries(folders, o)) await listing.folder(folder.path, several);
    return c.status;
  },
);

async function reach(c: Call, o: LsOptions, path: string): Promise<Entry | undefined> {
  try {
    return readEntry(c.p.files, path, path, o.followOperands, true);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const gnu = `cannot access ${c.quoteAlways(path)}: ${e.strerror}`;
    await c.complain(c.flavour.pick(gnu, `${path}: ${e.strerror}`), c.flavour.pick(2, 1));
    return undefined;
  }
}

interface Listing {
  show(entries: readonly Entry[], total: number | undefined): Promise<void>;
  folder(path: string, titled: boolean): Promise<void>;
}

function createListing(c: Call, o: LsOptions, namer: Namer): Listing {
  let first = true;
  const show = async (entries: readonly Entry[], total: number | undefined) => {
    first = false;
    if (total !== undefined && (o.format === "long" || o.blocks)) await c.out.write(totalLine(total, o, c.flavour));
    const names = namer.names(entries);
    if (o.format === "long") for (const line of longLines(c, o, entries, names)) await c.out.write(line);
    else if (o.format === "one") for (const name of names) await c.out.write(`${name.text}\n`);
    else if (o.format === "commas")
      await c.out.write(
        commas(
          names.map((n) => n.text),
          o.width,
        ),
      );
    else await writeColumns(c.out, columnsOf(names, o), o, c.flavour);
  };
  const folder = async (path: string, titled: boolean): Promise<void> => {
    let entries: Entry[];
    try {
      entries = orderEntries(readFolder(c.p.files, path, o), o);
    } catch (e) {
      if (!isErrno(e)) throw e;
      const gnu = `cannot open directory ${c.quoteAlways(path)}: ${e.strerror}`;
      const busybox = `can't open '${path}': ${e.strerror}`;
      return await c.complain(c.flavour.pick(gnu, busybox), c.flavour.pick(o.recursive && !first ? 1 : 2, 1));
    }
    if (titled) await c.out.write(`${first ? "" : "\n"}${namer.title(path)}:\n`);
    const total = entries.reduce((sum, e) => sum + e.blocks, 0);
    await show(entries, total);
    if (!o.recursive) return;
    for (const e of entries)
      if (e.stat.kind === "directory" && e.name !== "." && e.name !== "..") await folder(e.path, true);
  };
  return { show, folder };
}

function commas(names: readonly string[], width: number): string {
  let out = "";
  let column = 0;
  names.forEach((name, i) => {
    const part = i < names.length - 1 ? `${name}, ` : name;
    if (column > 0 && column + part.length > width) {
      out = `${out.trimEnd()}\n`;
      column = 0;
    }
    out += part;
    column += part.length;
  });
  return `${out}\n`;
}
