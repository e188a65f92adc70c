import type { LiveContainer } from "../container/live.ts";
import type { Daemon } from "../daemon.ts";
import { isUserDefined } from "./kinds.ts";
import type { LiveNetwork } from "./live.ts";

/**
 * The daemon's embedded DNS, as one container sees it: on its user-defined networks it knows every other container by
 * name, alias and short id, and its own links. The default bridge has none of this. `NAME.NETWORK` works as well.
 */
export function resolveName(d: Daemon, live: LiveContainer, asked: string): readonly string[] | undefined {
  const name = asked.replace(/\.$/, "").toLowerCase();
  for (const network of networksOf(d, live)) {
    const linked = live.endpoints.get(network.id)?.links?.get(name);
    const target = linked ?? name;
    const own = network.names.get(target.toLowerCase());
    const qualified = own ?? underNetwork(network, target);
    if (qualified)
      return shuffled(
        d,
        qualified.map((e) => e.address).filter((a) => a !== ""),
      );
  }
  return undefined;
}

/** Several servers behind one name take turns by chance: each answer has them in another order. */
function shuffled(d: Daemon, addresses: readonly string[]): string[] {
  const left = [...addresses];
  const order: string[] = [];
  while (left.length > 1) order.push(...left.splice(d.kernel.chance.integer("dns", left.length), 1));
  return [...order, ...left];
}

/** What an address is called: `web.lab`. */
export function reverseName(d: Daemon, live: LiveContainer, address: string): string | undefined {
  for (const network of networksOf(d, live)) {
    for (const e of network.endpoints.values())
      if (e.address === address) return `${e.names[0] ?? e.containerName}.${network.name}`;
  }
  return undefined;
}

function underNetwork(network: LiveNetwork, name: string) {
  const suffix = `.${network.name.toLowerCase()}`;
  return name.endsWith(suffix) ? network.names.get(name.slice(0, -suffix.length)) : undefined;
}

function* networksOf(d: Daemon, live: LiveContainer): Generator<LiveNetwork> {
  for (const id of live.endpoints.keys()) {
    const network = d.networks.get(id);
    if (network && isUserDefined(network.name)) yield network;
  }
}
