import type { Connection, SocketAddress } from "../../kernel/network.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import type { Calls } from "./calls.ts";
import { orAgain } from "./calls-descriptors.ts";
import { IN_PROGRESS, wasiNumber } from "./errno-numbers.ts";
import type { Guest, GuestSocket } from "./guest.ts";
import { AF, readAddress, writeAddress } from "./socket-addresses.ts";
import { WaitingDescription } from "./waiting-description.ts";

const STREAM = 1;
const NONBLOCK = 2048;
const CLOEXEC = 524288;
const MSG = { PEEK: 2, DONTWAIT: 64 };

/** Sockets that listen, by what the kernel has of them: a child that was given one finds it here. */
const listening = new WeakMap<ReturnType<Guest["p"]["description"]>, GuestSocket>();

function socketOf(g: Guest, fd: number): GuestSocket {
  const s = g.sockets.get(fd) ?? inherited(g, fd);
  if (s) return s;
  throw new ErrnoError("EINVAL");
}

function inherited(g: Guest, fd: number): GuestSocket | undefined {
  const s = listening.get(g.p.description(fd));
  if (!s) return undefined;
  g.sockets.set(fd, { ...s });
  return g.sockets.get(fd);
}

/** The descriptor goes, and what it alone stands for. */
export function closeSocket(g: Guest, fd: number): void {
  g.sockets.get(fd)?.reserved?.close();
  g.sockets.delete(fd);
}

const NOBODY: SocketAddress = { address: "0.0.0.0", port: 0 };
const any = (s: GuestSocket): SocketAddress =>
  s.family === AF.INET6 ? { address: "::", port: 0 } : s.family === AF.UNIX ? { address: "", port: 0 } : NOBODY;

function create(g: Guest, family: number, type: number): number {
  if (family !== AF.INET && family !== AF.INET6 && family !== AF.UNIX) throw new ErrnoError("EOPNOTSUPP");
  const fd = g.p.descriptorOf(new WaitingDescription(undefined, number(g)));
  if (type & NONBLOCK) g.nonblocking.add(fd);
  if (!(type & CLOEXEC)) g.inheritable.add(fd);
  g.sockets.set(fd, {
    family,
    type: type & 15,
    local: undefined,
    reserved: undefined,
    listener: undefined,
    connection: undefined,
    datagrams: undefined,
    peer: undefined,
    error: 0,
    refused: false,
  });
  return fd;
}

/** A number as inodes have, of the process's own. */
const number = (g: Guest) => 100_000 + g.p.chance.integer("socket", 100_000);

/** Puts the kernel's socket behind the descriptor that so far only kept its place. */
function become(g: Guest, fd: number, socket: Parameters<Guest["p"]["descriptorOf"]>[0]): void {
  const other = g.p.descriptorOf(socket);
  g.p.dup2(other, fd);
  g.p.close(other);
}

function bind(g: Guest, fd: number, address: SocketAddress): number {
  const s = socketOf(g, fd);
  if (s.local) throw new ErrnoError("EINVAL");
  if (s.type !== STREAM) ready(g, fd, s, address);
  else if (s.family === AF.UNIX) {
    if (g.p.files.exists(address.address)) throw new ErrnoError("EADDRINUSE");
    s.local = address;
  } else {
    // Taken at once, so that the failure comes with bind, as it should; listening begins with listen.
    s.reserved = g.p.listen(address.address, address.port);
    s.local = s.reserved.address;
  }
  return 0;
}

/** A datagram socket gets its port with its first use. */
function ready(g: Guest, fd: number, s: GuestSocket, address: SocketAddress = any(s)) {
  if (!s.datagrams) {
    s.datagrams = g.p.datagrams(address.address, address.port);
    s.local = s.datagrams.address;
    become(g, fd, new WaitingDescription(s.datagrams, number(g)));
  }
  return s.datagrams;
}

function listen(g: Guest, fd: number, backlog: number): number {
  const s = socketOf(g, fd);
  if (s.type !== STREAM) throw new ErrnoError("EOPNOTSUPP");
  if (s.connection) throw new ErrnoError("EINVAL");
  if (s.family === AF.UNIX) {
    if (!s.local) throw new ErrnoError("EINVAL");
    s.listener ??= g.p.listenUnix(s.local.address);
  } else {
    const { address, port } = s.local ?? any(s);
    s.reserved?.close();
    s.reserved = undefined;
    s.listener = g.p.listen(address, port, { backlog: Math.max(1, backlog) });
    s.local = s.listener.address;
  }
  become(g, fd, new WaitingDescription(s.listener, number(g)));
  listening.set(g.p.description(fd), s);
  return 0;
}

