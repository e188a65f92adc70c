import type { Process } from "../kernel/process.ts";
import { SHOPT_DEFAULTS } from "./option-names.ts";
import type { Dialect, Shell } from "./shell.ts";
import { passwd } from "./users.ts";
import { NAME, type Scope, type Value, type Variable } from "./variables.ts";

export const BASH_VERSION = "5.2.37(1)-release";
/** Where programs are looked for until somebody says. */
const DEFAULT_PATHS = {
  bash: "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.",
  dash: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  ash: "/sbin:/usr/sbin:/bin:/usr/bin",
};

export interface ShellStart {
  readonly dialect: Dialect;
  /** `$0`. */
  readonly name: string;
  readonly positional: readonly string[];
  readonly interactive: boolean;
  readonly login: boolean;
  readonly options: ReadonlySet<string>;
  readonly shopts: ReadonlySet<string>;
  /** The letters c, s and i of `$-`. */
  readonly flags: string;
  readonly numbersLines: boolean;
  readonly applets: ReadonlySet<string>;
}

/** A new shell: its variables from the environment, and those that a shell sets itself. */
export function createShell(p: Process, start: ShellStart): Shell {
  const { dialect } = start;
  const foreign = new Map([...p.env].filter(([name]) => !NAME.test(name)));
  const options = new Set(start.options);
  if (dialect === "bash") for (const o of ["braceexpand", "hashall", "interactive-comments"]) options.add(o);
  if (dialect === "bash" && start.interactive) for (const o of ["emacs", "histexpand", "history"]) options.add(o);
  const shopts = new Set([...(dialect === "bash" ? SHOPT_DEFAULTS : []), ...start.shopts]);
  if (dialect === "bash" && start.interactive) shopts.add("expand_aliases");
  if (start.login) shopts.add("login_shell");
  const jobControl = start.interactive && p.controllingTerminal !== undefined;
  if (jobControl) options.add("monitor");
  return {
    p,
    dialect,
    numbersLines: start.numbersLines,
    applets: start.applets,
    name: start.name,
    scope: initialScope(p, start),
    functions: new Map(),
    aliases: new Map(),
    options,
    shopts,
    flags: start.flags,
    positional: start.positional,
    foreign,
    status: 0,
    pipeStatus: [0],
    substitutionStatus: undefined,
    unwind: undefined,
    unit: { text: "", name: start.name, firstLine: 1 },
    pos: 0,
    end: 0,
    trapped: undefined,
    command: undefined,
    calls: [],
    loopDepth: 0,
    sourceDepth: 0,
    nesting: 0,
    conditions: 0,
    tail: "no",
    traceDepth: 0,
    replaced: false,
    processPipes: [],
    interactive: start.interactive,
    login: start.login,
    jobControl,
    jobs: { jobs: [], order: [], ended: new Map() },
    shellPid: p.pid,
    subshell: 0,
    lastBackground: undefined,
    hash: new Map(),
    traps: new Map(),
    pending: new Set(),
    handled: new Set(),
    runningTrap: false,
    internal: new Set(),
    history: [],
    getopts: { index: 1, offset: 0 },
    directories: [],
    seed: p.chance.integer("RANDOM", 0x7fffffff),
    secondsFrom: p.now(),
    lastArgument: p.env.get("_") ?? start.name,
    ifs: " \t\n",
    warnedStopped: false,
  };
}

function initialScope(p: Process, start: ShellStart): Scope {
  const variables = new Map<string, Variable>();
  const set = (name: string, value: Value | undefined, exported = false, readonly = false) =>
    variables.set(name, { value, exported, readonly });
  const standard = (name: string, value: string, exported = false) => {
    if (!variables.has(name)) set(name, value, exported);
  };
  for (const [name, value] of p.env) if (NAME.test(name)) set(name, value, true);
  const bash = start.dialect === "bash";
  set("IFS", " \t\n");
  set("OPTIND", "1");
  standard("PATH", DEFAULT_PATHS[start.dialect], start.dialect === "ash");
  set("PWD", workingFolder(p), true);
  if (start.dialect !== "dash") standard("HOSTNAME", p.hostname);
  if (start.dialect !== "dash") set("SHLVL", String((Number(p.env.get("SHLVL")) || 0) + 1), true);
  if (!bash) {
    standard("PS1", start.dialect === "ash" ? "\\w \\$ " : p.credentials.uid === 0 ? "# " : "$ ");
    standard("PS2", "> ");
    set("PS4", "+ ");
    return { variables, frames: [] };
  }
  const integer = (name: string) => variables.set(name, { value: "", exported: false, readonly: true, integer: true });
  for (const name of ["PPID", "UID", "EUID"]) integer(name);
  set("BASH", p.executable);
  set("BASH_VERSION", BASH_VERSION);
  set("BASH_VERSINFO", ["5", "2", "37", "1", "release", "x86_64-pc-linux-gnu"], false, true);
  for (const name of ["SHELLOPTS", "BASHOPTS"]) set(name, "", false, true);
  set("HOSTTYPE", "x86_64");
  set("MACHTYPE", "x86_64-pc-linux-gnu");
  set("OSTYPE", "linux-gnu");
  set("OPTERR", "1");
  set("PS4", "+ ");
  standard("TERM", "dumb");
  standard("SHELL", passwd(p.files, p.credentials.uid)?.[6] || "/bin/sh");
  variables.set("OLDPWD", { value: p.env.get("OLDPWD"), exported: true, readonly: false });
  if (start.interactive) {
    standard("PS1", "\\s-\\v\\$ ");
    standard("PS2", "> ");
    standard("HISTFILE", `${p.env.get("HOME") ?? ""}/.bash_history`);
    standard("HISTSIZE", "500");
    standard("HISTFILESIZE", "500");
    const size = p.controllingTerminal?.windowSize;
    if (size?.columns) {
      set("COLUMNS", String(size.columns));
      set("LINES", String(size.rows));
    }
  } else for (const name of ["PS1", "PS2"]) if (!p.env.has(name)) variables.delete(name);
  return { variables, frames: [] };
}

/** PWD as inherited where it means the working folder, else the folder without symlinks. */
function workingFolder(p: Process): string {
  const given = p.env.get("PWD");
  if (given?.startsWith("/") && !/\/\.{1,2}(\/|$)/.test(given)) {
    try {
      const [a, b] = [p.files.stat(given), p.files.stat(".")];
      if (a.ino === b.ino && a.dev === b.dev) return given;
    } catch {
      return p.cwd;
    }
  }
  return p.cwd;
}
