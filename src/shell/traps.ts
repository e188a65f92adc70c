import { SIGNALS, type SignalName } from "../kernel/signal.ts";
import { ErrnoError } from "../std/errno.ts";
import { runCommands } from "./commands.ts";
import { currentLine, type Shell } from "./shell.ts";

/**
 * Sets what happens at a signal: "" ignores it, undefined goes back to the default. A signal that was ignored when a
 * shell without terminal started stays so.
 */
export function setTrap(sh: Shell, name: string, action: string | undefined): void {
  if (action === undefined) sh.traps.delete(name);
  else sh.traps.set(name, action);
  if (!Object.hasOwn(SIGNALS, name)) return;
  const signal = name as SignalName;
  const number = SIGNALS[signal];
  if (number === SIGNALS.SIGKILL || number === SIGNALS.SIGSTOP) return;
  sh.handled.delete(signal);
  if (action === "") sh.p.onSignal(number, "ignore");
  else if (action !== undefined) handle(sh, signal);
  else defaultSignal(sh, signal);
}

/** Notes the signal for `runPending`; calls go on, but those made by `interruptible`. */
export function handle(sh: Shell, signal: SignalName): void {
  sh.handled.add(signal);
  sh.p.onSignal(SIGNALS[signal], () => void sh.pending.add(signal));
}

/** A call that a signal with a trap (or Ctrl-C at an interactive shell) ends with EINTR. */
export async function interruptible<T>(sh: Shell, call: () => Promise<T>): Promise<T> {
  if (sh.handled.size === 0) return call();
  if (sh.pending.size > 0) throw new ErrnoError("EINTR");
  const set = (restart: boolean) => {
    for (const signal of sh.handled) sh.p.onSignal(SIGNALS[signal], () => void sh.pending.add(signal), { restart });
  };
  set(false);
  try {
    return await call();
  } finally {
    if (!sh.replaced) set(true);
  }
}

/** What the shell does at a signal without a trap. */
export function defaultSignal(sh: Shell, signal: SignalName): void {
  const number = SIGNALS[signal];
  if (sh.interactive && sh.subshell === 0) {
    if (signal === "SIGINT") return handle(sh, signal);
    if (signal === "SIGTERM" || signal === "SIGQUIT") return sh.p.onSignal(number, "ignore");
    if (sh.jobControl && (signal === "SIGTSTP" || signal === "SIGTTIN" || signal === "SIGTTOU")) {
      return sh.p.onSignal(number, "ignore");
    }
  }
  sh.p.onSignal(number, "default");
}

/** Runs the traps of the signals that came since the last command; Ctrl-C at an interactive shell ends the command line, a shell that is process 1 itself. */
export async function runPending(sh: Shell): Promise<void> {
  for (const signal of [...sh.pending]) {
    // A trap that ran just now may have taken it already.
    if (!sh.pending.delete(signal)) continue;
    const action = sh.traps.get(signal);
    if (action) await runTrap(sh, action, signal);
    else if (signal === "SIGINT" && sh.interactive) {
      sh.status = 130;
      sh.unwind = { kind: "discard" };
    } else if (signal === "SIGINT" && (sh.dialect !== "bash" || sh.status === 130)) {
      sh.status = 130;
      sh.unwind = { kind: "exit" };
    }
  }
}

/** Runs a trap's text; `$?` is as before and stays. */
export async function runTrap(sh: Shell, action: string, name: string): Promise<void> {
  if (sh.runningTrap && (name === "ERR" || name === "DEBUG")) return;
  const { status, unwind, runningTrap, trapped } = sh;
  sh.trapped ??= sh.unit.text.slice(sh.pos, sh.end);
  sh.runningTrap = true;
  sh.unwind = undefined;
  try {
    await runCommands(sh, { ...sh.unit, text: action, firstLine: currentLine(sh) }, "eval");
  } finally {
    sh.runningTrap = runningTrap;
    sh.trapped = trapped;
  }
  const left = sh.unwind as Shell["unwind"];
  if (left?.kind !== "exit" && left?.kind !== "return") sh.status = status;
  if (!left) sh.unwind = unwind;
}

/** The end of a shell process: the EXIT trap, then the status. */
export async function finish(sh: Shell): Promise<number> {
  await runPending(sh);
  sh.unwind = undefined;
  const action = sh.traps.get("EXIT");
  if (action) {
    sh.traps.delete("EXIT");
    await runTrap(sh, action, "EXIT");
  }
  return sh.status & 0xff;
}
