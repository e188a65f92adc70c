import type { Bridge, Endpoint, NetworkNamespace } from "../../kernel/network.ts";
import type { AddressPool } from "./ipam.ts";

/** A container's place on a network, while it has one. */
export interface LiveEndpoint {
  readonly containerID: string;
  readonly endpointID: string;
  containerName: string;
  readonly namespace: NetworkNamespace;
  /** `eth0`. */
  readonly interface: string;
  readonly mac: string;
  readonly address: string;
  readonly address6: string;
  /** What other containers of the network may call it: name, aliases, short id. */
  names: readonly string[];
  /** What the container itself calls others here: their names by what it says, in lower case. */
  readonly links: ReadonlyMap<string, string> | undefined;
  /** Whether the namespace's default route leads through it. */
  gateway: boolean;
  endpoint: Endpoint;
}

/** What a network is besides its record: the bridge, which addresses are free, who is there. */
export interface LiveNetwork {
  readonly id: string;
  readonly name: string;
  readonly pool: AddressPool;
  /** host and none have no bridge. */
  readonly bridge: Bridge | undefined;
  /** By container id, in order of connecting. */
  readonly endpoints: Map<string, LiveEndpoint>;
  /** Endpoints by what they are called, in lower case; in order of connecting. */
  readonly names: Map<string, LiveEndpoint[]>;
}

/** Adds an endpoint and its names. */
export function addEndpoint(network: LiveNetwork, endpoint: LiveEndpoint): void {
  network.endpoints.set(endpoint.containerID, endpoint);
  for (const name of endpoint.names) {
    const key = name.toLowerCase();
    const there = network.names.get(key);
    if (there) there.push(endpoint);
    else network.names.set(key, [endpoint]);
  }
}

export function removeEndpoint(network: LiveNetwork, endpoint: LiveEndpoint): void {
  network.endpoints.delete(endpoint.containerID);
  for (const name of endpoint.names) {
    const key = name.toLowerCase();
    const left = network.names.get(key)?.filter((e) => e !== endpoint) ?? [];
    if (left.length) network.names.set(key, left);
    else network.names.delete(key);
  }
}

/** Gives an endpoint other names: the container was renamed. */
export function renameEndpoint(network: LiveNetwork, endpoint: LiveEndpoint, names: readonly string[]): void {
  removeEndpoint(network, endpoint);
  endpoint.names = names;
  addEndpoint(network, endpoint);
}
