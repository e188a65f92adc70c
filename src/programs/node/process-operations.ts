import type { FdMap } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { COOKED, RAW } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import { flag, number, pairs, text, texts } from "./args.ts";
import type { AsyncOperation, Host, Operation } from "./host.ts";

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
  "tty.size": (h, a) => h.p.terminal(number(a, 0))?.size ?? null,
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
  "child.wait": async (h, a) => {
    const r = await h.p.wait(number(a, 0));
    if (r?.status.kind === "exited") return { code: r.status.code, signal: null };
    const signal = r?.status.kind === "signaled" ? r.status.signal : 0;
    return { code: null, signal: Object.entries(SIGNALS).find(([, n]) => n === signal)?.[0] ?? null };
  },
};

/** Each descriptor above the guest's reach, so that a child's numbers stay free. */
const HIGH_FD = 70;

/** argv, the environment, a folder ("" for the own one), what becomes of each descriptor: "pipe", "ignore" or a number. */
function spawn(h: Host, args: readonly unknown[]): object {
  const { p } = h;
  const argv = texts(args, 0);
  const stdio = Array.isArray(args[3]) ? args[3] : [];
  const fds: Record<number, number> = {};
  const ours: (number | null)[] = [];
  const close: number[] = [];
  try {
    stdio.forEach((how: unknown, i) => {
      ours.push(null);
      if (how === "pipe") {
        const [r, w] = p.pipe();
        const mine = i === 0 ? w : r;
        fds[i] = i === 0 ? r : w;
        close.push(r, w);
        ours[i] = p.dup(mine, HIGH_FD);
      } else if (how === "ignore") {
        // /dev/null by a pipe that nobody holds: reads end, writes are lost with the reader.
        const [r, w] = p.pipe();
        fds[i] = i === 0 ? r : p.dup(w, HIGH_FD);
        if (i > 0) {
          drain(h, p.dup(r, HIGH_FD));
          close.push(fds[i] ?? w);
        }
        close.push(r, w);
      } else if (typeof how === "number") fds[i] = how;
    });
    const cwd = text(args, 2);
    const pid = p.spawn(argv, {
      env: new Map(pairs(args, 1)),
      fds: fds as FdMap,
      ...(cwd ? { cwd } : {}),
      ...(flag(args, 4) ? { setsid: true } : {}),
      ...(text(args, 5) ? { argv0: text(args, 5) } : {}),
    });
    return { pid, fds: ours };
  } catch (e) {
    for (const fd of ours) if (fd !== null) p.close(fd);
    throw e;
  } finally {
    for (const fd of close) p.close(fd);
  }
}

/** Reads and forgets all that a child writes to an ignored output. */
function drain(h: Host, fd: number): void {
  h.p.thread(async () => {
    while (await h.p.read(fd)) {}
    h.p.close(fd);
  });
}
