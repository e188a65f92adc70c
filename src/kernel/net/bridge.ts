import type { Bridge, Endpoint, NetworkNamespace } from "../network.ts";
import { sameAddress } from "./address.ts";
import { Interface } from "./interface.ts";
import { NetNamespace } from "./namespace.ts";

export interface BridgeOptions {
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly internal: boolean;
  readonly icc?: boolean;
  readonly mtu?: number;
}

interface Place {
  readonly namespace: NetNamespace;
  readonly interface: Interface;
}

/** Bytes of a packet at most, where the options say nothing. */
const MTU = 1500;

/** Those that there are. */
function oneOrTwo(first: string | undefined, second: string | undefined): readonly string[] {
  if (first === undefined) return second === undefined ? [] : [second];
  return second === undefined ? [first] : [first, second];
}

/** A bridge: the namespaces on it reach each other; the host stands on it with the gateway's address. */
export class BridgeNetwork implements Bridge {
  private readonly places = new Set<Place>();
  /** The host's own interface on it: `docker0`. */
  readonly hostSide: Interface;

  constructor(
    readonly options: BridgeOptions,
    mac: string,
    private readonly host: NetNamespace,
    private readonly onRemoved: () => void,
  ) {
    const length = options.subnet.slice(options.subnet.indexOf("/") + 1);
    this.hostSide = new Interface(options.name, mac, [`${options.gateway}/${length}`], this.mtu, this);
    host.add(this.hostSide);
  }

  get name(): string {
    return this.options.name;
  }

  private get mtu(): number {
    return this.options.mtu ?? MTU;
  }

  connect(namespace: NetworkNamespace, options: Parameters<Bridge["connect"]>[1]): Endpoint {
    if (!(namespace instanceof NetNamespace)) throw new Error("a network namespace that this kernel did not make");
    const { ipv6 } = options;
    const addresses = oneOrTwo(
      `${options.address}/${options.prefixLength}`,
      ipv6 && `${ipv6.address}/${ipv6.prefixLength}`,
    );
    const gateways = oneOrTwo(options.gateway, ipv6?.gateway);
    const iface = new Interface(options.interface, options.mac, addresses, this.mtu, this, gateways);
    const place = { namespace, interface: iface };
    namespace.add(iface);
    this.places.add(place);
    return {
      address: options.address,
      route: (...gateways) => {
        iface.gateways = oneOrTwo(...gateways);
      },
      disconnect: () => {
        this.places.delete(place);
        namespace.remove(iface);
      },
    };
  }

  /** Who has this address here. */
  find(address: string): Place | undefined {
    for (const place of this.places)
      if (place.interface.plainAddresses.some((a) => sameAddress(a, address))) return place;
    return undefined;
  }

  remove(): void {
    for (const place of this.places) place.namespace.remove(place.interface);
    this.places.clear();
    this.host.remove(this.hostSide);
    this.onRemoved();
  }
}
