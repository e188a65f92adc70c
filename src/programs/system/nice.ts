import { execCommand, startCommand, startStatus, waitStatus } from "../lib/run-command.ts";
import { defineTool } from "../lib/tool.ts";

/** Runs a command; every process here has the same share of the processor. */
export const nice = defineTool(
  {
    name: "nice",
    syntax: { short: "+n:", long: { "adjustment:": "n" } },
    badStatus: 125,
    usage: "[OPTION] [COMMAND [ARG]...]",
    rewrite: (args) => args.map((a, i) => (i === 0 && /^-\d+$/.test(a) ? `-n${a.slice(1)}` : a)),
  },
  async (c) => {
    if (!c.operands.length) {
      if (c.options.has("n")) await c.badUsage("a command must be given with an adjustment");
      await c.out.write("0\n");
      return 0;
    }
    const e = await execCommand(c.p, c.operands);
    await c.complain(
      c.flavour.pick(
        `${c.quote(c.operands[0] ?? "")}: ${e.strerror}`,
        `can't execute '${c.operands[0]}': ${e.strerror}`,
      ),
    );
    return startStatus(e);
  },
);

/** Runs a command in a session of its own. */
export const setsid = defineTool(
  {
    name: "setsid",
    syntax: { short: "+cfw", long: { wait: "w", fork: "f", ctty: "c" } },
    busybox: { short: "+c" },
    usage: "[options] <program> [arguments ...]",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    if (!c.operands.length) await c.badUsage("no command specified");
    const { p } = c;
    const leads = p.pgid === p.pid;
    const child = startCommand(p, c.operands, { setsid: true });
    if (typeof child === "number") return leads && !c.options.has("w") ? 0 : await waitStatus(p, child);
    await c.complain(
      c.flavour.pick(
        `failed to execute ${c.operands[0]}: ${child.strerror}`,
        `can't execute '${c.operands[0]}': ${child.strerror}`,
      ),
    );
    return startStatus(child);
  },
);
