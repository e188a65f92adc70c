import type { Connection, Datagrams, Listener } from "../../kernel/network.ts";
import { ErrnoError } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { type Args, number, text } from "./args.ts";
import type { AsyncOperation, Host, Operation } from "./host.ts";
import { encodeAs } from "./text-operations.ts";

/** What a number stands for; EBADF once it is closed. */
function slot<T>(h: Host, id: number): T {
  const it = h.slots.get(id);
  if (!it) throw new ErrnoError("EBADF");
  return it as T;
}

const connectionOf = (h: Host, id: number) => slot<Connection>(h, id);

function keep(h: Host, connection: Connection): object {
  const id = h.nextSlot();
  h.slots.set(id, connection);
  return { id, local: connection.local, remote: connection.remote };
}

/** What is written: texts, each with its encoding, and of `bytes` the next so many. */
function parts(list: Args, bytes: Uint8Array): Uint8Array {
  let at = 0;
  const chunks = list.map((part, i) => {
    if (Array.isArray(part)) return encodeAs(text(part, 0), text(part, 1));
    const from = at;
    at += number(list, i);
    return bytes.subarray(from, at);
  });
  return concat(chunks);
}

/** Sockets by number. */
export const networkOperations: Readonly<Record<string, Operation>> = {
  "net.listen": (h, a) => {
    const path = text(a, 2);
    const listener = path ? h.p.listenUnix(path) : h.p.listen(text(a, 0), number(a, 1));
    const id = h.nextSlot();
    h.slots.set(id, listener);
    return { id, address: listener.address.address, port: listener.address.port };
  },
  "net.unlisten": (h, a) => {
    const listener = h.slots.get(number(a, 0)) as Listener | undefined;
    listener?.close();
    h.slots.delete(number(a, 0));
  },
  "net.shutdown": (h, a) => (h.slots.get(number(a, 0)) as Connection | undefined)?.shutdown(),
  "net.close": (h, a) => {
    (h.slots.get(number(a, 0)) as Connection | undefined)?.close();
    h.slots.delete(number(a, 0));
  },
  "net.interfaces": (h) => h.p.network.interfaces().map(({ name, mac, addresses }) => ({ name, mac, addresses })),
  "udp.bind": (h, a) => {
    const socket = h.p.datagrams(text(a, 0), number(a, 1));
    const id = h.nextSlot();
    h.slots.set(id, socket);
    return { id, address: socket.address.address, port: socket.address.port };
  },
  "udp.send": (h, a, bytes) =>
    (h.slots.get(number(a, 0)) as Datagrams | undefined)?.send(
      { address: text(a, 1), port: number(a, 2) },
      bytes.slice(),
    ),
  "udp.close": (h, a) => {
    (h.slots.get(number(a, 0)) as Datagrams | undefined)?.close();
    h.slots.delete(number(a, 0));
  },
};

export const networkWaits: Readonly<Record<string, AsyncOperation>> = {
  "net.accept": async (h, a) => keep(h, await slot<Listener>(h, number(a, 0)).accept()),
  // Whoever listens in the same process is told first: its descriptor was there before.
  "net.connect": async (h, a) => {
    const connection = await h.p.connect(text(a, 0), number(a, 1));
    await h.p.sleep(0);
    return keep(h, connection);
  },
  "net.connectUnix": async (h, a) => {
    const connection = await h.p.connectUnix(text(a, 0));
    await h.p.sleep(0);
    return keep(h, connection);
  },
  "net.read": async (h, a) => (await connectionOf(h, number(a, 0)).read()) ?? null,
  "net.write": async (h, a, bytes) => {
    await connectionOf(h, number(a, 0)).write(parts(a.slice(1), bytes));
  },
  "net.resolve": async (h, a) => h.p.resolve(text(a, 0)),
  "udp.receive": async (h, a) => {
    const { from, data } = await slot<Datagrams>(h, number(a, 0)).receive();
    return { from, data: [...data] };
  },
};
