import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { findJob, jobLine, jobState } from "../jobs.ts";
import { complain, printError } from "../messages.ts";
import { AppletError, CommandError, type Shell } from "../shell.ts";
import { signalName, signalNumber } from "../signals.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { jobOf, signalJob } from "./jobs.ts";
import { UsageError } from "./usage.ts";

export const kill: Builtin = async (sh, argv) => {
  let args = argv.slice(1);
  let signal: number = SIGNALS.SIGTERM;
  const first = args[0];
  if (first === "-l" || first === "-L") return listSignals(sh, args.slice(1));
  if (first === "-s" || first === "-n") {
    signal = wanted(sh, args[1] ?? "", args[1] ?? "");
    args = args.slice(2);
  } else if (first !== undefined && /^-./.test(first) && first !== "--") {
    signal = wanted(sh, first.slice(1), first);
    args = args.slice(1);
  }
  if (args[0] === "--") args = args.slice(1);
  if (args.length === 0) {
    if (sh.dialect === "bash") throw new UsageError("kill");
    if (sh.dialect === "ash") throw new AppletError("you need to specify whom to kill", 1);
    throw new CommandError("Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]", 2);
  }
  let status = 0;
  for (const arg of args) {
    try {
      if (arg.startsWith("%")) {
        const job = jobOf(sh, arg);
        // bash shows a stopped job as it was before the signal.
        job.signalled = sh.dialect === "bash" && jobState(job) === "stopped" ? jobLine(sh, job) : "";
        signalJob(sh, job, signal);
        const stopped = job.signalled !== "" || jobState(job) === "stopped";
        // bash lets a stopped job go on so that it can end; in the others it stays stopped, the signal waiting.
        if (sh.dialect === "bash" && stopped && (signal === SIGNALS.SIGTERM || signal === SIGNALS.SIGHUP))
          signalJob(sh, job, SIGNALS.SIGCONT);
      } else if (/^-?\d+$/.test(arg)) {
        sh.p.kill(Number(arg), signal);
        const job = findJob(sh, arg);
        if (job && job !== "ambiguous") job.signalled = "";
      } else if (sh.dialect === "bash") throw new CommandError(`${arg}: arguments must be process or job IDs`);
      else
        throw sh.dialect === "dash"
          ? new CommandError(`Illegal number: ${arg}`, 2)
          : new AppletError(`invalid number '${arg}'`);
    } catch (e) {
      if (!isErrno(e)) {
        if (!(e instanceof CommandError) || sh.dialect !== "bash") throw e;
        await complain(sh, e.message, "kill");
      } else if (sh.dialect === "bash") await complain(sh, `(${arg}) - ${e.strerror}`, "kill");
      else if (sh.dialect === "dash") await complain(sh, `${e.strerror}\n`, "kill");
      else await printError(sh, `${sh.name}: can't kill pid ${arg}: ${e.strerror}\n`);
      status = 1;
    }
  }
  // A signal to the shell itself is there before kill returns.
  await sh.p.sleep(0);
  return status;
};

function wanted(sh: Shell, text: string, option: string): number {
  const n = signalNumber(text);
  if (n !== undefined) return n;
  if (sh.dialect === "bash") throw new CommandError(`${text}: invalid signal specification`);
  if (sh.dialect === "ash") throw new AppletError(`bad signal name '${text}'`);
  throw new CommandError(`Illegal option ${option.slice(0, 2)}`, 2);
}

async function listSignals(sh: Shell, args: readonly string[]): Promise<number> {
  const short = (n: number) => signalName(n).replace(/^SIG/, "");
  if (args.length === 0) {
    if (sh.dialect === "bash") return print(sh, signalTable());
    const numbers = Array.from({ length: 31 }, (_, i) => i + 1);
    if (sh.dialect === "ash") return print(sh, numbers.map((n) => `${String(n).padStart(2)}) ${short(n)}\n`).join(""));
    return print(sh, `0\n${numbers.map((n) => `${short(n)}\n`).join("")}`);
  }
  let status = 0;
  for (const arg of args) {
    if (/^\d+$/.test(arg)) {
      const n = Number(arg) > 128 ? Number(arg) - 128 : Number(arg);
      await print(sh, `${short(n)}\n`);
      continue;
    }
    const n = signalNumber(arg);
    if (sh.dialect === "dash") throw new CommandError(`Illegal number: ${arg}`, 2);
    if (n !== undefined) await print(sh, `${n}\n`);
    else {
      await complain(sh, `${arg}: invalid signal specification`, "kill");
      status = 1;
    }
  }
  return status;
}

/** bash's five columns, of `trap -l` and `kill -l`. */
export function signalTable(): string {
  const names: string[] = [];
  for (let n = 1; n <= 64; n++) {
    if (n === 32 || n === 33) continue;
    names.push(`${String(n).padStart(2)}) ${n <= 49 ? signalName(n) : n === 64 ? "SIGRTMAX" : `SIGRTMAX-${64 - n}`}`);
  }
  let out = "";
  for (const [i, name] of names.entries()) out += `${name}${i % 5 === 4 || i === names.length - 1 ? "\n" : "\t"}`;
  return out;
}
