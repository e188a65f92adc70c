import type { FdMap } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import { decode } from "../../std/text.ts";
import { yieldTurn } from "./calls-system.ts";
import { linuxNumber } from "./errno-numbers.ts";
import type { Guest } from "./guest.ts";
import { type Native, Raised } from "./natives.ts";
import type { Item } from "./objects.ts";

const number = (args: readonly Item[], at: number) => (typeof args[at] === "number" ? args[at] : 0);
const words = (item: Item | undefined) =>
  item instanceof Uint8Array ? decode(item) : typeof item === "string" ? item : "";
const list = (item: Item | undefined): readonly Item[] => (Array.isArray(item) ? item : []);

const WNOHANG = 1;
const WUNTRACED = 2;
const WCONTINUED = 8;
/** What stands for a child that never came to be. */
const NO_CHILD = 2_000_000;

/** wait(2)'s status word. */
function statusWord(status: NonNullable<Awaited<ReturnType<Guest["p"]["wait"]>>>["status"]): number {
  if (status.kind === "exited") return status.code << 8;
  if (status.kind === "signaled") return status.signal;
  return status.kind === "stopped" ? (status.signal << 8) | 0x7f : 0xffff;
}

async function waitFor(g: Guest, pid: number, options: number): Promise<Item> {
  const r = await g.p.wait(pid, {
    nohang: (options & WNOHANG) !== 0,
    untraced: (options & WUNTRACED) !== 0,
    continued: (options & WCONTINUED) !== 0,
  });
  return r ? [r.pid, statusWord(r.status)] : [0, 0];
}

const environment = (entries: readonly Item[]) =>
  new Map(
    entries.map((e) => {
      const entry = words(e);
      const cut = entry.indexOf("=", 1);
      return [entry.slice(0, cut), entry.slice(cut + 1)] as const;
    }),
  );

/** `_posixsubprocess.fork_exec`: a failure is told through the pipe that its caller reads, as the child's would be. */
async function forkExec(g: Guest, a: readonly Item[]): Promise<Item> {
  const [argv, executables, , keep, cwd, env] = a;
  const [p2cread, , , c2pwrite, , errwrite, , errpipe] = a.slice(6, 14).map((x) => (typeof x === "number" ? x : -1));
  if (a[21] !== null && a[21] !== undefined)
    throw new Raised("PyExc_RuntimeError", "drydock: preexec_fn is not simulated");
  const fds: Record<number, number> = {};
  for (const [to, from] of [
    [0, p2cread],
    [1, c2pwrite],
    [2, errwrite],
  ] as const) {
    const source = from === undefined || from < 0 ? to : from;
    if (g.p.descriptors().includes(source)) fds[to] = source;
  }
  for (const fd of list(keep)) if (typeof fd === "number" && fd !== errpipe) fds[fd] = fd;
  const group = number(a, 16);
  const options = {
    fds: fds as FdMap,
    argv0: words(list(argv)[0]),
    ...(cwd === null ? {} : { cwd: words(cwd) }),
    ...(env === null ? {} : { env: environment(list(env)) }),
    ...(a[15] ? { setsid: true } : {}),
    ...(group >= 0 && !a[15] ? { pgid: group } : {}),
    signals: new Map([[SIGNALS.SIGPIPE, "default" as const]]),
  };
  const failed = async (error: ErrnoError, step: string) => {
    await g.p.write(errpipe ?? -1, `OSError:${linuxNumber(error.code).toString(16).toUpperCase()}:${step}`);
    return NO_CHILD;
  };
  if (cwd !== null && !g.p.files.exists(words(cwd))) return failed(new ErrnoError("ENOENT"), "noexec:chdir");
  let last = new ErrnoError("ENOENT");
  for (const executable of list(executables)) {
    try {
      return g.p.spawn([words(executable), ...list(argv).slice(1).map(words)], options);
    } catch (error) {
      if (!isErrno(error)) throw error;
      if (error.code !== "ENOENT" && error.code !== "ENOTDIR") last = error;
    }
  }
  return failed(last, "");
}

/** Runs a command line in a shell and waits, deaf to Ctrl-C meanwhile: it is the child's. */
async function system(g: Guest, command: string): Promise<Item> {
  const pid = g.p.spawn(["/bin/sh", "-c", command], { fds: standard(g) });
  for (;;) {
    try {
      const r = await g.p.wait(pid);
      g.signals.splice(0, g.signals.length, ...g.signals.filter((s) => s !== SIGNALS.SIGINT && s !== SIGNALS.SIGQUIT));
      return r ? statusWord(r.status) : 0;
    } catch (error) {
      if (!isErrno(error, "EINTR")) throw error;
    }
  }
}

