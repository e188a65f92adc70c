import type { DirEntry, Stat } from "../../filesystem/files.ts";
import { isErrno } from "../../std/errno.ts";
import { utf8Locale } from "../lib/bytes.ts";
import { globToRegExp } from "../lib/glob.ts";
import { modeString } from "../lib/modes.ts";
import { joinPath } from "../lib/paths.ts";
import { humanSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { type Colors, createColors } from "./ls-color.ts";

const LONG = { dirsfirst: "dirsfirst", noreport: "noreport", "charset:": "charset" };

/** Folders and files as a tree, with their number at the end. */
export const tree = defineTool(
  {
    name: "tree",
    syntax: { short: "adfpshugDFirtnCNL:P:I:o:x", long: LONG },
    usage:
      "[-acdfghilnpqrstuvxACDFJQNSUX] [-L level [-R]] [-H baseHREF] [-T title] [-o filename] [-P pattern] [-I pattern] [--] [directory ...]",
    version: "tree) 2.2.1",
  },
  async (c) => {
    const o = c.options;
    const depth = Number(o.value("L") ?? Number.POSITIVE_INFINITY);
    if (o.has("L") && !(depth >= 1)) await c.fail("Invalid level, must be greater than 0.");
    const terminal = c.p.terminal(1) !== undefined;
    const colors =
      o.has("C") || (terminal && !o.has("n") && Boolean(c.p.env.get("LS_COLORS")))
        ? createColors(c.p.env, c.flavour)
        : undefined;
    // tree draws with line characters in a UTF-8 locale, else with ASCII.
    const lines =
      utf8Locale(c.p.env) || o.value("charset")?.toLowerCase() === "utf-8"
        ? ["├── ", "└── ", "│\u00a0\u00a0 "]
        : ["|-- ", "`-- ", "|   "];
    const walk: Walk = { c, depth, colors, lines, counts: { folders: 0, files: 0 } };
    for (const path of c.operands.length ? c.operands : ["."]) {
      try {
        const stat = c.p.files.stat(path);
        if (stat.kind !== "directory") {
          await c.out.write(`${path}  [error opening dir]\n`);
          c.status = 2;
          continue;
        }
        await c.out.write(`${label(walk, path, path, stat, undefined)}\n`);
        walk.counts.folders++;
        await children(walk, path, "", 1);
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        await c.out.write(`${path}  [error opening dir]\n`);
        c.status = 2;
      }
    }
    const { folders, files } = walk.counts;
    const both = `${folders} director${folders === 1 ? "y" : "ies"}${o.has("d") ? "" : `, ${files} file${files === 1 ? "" : "s"}`}`;
    if (!o.has("noreport")) await c.out.write(`\n${both}\n`);
    return c.status;
  },
);

interface Walk {
  readonly c: Call;
  readonly depth: number;
  readonly colors: Colors | undefined;
  readonly lines: readonly string[];
  readonly counts: { folders: number; files: number };
}

async function children(walk: Walk, folder: string, margin: string, level: number): Promise<void> {
  const { c, lines } = walk;
  if (level > walk.depth) return;
  await c.p.tick();
  const entries = shownEntries(walk, folder);
  const [branch = "", corner = "", pipe = ""] = lines;
  for (const [i, e] of entries.entries()) {
    const last = i === entries.length - 1;
    const path = joinPath(folder, e.name);
    const stat = c.p.files.lstat(path);
    const target = stat.kind === "symlink" ? c.p.files.readlink(path) : undefined;
    const indent = c.options.has("i") ? "" : margin + (last ? corner : branch);
    await c.out.write(`${indent}${label(walk, c.options.has("f") ? path : e.name, e.name, stat, target)}\n`);
    if (stat.kind === "directory") {
      walk.counts.folders++;
      await children(walk, path, margin + (last ? "    " : pipe), level + 1);
    } else walk.counts.files++;
  }
}

function shownEntries(walk: Walk, folder: string): DirEntry[] {
  const o = walk.c.options;
  const only = o.value("P");
  const [keep, drop] = [
    only === undefined ? undefined : alternatives(only),
    o.values("I").flatMap((g) => alternatives(g)),
  ];
  const entries = walk.c.p.files.readdir(folder).filter((e) => {
    if (e.name.startsWith(".") && !o.has("a")) return false;
    if (o.has("d") && e.kind !== "directory") return false;
    if (drop.some((re) => re.test(e.name))) return false;
    return !keep || e.kind === "directory" || keep.some((re) => re.test(e.name));
  });
  if (o.has("t"))
    entries.sort(
      (a, b) =>
        walk.c.p.files.lstat(joinPath(folder, b.name)).mtime - walk.c.p.files.lstat(joinPath(folder, a.name)).mtime,
    );
  if (o.has("r")) entries.reverse();
  if (!o.has("dirsfirst")) return entries;
  const isFolder = (e: DirEntry) => e.kind === "directory";
  return [...entries.filter(isFolder), ...entries.filter((e) => !isFolder(e))];
}

function alternatives(pattern: string): RegExp[] {
  return pattern.split("|").map((p) => globToRegExp(p.replace(/\/$/, "")));
}

function label(walk: Walk, shown: string, name: string, stat: Stat, target: string | undefined): string {
  const o = walk.c.options;
  const facts: string[] = [];
  if (o.has("p")) facts.push(modeString(stat.kind, stat.mode));
  if (o.has("h")) facts.push(humanSize(stat.size).padStart(4));
  else if (o.has("s")) facts.push(String(stat.size).padStart(11));
  const painted = walk.colors
    ? walk.colors.paint(shown, { name, path: shown, stat, target: stat, link: target, blocks: 0 })
    : shown;
  const mark = o.has("F")
    ? stat.kind === "directory"
      ? "/"
      : stat.kind === "file" && stat.mode & 0o111
        ? "*"
        : ""
    : "";
  return `${facts.length ? `[${facts.join(" ")}]  ` : ""}${painted}${mark}${target === undefined ? "" : ` -> ${target}`}`;
}
