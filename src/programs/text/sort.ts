import { isErrno } from "../../std/errno.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { createComparison } from "./sort-compare.ts";
import { BadKey, parseKey, type SortKey } from "./sort-key.ts";

const LONG = {
  "ignore-leading-blanks": "b",
  "dictionary-order": "d",
  "ignore-case": "f",
  "general-numeric-sort": "g",
  "human-numeric-sort": "h",
  "ignore-nonprinting": "i",
  "month-sort": "M",
  "numeric-sort": "n",
  "random-sort": "R",
  reverse: "r",
  "sort:": "sort",
  "version-sort": "V",
  "check::": "check",
  merge: "m",
  "key:": "k",
  "output:": "o",
  stable: "s",
  "buffer-size:": "S",
  "field-separator:": "t",
  "temporary-directory:": "T",
  "parallel:": "parallel",
  unique: "u",
  "zero-terminated": "z",
};

const SORTS: Readonly<Record<string, string>> = {
  "general-numeric": "g",
  "human-numeric": "h",
  month: "M",
  numeric: "n",
  random: "R",
  version: "V",
};

/** Sorts the lines of all its inputs; equal ones by the whole line, unless -s. */
export const sort = defineTool(
  {
    name: "sort",
    syntax: { short: "bdfghiMnRrVcCk:mo:sS:t:T:uz", long: LONG },
    busybox: { short: "nrughMcszbdfVik:o:t:m" },
    badStatus: 2,
    usage: "[OPTION]... [FILE]...\n[OPTION]... --files0-from=F",
  },
  async (c) => {
    const o = c.options;
    const size = o.value("S");
    if (size !== undefined && parseSize(size) === undefined)
      await c.fail(`invalid --buffer-size argument ${c.quote(size)}`, 2);
    const end = o.has("z") ? 0 : 10;
    const separator = await separatorOf(c);
    const letters = o.found.filter((f) => /^[bdfghiMnRrV]$/.test(f.name)).map((f) => f.name);
    if (o.has("sort")) letters.push(SORTS[o.value("sort") ?? ""] ?? "");
    const global = letters.join("");
    const keys = await keysOf(c, global, separator);
    const comparison = createComparison({
      keys,
      global,
      stable: o.has("s") || o.has("u"),
      salt: c.p.chance.hex("sort"),
    });
    const check = o.has("c") || o.has("C") || o.has("check");
    if (check) return await checkOrder(c, comparison.compare, end);
    let lines = await readLines(c, end);
    await c.p.tick();
    lines = comparison.sort(lines);
    if (o.has("u"))
      lines = lines.filter((line, i) => i === 0 || comparison.compareKeys(lines[i - 1] ?? "", line) !== 0);
    await write(c, lines, end);
    return c.status;
  },
);

async function separatorOf(c: Call): Promise<string | undefined> {
  const text = c.options.value("t");
  if (text === undefined) return undefined;
  if (text === "\\0") return "\0";
  if (text === "") return await c.fail(c.flavour.pick("empty tab", "bad -t parameter"), 2);
  if ([...text].length > 1)
    return await c.fail(c.flavour.pick(`multi-character tab ${c.quote(text)}`, "bad -t parameter"), 2);
  return text;
}

async function keysOf(c: Call, global: string, separator: string | undefined): Promise<SortKey[]> {
  const keys: SortKey[] = [];
  for (const text of c.options.values("k")) {
    try {
      keys.push(parseKey(text, global, separator));
    } catch (e) {
      if (!(e instanceof BadKey)) throw e;
      await c.fail(
        c.flavour.pick(`${e.message}: ${e.detail.replace("%", c.quote(text))}`, "bad field specification"),
        2,
      );
    }
  }
  return keys;
}

async function readLines(c: Call, end: number): Promise<string[]> {
  const lines: string[] = [];
  for (const path of c.operands.length ? c.operands : ["-"]) {
    try {
      const input = await openInput(c.p, path);
      const reader = createLineReader(input, end);
      for (let line = await reader.next(); line !== null; line = await reader.next()) lines.push(line);
      input.close();
    } catch (e) {
      if (!isErrno(e)) throw e;
      if (c.flavour.busybox && e.code === "EISDIR") continue;
      const gnu = e.code === "EISDIR" ? "read failed: " : "cannot read: ";
      await c.fail(`${c.flavour.pick(gnu, "")}${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${e.strerror}`, 2);
    }
  }
  return lines;
}

async function write(c: Call, lines: readonly string[], end: number): Promise<void> {
  const separator = String.fromCharCode(end);
  const path = c.options.value("o");
  if (path !== undefined) {
    try {
      const fd = await c.p.open(path, { write: true, create: true, truncate: true });
      c.p.dup2(fd, 1);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.fail(
        c.flavour.pick(`open failed: ${c.quoteIfNeeded(path)}: ${e.strerror}`, `can't open '${path}': ${e.strerror}`),
        2,
      );
    }
  }
  for (const line of lines) await c.out.write(line + separator);
}

/** -c: names the first line that is out of order. */
async function checkOrder(c: Call, compare: (a: string, b: string) => number, end: number): Promise<number> {
  const [path = "-"] = c.operands;
  if (c.operands.length > 1) await c.fail(`extra operand ${c.quoteAlways(c.operands[1] ?? "")} not allowed with -c`, 2);
  const input = await openInput(c.p, path).catch((e) => {
    if (!isErrno(e)) throw e;
    return c.fail(`${c.flavour.pick("cannot read: ", "")}${path}: ${e.strerror}`, 2);
  });
  const reader = createLineReader(input, end);
  let previous = await reader.next();
  for (let number = 2; previous !== null; number++) {
    const line = await reader.next();
    if (line === null) break;
    const order = compare(previous, line);
    if (order > 0 || (order === 0 && c.options.has("u"))) {
      const quiet = c.options.has("C") || c.options.value("check") === "quiet" || c.options.value("check") === "silent";
      if (!quiet)
        await c.p.write(
          2,
          c.flavour.pick(`${c.name}: ${path}:${number}: disorder: ${line}\n`, `Check line ${number - 1}\n`),
        );
      return 1;
    }
    previous = line;
  }
  return 0;
}
