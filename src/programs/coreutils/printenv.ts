import { defineTool } from "../lib/tool.ts";

/** Prints variables of the environment: all as NAME=VALUE, or the values of those named. */
export const printenv = defineTool(
  { name: "printenv", syntax: { short: "+0", long: { null: "0" } }, badStatus: 2, usage: "[OPTION]... [VARIABLE]..." },
  async (c) => {
    const end = c.options.has("0") ? "\0" : "\n";
    if (!c.operands.length) for (const [name, value] of c.p.env) await c.out.write(`${name}=${value}${end}`);
    for (const name of c.operands) {
      const value = c.p.env.get(name);
      if (value === undefined) c.status = 1;
      else await c.out.write(value + end);
    }
    return c.status;
  },
);
