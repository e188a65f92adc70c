import { CommandError, type Shell } from "../shell.ts";

export interface Parsed {
  /** Each letter given, with its argument ("" where it takes none). The last one counts. */
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
}

/** Splits off a builtin's options. `spec` as getopts': a letter that takes an argument is followed by a colon. */
export function parseOptions(sh: Shell, argv: readonly string[], spec: string): Parsed {
  const flags = new Map<string, string>();
  const name = argv[0] ?? "";
  let i = 1;
  for (; i < argv.length; i++) {
    const arg = argv[i] ?? "";
    if (arg === "--") {
      i++;
      break;
    }
    if (!/^-./.test(arg)) break;
    for (let j = 1; j < arg.length; j++) {
      const letter = arg[j] ?? "";
      const at = spec.indexOf(letter);
      if (at < 0 || letter === ":") throw invalidOption(sh, name, `-${letter}`);
      if (spec[at + 1] !== ":") {
        flags.set(letter, "");
        continue;
      }
      const attached = arg.slice(j + 1);
      const value = attached !== "" ? attached : argv[++i];
      if (value === undefined) throw missingArgument(sh, name, letter);
      flags.set(letter, value);
      break;
    }
  }
  return { flags, rest: argv.slice(i) };
}

export function invalidOption(sh: Shell, name: string, option: string): CommandError {
  if (sh.dialect === "bash") return new OptionError(name, `${option}: invalid option`);
  return new CommandError(`${sh.dialect === "dash" ? "Illegal" : "illegal"} option ${option}`, 2);
}

function missingArgument(sh: Shell, name: string, letter: string): CommandError {
  if (sh.dialect === "bash") return new OptionError(name, `-${letter}: option requires an argument`);
  return new CommandError(`${sh.dialect === "dash" ? "No" : "no"} arg for -${letter} option`, 2);
}

/** bash prints the builtin's usage line behind the message. */
export class OptionError extends CommandError {
  constructor(
    readonly builtin: string,
    message: string,
  ) {
    super(message, 2);
  }
}

/** Only a usage line is printed, without a prefix: the text, or the builtin's own. */
export class UsageError extends CommandError {
  constructor(
    readonly builtin: string,
    message = "",
  ) {
    super(message, 2);
  }
}

/** Printed without the builtin's name. */
export class PlainError extends CommandError {}
