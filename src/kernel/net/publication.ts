import type { SocketAddress } from "../network.ts";
import { isV6, sameAddress } from "./address.ts";
import type { NetNamespace } from "./namespace.ts";

export interface PublicationOptions {
  readonly hostIP: string;
  readonly hostPort: number;
  readonly protocol: "tcp" | "udp";
  readonly target: NetNamespace;
  readonly port: number;
}

/** A port of the host that leads into a namespace. */
export class Publication {
  /** UDP: the ends that stand in for the clients, by client. */
  readonly standIns = new Map<string, { close(): void }>();

  constructor(readonly options: PublicationOptions) {}

  /** Whether it covers a connection to this address of the host. "" covers both families. */
  covers(protocol: "tcp" | "udp", address: string, port: number): boolean {
    const { options } = this;
    if (options.protocol !== protocol || options.hostPort !== port) return false;
    const { hostIP } = options;
    if (hostIP === "") return true;
    if (hostIP === "0.0.0.0") return !isV6(address);
    if (hostIP === "::") return isV6(address);
    return sameAddress(hostIP, address);
  }

  /** As netstat on the host shows it. */
  get sockets(): { readonly protocol: "tcp" | "udp"; readonly local: SocketAddress }[] {
    const { hostIP, hostPort: port, protocol } = this.options;
    const addresses = hostIP === "" ? ["0.0.0.0", "::"] : [hostIP];
    return addresses.map((address) => ({ protocol, local: { address, port } }));
  }

  /** The target's address that the proxy connects to, and the interface's gateway that it comes from. */
  get destination(): { readonly address: string; readonly gateway: string } | undefined {
    for (const card of this.options.target.cards) {
      const [address] = card.plainAddresses;
      const gateway = card.bridge?.options.gateway;
      if (address !== undefined && gateway !== undefined) return { address, gateway };
    }
    return undefined;
  }
}

/** Whether two publications cannot both have the port. */
export function conflict(a: string, b: string): boolean {
  if (a === "" || b === "") return true;
  if (isV6(a) !== isV6(b)) return false;
  return a === "0.0.0.0" || b === "0.0.0.0" || a === "::" || b === "::" || sameAddress(a, b);
}
