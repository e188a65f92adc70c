import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { createTextDecoder } from "../../std/text.ts";
import { charWidth } from "../../std/width.ts";
import { utf8Locale } from "../lib/bytes.ts";
import { openInput } from "../lib/input.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  bytes: "c",
  chars: "m",
  lines: "l",
  "max-line-length": "L",
  words: "w",
  "total:": "total",
  "files0-from:": "files0-from",
};

interface Counts {
  l: number;
  w: number;
  m: number;
  c: number;
  L: number;
}

const ORDER = ["l", "w", "m", "c", "L"] as const;

/** Counts lines, words, characters, bytes and the longest line; a total when there are several inputs. */
export const wc = defineTool(
  {
    name: "wc",
    syntax: { short: "clLmw", long: LONG },
    busybox: { short: "cmlwL" },
    usage: "[OPTION]... [FILE]...\n[OPTION]... --files0-from=F",
  },
  async (c) => {
    const asked = ORDER.filter((k) => c.options.has(k));
    const shown = asked.length ? asked : (["l", "w", "c"] as const);
    const width = widthOf(c, shown.length);
    const total: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
    for (const path of c.operands.length ? c.operands : ["-"]) {
      const counts = await countInput(c, path, shown, width);
      if (!counts) continue;
      for (const k of ORDER) total[k] = k === "L" ? Math.max(total.L, counts.L) : total[k] + counts[k];
      await c.out.write(line(c, counts, shown, width, c.operands.length ? path : undefined));
    }
    if (c.operands.length > 1) await c.out.write(line(c, total, shown, width, "total"));
    return c.status;
  },
);

async function countInput(
  c: Call,
  path: string,
  shown: readonly (typeof ORDER)[number][],
  width: number,
): Promise<Counts | undefined> {
  const nothing: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
  try {
    const input = await openInput(c.p, path);
    const counts = await count(c, input);
    input.close();
    return counts;
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    // A folder is an input that cannot be read: it is counted as empty, by GNU before the complaint, by BusyBox after.
    if (e.code === "EISDIR" && !c.flavour.busybox) await c.out.write(line(c, nothing, shown, width, path));
    await c.complain(`${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${e.strerror}`);
    return e.code === "EISDIR" && c.flavour.busybox ? nothing : undefined;
  }
}

async function count(c: Call, from: Reader): Promise<Counts> {
  const counts: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
  const utf8 = utf8Locale(c.p.env);
  const decoder = createTextDecoder();
  let inWord = false;
  let width = 0;
  const take = (text: string) => {
    for (const ch of text) {
      const code = ch.codePointAt(0) ?? 0;
      if (utf8) counts.m++;
      if (code === 10) counts.l++;
      if (code === 10 || code === 13 || code === 12) width = 0;
      else if (code === 9) width += 8 - (width % 8);
      else if (code >= 32) width += charWidth(code);
      counts.L = Math.max(counts.L, width);
      const space = code === 32 || (code >= 9 && code <= 13);
      if (!space && !inWord) counts.w++;
      inWord = !space;
    }
  };
  for (let chunk = await from.read(); chunk; chunk = await from.read()) {
    counts.c += chunk.length;
    take(decoder.push(chunk));
  }
  take(decoder.push(null));
  if (!utf8) counts.m = counts.c;
  return counts;
}

/** GNU makes the columns as wide as the sizes of the files need, 7 where it cannot know; one number stands alone. */
function widthOf(c: Call, columns: number): number {
  if (c.flavour.busybox) return columns === 1 && c.operands.length < 2 ? 1 : 9;
  if (c.operands.length < 2 && columns === 1) return 1;
  let sizes = 0;
  for (const path of c.operands) {
    try {
      const stat = c.p.files.stat(path);
      if (stat.kind !== "file") return 7;
      sizes += stat.size;
    } catch {}
  }
  return c.operands.length && !c.operands.includes("-") ? String(sizes).length : stdinWidth(c, columns);
}

function stdinWidth(c: Call, columns: number): number {
  const stat = c.p.fstat(0);
  if (stat.kind !== "file" || (columns === 1 && c.operands.length < 2)) return 7;
  return String(stat.size).length;
}

function line(
  c: Call,
  counts: Counts,
  shown: readonly (typeof ORDER)[number][],
  width: number,
  name: string | undefined,
): string {
  const numbers = shown.map((k) => String(counts[k]).padStart(width)).join(" ");
  return `${numbers}${name === undefined ? "" : ` ${c.flavour.busybox ? name : c.quoteIfNeeded(name)}`}\n`;
}
