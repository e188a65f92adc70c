import type { Assignment } from "unbash";
import { CommandError, type Shell, type Tail } from "../shell.ts";
import * as control from "./control.ts";
import * as directories from "./directories.ts";
import * as jobs from "./jobs.ts";
import * as misc from "./misc.ts";
import * as names from "./names.ts";
import * as options from "./options.ts";
import * as output from "./output.ts";
import * as read from "./read.ts";
import { trap } from "./trap.ts";
import * as variables from "./variables.ts";

export interface BuiltinCall {
  /** Array assignments among the words, by their place in `argv`. */
  readonly arrays: ReadonlyMap<number, Assignment>;
  readonly tail: Tail;
}

/** A builtin: gives its status; throws CommandError with a message. */
export type Builtin = (sh: Shell, argv: readonly string[], call: BuiltinCall) => number | Promise<number>;

/** Builtins whose words may be assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set(["export", "readonly", "declare", "typeset", "local"]);

/** POSIX's special builtins: in dash and ash their errors end the shell, and assignments before them stay. */
export const POSIX_SPECIAL: ReadonlySet<string> = new Set(
  ": . source break continue eval exec exit export readonly return set shift times trap unset local".split(" "),
);

/** What lists the builtins. */
const help: Builtin = (sh, argv) => {
  if (argv[1] !== undefined) throw new CommandError("drydock: help TOPIC is not simulated");
  const list = [...builtinNames(sh)].sort().join(" ");
  const head =
    sh.dialect === "bash"
      ? "GNU bash, version 5.2.37(1)-release (x86_64-pc-linux-gnu)\n"
      : "Built-in commands:\n------------------\n";
  return output.print(sh, `${head}${list}\n`);
};

const common = (): Readonly<Record<string, Builtin>> => ({
  ":": control.yes,
  true: control.yes,
  false: control.no,
  ".": control.source,
  alias: names.alias,
  bg: jobs.bg,
  break: control.breakLoop,
  cd: directories.cd,
  command: control.command,
  continue: control.breakLoop,
  echo: output.echo,
  eval: control.evalText,
  exec: control.exec,
  exit: control.exit,
  export: variables.exportVariables,
  fg: jobs.fg,
  getopts: misc.getopts,
  hash: names.hash,
  jobs: jobs.jobs,
  kill: jobs.kill,
  local: variables.local,
  printf: output.printf,
  pwd: directories.pwd,
  read: read.read,
  readonly: variables.readonlyVariables,
  return: control.leave,
  set: options.set,
  shift: control.shift,
  test: misc.test,
  "[": misc.test,
  times: misc.times,
  trap,
  type: names.type,
  ulimit: misc.ulimit,
  umask: misc.umask,
  unalias: names.unalias,
  unset: variables.unset,
  wait: jobs.wait,
});

const ofAsh = (): Readonly<Record<string, Builtin>> => ({
  source: control.source,
  let: control.letBuiltin,
  history: misc.history,
  help,
  chdir: directories.cd,
});

const ofBash = (): Readonly<Record<string, Builtin>> => ({
  source: control.source,
  let: control.letBuiltin,
  history: misc.history,
  help,
  builtin: control.builtin,
  caller: control.caller,
  declare: variables.declare,
  typeset: variables.declare,
  dirs: directories.dirs,
  pushd: directories.pushd,
  popd: directories.popd,
  disown: jobs.disown,
  suspend: jobs.suspend,
  fc: misc.fc,
  logout: control.logout,
  mapfile: read.mapfile,
  readarray: read.mapfile,
  shopt: options.shopt,
  bind: control.notSimulated,
  compgen: control.notSimulated,
  complete: control.notSimulated,
  compopt: control.notSimulated,
  enable: control.notSimulated,
});

const tables = new Map<Shell["dialect"], ReadonlyMap<string, Builtin>>();

/** The dialect's builtins by name. Made when first asked for: the modules above import this one. */
function tableOf(sh: Shell): ReadonlyMap<string, Builtin> {
  let table = tables.get(sh.dialect);
  if (!table) {
    const own = sh.dialect === "bash" ? ofBash() : sh.dialect === "ash" ? ofAsh() : { chdir: directories.cd };
    table = new Map(Object.entries({ ...common(), ...own }));
    tables.set(sh.dialect, table);
  }
  return table;
}

export function builtinOf(sh: Shell, name: string): Builtin | undefined {
  return tableOf(sh).get(name);
}

export function builtinNames(sh: Shell): Iterable<string> {
  return tableOf(sh).keys();
}
