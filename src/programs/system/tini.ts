import type { Process, Program } from "../../kernel/process.ts";
import { SIGNALS, statusCode } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { startStatus } from "../lib/run-command.ts";

/** `tini -- COMMAND`, `dumb-init COMMAND`: process 1 that hands its signals on and gives its child's status. */
export const tini: Program = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "tini";
  const args = p.argv.slice(1);
  let group = name === "dumb-init";
  while (args[0]?.startsWith("-")) {
    const option = args.shift();
    if (option === "--") break;
    if (option === "-g") group = true;
    else if (option !== "-s" && option !== "-v" && option !== "-w" && option !== "-c") {
      await p.write(2, `drydock: ${name}'s ${option} is not simulated\n`);
      return 1;
    }
  }
  if (args.length === 0) {
    await p.write(2, `${name}: no command\n`);
    return 1;
  }
  let child: number;
  try {
    child = p.spawn(args, { pgid: 0, foreground: p.controllingTerminal !== undefined });
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, `[FATAL tini (${p.pid})] exec ${args[0]} failed: ${e.strerror}\n`);
    return startStatus(e);
  }
  for (const signal of FORWARDED) p.onSignal(signal, () => send(p, group ? -child : child, signal));
  // Orphans are its children too.
  for (;;) {
    const ended = await p.wait(-1);
    if (ended?.pid !== child) continue;
    if (ended.status.kind === "exited" || ended.status.kind === "signaled") return statusCode(ended.status);
  }
};

const FORWARDED = [
  SIGNALS.SIGTERM,
  SIGNALS.SIGINT,
  SIGNALS.SIGQUIT,
  SIGNALS.SIGHUP,
  SIGNALS.SIGUSR1,
  SIGNALS.SIGUSR2,
  SIGNALS.SIGWINCH,
];

function send(p: Process, to: number, signal: number): void {
  try {
    p.kill(to, signal);
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}
