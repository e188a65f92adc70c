import { Conflict, Forbidden, InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import type { NetworkNamespace } from "../../kernel/network.ts";
import type { LiveContainer } from "../container/live.ts";
import type { ContainerRecord, EndpointRecord } from "../container/record.ts";
import type { Daemon } from "../daemon.ts";
import { newID, newMac, shortID } from "../ids.ts";
import { isIPv6, parseIPv4, subnetHolds } from "./address.ts";
import { isUserDefined } from "./kinds.ts";
import { addEndpoint, type LiveEndpoint, type LiveNetwork, removeEndpoint } from "./live.ts";
import { networkNamed } from "./lookup.ts";
import type { NetworkRecord } from "./record.ts";
import { EMBEDDED_DNS } from "./resolv-conf.ts";

/** An endpoint as a container asks for it, before it is on the network. */
export function wantedEndpoint(settings: Partial<EndpointRecord> = {}): EndpointRecord {
  return {
    networkID: "",
    endpointID: "",
    ipam: null,
    links: null,
    aliases: null,
    dnsNames: null,
    driverOpts: null,
    gwPriority: 0,
    wantedMac: "",
    mac: "",
    address: "",
    prefixLength: 0,
    gateway: "",
    address6: "",
    prefixLength6: 0,
    gateway6: "",
    ...settings,
  };
}

/** The endpoint once it is off the network again: what was asked for stays. */
export function idleEndpoint(e: EndpointRecord): EndpointRecord {
  const { ipam, links, aliases, driverOpts, gwPriority, wantedMac, networkID, dnsNames } = e;
  return wantedEndpoint({ ipam, links, aliases, driverOpts, gwPriority, wantedMac, networkID, dnsNames });
}

/** What others on a user-defined network may call the container; its own hostname is one of them. */
export function dnsNamesOf(record: ContainerRecord, endpoint: EndpointRecord): string[] {
  const { Hostname } = record.config;
  const hostname = Hostname === "" ? [] : [Hostname];
  return [...new Set([record.name, ...(endpoint.aliases ?? []), shortID(record.id), ...hostname])];
}

/**
 * Checks what was asked for an endpoint against its network, as at a start and at `network connect`. Several complaints
 * are listed, one is a line.
 */
export function checkEndpoint(network: NetworkRecord, endpoint: EndpointRecord): void {
  const v4 = endpoint.ipam?.IPv4Address ?? "";
  const v6 = endpoint.ipam?.IPv6Address ?? "";
  const complaints: string[] = [];
  if ((v4 || v6) && !isUserDefined(network.name)) {
    complaints.push("user specified IP address is supported on user defined networks only");
  }
  if ((endpoint.aliases?.length ?? 0) > 0 && !isUserDefined(network.name) && network.driver !== "bridge") {
    complaints.push("network-scoped alias is supported only for containers in user defined networks");
  }
  if (v4) {
    if (parseIPv4(v4) === undefined) complaints.push(`invalid IPv4 address: ${v4}`);
    checkAddress(network, v4, false, complaints);
  }
  if (v6) {
    if (!isIPv6(v6)) complaints.push(`invalid IPv6 address: ${v6}`);
    checkAddress(network, v6, true, complaints);
  }
  for (const address of endpoint.ipam?.LinkLocalIPs ?? []) {
    if (parseIPv4(address) === undefined && !isIPv6(address))
      complaints.push(`invalid link-local IP address: ${address}`);
  }
  if (complaints.length === 0) return;
  const [first = ""] = complaints;
  const text = complaints.length === 1 ? first : complaints.map((c) => `* ${c}`).join("\n");
  throw new InvalidParameter(`invalid endpoint settings:\n${text}`);
}

function checkAddress(network: NetworkRecord, address: string, ipv6: boolean, complaints: string[]): void {
  const subnets = network.subnets.filter((s) => s.ipv6 === ipv6);
  if (network.builtIn ? subnets.length === 0 : !subnets.some((s) => s.configured)) {
    complaints.push(
      "user specified IP address is supported only when connecting to networks with user configured subnets",
    );
    return;
  }
  if (!subnets.some((s) => subnetHolds(s.subnet, address))) {
    complaints.push(`no configured subnet or ip-range contain the IP address ${address}`);
  }
}

/**
 * Puts a running container's namespace on a network: an address, an interface, its names. Gives the endpoint as it is
 * then. Throws when an address is taken or none is left.
 */
export function joinNetwork(
  d: Daemon,
  options: {
    readonly network: NetworkRecord;
    readonly record: ContainerRecord;
    readonly live: LiveContainer;
    readonly namespace: NetworkNamespace;
    readonly endpoint: EndpointRecord;
    readonly gateway: boolean;
  },
): EndpointRecord {
  const { network, record, live, namespace, endpoint } = options;
  const liveNetwork = d.networks.get(network.id);
  if (!liveNetwork) throw new NotFound(`network ${network.name} not found`);
  if (liveNetwork.endpoints.has(record.id)) {
    throw new Forbidden(`endpoint with name ${record.name} already exists in network ${network.name}`);
  }
  const address = takeAddress(liveNetwork, endpoint.ipam?.IPv4Address ?? "");
  const address6 = network.enableIPv6 ? takeAddress6(liveNetwork, endpoint.ipam?.IPv6Address ?? "") : "";
  const mac = liveNetwork.bridge ? endpoint.wantedMac || newMac(d.kernel.chance) : "";
  const endpointID = newID(d.kernel.chance, "endpoint");
  const names = isUserDefined(network.name) ? dnsNamesOf(record, endpoint) : null;
  const { pool } = liveNetwork;
  const liveEndpoint: LiveEndpoint = {
    containerID: record.id,
    containerName: record.name,
    endpointID,
    namespace,
    interface: nextInterface(live),
    mac,
    address,
    address6,
    names: names ?? [],
    links: endpoint.links?.length ? linkMap(endpoint.links) : undefined,
    gateway: options.gateway && !network.internal,
    endpoint: { address, route: () => {}, disconnect: () => {} },
  };
  plug(liveNetwork, liveEndpoint);
  addEndpoint(liveNetwork, liveEndpoint);
  live.endpoints.set(network.id, liveEndpoint);
  if (names) namespace.showNameServer(EMBEDDED_DNS);
  return {
    ...endpoint,
    networkID: network.id,
    endpointID,
    dnsNames: names,
    mac,
    address,
    prefixLength: address ? pool.prefixLength : 0,
    gateway: network.internal ? "" : pool.gateway,
    address6,
    prefixLength6: address6 ? pool.prefixLength6 : 0,
    gateway6: address6 && !network.internal ? pool.gateway6 : "",
  };
}

/** Connects the endpoint's interface, with or without the default route. */
function plug(network: LiveNetwork, e: LiveEndpoint): void {
  if (!network.bridge) return;
  const { pool } = network;
  e.endpoint = network.bridge.connect(e.namespace, {
    interface: e.interface,
    mac: e.mac,
    address: e.address,
    prefixLength: pool.prefixLength,
    ...(e.gateway && pool.gateway ? { gateway: pool.gateway } : {}),
    ...(e.address6
      ? {
          ipv6: {
            address: e.address6,
            prefixLength: pool.prefixLength6,
            ...(e.gateway ? { gateway: pool.gateway6 } : {}),
          },
        }
      : {}),
  });
}

/** Takes a container off a network and frees its address. */
export function leaveNetwork(d: Daemon, live: LiveContainer, networkID: string): void {
  const e = live.endpoints.get(networkID);
  const network = d.networks.get(networkID);
  if (!e || !network) return;
  e.endpoint.disconnect();
  removeEndpoint(network, e);
  network.pool.release(e.address);
  if (e.address6) network.pool.release6(e.address6);
  live.endpoints.delete(networkID);
}

/** Gives the default route to the endpoint that should have it now: see `gatewayNetwork`. */
export function moveGateway(d: Daemon, live: LiveContainer, networkID: string | undefined): void {
  for (const [id, e] of live.endpoints) {
    const wanted = id === networkID;
    const network = d.networks.get(id);
    if (e.gateway === wanted || !network) continue;
    e.gateway = wanted;
    const { pool } = network;
    if (wanted) e.endpoint.route(pool.gateway || undefined, e.address6 ? pool.gateway6 || undefined : undefined);
    else e.endpoint.route();
  }
}

/** The network that has the default route: the highest priority, then by name; never an internal one. */
export function gatewayNetwork(d: Daemon, endpoints: Readonly<Record<string, EndpointRecord>>): string | undefined {
  const candidates = Object.entries(endpoints)
    .map(([name, e]) => ({ name, priority: e.gwPriority, network: networkNamed(d, name) }))
    .filter((c) => c.network && !c.network.internal && c.network.driver === "bridge")
    .sort((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1));
  return candidates[0]?.network?.id;
}

function nextInterface(live: LiveContainer): string {
  const used = new Set([...live.endpoints.values()].map((e) => e.interface));
  let n = 0;
  while (used.has(`eth${n}`)) n++;
  return `eth${n}`;
}

function linkMap(links: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    links.map((link) => {
      const [name = "", alias = name] = link.split(":");
      return [alias.toLowerCase(), name];
    }),
  );
}

function takeAddress(network: LiveNetwork, wanted: string): string {
  if (!network.bridge) return "";
  if (!wanted) {
    const address = network.pool.take();
    if (address === undefined)
      throw new SystemError(
        `no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`,
      );
    return address;
  }
  if (network.pool.takeExactly(wanted) !== "ok") throw new Conflict("Address already in use");
  return wanted;
}

function takeAddress6(network: LiveNetwork, wanted: string): string {
  if (!wanted) return network.pool.take6() ?? "";
  if (network.pool.takeExactly6(wanted) !== "ok") throw new Conflict("Address already in use");
  return wanted;
}
