import type { Cancel } from "../../std/cancel.ts";
import type { Chance } from "../../std/chance.ts";
import { ErrnoError } from "../../std/errno.ts";
import type { Micros } from "../../std/time.ts";
import type {
  Bridge,
  Connection,
  Listener,
  Network,
  NetworkNamespace,
  PublishedPort,
  SocketAddress,
} from "../network.ts";
import type { Scheduler } from "../scheduler.ts";
import type { Task } from "../task.ts";
import { isAny } from "./address.ts";
import { BridgeNetwork, type BridgeOptions } from "./bridge.ts";
import { connect } from "./connect.ts";
import { DatagramSocket } from "./datagrams.ts";
import { count, Interface } from "./interface.ts";
import { ListeningSocket } from "./listener.ts";
import { NetNamespace, overlap } from "./namespace.ts";
import { conflict, Publication, type PublicationOptions } from "./publication.ts";
import { type Route, route } from "./route.ts";

const BACKLOG = 128;
/** On the host below this only root may bind. */
const PRIVILEGED = 1024;

/** The machine's networks: the host's namespace, the containers', the bridges between them, the published ports. */
export class Networks implements Network {
  readonly host: NetNamespace;
  private readonly bridges = new Set<BridgeNetwork>();
  private readonly publications = new Set<Publication>();
  /** Unix sockets by device and inode. */
  readonly unix = new Map<string, ListeningSocket>();

  constructor(
    readonly scheduler: Scheduler,
    private readonly chance: Chance,
  ) {
    this.host = this.newNamespace(true);
    this.host.proxies = () => [...this.publications].flatMap((p) => p.sockets);
    const mac = this.mac("52:54:00");
    this.host.add(new Interface("eth0", mac, ["192.168.65.3/24"], 1500));
  }

  createNamespace(): NetNamespace {
    return this.newNamespace(false);
  }

  createBridge(options: BridgeOptions): Bridge {
    const bridge: BridgeNetwork = new BridgeNetwork(options, this.mac("02:42"), this.host, () =>
      this.bridges.delete(bridge),
    );
    this.bridges.add(bridge);
    return bridge;
  }

  portInUse(hostIP: string, port: number, protocol: "tcp" | "udp"): boolean {
    for (const { options: o } of this.publications)
      if (o.hostPort === port && o.protocol === protocol && conflict(o.hostIP, hostIP)) return true;
    return this.host.isBound(protocol, hostIP === "" ? "::" : hostIP, port);
  }

  publish(options: {
    readonly hostIP: string;
    readonly hostPort: number;
    readonly protocol: "tcp" | "udp";
    readonly target: NetworkNamespace;
    readonly port: number;
  }): PublishedPort {
    const { hostIP, hostPort, protocol, port } = options;
    if (this.portInUse(hostIP, hostPort, protocol)) throw new ErrnoError("EADDRINUSE");
    const target = ownNamespace(options.target);
    const publication = new Publication({ hostIP, hostPort, protocol, target, port } satisfies PublicationOptions);
    this.publications.add(publication);
    return {
      close: () => {
        this.publications.delete(publication);
        for (const end of publication.standIns.values()) end.close();
      },
    };
  }

  // Listening

  listenOn(on: NetworkNamespace, address: string, port: number): Listener {
    return this.listen(ownNamespace(on), address, port, undefined, BACKLOG);
  }

  listen(
    on: NetNamespace,
    address: string,
    port: number,
    owner: Task | undefined,
    backlog = BACKLOG,
    v6only = false,
  ): ListeningSocket {
    this.checkPort(on, "tcp", address, port, owner);
    const bound = on.checkBind("tcp", address, port, v6only);
    const listener: ListeningSocket = new ListeningSocket(this.scheduler, bound, owner, Math.max(1, backlog), () =>
      on.listeners.delete(listener),
    );
    listener.v6only = v6only;
    on.listeners.add(listener);
    return listener;
  }

  private checkPort(
    on: NetNamespace,
    protocol: "tcp" | "udp",
    address: string,
    port: number,
    owner: Task | undefined,
  ): void {
    if (!on.isHost || port === 0) return;
    if (port < PRIVILEGED && owner && owner.credentials.uid !== 0) throw new ErrnoError("EACCES");
    for (const { options: o } of this.publications)
      if (o.hostPort === port && o.protocol === protocol && overlap(o.hostIP || "::", address))
        throw new ErrnoError("EADDRINUSE");
  }

