import { defineTool } from "../lib/tool.ts";

/** How many processors the process may use, or with --all how many there are. */
export const nproc = defineTool(
  { name: "nproc", syntax: { short: "", long: { all: "all", "ignore:": "ignore" } }, usage: "[OPTION]..." },
  async (c) => {
    if (c.operands.length && !c.flavour.busybox) await c.badUsage(`extra operand ${c.quote(c.operands[0] ?? "")}`);
    const ignored = c.options.value("ignore") ?? "0";
    if (!/^\d+$/.test(ignored))
      await c.fail(c.flavour.pick(`invalid number to ignore: ${c.quote(ignored)}`, `invalid number '${ignored}'`));
    await c.out.write(`${Math.max(1, (c.options.has("all") ? c.p.cpus() : c.p.usableCpus()) - Number(ignored))}\n`);
    return 0;
  },
);
