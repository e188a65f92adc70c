import type { OpenFile, OpenFlags, Stat } from "../../filesystem/files.ts";
import { ErrnoError } from "../../std/errno.ts";
import { flag, number, text } from "./args.ts";
import type { AsyncOperation, Host, Operation } from "./host.ts";

interface Opened {
  readonly file: OpenFile;
  readonly append: boolean;
  position: number;
}

/** Node's first descriptor of a program's own; those below it belong to its event loop. */
const FIRST_FD = 17;

function opened(h: Host, fd: number): Opened {
  const it = h.slots.get(-fd);
  if (!it) throw new ErrnoError("EBADF");
  return it as Opened;
}

function open(h: Host, path: string, flags: OpenFlags, mode: number): number {
  const file = h.p.files.open(path, flags, mode);
  let fd = FIRST_FD;
  while (h.slots.has(-fd)) fd++;
  h.slots.set(-fd, { file, append: flags.append === true, position: 0 } satisfies Opened);
  return fd;
}

const statOf = (s: Stat) => ({ ...s, device: s.device !== undefined });

/** File calls, by the names that the guest's `fs` uses. All are synchronous. */
export const fileOperations: Readonly<Record<string, Operation>> = {
  "fs.stat": (h, a) => statOf(h.p.files.stat(text(a, 0))),
  "fs.lstat": (h, a) => statOf(h.p.files.lstat(text(a, 0))),
  "fs.fstat": (h, a) =>
    number(a, 0) < 3 ? statOf(h.p.fstat(number(a, 0))) : statOf(opened(h, number(a, 0)).file.stat()),
  "fs.exists": (h, a) => h.p.files.exists(text(a, 0)),
  "fs.access": (h, a) => h.p.files.access(text(a, 0), text(a, 1)),
  "fs.readFile": (h, a) => h.p.files.readFile(text(a, 0)),
  "fs.readText": (h, a) => h.p.files.readText(text(a, 0)),
  "fs.writeFile": (h, a, bytes) => h.p.files.writeFile(text(a, 0), bytes.slice(), number(a, 1)),
  "fs.appendFile": (h, a, bytes) => h.p.files.appendFile(text(a, 0), bytes.slice(), number(a, 1)),
  "fs.readdir": (h, a) => h.p.files.readdir(text(a, 0)),
  "fs.mkdir": (h, a) => h.p.files.mkdir(text(a, 0), number(a, 1)),
  "fs.mkdirs": (h, a) => h.p.files.mkdirs(text(a, 0), number(a, 1)),
  "fs.rmdir": (h, a) => h.p.files.rmdir(text(a, 0)),
  "fs.unlink": (h, a) => h.p.files.unlink(text(a, 0)),
  "fs.removeAll": (h, a) => h.p.files.removeAll(text(a, 0)),
  "fs.rename": (h, a) => h.p.files.rename(text(a, 0), text(a, 1)),
  "fs.symlink": (h, a) => h.p.files.symlink(text(a, 0), text(a, 1)),
  "fs.link": (h, a) => h.p.files.link(text(a, 0), text(a, 1)),
  "fs.readlink": (h, a) => h.p.files.readlink(text(a, 0)),
  "fs.realpath": (h, a) => h.p.files.realpath(text(a, 0)),
  "fs.chmod": (h, a) => h.p.files.chmod(text(a, 0), number(a, 1)),
  "fs.chown": (h, a) => h.p.files.chown(text(a, 0), number(a, 1), number(a, 2), flag(a, 3)),
  "fs.utimes": (h, a) => h.p.files.utimes(text(a, 0), Math.round(number(a, 1))),
  "fs.truncate": (h, a) => h.p.files.truncate(text(a, 0), number(a, 1)),
  "fs.open": (h, a) => open(h, text(a, 0), (a[1] ?? {}) as OpenFlags, number(a, 2)),
  "fs.close": (h, a) => {
    opened(h, number(a, 0)).file.close();
    h.slots.delete(-number(a, 0));
  },
  "fs.read": (h, a) => {
    const it = opened(h, number(a, 0));
    const at = a[2] === null ? it.position : number(a, 2);
    const bytes = it.file.readAt(at, number(a, 1));
    if (a[2] === null) it.position += bytes.length;
    return bytes;
  },
  "fs.write": (h, a, bytes) => {
    const fd = number(a, 0);
    if (fd === 1 || fd === 2) {
      h.write(fd, bytes.slice());
      return bytes.length;
    }
    const it = opened(h, fd);
    if (it.append) it.file.append(bytes.slice());
    else {
      const at = a[1] === null ? it.position : number(a, 1);
      it.file.writeAt(at, bytes.slice());
      if (a[1] === null) it.position += bytes.length;
    }
    return bytes.length;
  },
  "fs.ftruncate": (h, a) => opened(h, number(a, 0)).file.truncate(number(a, 1)),
  "fs.watch": (h, a) => {
    const id = number(a, 1);
    const end = h.p.files.watch(text(a, 0), (changed) => h.start(id, async () => ({ changed })));
    h.slots.set(id + 0.5, end);
  },
  "fd.readLeft": (h, a) => takeLeftover(h, number(a, 0), number(a, 1)) ?? null,
  "fs.unwatch": (h, a) => {
    const end = h.slots.get(number(a, 0) + 0.5) as (() => void) | undefined;
    end?.();
    h.slots.delete(number(a, 0) + 0.5);
  },
};

/** Reads of descriptors that may wait: standard input. */
export const fileWaits: Readonly<Record<string, AsyncOperation>> = {
  /** What comes in a later turn of the event loop. */
  later: async () => undefined,
  "fd.read": async (h, a) =>
    takeLeftover(h, number(a, 0), number(a, 1)) ?? (await h.p.read(number(a, 0), number(a, 1) || 65536)) ?? null,
  /** For a program that is stopped: as much as is there, of which it gets what it asked for. */
  "fd.readAhead": async (h, a) => {
    const fd = number(a, 0);
    const bytes = await h.p.read(fd);
    if (!bytes) return null;
    h.leftover.set(fd, bytes);
    return takeLeftover(h, fd, number(a, 1)) ?? null;
  },
};

/** At most `most` bytes of what an earlier read left; undefined when there is nothing. */
export function takeLeftover(h: Host, fd: number, most: number): Uint8Array | undefined {
  const bytes = h.leftover.get(fd);
  if (!bytes) return undefined;
  if (bytes.length > most) h.leftover.set(fd, bytes.subarray(most));
  else h.leftover.delete(fd);
  return bytes.subarray(0, most);
}
