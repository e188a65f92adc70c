import type { InvocationText } from "./invocation-texts.ts";
import { SET_LETTERS } from "./option-names.ts";
import type { Dialect } from "./shell.ts";

/** How a shell was called. */
export interface Invocation {
  readonly options: Set<string>;
  readonly shopts: Set<string>;
  command?: string;
  /** Read commands from stdin although there are arguments. */
  stdin: boolean;
  interactive: boolean;
  login: boolean;
  rc: boolean;
  profile: boolean;
  rcFile?: string;
  version: boolean;
  help: boolean;
  rest: readonly string[];
}

/** A command line that is not understood: what is printed, and the status. */
export class InvocationError extends Error {
  constructor(
    readonly what: InvocationText,
    readonly status = 2,
  ) {
    super(what.kind);
  }
}

/** Reads the arguments of a shell. */
export function parseInvocation(dialect: Dialect, name: string, args: readonly string[]): Invocation {
  const result: Invocation = {
    options: new Set(),
    shopts: new Set(),
    stdin: false,
    interactive: false,
    login: name.startsWith("-"),
    rc: true,
    profile: true,
    version: false,
    help: false,
    rest: [],
  };
  const bash = dialect === "bash";
  let i = 0;
  let wantsCommand = false;
  if (bash) for (; i < args.length && /^--./.test(args[i] ?? ""); i++) i += longOption(result, args, i);
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--" || arg === "-") {
      i++;
      break;
    }
    if (!/^[-+]./.test(arg)) break;
    const on = arg.startsWith("-");
    for (const letter of arg.slice(1)) {
      if (letter === "c" && on) wantsCommand = true;
      else if (letter === "s") result.stdin = on;
      else if (letter === "i") result.interactive = on;
      else if (letter === "l" && on) result.login = true;
      else if (letter === "o" || (letter === "O" && bash)) {
        const value = args[++i];
        const set = letter === "o" ? result.options : result.shopts;
        if (value === undefined) continue;
        if (
          letter === "o" &&
          !Object.values(SET_LETTERS).includes(value) &&
          !/^(?:pipefail|posix|emacs|vi|history|ignoreeof)$/.test(value)
        ) {
          throw new InvocationError({ kind: "option name", value }, dialect === "ash" ? 0 : 2);
        }
        if (on) set.add(value);
        else set.delete(value);
      } else {
        const option = SET_LETTERS[letter];
        if (option === undefined)
          throw new InvocationError({ kind: "unknown option", option: `${arg[0]}${letter}`, argument: arg });
        if (on) result.options.add(option);
        else result.options.delete(option);
      }
    }
  }
  result.rest = args.slice(i);
  if (wantsCommand) {
    const [command, ...rest] = result.rest;
    if (command === undefined) {
      throw new InvocationError({ kind: "no command" });
    }
    result.command = command;
    result.rest = rest;
  }
  return result;
}

/** Gives how many more arguments it took. */
function longOption(result: Invocation, args: readonly string[], i: number): number {
  switch (args[i]) {
    case "--norc":
      result.rc = false;
      return 0;
    case "--noprofile":
      result.profile = false;
      return 0;
    case "--login":
      result.login = true;
      return 0;
    case "--posix":
      result.options.add("posix");
      return 0;
    case "--verbose":
      result.options.add("verbose");
      return 0;
    case "--noediting":
    case "--restricted":
    case "--debug":
    case "--debugger":
    case "--pretty-print":
    case "--dump-strings":
    case "--dump-po-strings":
      throw new InvocationError({ kind: "not simulated", value: args[i] ?? "" });
    case "--version":
      result.version = true;
      return 0;
    case "--help":
      result.help = true;
      return 0;
    case "--rcfile":
    case "--init-file":
      result.rcFile = args[i + 1] ?? "";
      return 1;
    default:
      throw new InvocationError({ kind: "long option", value: args[i] ?? "" });
  }
}
