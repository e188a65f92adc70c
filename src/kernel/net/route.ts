import { ErrnoError } from "../../std/errno.ts";
import { inSubnet, isLoopback, isV6 } from "./address.ts";
import type { Path } from "./interface.ts";
import type { NetNamespace } from "./namespace.ts";
import type { Networks } from "./networks.ts";

/** Where a packet for an address ends up. */
export type Route =
  | {
      readonly kind: "arrives";
      readonly namespace: NetNamespace;
      /** The sender's address as the receiver sees it. */
      readonly source: string;
      readonly path: Path;
    }
  /** Nobody has the address: an error after the neighbour search. */
  | { readonly kind: "nobody" }
  /** A firewall drops it, or nobody outside answers: silence. */
  | { readonly kind: "dropped" };

/**
 * The way of a packet, as Docker's bridges and rules make it: on the same bridge to whoever has the address (not with
 * icc=false); the gateway's address is the host; from one bridge to another it is dropped; there is no outside.
 * Throws ENETUNREACH when no route leads there.
 */
export function route(networks: Networks, from: NetNamespace, address: string): Route {
  if (isLoopback(address) || from.interfaceOf(address)) {
    const source = isLoopback(address) ? (isV6(address) ? "::1" : "127.0.0.1") : address;
    return { kind: "arrives", namespace: from, source, path: { from: from.lo, to: from.lo } };
  }
  for (const card of from.cards) {
    const own = card.addresses.find((a) => inSubnet(address, a));
    if (own === undefined) continue;
    const source = own.slice(0, own.indexOf("/"));
    const { bridge } = card;
    if (!bridge) return { kind: "nobody" };
    if (bridge.hostSide.plainAddresses.includes(address)) {
      from.meet(address, card, bridge.hostSide.mac);
      return { kind: "arrives", namespace: networks.host, source, path: { from: card, to: bridge.hostSide } };
    }
    const found = bridge.find(address);
    from.meet(address, card, found?.interface.mac);
    if (!found) return { kind: "nobody" };
    if (bridge.options.icc === false && !from.isHost) return { kind: "dropped" };
    found.namespace.meet(source, found.interface, card.mac);
    return { kind: "arrives", namespace: found.namespace, source, path: { from: card, to: found.interface } };
  }
  if (from.isHost) throw new ErrnoError("ENETUNREACH");
  return viaGateway(networks, from, address);
}

/** Over the default route: the host's other addresses, and nothing else. */
function viaGateway(networks: Networks, from: NetNamespace, address: string): Route {
  const card = from.cards.find((c) => c.gateways.some((g) => isV6(g) === isV6(address)));
  const bridge = card?.bridge;
  if (!card || !bridge || bridge.options.internal) throw new ErrnoError("ENETUNREACH");
  for (const gateway of card.gateways) from.meet(gateway, card, bridge.hostSide.mac);
  const source = card.plainAddresses.find((a) => isV6(a) === isV6(address)) ?? "0.0.0.0";
  if (networks.host.interfaceOf(address))
    return { kind: "arrives", namespace: networks.host, source, path: { from: card, to: bridge.hostSide } };
  return { kind: "dropped" };
}
