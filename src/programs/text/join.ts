import { isErrno } from "../../std/errno.ts";
import { compareText } from "../lib/compare.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Joins the lines of two sorted files that have a field in common. */
export const join = defineTool(
  {
    name: "join",
    syntax: { short: "a:e:ij:o:t:v:1:2:z", long: { "ignore-case": "i", header: "header" } },
    usage: "[OPTION]... FILE1 FILE2",
  },
  async (c) => {
    const o = c.options;
    const [first, second, extra] = c.operands;
    if (first === undefined) await c.badUsage("missing operand");
    if (second === undefined) await c.badUsage(`missing operand after ${c.quoteAlways(first ?? "")}`);
    if (extra !== undefined) await c.badUsage(`extra operand ${c.quoteAlways(extra)}`);
    const fields = [
      await field(c, o.value("1") ?? o.value("j") ?? "1"),
      await field(c, o.value("2") ?? o.value("j") ?? "1"),
    ] as const;
    const sides = [await read(c, first ?? "", fields[0]), await read(c, second ?? "", fields[1])] as const;
    const [left, right] = sides;
    const separator = o.value("t") ?? " ";
    const only = o.value("v");
    const alone = new Set([...o.values("a"), ...(only === undefined ? [] : [only])]);
    const format = o.value("o")?.split(/[, ]/);
    const empty = o.value("e") ?? "";
    const line = (a: Row | undefined, b: Row | undefined): string => {
      if (format) return format.map((spec) => pick(spec, a, b) || empty).join(separator);
      const rest = (row: Row | undefined, at: number) => row?.fields.filter((_, i) => i !== at) ?? [];
      return [a?.key ?? b?.key ?? "", ...rest(a, fields[0]), ...rest(b, fields[1])].join(separator);
    };
    const pick = (spec: string, a: Row | undefined, b: Row | undefined): string => {
      if (spec === "0") return a?.key ?? b?.key ?? "";
      const [side, number] = spec.split(".");
      return (side === "1" ? a : b)?.fields[Number(number) - 1] ?? "";
    };
    const compare = (a: Row, b: Row) =>
      o.has("i") ? compareText(a.key.toLowerCase(), b.key.toLowerCase()) : compareText(a.key, b.key);
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
      const [a, b] = [left[i], right[j]];
      const order = !a ? 1 : !b ? -1 : compare(a, b);
      if (order !== 0) {
        if (alone.has(order < 0 ? "1" : "2"))
          await c.out.write(`${line(order < 0 ? a : undefined, order < 0 ? undefined : b)}\n`);
        if (order < 0) i++;
        else j++;
        continue;
      }
      let [m, n] = [i, j];
      while (m < left.length && compare(left[m] as Row, b as Row) === 0) m++;
      while (n < right.length && compare(a as Row, right[n] as Row) === 0) n++;
      if (only === undefined)
        for (let x = i; x < m; x++) for (let y = j; y < n; y++) await c.out.write(`${line(left[x], right[y])}\n`);
      [i, j] = [m, n];
    }
    return c.status;
  },
);

interface Row {
  readonly key: string;
  readonly fields: readonly string[];
}

async function field(c: Call, text: string): Promise<number> {
  if (!/^[1-9]\d*$/.test(text)) await c.fail(`invalid field number: ${c.quote(text)}`);
  return Number(text) - 1;
}

async function read(c: Call, path: string, key: number): Promise<Row[]> {
  const separator = c.options.value("t");
  try {
    const lines = createLineReader(await openInput(c.p, path), c.options.has("z") ? 0 : 10);
    const rows: Row[] = [];
    for (let line = await lines.next(); line !== null; line = await lines.next()) {
      const fields = separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator);
      rows.push({ key: fields[key] ?? "", fields });
    }
    return rows;
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(`${c.quoteIfNeeded(path)}: ${e.strerror}`);
  }
}
