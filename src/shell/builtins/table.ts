import { CommandError, type Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";
import * as control from "./control.ts";
import { CORE } from "./core.ts";
import { cd } from "./directories.ts";
import { print } from "./echo.ts";
import * as jobs from "./jobs.ts";
import { kill } from "./kill.ts";
import { leave } from "./leaving.ts";
import * as misc from "./misc.ts";
import * as names from "./names.ts";
import * as options from "./options.ts";
import { printf } from "./printf.ts";
import * as read from "./read.ts";
import { source } from "./source.ts";
import { trap } from "./trap.ts";
import { unset } from "./unset.ts";
import * as variables from "./variables.ts";

/** What lists the builtins. */
const help: Builtin = (sh, argv) => {
  if (argv[1] !== undefined) throw new CommandError("drydock: help TOPIC is not simulated");
  const list = [...builtinNames(sh)].sort().join(" ");
  const head =
    sh.dialect === "bash"
      ? "GNU bash, version 5.2.37(1)-release (x86_64-pc-linux-gnu)\n"
      : "Built-in commands:\n------------------\n";
  return print(sh, `${head}${list}\n`);
};

/** Seldom typed: fetched when they are. */
const ulimit: Builtin = async (sh, argv, call) => (await sh.p.load(() => import("./ulimit.ts"))).ulimit(sh, argv, call);
const stacked =
  (name: "dirs" | "popd" | "pushd"): Builtin =>
  async (sh, argv, call) =>
    (await sh.p.load(() => import("./stack.ts")))[name](sh, argv, call);

const common = (): Readonly<Record<string, Builtin>> => ({
  bg: jobs.bg,
  break: control.breakLoop,
  command: control.command,
  continue: control.breakLoop,
  eval: control.evalText,
  exec: control.exec,
  export: variables.exportVariables,
  fg: jobs.fg,
  getopts: misc.getopts,
  hash: names.hash,
  jobs: jobs.jobs,
  kill,
  local: variables.local,
  printf,
  read: read.read,
  readonly: variables.readonlyVariables,
  return: leave,
  set: options.set,
  shift: control.shift,
  times: misc.times,
  trap,
  type: names.type,
  ulimit,
  umask: misc.umask,
  unset,
  wait: jobs.wait,
});

const ofAsh = (): Readonly<Record<string, Builtin>> => ({
  source,
  let: control.letBuiltin,
  history: misc.history,
  help,
  chdir: cd,
});

const ofBash = (): Readonly<Record<string, Builtin>> => ({
  source,
  let: control.letBuiltin,
  history: misc.history,
  help,
  builtin: control.builtin,
  caller: control.caller,
  declare: variables.declare,
  typeset: variables.declare,
  dirs: stacked("dirs"),
  pushd: stacked("pushd"),
  popd: stacked("popd"),
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
    const own = sh.dialect === "bash" ? ofBash() : sh.dialect === "ash" ? ofAsh() : { chdir: cd };
    table = new Map(Object.entries({ ...CORE, ...common(), ...own }));
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
