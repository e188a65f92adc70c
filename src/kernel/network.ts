import type { Cancel } from "../std/cancel.ts";
import type { Reader, Writer } from "../std/stream.ts";

/** `NXDOMAIN`: no such name; `SERVFAIL`: no server answered (the outside network). */
export class DnsError extends Error {
  override readonly name = "DnsError";
  constructor(
    readonly code: "NXDOMAIN" | "SERVFAIL",
    readonly host: string,
  ) {
    super(`${code}: ${host}`);
  }
}

export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/** A TCP (or unix) connection: two streams. Closing ends the other side's reads; a write to a closed one: ECONNRESET/EPIPE. */
export interface Connection extends Reader, Writer {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  /** Ends only our direction. */
  shutdown(): void;
}

export interface Listener {
  readonly address: SocketAddress;
  accept(cancel?: Cancel): Promise<Connection>;
  /** Refuses who waits and comes. */
  close(): void;
}

/** A UDP socket. */
export interface Datagrams {
  readonly address: SocketAddress;
  send(to: SocketAddress, data: Uint8Array): void;
  receive(cancel?: Cancel): Promise<{ readonly from: SocketAddress; readonly data: Uint8Array }>;
  close(): void;
}

export interface InterfaceInfo {
  /** `lo`, `eth0`. */
  readonly name: string;
  /** Its number in the namespace. */
  readonly index: number;
  readonly mac: string;
  /** With prefix length: `172.17.0.2/16`. */
  readonly addresses: readonly string[];
  readonly up: boolean;
  readonly mtu: number;
  readonly rx: { readonly bytes: number; readonly packets: number };
  readonly tx: { readonly bytes: number; readonly packets: number };
}

/** A namespace as its processes may look at it (ip, ifconfig, netstat, route). */
export interface NetworkView {
  interfaces(): readonly InterfaceInfo[];
  /** IPv4: `default` by a gateway, or a subnet on the link itself (gateway ""). */
  routes(): readonly { readonly destination: string; readonly gateway: string; readonly interface: string }[];
  /** Whom packets went to or came from on a link, the first first; without a MAC: nobody answered. */
  neighbours(): readonly { readonly address: string; readonly interface: string; readonly mac: string | undefined }[];
  sockets(): readonly {
    readonly protocol: "tcp" | "udp";
    readonly local: SocketAddress;
    readonly remote: SocketAddress | undefined;
    readonly state: "LISTEN" | "ESTABLISHED" | "";
    /** In the reader's pid namespace; undefined when it lies outside of it. */
    readonly pid: number | undefined;
  }[];
}

/** A network namespace as the daemon holds it. */
export interface NetworkNamespace extends NetworkView {
  /** Answers names before anything else: the daemon's embedded DNS. Undefined: not known here, ask the outside. */
  setResolver(resolve: (name: string) => readonly string[] | undefined): void;
  /** The embedded DNS listens at this address, for all processes to see. */
  showNameServer(address: string): void;
  /** Names an address, for `ping` and reverse look-ups. */
  setReverse(name: (address: string) => string | undefined): void;
}

/** One namespace's place on a bridge. */
export interface Endpoint {
  readonly address: string;
  /** Gives it the default routes, or takes them away with none. */
  route(gateway?: string, gateway6?: string): void;
  disconnect(): void;
}

/** A bridge network: who is connected to the same one can reach each other. */
export interface Bridge {
  readonly name: string;
  connect(
    namespace: NetworkNamespace,
    options: {
      readonly interface: string;
      readonly mac: string;
      readonly address: string;
      readonly prefixLength: number;
      /** Default route, when this endpoint gives it. */
      readonly gateway?: string;
      readonly ipv6?: { readonly address: string; readonly prefixLength: number; readonly gateway?: string };
    },
  ): Endpoint;
  remove(): void;
}

/** A port of the host forwarded into a namespace. */
export interface PublishedPort {
  close(): void;
}

/** The machine's networks. */
export interface Network {
  /** The host's own namespace. */
  readonly host: NetworkNamespace;
  createNamespace(): NetworkNamespace;
  createBridge(options: {
    readonly name: string;
    readonly subnet: string;
    readonly gateway: string;
    readonly internal: boolean;
    /** `com.docker.network.bridge.enable_icc`. */
    readonly icc?: boolean;
    /** `com.docker.network.driver.mtu`. */
    readonly mtu?: number;
  }): Bridge;
  /** Whether something on the host (a publication or a host process) already listens there. */
  portInUse(hostIP: string, port: number, protocol: "tcp" | "udp"): boolean;
  /** Throws EADDRINUSE. Connections to the port from the host and from containers through the host arrive at the target. */
  publish(options: {
    readonly hostIP: string;
    readonly hostPort: number;
    readonly protocol: "tcp" | "udp";
    readonly target: NetworkNamespace;
    readonly port: number;
  }): PublishedPort;
}
