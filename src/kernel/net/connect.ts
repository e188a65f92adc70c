import type { Files } from "../../filesystem/files.ts";
import type { Cancel } from "../../std/cancel.ts";
import { ErrnoError } from "../../std/errno.ts";
import { type Micros, SECOND } from "../../std/time.ts";
import type { SocketAddress } from "../network.ts";
import type { Task } from "../task.ts";
import { isAny } from "./address.ts";
import { createConnection, type Socket } from "./connection.ts";
import { countHandshake } from "./interface.ts";
import type { ListeningSocket } from "./listener.ts";
import type { NetNamespace } from "./namespace.ts";
import type { Networks } from "./networks.ts";
import type { Publication } from "./publication.ts";
import { resolveName } from "./resolve.ts";
import { type Route, route } from "./route.ts";

/** How long a connect waits for silence. */
const CONNECT_TIMEOUT: Micros = 134 * SECOND;
/** How long the search for a neighbour that is not there takes. */
const NEIGHBOUR_TIMEOUT: Micros = 3.1 * SECOND;

export interface ConnectOptions {
  readonly owner?: Task;
  readonly files?: Files;
  readonly timeout?: Micros;
  readonly cancel?: Cancel;
}

type Arrival = Extract<Route, { kind: "arrives" }>;

/** Tries each address of the name in turn; the last one's failure is the answer. */
export async function connect(
  networks: Networks,
  from: NetNamespace,
  host: string,
  port: number,
  options: ConnectOptions,
): Promise<Socket> {
  let failure: unknown;
  for (const address of resolveName(from, options.files, host)) {
    try {
      return await connectAddress(networks, from, isAny(address) ? "127.0.0.1" : address, port, options);
    } catch (error) {
      if (!(error instanceof ErrnoError)) throw error;
      failure = error;
    }
  }
  throw failure ?? new ErrnoError("EHOSTUNREACH");
}

async function connectAddress(
  networks: Networks,
  from: NetNamespace,
  address: string,
  port: number,
  options: ConnectOptions,
): Promise<Socket> {
  const way = route(networks, from, address);
  if (way.kind !== "arrives") await fail(networks, way, options);
  else {
    await networks.scheduler.wait([], networks.roundTrip(way), options.cancel, true);
    const listener = way.namespace.listenerFor(address, port);
    if (listener) return join(networks, from, way, { address, port }, listener, options);
    const published = way.namespace.isHost ? networks.publicationFor("tcp", address, port) : undefined;
    if (published) return joinPublished(networks, from, way, { address, port }, published, options);
  }
  throw new ErrnoError("ECONNREFUSED");
}

/** Waits as long as the failure takes to be noticed, then fails with it. */
async function fail(
  networks: Networks,
  way: Exclude<Route, { kind: "arrives" }>,
  options: ConnectOptions,
): Promise<never> {
  const own = way.kind === "nobody" ? NEIGHBOUR_TIMEOUT : CONNECT_TIMEOUT;
  const span = Math.min(own, options.timeout ?? own);
  await networks.scheduler.wait([], span, options.cancel, true);
  throw new ErrnoError(way.kind === "nobody" && span === own ? "EHOSTUNREACH" : "ETIMEDOUT");
}

/** A place in the listener's backlog; without one the connect waits. */
async function join(
  networks: Networks,
  from: NetNamespace,
  way: Arrival,
  to: SocketAddress,
  listener: ListeningSocket,
  options: ConnectOptions,
  seen: { readonly as: SocketAddress; readonly by: SocketAddress } | undefined = undefined,
): Promise<Socket> {
  const end = networks.scheduler.now + (options.timeout ?? CONNECT_TIMEOUT);
  while (!listener.closed && !listener.hasRoom) {
    const left = end - networks.scheduler.now;
    if (left <= 0) throw new ErrnoError("ETIMEDOUT");
    await networks.scheduler.wait([listener.roomQueue], left, options.cancel, true);
  }
  if (listener.closed) throw new ErrnoError("ECONNREFUSED");
  const local = { address: way.source, port: from.nextPort() };
  const target = way.namespace;
  const { client, server } = createConnection(
    networks.scheduler,
    { address: local, owner: options.owner, onClosed: (s) => from.connections.delete(s) },
    {
      address: seen?.as ?? to,
      seenAs: to,
      sees: seen?.by ?? local,
      owner: listener.owner,
      onClosed: (s) => target.connections.delete(s),
    },
    way.path,
  );
  from.connections.add(client);
  target.connections.add(server);
  countHandshake(way.path);
  listener.add(server);
  return client;
}

/** The proxy accepts whoever comes; when the container refuses it, it breaks the connection at once. */
async function joinPublished(
  networks: Networks,
  from: NetNamespace,
  way: Arrival,
  to: SocketAddress,
  publication: Publication,
  options: ConnectOptions,
): Promise<Socket> {
  const { target, port } = publication.options;
  const inside = publication.destination ?? { address: "127.0.0.1", gateway: "127.0.0.1" };
  const listener = target.listenerFor(inside.address, port);
  if (!listener) return broken(networks, from, way, to, options);
  const onward = target === networks.host ? undefined : route(networks, networks.host, inside.address);
  const path = onward?.kind === "arrives" ? onward.path : way.path;
  const by = { address: inside.gateway, port: networks.host.nextPort() };
  const as = { address: inside.address, port };
  return join(networks, from, { ...way, namespace: target, path }, to, listener, options, { as, by });
}

function broken(
  networks: Networks,
  from: NetNamespace,
  way: Arrival,
  to: SocketAddress,
  options: ConnectOptions,
): Socket {
  const local = { address: way.source, port: from.nextPort() };
  const nothing = () => {};
  const { client, server } = createConnection(
    networks.scheduler,
    { address: local, owner: options.owner, onClosed: nothing },
    { address: to, seenAs: to, sees: local, owner: undefined, onClosed: nothing },
    undefined,
  );
  server.refuse();
  return client;
}
