import { SIGNALS, type SignalName } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { SECOND } from "../../std/time.ts";
import { startCommand, startStatus, waitStatus } from "../lib/run-command.ts";
import { parseSignal } from "../lib/signal-names.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { parseInterval } from "./sleep.ts";

const LONG = { foreground: "f", "kill-after:": "k", "preserve-status": "p", "signal:": "s", verbose: "v" };

/**
 * Runs a command and ends it when its time is up. Status: 124 when it was, 137 when only KILL helped, 125 when timeout
 * itself failed, 126 and 127 when the command could not be started, else the command's own.
 */
export const timeout = defineTool(
  {
    name: "timeout",
    syntax: { short: "+fk:ps:v", long: LONG },
    busybox: { short: "+s:k:" },
    badStatus: 125,
    busyboxBadStatus: 1,
    usage: "[OPTION] DURATION COMMAND [ARG]...",
  },
  async (c) => {
    const [duration, ...command] = c.operands;
    if (duration === undefined || !command.length) return await c.badUsage(undefined);
    const signalText = c.options.value("s");
    const signal = signalText === undefined ? SIGNALS.SIGTERM : parseSignal(signalText);
    if (signal === undefined) {
      if (c.flavour.busybox) return await c.fail(`unknown signal '${signalText}'`);
      return await c.badUsage(`${c.quote(signalText ?? "")}: invalid signal`);
    }
    const span = await interval(c, duration);
    const killAfter = c.options.has("k") ? await interval(c, c.options.value("k") ?? "") : 0;
    return await supervise(c, command, { span, killAfter, signal });
  },
);

async function interval(c: Call, text: string): Promise<number> {
  const seconds = parseInterval(text);
  if (seconds !== undefined) return seconds;
  if (c.flavour.busybox) return await c.fail(`invalid number '${text}'`);
  return await c.badUsage(`invalid time interval ${c.quote(text)}`);
}

interface Limits {
  /** Seconds; 0 for none. */
  readonly span: number;
  readonly killAfter: number;
  readonly signal: number;
}

async function supervise(c: Call, command: readonly string[], limits: Limits): Promise<number> {
  const { p } = c;
  // GNU's timeout leads a group of its own, so that the signal reaches what the command starts too; then the command
  // reads no terminal (--foreground leaves it in its group).
  const ownGroup = !c.flavour.busybox && !c.options.has("f") && p.pgid !== p.pid && p.terminal(0) === undefined;
  const state = { timedOut: false, killed: false };
  const child = startCommand(p, command, ownGroup ? { pgid: 0 } : {});
  if (typeof child !== "number") {
    await c.complain(
      c.flavour.pick(
        `failed to run command ${c.quote(command[0] ?? "")}: ${child.strerror}`,
        `can't execute '${command[0]}': ${child.strerror}`,
      ),
    );
    return startStatus(child);
  }
  const send = (signal: number) => {
    try {
      p.kill(ownGroup ? -child : child, signal);
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  };
  const forwarded: SignalName[] = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"];
  for (const name of forwarded) p.onSignal(SIGNALS[name], (signal) => send(signal), { restart: true });
  const timer = p.thread(async () => {
    if (limits.span <= 0) return;
    await p.sleep(Math.round(Math.min(limits.span, 1e9) * SECOND));
    state.timedOut = true;
    if (c.options.has("v"))
      await c.p.write(
        2,
        `${c.name}: sending signal ${nameOf(limits.signal)} to command ${c.quote(command[0] ?? "")}\n`,
      );
    send(limits.signal);
    if (limits.signal !== SIGNALS.SIGKILL) send(SIGNALS.SIGCONT);
    if (limits.killAfter <= 0) return;
    await p.sleep(Math.round(limits.killAfter * SECOND));
    state.killed = true;
    if (c.options.has("v"))
      await c.p.write(2, `${c.name}: sending signal KILL to command ${c.quote(command[0] ?? "")}\n`);
    send(SIGNALS.SIGKILL);
  });
  const status = await waitStatus(p, child);
  timer.cancel();
  return resultOf(c, status, state.timedOut, state.killed || limits.signal === SIGNALS.SIGKILL);
}

function resultOf(c: Call, status: number, timedOut: boolean, killed: boolean): number {
  if (!timedOut || c.options.has("p")) return status;
  if (c.flavour.busybox) return status;
  return killed && status === 128 + SIGNALS.SIGKILL ? status : 124;
}

function nameOf(signal: number): string {
  const found = Object.entries(SIGNALS).find(([, n]) => n === signal);
  return found ? found[0].slice(3) : String(signal);
}
