import { ErrnoError } from "../../std/errno.ts";
import type { NetworkNamespace, NetworkView, SocketAddress } from "../network.ts";
import type { Pids } from "../pid-namespace.ts";
import type { Task } from "../task.ts";
import { isAny, isV6, sameAddress, subnetOf } from "./address.ts";
import type { Socket } from "./connection.ts";
import type { DatagramSocket } from "./datagrams.ts";
import { Interface } from "./interface.ts";
import type { ListeningSocket } from "./listener.ts";

const FIRST_EPHEMERAL = 32_768;
const EPHEMERAL_PORTS = 28_232;

/** A network namespace: interfaces and the sockets bound in it. */
export class NetNamespace implements NetworkNamespace {
  cards: readonly Interface[] = [];
  private loopback: Interface | undefined;
  // Made when they are first looked at: ten thousand containers may never open a socket.
  private listening: Set<ListeningSocket> | undefined;
  private receiving: Set<DatagramSocket> | undefined;
  private connected: Set<Socket> | undefined;
  resolver: ((name: string) => readonly string[] | undefined) | undefined;
  reverse: ((address: string) => string | undefined) | undefined;
  /** Ports that the machine itself listens on for others: published ones, on the host. */
  proxies: () => readonly { readonly protocol: "tcp" | "udp"; readonly local: SocketAddress }[] = () => [];
  private nameServer: { readonly address: string; readonly tcp: number; readonly udp: number } | undefined;
  private met: Map<string, { readonly interface: Interface; readonly mac: string | undefined }> | undefined;
  private ephemeral: number;
  /** Numbers of interfaces are not given out again. lo has 1. */
  private nextIndex = 2;

  constructor(
    readonly isHost: boolean,
    firstPort: number,
  ) {
    this.ephemeral = firstPort % EPHEMERAL_PORTS;
  }

  get listeners(): Set<ListeningSocket> {
    this.listening ??= new Set();
    return this.listening;
  }

  get datagrams(): Set<DatagramSocket> {
    this.receiving ??= new Set();
    return this.receiving;
  }

  get connections(): Set<Socket> {
    this.connected ??= new Set();
    return this.connected;
  }

  get lo(): Interface {
    this.loopback ??= new Interface("lo", "00:00:00:00:00:00", ["127.0.0.1/8", "::1/128"], 65_536);
    return this.loopback;
  }

  add(iface: Interface): void {
    iface.index = this.nextIndex++;
    this.cards = this.cards.concat(iface);
  }

  remove(iface: Interface): void {
    if (!this.cards.includes(iface)) return;
    this.cards = this.cards.filter((card) => card !== iface);
    const gone = iface.plainAddresses;
    for (const socket of [...(this.connected ?? [])]) if (gone.includes(socket.local.address)) socket.reset();
  }

  setResolver(resolve: (name: string) => readonly string[] | undefined): void {
    this.resolver = resolve;
  }

  showNameServer(address: string): void {
    this.nameServer ??= { address, tcp: this.nextPort(), udp: this.nextPort() };
  }

  /** A packet for or from a neighbour passed this card. */
  meet(address: string, card: Interface, mac: string | undefined): void {
    this.met ??= new Map();
    if (this.met.get(address)?.mac !== mac) this.met.delete(address);
    if (!this.met.has(address)) this.met.set(address, { interface: card, mac });
  }

  neighbours(): ReturnType<NetworkView["neighbours"]> {
    return [...(this.met ?? [])].flatMap(([address, { interface: card, mac }]) =>
      this.cards.includes(card) && !isV6(address) ? [{ address, interface: card.name, mac }] : [],
    );
  }

  setReverse(name: (address: string) => string | undefined): void {
    this.reverse = name;
  }

  interfaces(): readonly Interface[] {
    return [this.lo, ...this.cards];
  }

  /** The interface that has this address; lo for all of 127.0.0.0/8. */
  interfaceOf(address: string): Interface | undefined {
    return this.cards.find((i) => i.plainAddresses.some((a) => sameAddress(a, address)));
  }

  routes(): ReturnType<NetworkView["routes"]> {
    const routes: { destination: string; gateway: string; interface: string }[] = [];
    for (const card of this.cards)
      for (const gateway of card.gateways)
        if (!isV6(gateway)) routes.push({ destination: "default", gateway, interface: card.name });
    for (const card of this.cards) {
      for (const address of card.addresses) {
        const [plain = "", length = ""] = address.split("/");
        if (!isV6(plain))
          routes.push({ destination: subnetOf(plain, Number(length)), gateway: "", interface: card.name });
      }
    }
    return routes;
  }

