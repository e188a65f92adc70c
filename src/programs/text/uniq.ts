import { isErrno } from "../../std/errno.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  count: "c",
  repeated: "d",
  "all-repeated::": "D",
  "skip-fields:": "f",
  "ignore-case": "i",
  "skip-chars:": "s",
  unique: "u",
  "zero-terminated": "z",
  "check-chars:": "w",
};

/** Takes equal lines that follow each other as one. */
export const uniq = defineTool(
  {
    name: "uniq",
    syntax: { short: "cdDf:is:uw:z", long: LONG },
    busybox: { short: "cduizf:s:w:" },
    usage: "[OPTION]... [INPUT [OUTPUT]]",
  },
  async (c) => {
    if (c.operands.length > 2) await c.badUsage(`extra operand ${c.quoteAlways(c.operands[2] ?? "")}`);
    const [path = "-", output] = c.operands;
    const end = c.options.has("z") ? 0 : 10;
    const input = await openInput(c.p, path).catch((e) => {
      if (!isErrno(e)) throw e;
      const gnu =
        e.code === "EISDIR" ? `error reading '${path}': ${e.strerror}` : `${c.quoteIfNeeded(path)}: ${e.strerror}`;
      return c.fail(c.flavour.pick(gnu, `can't open '${path}': ${e.strerror}`));
    });
    if (output !== undefined && output !== "-") {
      const fd = await c.p.open(output, { write: true, create: true, truncate: true });
      c.p.dup2(fd, 1);
    }
    const key = await keyOf(c);
    const lines = createLineReader(input, end);
    let group: string[] = [];
    for (let line = await lines.next(); line !== null; line = await lines.next()) {
      if (group.length && key(group[0] ?? "") !== key(line)) {
        await show(c, group, end);
        group = [];
      }
      group.push(line);
    }
    if (group.length) await show(c, group, end);
    return c.status;
  },
);

async function show(c: Call, group: readonly string[], end: number): Promise<void> {
  const o = c.options;
  const separator = String.fromCharCode(end);
  if (o.has("D")) {
    if (group.length > 1) for (const line of group) await c.out.write(line + separator);
    return;
  }
  if (o.has("d") && group.length < 2) return;
  if (o.has("u") && group.length > 1) return;
  const count = o.has("c") ? `${String(group.length).padStart(7)} ` : "";
  await c.out.write(count + (group[0] ?? "") + separator);
}

async function keyOf(c: Call): Promise<(line: string) => string> {
  const number = async (name: string, what: string) => {
    const text = c.options.value(name);
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text))
      await c.fail(c.flavour.pick(`${text}: invalid number of ${what}`, `invalid number '${text}'`));
    return Number(text);
  };
  const fields = (await number("f", "fields to skip")) ?? 0;
  const chars = (await number("s", "bytes to skip")) ?? 0;
  const most = await number("w", "bytes to compare");
  const fold = c.options.has("i");
  const skip = new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${fields}}`);
  return (line) => {
    const rest = (fields ? line.replace(skip, "") : line).slice(chars, most === undefined ? undefined : chars + most);
    return fold ? rest.toLowerCase() : rest;
  };
}
