import { complain, printError } from "../messages.ts";
import { CommandError, type Shell, ShellError } from "../shell.ts";
import type { Builtin } from "./builtin.ts";

export const yes: Builtin = () => 0;
export const no: Builtin = () => 1;

/** A number as an argument of `exit`, `return`, `shift`, `break`. */
export function numeric(sh: Shell, text: string): number | undefined {
  if (sh.dialect === "bash" ? /^\s*[-+]?\d+\s*$/.test(text) : /^\d+$/.test(text)) return Number(text);
  if (sh.dialect !== "bash") throw new CommandError(`Illegal number: ${text}`, 2);
  return undefined;
}

export const exit: Builtin = async (sh, argv) => {
  const top = sh.interactive && sh.subshell === 0;
  if (top && sh.dialect === "bash") await printError(sh, sh.login ? "logout\n" : "exit\n");
  if (top && !sh.warnedStopped && hasStoppedJobs(sh)) {
    sh.warnedStopped = true;
    await printError(sh, sh.dialect === "bash" ? "There are stopped jobs.\n" : "You have stopped jobs.\n");
    return sh.dialect === "bash" ? 1 : 0;
  }
  const arg = argv[1] === "--" ? argv[2] : argv[1];
  let status = sh.status;
  if (arg !== undefined) {
    const n = numeric(sh, arg);
    if (n !== undefined && argv.length > 2 && sh.dialect === "bash")
      throw new ShellError("exit: too many arguments", "discard", 1);
    if (n === undefined) await complainNumeric(sh, "exit", arg);
    status = n === undefined ? 2 : n & 0xff;
  }
  sh.unwind = { kind: "exit" };
  return status;
};

async function complainNumeric(sh: Shell, name: string, arg: string): Promise<void> {
  await complain(sh, `${arg}: numeric argument required`, name);
}

export const leave: Builtin = async (sh, argv) => {
  const inside = sh.calls.length > 0 || sh.sourceDepth > 0;
  if (!inside && sh.dialect === "bash")
    throw new CommandError("can only `return' from a function or sourced script", 2);
  let status = sh.status;
  if (argv[1] !== undefined) {
    const n = numeric(sh, argv[1]);
    if (n === undefined) await complainNumeric(sh, "return", argv[1]);
    status = n === undefined ? 2 : n & 0xff;
  }
  sh.unwind = inside ? { kind: "return" } : { kind: "exit" };
  return status;
};

/** Whether a job is stopped. */
export function hasStoppedJobs(sh: Shell): boolean {
  return sh.jobs.jobs.some((j) => j.processes.some((p) => p.state?.kind === "stopped"));
}
