import type { Assignment } from "unbash";
import { type Builtin, POSIX_SPECIAL } from "./builtins/builtin.ts";
import { OptionError, PlainError, UsageError } from "./builtins/usage.ts";
import { interpreter } from "./interpreter.ts";
import { complain, printError } from "./messages.ts";
import { AppletError, CommandError, type Shell, ShellError, type Tail } from "./shell.ts";

/** A command's words, and the array assignments among them by their place. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly arrays: ReadonlyMap<number, Assignment>;
}

/** Runs a builtin; its status is `sh.status`. Its errors are printed. */
export async function runBuiltin(sh: Shell, builtin: Builtin, call: Invocation, tail: Tail): Promise<void> {
  const name = call.argv[0] ?? "";
  const outer = sh.command;
  sh.command = name;
  try {
    sh.status = await builtin(sh, call.argv, { arrays: call.arrays, tail });
  } catch (e) {
    if (e instanceof ShellError && !e.printed && e.message !== "" && sh.dialect !== "bash") {
      await complain(sh, e.message);
      e.printed = true;
    }
    if (!(e instanceof CommandError)) throw e;
    await printFailure(sh, e, name);
    sh.status = e.status;
    // An error in one of POSIX's special builtins ends dash and ash.
    if (sh.dialect !== "bash" && POSIX_SPECIAL.has(name) && e.status === 2) {
      sh.unwind = sh.interactive && sh.subshell === 0 ? { kind: "discard" } : { kind: "exit" };
    }
  } finally {
    sh.command = outer;
  }
}

async function printFailure(sh: Shell, e: CommandError, name: string): Promise<void> {
  if (e instanceof UsageError) await printError(sh, `${e.message || (await interpreter(sh)).usageLine(e.builtin)}\n`);
  else if (e instanceof OptionError)
    await complain(sh, `${e.message}\n${(await interpreter(sh)).usageLine(e.builtin)}`, name);
  else if (e instanceof AppletError) await printError(sh, `${sh.name}: ${e.message}\n`);
  else if (e instanceof PlainError) {
    sh.command = undefined;
    await complain(sh, e.message);
  } else if (e.message !== "") await complain(sh, e.message, name);
}

/** Prints an error of the shell's and decides how much it ends. Everything else is thrown on. */
export async function handleError(sh: Shell, e: unknown, pos: number): Promise<void> {
  if (e instanceof CommandError) {
    sh.pos = pos;
    if (e.message !== "") await complain(sh, e.message);
    sh.status = e.status;
    return;
  }
  if (!(e instanceof ShellError)) throw e;
  if (e.message !== "" && !e.printed) await complain(sh, e.message);
  // bash's 127 is for a `-c` text alone, without `set -e`.
  const kept = sh.subshell === 0 && sh.flags.includes("c") && !sh.options.has("errexit");
  sh.status = e.status === 127 && !kept ? 1 : e.status;
  const exits = e.reach === "exit" && !(sh.interactive && sh.subshell === 0);
  sh.unwind = { kind: exits || sh.subshell > 0 ? "exit" : "discard" };
}
