import type { Micros } from "../../std/time.ts";
import { SECOND } from "../../std/time.ts";
import { runCommand, startStatus } from "../lib/run-command.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { portability: "p", "format:": "f", "output:": "o", append: "a", verbose: "v", quiet: "q" };

/** Runs a command and says on stderr how long it took. (bash's own `time` is the shell's.) */
export const time = defineTool(
  {
    name: "time",
    syntax: { short: "+pf:o:avq", long: LONG },
    busybox: { short: "+vpf:o:a" },
    usage: "[OPTIONS] COMMAND [ARG]...",
    badStatus: 125,
    busyboxBadStatus: 1,
  },
  async (c) => {
    if (!c.operands.length) await c.badUsage(undefined);
    const start = c.p.now();
    const status = await runCommand(c.p, c.operands);
    if (typeof status !== "number") {
      await c.complain(
        c.flavour.pick(
          `cannot run ${c.operands[0]}: ${status.strerror}`,
          `can't execute '${c.operands[0]}': ${status.strerror}`,
        ),
      );
      return startStatus(status);
    }
    await report(c, c.p.now() - start, status);
    return status;
  },
);

async function report(c: Call, real: Micros, status: number): Promise<void> {
  const seconds = (real / SECOND).toFixed(2);
  const text = reportText(c, seconds, real);
  const note =
    status !== 0 && !c.options.has("q") && !c.flavour.busybox && !c.options.has("p")
      ? `Command exited with non-zero status ${status}\n`
      : "";
  const path = c.options.value("o");
  if (path === undefined) await c.p.write(2, note + text);
  else if (c.options.has("a")) c.p.files.appendFile(path, note + text);
  else c.p.files.writeFile(path, note + text);
}

function reportText(c: Call, seconds: string, real: Micros): string {
  const format = c.options.value("f");
  if (format !== undefined)
    return `${format.replace(/%(.)/g, (all, l: string) => ({ e: seconds, E: clock(real), U: "0.00", S: "0.00", C: c.operands.join(" "), x: "0", M: "0", P: "0%" })[l] ?? all)}\n`;
  if (c.options.has("p")) return `real ${seconds}\nuser 0.00\nsys 0.00\n`;
  if (c.flavour.busybox) {
    const minutes = Math.floor(real / (60 * SECOND));
    return `real\t${minutes}m ${((real % (60 * SECOND)) / SECOND).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`;
  }
  return `0.00user 0.00system ${clock(real)}elapsed 0%CPU (0avgtext+0avgdata 0maxresident)k\n0inputs+0outputs (0major+0minor)pagefaults 0swaps\n`;
}

function clock(real: Micros): string {
  return `${Math.floor(real / (60 * SECOND))}:${((real % (60 * SECOND)) / SECOND).toFixed(2).padStart(5, "0")}`;
}
