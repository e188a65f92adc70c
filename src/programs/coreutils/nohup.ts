import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { execCommand, startStatus } from "../lib/run-command.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Runs a command that does not mind when its terminal goes: output to a terminal goes to nohup.out instead. */
export const nohup = defineTool(
  { name: "nohup", syntax: { short: "+" }, badStatus: 125, usage: "COMMAND [ARG]...\nOPTION" },
  async (c) => {
    const { p } = c;
    if (!c.operands.length) await c.badUsage("missing operand");
    const [input, output, errors] = [0, 1, 2].map((fd) => p.terminal(fd) !== undefined);
    if (input) p.dup2(await p.open("/dev/null", { write: true }), 0);
    if (output) await toFile(c, input === true);
    else if (input) await p.write(2, `${c.name}: ignoring input\n`);
    if (errors) {
      if (!output) await p.write(2, `${c.name}: redirecting stderr to stdout\n`);
      p.dup2(1, 2);
    }
    p.onSignal(SIGNALS.SIGHUP, "ignore");
    const e = await execCommand(p, c.operands);
    await c.complain(`failed to run command ${c.quote(c.operands[0] ?? "")}: ${e.strerror}`);
    return startStatus(e);
  },
);

async function toFile(c: Call, ignoring: boolean): Promise<void> {
  for (const path of ["nohup.out", `${c.p.env.get("HOME") ?? ""}/nohup.out`]) {
    try {
      const fd = await c.p.open(path, { write: true, create: true, append: true }, 0o600);
      await c.p.write(
        2,
        `${c.name}: ${ignoring ? "ignoring input and " : ""}appending output to ${c.quoteAlways(path)}\n`,
      );
      c.p.dup2(fd, 1);
      return;
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.complain(`failed to open ${c.quoteAlways(path)}: ${e.strerror}`, 125);
    }
  }
  c.leave(125);
}
