import { COOKED, RAW } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import { flag, number, text } from "./args.ts";
import { ended, spawn } from "./child-spawn.ts";
import type { AsyncOperation, Operation } from "./host.ts";

/** The process itself, its signals, its terminal, its children. */
export const processOperations: Readonly<Record<string, Operation>> = {
  now: (h) => h.p.now(),
  charge: (h, a) => h.p.charge(number(a, 0)),
  write: (h, a) => h.write(number(a, 0), text(a, 1)),
  cwd: (h) => h.p.cwd,
  chdir: (h, a) => h.p.chdir(text(a, 0)),
  umask: (h, a) => (a[0] === undefined ? h.p.umask : h.p.setUmask(number(a, 0))),
  uptime: (h) => h.p.uptime(),
  memory: (h) => ({ ...h.p.memory(), limit: h.p.memory().limit ?? null }),
  chance: (h, a) => h.p.chance.bytes("node", number(a, 0)),
  kill: (h, a) => h.p.kill(number(a, 0), number(a, 1)),
  exit: (h, a) => {
    h.exitCode ??= number(a, 0) & 255;
  },
  die: (h, a) => {
    h.deathSignal ??= number(a, 0);
    h.exitCode ??= 128 + number(a, 0);
  },
  hostname: (h) => h.p.hostname,
  user: (h) => h.p.credentials,
  setuid: (h, a) => h.p.setCredentials({ ...h.p.credentials, uid: number(a, 0) }),
  setgid: (h, a) => h.p.setCredentials({ ...h.p.credentials, gid: number(a, 0) }),
  system: (h) => ({ ...h.p.uname(), cpus: h.p.cpus() }),
  "signal.watch": (h, a) => {
    const id = number(a, 1);
    const signal = number(a, 0);
    h.p.onSignal(signal, () => h.start(id, async () => signal));
  },
  "signal.default": (h, a) => h.p.onSignal(number(a, 0), flag(a, 1) ? "ignore" : "default"),
  "line.begin": (h) => h.interruption.begin(),
  "line.end": (h) => {
    const { wanted } = h.interruption;
    h.interruption.end();
    return wanted;
  },
  "tty.size": (h, a) => h.p.terminal(number(a, 0))?.windowSize ?? null,
  "tty.raw": (h, a) => {
    const terminal = h.p.terminal(number(a, 0));
    terminal?.setMode(flag(a, 1) ? { ...RAW, opost: true } : COOKED);
  },
  "fd.kind": (h, a) => {
    if (h.p.terminal(number(a, 0))) return "tty";
    try {
      return h.p.fstat(number(a, 0)).kind;
    } catch {
      return "closed";
    }
  },
  "fd.close": (h, a) => {
    try {
      h.p.close(number(a, 0));
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  },
  "child.spawn": (h, a) => spawn(h, a),
};

export const processWaits: Readonly<Record<string, AsyncOperation>> = {
  "fd.write": async (h, a, bytes) => h.p.write(number(a, 0), bytes),
  /** Time for what an ended child left in its pipes to be read. */
  "child.settle": async (h) => h.p.sleep(500),
  "child.wait": async (h, a) => {
    return await ended(h, number(a, 0));
  },
};
