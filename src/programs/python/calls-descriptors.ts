import { COOKED, RAW, type Terminal, type TerminalMode } from "../../kernel/terminal.ts";
import { ErrnoError } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import type { Calls } from "./calls.ts";
import { closeLibrary, copyLibrary, readLibrary, writeLibrary } from "./calls-files.ts";
import { type Guest, LIBRARY_FD } from "./guest.ts";
import { closeSocket } from "./sockets.ts";

/** A vector of buffers: pairs of address and length. */
function buffers(g: Guest, at: number, count: number): { readonly at: number; readonly length: number }[] {
  return Array.from({ length: count }, (_, i) => ({
    at: g.heap.int(at + 8 * i) >>> 0,
    length: g.heap.int(at + 8 * i + 4) >>> 0,
  }));
}

function scatter(g: Guest, into: readonly { readonly at: number; readonly length: number }[], data: Uint8Array): void {
  let done = 0;
  for (const b of into) {
    const part = data.subarray(done, done + b.length);
    g.heap.write(b.at, part);
    done += part.length;
  }
}

const gather = (g: Guest, from: number, count: number) =>
  concat(buffers(g, from, count).map((b) => g.heap.copy(b.at, b.length)));

/** Fails with EAGAIN where the descriptor is not to wait and there is nothing. */
export async function orAgain(g: Guest, fd: number): Promise<void> {
  if (g.nonblocking.has(fd) && (await g.p.poll([fd], 0)) === undefined) throw new ErrnoError("EAGAIN");
}

async function read(g: Guest, fd: number, at: number, count: number, readAt: number): Promise<number> {
  const into = buffers(g, at, count);
  const room = into.reduce((n, b) => n + b.length, 0);
  await orAgain(g, fd);
  const data = (await g.p.read(fd, Math.min(room, 1 << 20))) ?? new Uint8Array(0);
  scatter(g, into, data);
  g.heap.setInt(readAt, data.length);
  return 0;
}

async function write(g: Guest, fd: number, data: Uint8Array, writtenAt: number): Promise<number> {
  await g.p.write(fd, data);
  g.heap.setInt(writtenAt, data.length);
  return 0;
}

function seek(g: Guest, fd: number, offset: number, whence: number): number {
  const from = (["start", "current", "end"] as const)[whence];
  if (!from) throw new ErrnoError("EINVAL");
  const it = g.libraryFiles.get(fd);
  if (!it) return fd >= LIBRARY_FD ? 0 : g.p.seek(fd, offset, from);
  it.position = offset + (from === "start" ? 0 : from === "current" ? it.position : it.bytes.length);
  return it.position;
}

/** Reads or writes at a place without moving the descriptor's own. */
async function atPlace(g: Guest, fd: number, offset: number, run: () => Promise<number>): Promise<number> {
  const before = seek(g, fd, 0, 1);
  seek(g, fd, offset, 0);
  try {
    return await run();
  } finally {
    seek(g, fd, before, 0);
  }
}

/** What is kept of a descriptor goes for its copy as well. */
function copied(g: Guest, from: number, to: number): number {
  const folder = g.folders.get(from);
  if (folder) g.folders.set(to, { ...folder, entries: undefined, at: 0 });
  const socket = g.sockets.get(from);
  if (socket) g.sockets.set(to, socket);
  toggle(g.nonblocking, to, g.nonblocking.has(from));
  return to;
}

const F = { DUPFD: 0, GETFD: 1, SETFD: 2, GETFL: 3, SETFL: 4, DUPFD_CLOEXEC: 1030 };
const LOCKS: ReadonlySet<number> = new Set([5, 6, 7, 12, 13, 14]);
const NONBLOCK = 2048;

function toggle(set: Set<number>, fd: number, on: boolean): void {
  if (on) set.add(fd);
  else set.delete(fd);
}

function control(g: Guest, fd: number, command: number, varargs: number): number {
  const argument = varargs ? g.heap.int(varargs) : 0;
  if (fd >= LIBRARY_FD) return command === F.DUPFD || command === F.DUPFD_CLOEXEC ? copyLibrary(g, fd) : 0;
  if (command === F.DUPFD || command === F.DUPFD_CLOEXEC) {
    const copy = copied(g, fd, g.p.dup(fd, argument));
    toggle(g.inheritable, copy, command === F.DUPFD);
    return copy;
  }
  g.p.fstat(fd);
  if (command === F.GETFD) return g.inheritable.has(fd) ? 0 : 1;
  if (command === F.SETFD) toggle(g.inheritable, fd, (argument & 1) === 0);
  else if (command === F.GETFL) return 2 | (g.nonblocking.has(fd) ? NONBLOCK : 0);
  else if (command === F.SETFL) toggle(g.nonblocking, fd, (argument & NONBLOCK) !== 0);
  else if (!LOCKS.has(command)) throw new ErrnoError("EINVAL");
  return 0;
}