async function accept(g: Guest, fd: number, to: number, lengthAt: number, flags: number): Promise<number> {
  const s = socketOf(g, fd);
  if (!s.listener) throw new ErrnoError("EINVAL");
  await orAgain(g, fd);
  // Waits where a signal can interrupt it.
  await g.p.select([fd], []);
  const connection = await s.listener.accept();
  const other = g.p.descriptorOf(connection);
  if (flags & NONBLOCK) g.nonblocking.add(other);
  g.sockets.set(other, {
    ...s,
    reserved: undefined,
    listener: undefined,
    connection,
    local: connection.local,
    refused: false,
  });
  writeAddress(g, s.family, connection.remote, to, lengthAt);
  return other;
}

async function connect(g: Guest, fd: number, address: SocketAddress): Promise<number> {
  const s = socketOf(g, fd);
  if (s.type !== STREAM) {
    ready(g, fd, s);
    s.peer = address;
    return 0;
  }
  if (s.connection) throw new ErrnoError("EINVAL");
  s.reserved?.close();
  s.reserved = undefined;
  try {
    s.connection = await made(g, s, address);
  } catch (error) {
    // Who does not wait is told later, by the socket's own option.
    if (!g.nonblocking.has(fd) || s.family === AF.UNIX || !isErrno(error)) throw error;
    s.error = wasiNumber(error.code);
    return IN_PROGRESS;
  }
  s.local = s.connection.local;
  become(g, fd, s.connection);
  return 0;
}

async function made(g: Guest, s: GuestSocket, { address, port }: SocketAddress): Promise<Connection> {
  if (s.family === AF.UNIX) return g.p.connectUnix(address);
  return g.p.connect(address, port);
}

async function receive(
  g: Guest,
  fd: number,
  room: number,
  flags: number,
): Promise<{ readonly data: Uint8Array; readonly from: SocketAddress | undefined }> {
  const s = socketOf(g, fd);
  if (flags & MSG.PEEK) throw new ErrnoError("EOPNOTSUPP");
  if (flags & MSG.DONTWAIT && (await g.p.poll([fd], 0)) === undefined) throw new ErrnoError("EAGAIN");
  await orAgain(g, fd);
  if (s.type !== STREAM) {
    const socket = ready(g, fd, s);
    await g.p.select([fd], []);
    const { from, data } = await socket.receive();
    return { data: data.subarray(0, room), from };
  }
  if (!s.connection) throw new ErrnoError("ENOTCONN");
  return { data: (await g.p.read(fd, room)) ?? new Uint8Array(0), from: s.connection.remote };
}

async function send(g: Guest, fd: number, data: Uint8Array, to: SocketAddress | undefined): Promise<number> {
  const s = socketOf(g, fd);
  if (s.type !== STREAM) {
    const peer = to ?? s.peer;
    if (!peer) throw new ErrnoError("ENOTCONN");
    const address = peer.address === "0.0.0.0" ? "127.0.0.1" : peer.address;
    ready(g, fd, s).send({ address, port: peer.port }, data);
    return data.length;
  }
  if (!s.connection) throw new ErrnoError(s.listener ? "EPIPE" : "ENOTCONN");
  if (!g.nonblocking.has(fd)) return transmit(g, s, fd, data);
  const { writes } = await g.p.select([], [fd], 0);
  if (writes.length === 0) throw new ErrnoError("EAGAIN");
  // What surely fits.
  return transmit(g, s, fd, data.subarray(0, 4096));
}

/** What is sent after the other side has closed is lost; only the answer to it says so, and the next call fails. */
async function transmit(g: Guest, s: GuestSocket, fd: number, data: Uint8Array): Promise<number> {
  try {
    await g.p.write(fd, data);
  } catch (error) {
    if (!isErrno(error, "EPIPE") || s.refused) throw error;
    s.refused = true;
  }
  return data.length;
}

const SHUT_RD = 0;

