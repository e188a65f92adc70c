import { CommandError, type Shell } from "../shell.ts";

/** Usage lines of bash's builtins, behind the name. */
const USAGE: Readonly<Record<string, string>> = {
  alias: "[-p] [name[=value] ... ]",
  bg: "[job_spec ...]",
  builtin: "[shell-builtin [arg ...]]",
  cd: "[-L|[-P [-e]] [-@]] [dir]",
  command: "[-pVv] command [arg ...]",
  declare: "[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
  dirs: "[-clpv] [+N] [-N]",
  disown: "[-h] [-ar] [jobspec ... | pid ...]",
  exec: "[-cl] [-a name] [command [argument ...]] [redirection ...]",
  export: "[-fn] [name[=value] ...] or export -p",
  fg: "[job_spec]",
  getopts: "optstring name [arg ...]",
  hash: "[-lr] [-p pathname] [-dt] [name ...]",
  history: "[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]",
  jobs: "[-lnprs] [jobspec ...] or jobs -x command [args]",
  kill: "[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
  local: "[option] name[=value] ...",
  mapfile: "[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
  popd: "[-n] [+N | -N]",
  printf: "[-v var] format [arguments]",
  pushd: "[-n] [+N | -N | dir]",
  pwd: "[-LP]",
  read: "[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]",
  readarray: "[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
  readonly: "[-aAf] [name[=value] ...] or readonly -p",
  set: "[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
  shopt: "[-pqsu] [-o] [optname ...]",
  trap: "[-lp] [[arg] signal_spec ...]",
  type: "[-afptP] name [name ...]",
  typeset: "[-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
  ulimit: "[-SHabcdefiklmnpqrstuvxPRT] [limit]",
  umask: "[-p] [-S] [mode]",
  unalias: "[-a] name [name ...]",
  unset: "[-f] [-v] [-n] [name ...]",
  wait: "[-fn] [-p var] [id ...]",
};

/** `name: usage: name ...`. */
export function usageLine(name: string): string {
  return `${name}: usage: ${name} ${USAGE[name] ?? ""}`.trimEnd();
}

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
  if (sh.dialect === "bash") return new CommandError(`${option}: invalid option\n${usageLine(name)}`, 2);
  return new CommandError(`${sh.dialect === "dash" ? "Illegal" : "illegal"} option ${option}`, 2);
}

function missingArgument(sh: Shell, name: string, letter: string): CommandError {
  if (sh.dialect === "bash") return new CommandError(`-${letter}: option requires an argument\n${usageLine(name)}`, 2);
  return new CommandError(`${sh.dialect === "dash" ? "No" : "no"} arg for -${letter} option`, 2);
}

/** Prints a usage line alone, as bash does for missing arguments; the status is 2. */
export function usageError(name: string): CommandError {
  return new UsageError(usageLine(name));
}

/** Printed without the builtin's name. */
export class PlainError extends CommandError {}

/** Its message has no prefix. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message, 2);
  }
}