const IFLAG = { ICRNL: 0o400, IXON: 0o2000 };
const LFLAG = { ISIG: 1, ICANON: 2, ECHO: 8, REST: 0o20 | 0o40 | 0o1000 | 0o4000 | 0o100000 };
/** CS8, CREAD and 38400 baud. */
const CFLAG = 0o60 | 0o200 | 0o17;
const KEYS = [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22];

function writeTermios(g: Guest, to: number, mode: TerminalMode): void {
  g.heap.setInt(to, (mode.icrnl ? IFLAG.ICRNL : 0) | IFLAG.IXON);
  g.heap.setInt(to + 4, mode.opost ? 5 : 4);
  g.heap.setInt(to + 8, CFLAG);
  g.heap.setInt(
    to + 12,
    LFLAG.REST | (mode.isig ? LFLAG.ISIG : 0) | (mode.icanon ? LFLAG.ICANON : 0) | (mode.echo ? LFLAG.ECHO : 0),
  );
  g.heap.write(to + 16, Uint8Array.from([0, ...KEYS, ...Array<number>(16).fill(0)]));
}

function readTermios(g: Guest, from: number): TerminalMode {
  const local = g.heap.int(from + 12);
  return {
    icrnl: (g.heap.int(from) & IFLAG.ICRNL) !== 0,
    opost: (g.heap.int(from + 4) & 1) !== 0,
    isig: (local & LFLAG.ISIG) !== 0,
    icanon: (local & LFLAG.ICANON) !== 0,
    echo: (local & LFLAG.ECHO) !== 0,
  };
}

const same = (a: TerminalMode, b: TerminalMode) => Object.keys(a).every((k) => a[k as "echo"] === b[k as "echo"]);

function setMode(terminal: Terminal, mode: TerminalMode): void {
  terminal.setMode([COOKED, RAW].find((m) => same(m, mode)) ?? mode);
}

async function device(g: Guest, fd: number, op: number, varargs: number): Promise<number> {
  const argument = g.heap.int(varargs);
  if (op === 0x5421) {
    toggle(g.nonblocking, fd, g.heap.int(argument) !== 0);
    return 0;
  }
  if (op === 0x5451 || op === 0x5450) {
    toggle(g.inheritable, fd, op === 0x5450);
    return 0;
  }
  const terminal = fd < LIBRARY_FD ? g.p.terminal(fd) : undefined;
  if (op === 0x541b) {
    g.heap.setInt(argument, (await g.p.poll([fd], 0)) === undefined ? 0 : 1);
    return 0;
  }
  if (!terminal) {
    if (fd < LIBRARY_FD) g.p.fstat(fd);
    throw new ErrnoError("ENOTTY");
  }
  if (op === 0x5401) writeTermios(g, argument, terminal.mode);
  else if (op >= 0x5402 && op <= 0x5404) setMode(terminal, readTermios(g, argument));
  else if (op === 0x5413) {
    g.heap.setShort(argument, terminal.windowSize.rows);
    g.heap.setShort(argument + 2, terminal.windowSize.columns);
    g.heap.setInt(argument + 4, 0);
  } else if (op === 0x5414)
    terminal.setSize({
      rows: g.heap.view.getUint16(argument >>> 0, true),
      columns: g.heap.view.getUint16((argument + 2) >>> 0, true),
    });
  else if (op === 0x540f) g.heap.setInt(argument, terminal.foregroundGroup);
  else if (op === 0x5410) terminal.foregroundGroup = g.heap.int(argument);
  else if (op !== 0x540a && op !== 0x540b && op !== 0x5409) throw new ErrnoError("EINVAL");
  return 0;
}

/** POLLIN, POLLOUT, POLLHUP, POLLNVAL. */
const POLL = { IN: 1, OUT: 4, HUP: 16, NVAL: 32 };

