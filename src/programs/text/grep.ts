import { isErrno } from "../../std/errno.ts";
import type { Tool } from "../lib/flavour.ts";
import { openInput } from "../lib/input.ts";
import { joinPath } from "../lib/paths.ts";
import type { Regex } from "../lib/regex.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { GREP_LONG, GREP_SHORT, type GrepOptions, grepOptions } from "./grep-options.ts";
import { compilePatterns } from "./grep-patterns.ts";
import { searchInput } from "./grep-search.ts";

/** Prints the lines that match. Status 0: some did, 1: none, 2: something went wrong. */
export const grep = createGrep(undefined);
/** `grep -E` and `grep -F` by their old names. */
export const egrep = createGrep("E");
export const fgrep = createGrep("F");

function createGrep(syntax: "E" | "F" | undefined): Tool {
  return defineTool(
    {
      name: "grep",
      syntax: { short: GREP_SHORT, long: GREP_LONG },
      busybox: { short: "HhnlLoqvsrRiwFEzm:A:B:C:e:f:cxIy", long: { "color::": "color" } },
      badStatus: 2,
      usage: "[OPTION]... PATTERNS [FILE]...",
      version: "GNU grep) 3.11",
      rewrite: (args) => args.map((a) => (/^-\d+$/.test(a) ? `-C${a.slice(1)}` : a)),
    },
    (c) => run(c, syntax),
  );
}

async function run(c: Call, syntax: "E" | "F" | undefined): Promise<number> {
  const operands = [...c.operands];
  const patterns = await patternsOf(c, operands);
  const o = await grepOptions(c, syntax, operands.length);
  const regex = await compilePatterns(c, patterns, o);
  const state = { matched: false, failed: false };
  const paths = operands.length ? operands : o.recursive ? ["."] : ["-"];
  for (const path of paths) {
    await searchPath(c, o, regex, path, operands.length === 0 && o.recursive, state);
    if (state.matched && o.quiet) return 0;
  }
  return state.failed ? 2 : state.matched ? 0 : 1;
}

/** -e and -f, else the first operand, which it takes away. */
async function patternsOf(c: Call, operands: string[]): Promise<string[]> {
  const o = c.options;
  if (!o.has("e") && !o.has("f")) {
    const first = operands.shift();
    if (first === undefined) return await c.badUsage(undefined);
    return first.split("\n");
  }
  const patterns: string[] = [];
  for (const f of o.found) {
    if (f.name === "e") patterns.push(...(f.value ?? "").split("\n"));
    if (f.name !== "f") continue;
    try {
      const text = f.value === "-" ? "" : c.p.files.readText(f.value ?? "");
      patterns.push(...(text === "" ? [] : text.replace(/\n$/, "").split("\n")));
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.fail(c.flavour.pick(`${f.value}: ${e.strerror}`, `can't open '${f.value}': ${e.strerror}`), 2);
    }
  }
  return patterns;
}

interface State {
  matched: boolean;
  failed: boolean;
}

async function searchPath(
  c: Call,
  o: GrepOptions,
  regex: Regex,
  path: string,
  bare: boolean,
  state: State,
): Promise<void> {
  try {
    if (path !== "-" && c.p.files.stat(path).kind === "directory") {
      if (o.recursive) return await searchFolder(c, o, regex, path, bare, state);
      if (o.directories === "skip" || c.flavour.busybox) return;
    }
    await searchFile(c, o, regex, path, path, state);
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    state.failed = true;
    if (!o.silent) await c.complain(`${path}: ${e.strerror}`, 2);
  }
}

async function searchFile(
  c: Call,
  o: GrepOptions,
  regex: Regex,
  path: string,
  shown: string,
  state: State,
): Promise<void> {
  const input = await openInput(c.p, path);
  const name = path === "-" ? o.label : shown;
  if (await searchInput(c, o, regex, input, name)) state.matched = true;
  input.close();
}

/** Symlinks met on the way are followed with -R only; BusyBox always follows those to files. */
function kindOf(c: Call, o: GrepOptions, path: string, kind: string): string {
  if (kind !== "symlink") return kind;
  if (o.follow) return c.p.files.stat(path).kind;
  try {
    return c.flavour.busybox && c.p.files.stat(path).kind !== "directory" ? "file" : kind;
  } catch {
    return c.flavour.busybox ? "file" : kind;
  }
}

async function searchFolder(
  c: Call,
  o: GrepOptions,
  regex: Regex,
  folder: string,
  bare: boolean,
  state: State,
): Promise<void> {
  for (const entry of c.p.files.readdir(folder)) {
    await c.p.tick();
    const path = joinPath(folder, entry.name);
    const shown = bare && folder === "." && !c.flavour.busybox ? entry.name : path;
    const kind = kindOf(c, o, path, entry.kind);
    if (kind === "directory") {
      if (o.excludedFolders.some((re) => re.test(entry.name))) continue;
      await searchFolder(c, o, regex, shown, bare, state);
    } else if (kind === "file" && o.takes(entry.name)) {
      try {
        await searchFile(c, o, regex, path, shown, state);
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        state.failed ||= !c.flavour.busybox;
        if (!o.silent) await c.complain(`${shown}: ${e.strerror}`, 2);
      }
    }
    if (state.matched && o.quiet) return;
  }
}
