import { SECOND } from "../std/time.ts";
import { currentLine, type Shell } from "./shell.ts";
import type { Value } from "./variables.ts";

/** null: no variable that is computed; ask the table. */
export type DynamicValue = Value | undefined | null;

const BASH: Readonly<Record<string, (sh: Shell) => Value | undefined>> = {
  RANDOM: (sh) => String(random(sh)),
  SRANDOM: (sh) => String(sh.p.chance.integer("SRANDOM", 2 ** 32)),
  SECONDS: (sh) => String(Math.floor((sh.p.now() - sh.secondsFrom) / SECOND)),
  LINENO: (sh) => String(currentLine(sh)),
  EPOCHSECONDS: (sh) => String(Math.floor(sh.p.now() / SECOND)),
  EPOCHREALTIME: (sh) => (sh.p.now() / SECOND).toFixed(6),
  BASHPID: (sh) => String(sh.p.pid),
  BASH_SUBSHELL: (sh) => String(sh.subshell),
  UID: (sh) => String(sh.p.credentials.uid),
  EUID: (sh) => String(sh.p.credentials.uid),
  PPID: (sh) => String(sh.p.ppid),
  GROUPS: (sh) => [sh.p.credentials.gid, ...sh.p.credentials.groups].map(String),
  FUNCNAME: (sh) => (sh.calls.length ? [...sh.calls.map((c) => c.name).reverse(), "main"] : undefined),
  BASH_LINENO: (sh) => sh.calls.map(() => String(currentLine(sh))),
  BASH_SOURCE: (sh) => [sh.unit.name, ...sh.calls.map((c) => c.unit.name).reverse()],
  BASH_COMMAND: (sh) => sh.trapped ?? sh.unit.text.slice(sh.pos, sh.end),
  PIPESTATUS: (sh) => sh.pipeStatus.map(String),
  DIRSTACK: (sh) => [sh.p.cwd, ...sh.directories],
  SHELLOPTS: (sh) => [...sh.options].sort().join(":"),
  BASHOPTS: (sh) => [...sh.shopts].sort().join(":"),
  _: (sh) => sh.lastArgument,
};

const ASH: typeof BASH = { RANDOM: (sh) => String(random(sh)), LINENO: (sh) => String(currentLine(sh)) };
const DASH: typeof BASH = {};
const POSIX: typeof BASH = { PPID: (sh) => String(sh.p.ppid) };

/** The value of a variable that is computed when it is read. */
export function dynamicValue(sh: Shell, name: string): DynamicValue {
  const table = sh.dialect === "bash" ? BASH : sh.dialect === "ash" ? ASH : DASH;
  const compute = Object.hasOwn(table, name) ? table[name] : Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
  if (!compute) return null;
  // A local or unset one of that name hides it.
  const v = sh.scope.variables.get(name);
  return v && !v.exported && sh.scope.frames.some((f) => f.has(name)) ? v.value : compute(sh);
}

/** What an assignment does besides storing the value. */
export function onAssign(sh: Shell, name: string, text: string | undefined): void {
  switch (name) {
    case "IFS":
      sh.ifs = text ?? " \t\n";
      break;
    case "PATH":
      sh.hash.clear();
      break;
    case "RANDOM":
      sh.seed = Number.parseInt(text ?? "0", 10) || 0;
      break;
    case "SECONDS":
      sh.secondsFrom = sh.p.now() - (Number.parseInt(text ?? "0", 10) || 0) * SECOND;
      break;
    case "OPTIND":
      sh.getopts.index = Number.parseInt(text ?? "1", 10) || 1;
      sh.getopts.offset = 0;
      break;
  }
}

/** bash's generator (Park and Miller's minimal standard), so that `RANDOM=42` gives what it gives there. */
function random(sh: Shell): number {
  let seed = sh.seed === 0 ? 123459876 : sh.seed;
  seed = 16807 * (seed % 127773) - 2836 * Math.floor(seed / 127773);
  sh.seed = seed < 0 ? seed + 0x7fffffff : seed;
  return ((sh.seed >>> 16) ^ (sh.seed & 65535)) & 32767;
}
