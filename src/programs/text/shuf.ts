import { isErrno } from "../../std/errno.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  echo: "e",
  "input-range:": "i",
  "head-count:": "n",
  "output:": "o",
  repeat: "r",
  "zero-terminated": "z",
};

/** Its lines, words or numbers in an order of chance. */
export const shuf = defineTool(
  {
    name: "shuf",
    syntax: { short: "ei:n:o:rz", long: LONG },
    busybox: { short: "ei:n:o:z" },
    usage: "[OPTION]... [FILE]\n-e [OPTION]... [ARG]...\n-i LO-HI [OPTION]...",
  },
  async (c) => {
    const o = c.options;
    const items = await itemsOf(c);
    const text = o.value("n");
    if (text !== undefined && !/^\d+$/.test(text))
      await c.fail(c.flavour.pick(`invalid line count: ${c.quote(text)}`, `invalid number '${text}'`));
    const most = text === undefined ? Number.POSITIVE_INFINITY : Number(text);
    const path = o.value("o");
    if (path !== undefined) c.p.dup2(await c.p.open(path, { write: true, create: true, truncate: true }), 1);
    const end = o.has("z") ? "\0" : "\n";
    const draw = (below: number) => c.p.chance.integer("shuf", below);
    if (o.has("r")) {
      if (!items.length) await c.fail("no lines to repeat");
      for (let i = 0; i < most; i++) await c.out.write((items[draw(items.length)] ?? "") + end);
      return 0;
    }
    for (let i = 0; i < Math.min(most, items.length); i++) {
      const j = i + draw(items.length - i);
      [items[i], items[j]] = [items[j] ?? "", items[i] ?? ""];
      await c.out.write((items[i] ?? "") + end);
    }
    return 0;
  },
);

async function itemsOf(c: Call): Promise<string[]> {
  const o = c.options;
  if (o.has("e")) return [...c.operands];
  const range = o.value("i");
  if (range !== undefined) {
    const m = /^(\d+)-(\d+)$/.exec(range);
    if (!m) return await c.fail(c.flavour.pick(`invalid input range: ${c.quote(range)}`, `bad range '${range}'`));
    const [low, high] = [Number(m[1]), Number(m[2])];
    return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => String(low + i));
  }
  const [path = "-"] = c.operands;
  try {
    const lines = createLineReader(await openInput(c.p, path), o.has("z") ? 0 : 10);
    const items: string[] = [];
    for (let line = await lines.next(); line !== null; line = await lines.next()) items.push(line);
    return items;
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(c.flavour.pick(`${c.quoteIfNeeded(path)}: ${e.strerror}`, `${path}: ${e.strerror}`));
  }
}
