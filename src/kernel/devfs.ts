import type { Tree } from "../filesystem/node.ts";
import { device, directory, symlink } from "../filesystem/tree.ts";
import { lazyFolder } from "./lazy-tree.ts";
import type { Pids } from "./pid-namespace.ts";

/** /dev of a machine or container that starts now. */
export function devTree(now: number, pids: Pids): Tree {
  const meta = { mtime: now };
  const folder = { mode: 0o1777, mtime: now };
  const plain = {
    fd: symlink("/proc/self/fd", meta),
    full: device("full", meta),
    mqueue: directory(folder),
    null: device("null", meta),
    ptmx: symlink("pts/ptmx", meta),
    pts: directory(meta),
    random: device("random", meta),
    shm: directory(folder),
    stderr: symlink("/proc/self/fd/2", meta),
    stdin: symlink("/proc/self/fd/0", meta),
    stdout: symlink("/proc/self/fd/1", meta),
    tty: device("tty", meta),
    urandom: device("urandom", meta),
    zero: device("zero", meta),
  };
  // The terminal of a container's first process is its console.
  const hasConsole = () => pids.init?.group.session.tty !== undefined;
  const console = device("console", { mode: 0o620, gid: 5, mtime: now });
  const names = () => (hasConsole() ? ["console", ...Object.keys(plain)] : Object.keys(plain));
  const nodes = new Map(Object.entries(plain));
  const find = (name: string) => (name === "console" && hasConsole() ? console : nodes.get(name));
  return lazyFolder(now, names, find, { mode: 0o755 });
}

/** /dev/pts: the namespace's terminals by number. */
export function ptsTree(now: number, pids: Pids): Tree {
  const find = (name: string) => {
    if (name === "ptmx") return device("ptmx", { mtime: now });
    const tty = /^\d+$/.test(name) ? pids.terminal(Number(name)) : undefined;
    if (!tty) return undefined;
    const uid = tty.session?.leader?.credentials.uid ?? 0;
    return device("tty", { mode: 0o620, uid, gid: 5, mtime: now });
  };
  return lazyFolder(now, () => [...pids.terminalNumbers().map(String), "ptmx"], find, { mode: 0o755 });
}
