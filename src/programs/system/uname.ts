import { defineTool } from "../lib/tool.ts";

const LONG = {
  all: "a",
  "kernel-name": "s",
  sysname: "s",
  nodename: "n",
  "kernel-release": "r",
  release: "r",
  "kernel-version": "v",
  machine: "m",
  processor: "p",
  "hardware-platform": "i",
  "operating-system": "o",
};

/** What kernel this is. Processor and platform are not known; `-a` leaves them out, BusyBox shows them. */
export const uname = defineTool(
  { name: "uname", syntax: { short: "asnrvmpio", long: LONG }, busybox: { short: "amnrspvio" }, usage: "[OPTION]..." },
  async (c) => {
    if (c.operands.length) await c.badUsage(`extra operand ${c.quoteAlways(c.operands[0] ?? "")}`);
    const u = c.p.uname();
    const o = c.options;
    const all = o.has("a");
    const parts: [string, string][] = [
      ["s", u.sysname],
      ["n", c.p.hostname],
      ["r", u.release],
      ["v", u.version],
      ["m", u.machine],
      ["p", "unknown"],
      ["i", "unknown"],
      ["o", "GNU/Linux"],
    ];
    const nothing = !o.found.length;
    const shown = parts.filter(
      ([key]) => o.has(key) || (all && !(key === "p" || key === "i")) || (nothing && key === "s"),
    );
    await c.out.write(`${shown.map(([, text]) => text).join(" ")}\n`);
    return 0;
  },
);
