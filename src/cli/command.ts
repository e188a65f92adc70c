import type { Engine } from "../api/engine.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Host } from "./host.ts";

/**
 * A flag of a command, as pflag knows it. `type` decides how its value is parsed and what the help shows behind the name
 * (`bool` nothing; `string`, `int`, `list`, `map`, `bytes`, `duration`, …: the word itself).
 */
export interface Flag {
  readonly name: string;
  readonly shorthand?: string;
  /** The word in the help: "string", "list", "bytes", "signal", "gpu-request" …; "" or "bool" for a switch. */
  readonly type: string;
  /** How the value is parsed; derived from `type` where that says it. */
  readonly parse?: "bool" | "string" | "int" | "uint" | "int64" | "float" | "duration" | "bytes" | "list";
  /** What the help shows as `(default …)`, quoted as there; a string's quotes are added by the help. */
  readonly default?: string;
  /** Our own words. */
  readonly description: string;
  /** Left out of the help; completion offers it only where it says so (flags of other daemons, of a swarm, of experiments). */
  readonly hidden?: boolean | "completed";
  /** Printed when used: `Flag --x has been deprecated, …`. */
  readonly deprecated?: string;
  /** Value when the flag stands without one (`--pull` → "always"…); pflag's NoOptDefVal. */
  readonly bare?: string;
  /** Checks one value as it is set: the message of `invalid argument "V" for "-x, --xx" flag: MESSAGE`. */
  readonly validate?: (value: string) => string | undefined;
  readonly complete?: Completer;
}

/** The flags as given. Lists keep their order; an unset flag gives its zero value. */
export interface FlagValues {
  /** Whether it stood on the command line. */
  changed(name: string): boolean;
  bool(name: string): boolean;
  string(name: string): string;
  int(name: string): number;
  list(name: string): readonly string[];
}

/** How many arguments a command takes: the rule decides the message. */
export type ArgumentRule =
  | { readonly kind: "none" }
  /** `plain`: worded as cobra itself does, `accepts 1 arg(s), received 2`. */
  | { readonly kind: "exact"; readonly count: number; readonly plain?: boolean }
  | { readonly kind: "min"; readonly count: number; readonly plain?: boolean }
  | { readonly kind: "max"; readonly count: number; readonly plain?: boolean }
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  | { readonly kind: "any" };

export interface CommandContext {
  readonly host: Host;
  readonly engine: Engine;
  readonly cancel: Cancel;
  readonly args: readonly string[];
  readonly flags: FlagValues;
  /** Whether `--` stood before this argument; -1 without one. */
  readonly dashAt: number;
  readonly command: Command;
  /** The global options: `--config`, `--context`, `--debug`, `--host`, `--log-level`. */
  readonly globals: FlagValues;
  /** The flags of the noun that the verb stands under: `docker compose -f FILE up`. */
  readonly above: FlagValues;
}

export interface Completion {
  readonly candidates: readonly { readonly value: string; readonly description?: string }[];
  /** cobra's ShellCompDirective bits: 0 default, 1 error, 2 no space, 4 no file completion, 8 filter file extension, 16 filter dirs, 32 keep order. */
  readonly directive: number;
}

export type Completer = (context: CommandContext, toComplete: string) => Promise<Completion>;

/** One verb (or a noun that groups verbs). The file of a verb holds its Command and what it does, nothing else. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Behind the name in the usage line: `[OPTIONS] CONTAINER [CONTAINER...]`. */
  readonly usage: string;
  /** One line, our own words. */
  readonly short: string;
  readonly flags: readonly Flag[];
  readonly args: ArgumentRule;
  /** Flags end at the first argument: `run`, `exec`, `create`. */
  readonly stopAtFirstArgument?: boolean;
  readonly hidden?: boolean;
  /** Without any flag only its help is shown. */
  readonly needsFlag?: boolean;
  /** Aliases line of the help, as real Docker lists them: `docker container rm, docker container remove, docker rm`. */
  readonly aliasPaths?: readonly string[];
  readonly subcommands?: readonly Command[];
  /** The whole command where it arrives only when it is asked for; until then it says what its parent's help needs. */
  readonly load?: () => Promise<Command>;
  /** The paragraphs of the help instead of `short`, our own words. */
  readonly long?: string;
  /** The path that usage and errors show, where it is not the one it was found by: `docker buildx build`. */
  readonly shownAs?: string;
  /** The client plugin it belongs to, whose errors read differently. */
  readonly plugin?: "buildx" | "compose";
  /** Why this engine does not have it: the message behind its path, whatever else is typed. */
  readonly refused?: string;
  /** Heading of the parent's help under which it stands, where that is not "Management Commands" or "Commands". */
  readonly group?: "Common Commands" | "Swarm Commands";
  readonly complete?: Completer;
  /** Gives the exit status; throws ApiError, CliError or ErrnoError, which `main` words. */
  readonly run?: (context: CommandContext) => Promise<number>;
}

/**
 * An error of the client itself. `message` is printed on stderr as it is (prefixed by `docker: ` for run and create);
 * `status` is the exit status.
 */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** The program was asked to end with this status and has printed all there is to say. */
export class ExitStatusError extends Error {
  override readonly name = "ExitStatusError";
  constructor(readonly status: number) {
    super(`exit status ${status}`);
  }
}
