import type { CompoundCommand, ParsedScript, Redirected } from "unbash";
import type { Process } from "../kernel/process.ts";
import type { SignalName } from "../kernel/signal.ts";
import type { JobTable } from "./jobs.ts";
import type { Scope } from "./variables.ts";

/** Which shell this is: what it accepts and how it words things. */
export type Dialect = "bash" | "dash" | "ash";

/** A text that is being run: where messages say it comes from. */
export interface Unit {
  readonly text: string;
  /** The name in messages: $0, or the sourced file. */
  readonly name: string;
  /** The number of its first line. */
  readonly firstLine: number;
  /** What dash and ash put behind the line number: the sourced file. */
  readonly command?: string;
}

export interface ShellFunction {
  readonly name: string;
  readonly body: CompoundCommand | Redirected;
  readonly unit: Unit;
}

/** A call that is going on. */
export interface Call {
  readonly name: string;
  /** Where it was called from. */
  readonly unit: Unit;
  readonly pos: number;
}

/** Where a text comes from, for the words of a syntax error. */
export type Where = "-c" | "command substitution" | "eval" | "file" | "interactive";

/** Why statements are being left. */
export type Unwind =
  | { readonly kind: "break" | "continue"; depth: number }
  | { readonly kind: "return" }
  /** The shell ends with `status`. */
  | { readonly kind: "exit" }
  /** Back to the reader of commands: an error or Ctrl-C. */
  | { readonly kind: "discard" };

/** "plain": it may when it has no redirections, as bash does for the last command of `-c`. */
export type Tail = "no" | "plain" | "any";

/** The state of one shell process. A subshell has a copy. */
export interface Shell {
  readonly p: Process;
  readonly dialect: Dialect;
  /** Whether messages of `-c` texts and of stdin name the line; BusyBox's does from 1.38 on. */
  readonly numbersLines: boolean;
  /** `$0`. */
  name: string;
  readonly scope: Scope;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  /** Names of `set -o`. */
  readonly options: Set<string>;
  /** Names of `shopt`. */
  readonly shopts: Set<string>;
  /** The letters of the invocation in `$-`: c, s, i. */
  flags: string;
  positional: readonly string[];
  /** Environment that is no variable, for its name's sake. */
  readonly foreign: ReadonlyMap<string, string>;
  status: number;
  pipeStatus: readonly number[];
  /** Status of the last command substitution of the command being expanded. */
  substitutionStatus: number | undefined;
  unwind: Unwind | undefined;
  unit: Unit;
  /** Offset in the unit of the command that runs. */
  pos: number;
  /** Where that command ends: `$BASH_COMMAND` is its text. */
  end: number;
  /** While a trap runs, `$BASH_COMMAND` is what it interrupted. */
  trapped: string | undefined;
  /** Builtin or sourced file that runs, for dash's and ash's messages. */
  command: string | undefined;
  readonly calls: Call[];
  loopDepth: number;
  sourceDepth: number;
  /** How many evals and sourced files are open: bounded, as function calls are. */
  nesting: number;
  /** In a condition: `set -e` and the ERR trap are off. */
  conditions: number;
  /** Whether the process ends after the command that runs now, so that it may be exec'ed. */
  tail: Tail;
  /** How many evals and command substitutions deep: the `+`s of `set -x`. */
  traceDepth: number;
  /** Another program takes over: what is saved is not restored any more. */
  replaced: boolean;
  /** Pipes of process substitutions of the command that runs. */
  processPipes: number[];
  readonly interactive: boolean;
  readonly login: boolean;
  /** Whether jobs have process groups of their own. */
  jobControl: boolean;
  readonly jobs: JobTable;
  /** Pid of the shell itself, also in its subshells: `$$`. */
  readonly shellPid: number;
  readonly subshell: number;
  lastBackground: number | undefined;
  /** BusyBox's programs that its own shell runs without looking for a file. */
  readonly applets: ReadonlySet<string>;
  readonly hash: Map<string, { path: string; hits: number }>;
  /** By signal name, EXIT, ERR, DEBUG or RETURN. An empty text ignores. */
  readonly traps: Map<string, string>;
  readonly pending: Set<SignalName>;
  /** Signals with a handler of the shell's. */
  readonly handled: Set<SignalName>;
  runningTrap: boolean;
  /** Descriptors of the shell's own that no child gets. */
  readonly internal: Set<number>;
  history: string[];
  readonly getopts: { index: number; offset: number };
  /** `pushd`'s, the top first, without the working folder. */
  directories: string[];
  /** Random generator's state, start of SECONDS. */
  seed: number;
  secondsFrom: number;
  lastArgument: string;
  ifs: string;
  /** Told once that there are stopped jobs: the next `exit` leaves. */
  warnedStopped: boolean;
}

/** How deep functions call each other, and evals and sourced files lie in each other. As dash has it for functions. */
export const MAX_NESTING = 1000;

/** A command failed: the message is printed (behind the usual prefix) and the status set; the shell goes on. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** One that ash words as an applet does: without line and builtin. */
export class AppletError extends CommandError {}

/**
 * An error that ends more than its command: "discard" goes back to the reader of commands (a `-c` text ends), "exit"
 * ends a shell that is not interactive.
 */
export class ShellError extends Error {
  override readonly name = "ShellError";
  printed = false;
  constructor(
    message: string,
    readonly reach: "discard" | "exit",
    readonly status: number,
  ) {
    super(message);
  }
}

/** An error that dash and ash end on and bash gives up the line for. */
export function fatal(sh: Shell, message: string, bashStatus = 1): ShellError {
  return sh.dialect === "bash" ? new ShellError(message, "discard", bashStatus) : new ShellError(message, "exit", 2);
}

export function option(sh: Shell, name: string): boolean {
  return sh.options.has(name);
}

/** The line of an offset in a unit. */
export function lineAt(unit: Unit, pos: number): number {
  let line = unit.firstLine;
  for (let i = unit.text.indexOf("\n"); i >= 0 && i < pos; i = unit.text.indexOf("\n", i + 1)) line++;
  return line;
}

export function currentLine(sh: Shell): number {
  return lineAt(sh.unit, sh.pos);
}

export type Script = ParsedScript;