  // Connecting

  connectFrom(from: NetworkNamespace, host: string, port: number, cancel?: Cancel): Promise<Connection> {
    return connect(this, ownNamespace(from), host, port, cancel ? { cancel } : {});
  }

  publicationFor(protocol: "tcp" | "udp", address: string, port: number): Publication | undefined {
    for (const p of this.publications) if (p.covers(protocol, address, port)) return p;
    return undefined;
  }

  // Datagrams

  bindDatagrams(on: NetNamespace, address: string, port: number, owner: Task | undefined): DatagramSocket {
    this.checkPort(on, "udp", address, port, owner);
    const bound = on.checkBind("udp", address, port);
    const socket: DatagramSocket = new DatagramSocket(
      this.scheduler,
      bound,
      owner,
      (s, to, data) => this.transmit(on, s.address, to, data),
      () => on.datagrams.delete(socket),
    );
    on.datagrams.add(socket);
    return socket;
  }

  private transmit(from: NetNamespace, local: SocketAddress, to: SocketAddress, data: Uint8Array): void {
    const address = isAny(to.address) ? "127.0.0.1" : to.address;
    const way = route(this, from, address);
    if (way.kind !== "arrives") return;
    const source = { address: isAny(local.address) ? way.source : local.address, port: local.port };
    count(way.path, data.length + 42, 1);
    const socket = way.namespace.datagramsFor(address, to.port);
    if (socket) return socket.arrive({ from: source, data });
    const published = way.namespace.isHost ? this.publicationFor("udp", address, to.port) : undefined;
    if (published) this.transmitPublished(from, published, source, to, data);
  }

  /** An end on the gateway's address stands in for the client, so that the answers find their way back. */
  private transmitPublished(
    from: NetNamespace,
    publication: Publication,
    source: SocketAddress,
    to: SocketAddress,
    data: Uint8Array,
  ): void {
    const inside = publication.destination;
    if (!inside) return;
    const key = `${source.address}:${source.port}`;
    let standIn = publication.standIns.get(key) as DatagramSocket | undefined;
    if (!standIn) {
      standIn = this.bindDatagrams(this.host, inside.gateway, 0, undefined);
      standIn.onReceive = (answer) =>
        from.datagramsFor(source.address, source.port)?.arrive({ from: to, data: answer.data });
      publication.standIns.set(key, standIn);
    }
    this.transmit(this.host, standIn.address, { address: inside.address, port: publication.options.port }, data);
  }

  // Echo

  /** Round trip of a ping; undefined when nobody answers within the timeout. Throws ENETUNREACH. */
  async ping(from: NetNamespace, address: string, timeout: Micros): Promise<Micros | undefined> {
    const way = route(this, from, isAny(address) ? "127.0.0.1" : address);
    if (way.kind !== "arrives") {
      await this.scheduler.wait([], timeout, undefined, true);
      return undefined;
    }
    const span = this.roundTrip(way);
    count(way.path, 98, 1);
    count({ from: way.path.to, to: way.path.from }, 98, 1);
    await this.scheduler.wait([], Math.min(span, timeout), undefined, true);
    return span <= timeout ? span : undefined;
  }

  /** What a packet and its answer take. */
  roundTrip(way: Extract<Route, { kind: "arrives" }>): Micros {
    return way.path.from === way.path.to ? 20 + this.chance.integer("rtt", 30) : 50 + this.chance.integer("rtt", 60);
  }

  private newNamespace(isHost: boolean): NetNamespace {
    return new NetNamespace(isHost, this.chance.integer("port", 28_000));
  }

  private mac(prefix: string): string {
    let mac = prefix;
    for (const byte of this.chance.bytes("mac", 6 - prefix.split(":").length))
      mac += `:${byte.toString(16).padStart(2, "0")}`;
    return mac;
  }
}

function ownNamespace(namespace: NetworkNamespace): NetNamespace {
  if (namespace instanceof NetNamespace) return namespace;
  throw new Error("a network namespace that this kernel did not make");
}
