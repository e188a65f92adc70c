import type { DeviceName, FsNode, Tree } from "../filesystem/node.ts";
import { device, directory, symlink } from "../filesystem/tree.ts";
import { lazyFolder } from "./lazy-tree.ts";
import type { Pids } from "./pid-namespace.ts";

type Made = (now: number) => FsNode;

const deviceNode =
  (name: DeviceName): Made =>
  (mtime) =>
    device(name, { mtime });
const link =
  (target: string): Made =>
  (mtime) =>
    symlink(target, { mtime });
const folder =
  (mode: number): Made =>
  (mtime) =>
    directory({ mode, mtime });

const NODES: ReadonlyMap<string, Made> = new Map(
  Object.entries({
    fd: link("/proc/self/fd"),
    full: deviceNode("full"),
    mqueue: folder(0o1777),
    null: deviceNode("null"),
    ptmx: link("pts/ptmx"),
    pts: folder(0o755),
    random: deviceNode("random"),
    shm: folder(0o1777),
    stderr: link("/proc/self/fd/2"),
    stdin: link("/proc/self/fd/0"),
    stdout: link("/proc/self/fd/1"),
    tty: deviceNode("tty"),
    urandom: deviceNode("urandom"),
    zero: deviceNode("zero"),
  }),
);

/** The terminal of a container's first process is its console. */
const CONSOLE = "console";

/** /dev of a machine or container that starts now. Its nodes are made when they are looked at. */
export function devTree(now: number, pids: Pids): Tree {
  const hasConsole = () => pids.init?.group.session.tty !== undefined;
  const names = () => (hasConsole() ? [CONSOLE, ...NODES.keys()] : NODES.keys());
  const find = (name: string) =>
    name === CONSOLE && hasConsole() ? device(CONSOLE, { mode: 0o620, gid: 5, mtime: now }) : NODES.get(name)?.(now);
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
