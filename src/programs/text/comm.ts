import { isErrno } from "../../std/errno.ts";
import { compareText } from "../lib/compare.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader, type LineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  "check-order": "check-order",
  "nocheck-order": "nocheck-order",
  "output-delimiter:": "output-delimiter",
  total: "total",
  "zero-terminated": "z",
};

/** Lines of two sorted files in three columns: only in the first, only in the second, in both. */
export const comm = defineTool(
  { name: "comm", syntax: { short: "123z", long: LONG }, usage: "[OPTION]... FILE1 FILE2" },
  async (c) => {
    const o = c.options;
    const [first, second, extra] = c.operands;
    if (first === undefined) await c.badUsage("missing operand");
    if (second === undefined) await c.badUsage(`missing operand after ${c.quoteAlways(first ?? "")}`);
    if (extra !== undefined) await c.badUsage(`extra operand ${c.quoteAlways(extra)}`);
    const separator = o.value("output-delimiter") ?? "\t";
    const end = o.has("z") ? "\0" : "\n";
    const [a, b] = [await open(c, first ?? ""), await open(c, second ?? "")];
    const lead = [!o.has("1") ? separator : "", !o.has("2") ? separator : ""] as const;
    const counts = [0, 0, 0];
    const show = async (column: 1 | 2 | 3, line: string) => {
      counts[column - 1] = (counts[column - 1] ?? 0) + 1;
      if (o.has(String(column))) return;
      await c.out.write(`${column > 1 ? lead[0] : ""}${column > 2 ? lead[1] : ""}${line}${end}`);
    };
    let [x, y] = [await a.next(), await b.next()];
    const advance = async (side: 1 | 2) => {
      const [reader, old] = side === 1 ? [a, x] : [b, y];
      const next = await reader.next();
      if (next !== null && old !== null && compareText(old, next) > 0 && !o.has("nocheck-order") && !warned.has(side)) {
        warned.add(side);
        await c.out.flush();
        await c.complain(`file ${side} is not in sorted order`);
      }
      if (side === 1) x = next;
      else y = next;
    };
    const warned = new Set<number>();
    while (x !== null || y !== null) {
      const order = x === null ? 1 : y === null ? -1 : compareText(x, y);
      if (order < 0) {
        await show(1, x ?? "");
        await advance(1);
      } else if (order > 0) {
        await show(2, y ?? "");
        await advance(2);
      } else {
        await show(3, x ?? "");
        await advance(1);
        await advance(2);
      }
    }
    if (o.has("total")) await c.out.write(`${counts.join(separator)}${separator}total${end}`);
    if (c.status) {
      await c.out.flush();
      await c.complain("input is not in sorted order");
    }
    return c.status;
  },
);

async function open(c: Call, path: string): Promise<LineReader> {
  try {
    return createLineReader(await openInput(c.p, path), c.options.has("z") ? 0 : 10);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(`${c.quoteIfNeeded(path)}: ${e.strerror}`);
  }
}
