import type { FdMap } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { flag, pairs, text, texts } from "./args.ts";
import type { Host } from "./host.ts";

/** Each descriptor above the guest's reach, so that a child's numbers stay free. */
const HIGH_FD = 70;

export interface Spawned {
  readonly pid: number;
  /** Our ends of the child's first descriptors; null where there is none. */
  readonly fds: readonly (number | null)[];
}

/**
 * argv, the environment, a folder ("" for the own one), what becomes of each descriptor: "pipe", "input" (a pipe that the
 * child reads, as its descriptor 0 is), "ignore" or a number.
 */
export function spawn(h: Host, args: readonly unknown[]): Spawned {
  const { p } = h;
  const argv = texts(args, 0);
  const stdio = Array.isArray(args[3]) ? args[3] : [];
  const fds: Record<number, number> = {};
  const ours: (number | null)[] = [];
  const close: number[] = [];
  try {
    stdio.forEach((how: unknown, i) => {
      ours.push(null);
      if (how === "pipe" || how === "input") {
        const [r, w] = p.pipe();
        const reads = i === 0 || how === "input";
        const mine = reads ? w : r;
        fds[i] = reads ? r : w;
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
      signals: new Map([[SIGNALS.SIGPIPE, "default"]]),
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

/** Waits for a child's end: its status, or the name of the signal that ended it. */
export async function ended(h: Host, pid: number): Promise<{ code: number | null; signal: string | null }> {
  const r = await waitOn(h, pid);
  if (r?.status.kind === "exited") return { code: r.status.code, signal: null };
  const signal = r?.status.kind === "signaled" ? r.status.signal : 0;
  return { code: null, signal: Object.entries(SIGNALS).find(([, n]) => n === signal)?.[0] ?? null };
}

/** A wait that a SIGINT of the terminal's does not end: the child has it too. */
async function waitOn(h: Host, pid: number): ReturnType<Host["p"]["wait"]> {
  for (;;)
    try {
      return await h.p.wait(pid);
    } catch (e) {
      if (!isErrno(e) || e.code !== "EINTR") throw e;
    }
}
