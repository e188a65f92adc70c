import type { SpawnOptions } from "../kernel/process.ts";
import { SIGNALS } from "../kernel/signal.ts";
import { isErrno } from "../std/errno.ts";
import { copyJobs, createJobTable } from "./jobs.ts";
import { type Shell, ShellError, type Tail } from "./shell.ts";
import { finish } from "./traps.ts";
import { copyScope } from "./variables.ts";

const { SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU } = SIGNALS;

export interface ForkOptions {
  /** Changes to the descriptors that the child gets, by its number for them. */
  readonly fds?: Readonly<Record<number, number>>;
  readonly pgid?: number | undefined;
  readonly foreground?: boolean;
  /** Started by `&`. */
  readonly background?: boolean;
  readonly tail?: Tail;
  /** It can list the shell's jobs. */
  readonly jobs?: boolean;
}

/** The descriptors for a child: all but the shell's own ones. */
export function childFds(sh: Shell, changes: Readonly<Record<number, number>> = {}): Record<number, number> {
  const fds: Record<number, number> = {};
  for (const fd of sh.p.descriptors()) if (!sh.internal.has(fd)) fds[fd] = fd;
  return { ...fds, ...changes };
}

/** What a child does at signals that the shell itself ignores or handles. */
export function childSignals(sh: Shell, background: boolean): NonNullable<SpawnOptions["signals"]> {
  const signals = new Map<number, "default" | "ignore">();
  if (sh.jobControl) for (const n of [SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU]) signals.set(n, "default");
  else if (background) for (const n of [SIGINT, SIGQUIT]) signals.set(n, "ignore");
  else if (sh.interactive) for (const n of [SIGINT, SIGQUIT, SIGTERM]) signals.set(n, "default");
  for (const [name, action] of sh.traps) {
    if (action === "" && Object.hasOwn(SIGNALS, name)) signals.set(SIGNALS[name as keyof typeof SIGNALS], "ignore");
  }
  return signals;
}

/** Runs a part of the script in a child process with a copy of the shell's state. Gives its pid. */
export function forkShell(sh: Shell, run: (child: Shell) => Promise<void>, options: ForkOptions = {}): number {
  const background = options.background === true;
  const state = copyState(sh, options.jobs === true);
  return orTooMany(sh, () => startChild(sh, state, run, options, background));
}

/** Starting a process fails where there are too many: the shell says so and gives up the command line. */
export function orTooMany<T>(sh: Shell, start: () => T): T {
  try {
    return start();
  } catch (e) {
    if (!isErrno(e, "EAGAIN")) throw e;
    const bash = sh.dialect === "bash";
    const message = bash ? `fork: ${e.strerror}` : sh.dialect === "dash" ? "Cannot fork" : `can't fork: ${e.strerror}`;
    throw new ShellError(message, bash ? "discard" : "exit", bash ? 254 : 2);
  }
}

function startChild(
  sh: Shell,
  state: Shell,
  run: (child: Shell) => Promise<void>,
  options: ForkOptions,
  background: boolean,
): number {
  return sh.p.fork(
    async (p) => {
      const child: Shell = { ...state, p, seed: p.chance.integer("RANDOM", 0x7fffffff) };
      child.tail = options.tail ?? "no";
      if (background && !sh.jobControl && !options.fds?.[0]) {
        const nothing = await p.open("/dev/null", { read: true });
        if (nothing !== 0) {
          p.dup2(nothing, 0);
          p.close(nothing);
        }
      }
      await run(child);
      return finish(child);
    },
    {
      fds: childFds(sh, options.fds),
      signals: childSignals(sh, background),
      ...(options.pgid === undefined ? {} : { pgid: options.pgid }),
      ...(options.foreground ? { foreground: true } : {}),
    },
  );
}

/** Taken when the child is made: the parent goes on changing its own. Traps fall back to their defaults. */
function copyState(sh: Shell, jobs: boolean): Shell {
  return {
    ...sh,
    scope: copyScope(sh.scope),
    functions: new Map(sh.functions),
    aliases: new Map(sh.aliases),
    options: new Set([...sh.options].filter((o) => o !== "monitor")),
    shopts: new Set(sh.shopts),
    calls: [...sh.calls],
    hash: new Map(sh.hash),
    traps: new Map([...sh.traps].filter(([, action]) => action === "")),
    pending: new Set(),
    handled: new Set(),
    internal: new Set(),
    processPipes: [],
    jobs: jobs ? copyJobs(sh.jobs) : createJobTable(),
    jobControl: false,
    runningTrap: false,
    subshell: sh.subshell + 1,
    getopts: { ...sh.getopts },
    unwind: undefined,
  };
}