  sockets(): ReturnType<NetworkView["sockets"]> {
    return this.socketsSeenBy(undefined);
  }

  /** Pids as that namespace sees them. */
  socketsSeenBy(viewer: Pids | undefined): ReturnType<NetworkView["sockets"]> {
    const pidOf = (owner: Task | undefined) => {
      const pid = owner && (viewer ? owner.pidIn(viewer) : owner.pid);
      return pid === 0 ? undefined : pid;
    };
    return [
      ...this.proxies().map(({ protocol, local }) => ({
        protocol,
        local,
        remote: undefined,
        state: protocol === "tcp" ? ("LISTEN" as const) : ("" as const),
        pid: undefined,
      })),
      ...[...this.listeners].map((s) => ({
        protocol: "tcp" as const,
        local: s.address,
        remote: undefined,
        state: "LISTEN" as const,
        pid: pidOf(s.owner),
      })),
      ...(this.nameServer ? nameServerSockets(this.nameServer) : []),
      ...[...this.connections].map((s) => ({
        protocol: "tcp" as const,
        local: s.local,
        remote: s.remote,
        state: "ESTABLISHED" as const,
        pid: pidOf(s.owner),
      })),
      ...[...this.datagrams].map((s) => ({
        protocol: "udp" as const,
        local: s.address,
        remote: undefined,
        state: "" as const,
        pid: pidOf(s.owner),
      })),
    ];
  }

  /** The listener that a connection to this address would reach. */
  listenerFor(address: string, port: number): ListeningSocket | undefined {
    for (const l of this.listeners)
      if (l.address.port === port && accepts(l.address.address, address, l.v6only)) return l;
    return undefined;
  }

  datagramsFor(address: string, port: number): DatagramSocket | undefined {
    for (const d of this.datagrams) if (d.address.port === port && accepts(d.address.address, address)) return d;
    return undefined;
  }

  nextPort(): number {
    this.ephemeral = (this.ephemeral + 2) % EPHEMERAL_PORTS;
    return FIRST_EPHEMERAL + this.ephemeral;
  }

  /** Checks an address to bind: one of the namespace's own, with a port that is free for it; port 0 is any free one. */
  checkBind(protocol: "tcp" | "udp", address: string, port: number, v6only = false): SocketAddress {
    const own =
      isAny(address) || address.startsWith("127.") || sameAddress(address, "::1") || this.interfaceOf(address);
    if (!own) throw new ErrnoError("EADDRNOTAVAIL");
    if (port === 0) {
      let free = this.nextPort();
      while (this.isBound(protocol, address, free)) free = this.nextPort();
      return { address, port: free };
    }
    if (this.isBound(protocol, address, port, v6only)) throw new ErrnoError("EADDRINUSE");
    return { address, port };
  }

  isBound(protocol: "tcp" | "udp", address: string, port: number, v6only = false): boolean {
    const bound: Iterable<{ readonly address: SocketAddress; readonly v6only?: boolean }> =
      protocol === "tcp" ? this.listeners : this.datagrams;
    for (const { address: a, v6only: only } of bound)
      if (a.port === port && (accepts(a.address, address, only) || accepts(address, a.address, v6only))) return true;
    return false;
  }
}

function nameServerSockets(server: { readonly address: string; readonly tcp: number; readonly udp: number }) {
  const { address, tcp, udp } = server;
  const common = { remote: undefined, pid: undefined };
  return [
    { ...common, protocol: "tcp" as const, local: { address, port: tcp }, state: "LISTEN" as const },
    { ...common, protocol: "udp" as const, local: { address, port: udp }, state: "" as const },
  ];
}

/** Whether a socket bound to `bound` takes what arrives for `address`: `::` takes IPv4 too, unless it is `v6only`. */
function accepts(bound: string, address: string, v6only = false): boolean {
  if (bound === "::") return !v6only || isV6(address);
  if (bound === "0.0.0.0") return !isV6(address);
  return sameAddress(bound, address);
}

/** Whether two bound addresses exclude each other on one port. */
export function overlap(a: string, b: string): boolean {
  return accepts(a, b) || accepts(b, a);
}