/** What is sent ends here; that nothing more is read is between the process and itself. */
function shutdown(g: Guest, fd: number, how: number): void {
  const { connection, listener } = socketOf(g, fd);
  if (!connection && !listener) throw new ErrnoError("ENOTCONN");
  if (how !== SHUT_RD) connection?.shutdown();
}

/** `struct msghdr`: the address and its length, the buffers and their count. */
function message(g: Guest, at: number) {
  const { heap } = g;
  const count = heap.int(at + 12);
  const first = heap.int(at + 8) >>> 0;
  return {
    name: heap.int(at) >>> 0,
    nameLength: heap.int(at + 4),
    buffers: Array.from({ length: count }, (_, i) => ({
      at: heap.int(first + 8 * i) >>> 0,
      length: heap.int(first + 8 * i + 4) >>> 0,
    })),
  };
}

const SOL_SOCKET = 1;
const SO = { TYPE: 3, ERROR: 4, ACCEPTCONN: 30, DOMAIN: 39 };

function option(g: Guest, fd: number, level: number, name: number, to: number, lengthAt: number): number {
  const s = socketOf(g, fd);
  let value = 0;
  if (level === SOL_SOCKET && name === SO.TYPE) value = s.type;
  else if (level === SOL_SOCKET && name === SO.DOMAIN) value = s.family;
  else if (level === SOL_SOCKET && name === SO.ACCEPTCONN) value = s.listener ? 1 : 0;
  else if (level === SOL_SOCKET && name === SO.ERROR) {
    value = s.error;
    s.error = 0;
  }
  g.heap.setInt(to, value);
  g.heap.setInt(lengthAt, 4);
  return 0;
}

export const socketCalls: Calls = {
  __syscall_socket: (g, family, type) => create(g, family, type),
  __syscall_bind: (g, fd, at, length) => bind(g, fd, readAddress(g, at, length)),
  __syscall_listen: (g, fd, backlog) => listen(g, fd, backlog),
  __syscall_accept4: (g, fd, to, lengthAt, flags) => accept(g, fd, to, lengthAt, flags),
  __syscall_connect: (g, fd, at, length) => connect(g, fd, readAddress(g, at, length)),
  __syscall_getsockname: (g, fd, to, lengthAt) => {
    const s = socketOf(g, fd);
    writeAddress(g, s.family, s.local ?? any(s), to, lengthAt);
    return 0;
  },
  __syscall_getpeername: (g, fd, to, lengthAt) => {
    const s = socketOf(g, fd);
    const peer = s.connection?.remote ?? s.peer;
    if (!peer) throw new ErrnoError("ENOTCONN");
    writeAddress(g, s.family, peer, to, lengthAt);
    return 0;
  },
  __syscall_getsockopt: option,
  // Gives whether it was done; how it went stands at `result`.
  _try_shutdown: (g, fd, how, result) => {
    try {
      shutdown(g, fd, how);
      g.heap.setInt(result, 0);
    } catch (e) {
      if (!isErrno(e)) throw e;
      g.heap.setInt(result, -wasiNumber(e.code));
    }
    return 1;
  },
  __syscall_recvfrom: async (g, fd, to, room, flags, addressAt, lengthAt) => {
    const { data, from } = await receive(g, fd, room, flags);
    g.heap.write(to, data);
    if (from) writeAddress(g, socketOf(g, fd).family, from, addressAt, lengthAt);
    return data.length;
  },
  __syscall_recvmsg: async (g, fd, at, flags) => {
    const into = message(g, at);
    const { data, from } = await receive(
      g,
      fd,
      into.buffers.reduce((n, b) => n + b.length, 0),
      flags,
    );
    let done = 0;
    for (const b of into.buffers) {
      const part = data.subarray(done, done + b.length);
      g.heap.write(b.at, part);
      done += part.length;
    }
    if (from && into.name) writeAddress(g, socketOf(g, fd).family, from, into.name, at + 4);
    g.heap.setInt(at + 20, 0);
    return data.length;
  },
  __syscall_sendto: (g, fd, at, length, _flags, addressAt, addressLength) =>
    send(g, fd, g.heap.copy(at, length), addressAt ? readAddress(g, addressAt, addressLength) : undefined),
  __syscall_sendmsg: (g, fd, at) => {
    const from = message(g, at);
    const data = concat(from.buffers.map((b) => g.heap.copy(b.at, b.length)));
    return send(g, fd, data, from.name ? readAddress(g, from.name, from.nameLength) : undefined);
  },
};
