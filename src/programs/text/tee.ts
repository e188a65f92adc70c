import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { defineTool } from "../lib/tool.ts";

/** Copies its input to the output and to each file. */
export const tee = defineTool(
  {
    name: "tee",
    syntax: { short: "aip", long: { append: "a", "ignore-interrupts": "i", "output-error::": "p" } },
    busybox: { short: "ai" },
    usage: "[OPTION]... [FILE]...",
  },
  async (c) => {
    if (c.options.has("i")) c.p.onSignal(SIGNALS.SIGINT, "ignore");
    const append = c.options.has("a");
    const outputs: { fd: number; name: string }[] = [{ fd: 1, name: "standard output" }];
    for (const path of c.operands) {
      try {
        const fd = await c.p.open(path, { write: true, create: true, append, truncate: !append });
        outputs.push({ fd, name: path });
      } catch (e) {
        if (!isErrno(e)) throw e;
        await c.complain(`${c.quoteIfNeeded(path)}: ${e.strerror}`);
      }
    }
    for (let chunk = await c.p.read(0); chunk; chunk = await c.p.read(0)) {
      for (const { fd, name } of outputs) {
        try {
          await c.p.write(fd, chunk);
        } catch (e) {
          if (!isErrno(e) || e.code === "EPIPE") throw e;
          await c.complain(`${c.quoteIfNeeded(name)}: ${e.strerror}`);
        }
      }
    }
    return c.status;
  },
);