async function poll(g: Guest, at: number, count: number, milliseconds: number): Promise<number> {
  const wanted = Array.from({ length: count }, (_, i) => ({
    at: at + 8 * i,
    fd: g.heap.int(at + 8 * i),
    events: g.heap.view.getUint16((at + 8 * i + 4) >>> 0, true),
  }));
  const open = new Set(g.p.descriptors());
  const answer = (ready: ReadonlySet<number>, writable: ReadonlySet<number>) => {
    let n = 0;
    for (const w of wanted) {
      let found = 0;
      if (w.fd < 0) found = 0;
      else if (!open.has(w.fd) && w.fd < LIBRARY_FD) found = POLL.NVAL;
      else {
        if (w.events & POLL.IN && ready.has(w.fd)) found |= POLL.IN;
        if (w.events & POLL.OUT && writable.has(w.fd)) found |= POLL.OUT;
      }
      g.heap.setShort(w.at + 6, found);
      if (found) n++;
    }
    return n;
  };
  const reads = wanted.filter((w) => w.events & POLL.IN && open.has(w.fd)).map((w) => w.fd);
  const writes = wanted.filter((w) => w.events & POLL.OUT && open.has(w.fd)).map((w) => w.fd);
  if (wanted.some((w) => w.fd >= 0 && !open.has(w.fd))) return answer(new Set(), new Set());
  const timeout = milliseconds < 0 ? undefined : milliseconds * 1000;
  const found = await g.p.select(reads, writes, timeout);
  return answer(new Set(found.reads), new Set(found.writes));
}

function close(g: Guest, fd: number): number {
  if (closeLibrary(g, fd)) return 0;
  closeSocket(g, fd);
  g.p.close(fd);
  g.folders.delete(fd);
  g.nonblocking.delete(fd);
  g.inheritable.delete(fd);
  return 0;
}

/** Calls on descriptors. Those of WASI give the failure's number as their result. */
export const descriptorCalls: Calls = {
  fd_read: (g, fd, at, count, readAt) => {
    if (fd < LIBRARY_FD) return read(g, fd, at, count, readAt);
    const into = buffers(g, at, count);
    const data = readLibrary(
      g,
      fd,
      into.reduce((n, b) => n + b.length, 0),
    );
    if (!data) throw new ErrnoError("EISDIR");
    scatter(g, into, data);
    g.heap.setInt(readAt, data.length);
    return 0;
  },
  fd_write: (g, fd, at, count, writtenAt) => {
    const data = gather(g, at, count);
    if (!writeLibrary(g, fd, data)) return write(g, fd, data, writtenAt);
    g.heap.setInt(writtenAt, data.length);
    return 0;
  },
  fd_pread: (g, fd, at, count, offset, readAt) => atPlace(g, fd, offset, () => read(g, fd, at, count, readAt)),
  fd_pwrite: (g, fd, at, count, offset, writtenAt) =>
    atPlace(g, fd, offset, () => write(g, fd, gather(g, at, count), writtenAt)),
  fd_close: (g, fd) => close(g, fd),
  fd_seek: (g, fd, offset, whence, to) => {
    g.heap.setLong(to, seek(g, fd, offset, whence));
    return 0;
  },
  fd_sync: (g, fd) => {
    if (fd < LIBRARY_FD) g.p.fstat(fd);
    return 0;
  },
  fd_fdstat_get: (g, fd, to) => {
    const kind = fd >= LIBRARY_FD ? 4 : g.p.terminal(fd) ? 2 : g.p.fstat(fd).kind === "directory" ? 3 : 4;
    g.heap.bytes.fill(0, to >>> 0, (to >>> 0) + 24);
    g.heap.bytes[to >>> 0] = kind;
    return 0;
  },
  __syscall_fdatasync: (g, fd) => {
    g.p.fstat(fd);
    return 0;
  },
  __syscall_fchmod: (g, fd, mode) => {
    g.p.files.chmod(`/proc/self/fd/${fd}`, mode & 0o7777);
    return 0;
  },
  __syscall_fchown32: (g, fd, uid, gid) => {
    g.p.files.chown(`/proc/self/fd/${fd}`, uid, gid);
    return 0;
  },
  __syscall_ftruncate64: (g, fd, size) => {
    g.p.ftruncate(fd, size);
    return 0;
  },
  __syscall_fallocate: (g, fd, _mode, offset, length) => {
    if (g.p.fstat(fd).size < offset + length) g.p.ftruncate(fd, offset + length);
    return 0;
  },
  __syscall_fadvise64: () => 0,
  __syscall_dup: (g, fd) => {
    if (fd >= LIBRARY_FD) return copyLibrary(g, fd);
    const copy = copied(g, fd, g.p.dup(fd));
    g.inheritable.add(copy);
    return copy;
  },
  __syscall_dup3: (g, from, to, flags) => {
    if (from === to) throw new ErrnoError("EINVAL");
    closeSocket(g, to);
    g.p.dup2(from, to);
    toggle(g.inheritable, to, (flags & 524288) === 0);
    return copied(g, from, to);
  },
  __syscall_pipe: (g, to) => {
    const [r, w] = g.p.pipe();
    g.heap.setInt(to, r);
    g.heap.setInt(to + 4, w);
    g.inheritable.add(r).add(w);
    return 0;
  },
  __syscall_fcntl64: control,
  __syscall_ioctl: device,
  __syscall_poll: poll,
};