function standard(g: Guest): FdMap {
  const open = g.p.descriptors();
  return Object.fromEntries([...[0, 1, 2].filter((fd) => open.includes(fd)), ...g.inheritable].map((fd) => [fd, fd]));
}

async function become(
  g: Guest,
  path: string,
  argv: readonly string[],
  env: ReadonlyMap<string, string> | undefined,
): Promise<never> {
  for (const fd of g.p.descriptors()) if (fd > 2 && !g.inheritable.has(fd)) g.p.close(fd);
  return g.p.exec([path, ...argv.slice(1)], env, argv[0]);
}

/** Sends a signal; one to itself is delivered before the call ends. */
async function kill(g: Guest, pid: number, signal: number): Promise<Item | undefined> {
  g.p.kill(pid, signal);
  await yieldTurn(g.p);
  return undefined;
}

/** Processes and who they are, as `posix` offers them. */
export const processNatives: Readonly<Record<string, Native>> = {
  getpid: { run: (g) => g.p.pid },
  getppid: { run: (g) => g.p.ppid },
  getpgrp: { run: (g) => g.p.pgid },
  getpgid: {
    run: (g, a) =>
      number(a, 0) === 0 ? g.p.pgid : (g.p.processes().find((i) => i.pid === a[0])?.pgid ?? fail("ESRCH")),
  },
  getsid: {
    run: (g, a) => (number(a, 0) === 0 ? g.p.sid : (g.p.processes().find((i) => i.pid === a[0])?.sid ?? fail("ESRCH"))),
  },
  setpgid: { run: (g, a) => void g.p.setpgid(number(a, 0), number(a, 1)) },
  setpgrp: { run: (g) => void g.p.setpgid(0, 0) },
  geteuid: { run: (g) => g.p.credentials.uid },
  getuid: { run: (g) => g.p.credentials.uid },
  getgid: { run: (g) => g.p.credentials.gid },
  getegid: { run: (g) => g.p.credentials.gid },
  getgroups: { run: (g) => [...g.p.credentials.groups] },
  setuid: { run: (g, a) => g.p.setCredentials({ ...g.p.credentials, uid: number(a, 0) }) ?? null },
  setgid: { run: (g, a) => g.p.setCredentials({ ...g.p.credentials, gid: number(a, 0) }) ?? null },
  uname: {
    run: (g) => {
      const { sysname, release, version, machine } = g.p.uname();
      return [sysname, g.p.hostname, release, version, machine];
    },
  },
  cpu_count: { run: (g) => g.p.cpus() },
  gethostname: { run: (g) => g.p.hostname },
  memory: { run: (g) => [g.p.memory().total, g.instance.memory.buffer.byteLength] },
  cpu_time: { run: (g) => (g.p.processes().find((i) => i.pid === g.p.pid)?.cpuTime ?? 0) / 1e6 },
  kill: { waits: true, run: (g, a) => kill(g, number(a, 0), number(a, 1)) },
  killpg: { waits: true, run: (g, a) => kill(g, -number(a, 0), number(a, 1)) },
  raise_signal: { waits: true, run: (g, a) => kill(g, g.p.pid, number(a, 0)) },
  waitpid: { waits: true, run: (g, a) => waitFor(g, number(a, 0), number(a, 1)) },
  wait: { waits: true, run: (g) => waitFor(g, -1, 0) },
  system: { waits: true, run: (g, a) => system(g, words(a[0])) },
  execv: { waits: true, run: (g, a) => become(g, words(a[0]), list(a[1]).map(words), undefined) },
  execve: {
    waits: true,
    run: (g, a) => become(g, words(a[0]), list(a[1]).map(words), environment(list(a[2]))),
  },
  fork_exec: { waits: true, run: (g, a) => forkExec(g, a) },
  putenv: { run: (g, a) => void g.p.env.set(words(a[0]), words(a[1])) },
  unsetenv: { run: (g, a) => void g.p.env.delete(words(a[0])) },
  fork: {
    run: () => {
      throw new Raised("PyExc_OSError", "drydock: os.fork is not simulated; subprocess is");
    },
  },
};

function fail(code: "ESRCH"): never {
  throw new ErrnoError(code);
}
