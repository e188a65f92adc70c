import type { PortMap } from "../../api/container.ts";
import { ApiError, Conflict, InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import { directory, file } from "../../filesystem/tree.ts";
import type { NetworkNamespace } from "../../kernel/network.ts";
import { decode } from "../../std/text.ts";
import { getIn } from "../buckets.ts";
import type { LiveContainer, LivePort } from "../container/live.ts";
import type { ContainerRecord, EndpointRecord } from "../container/record.ts";
import type { Daemon } from "../daemon.ts";
import { resolveName, reverseName } from "./dns.ts";
import { emitNetwork } from "./emit.ts";
import { gatewayNetwork, idleEndpoint, joinNetwork, leaveNetwork } from "./endpoint.ts";
import { extraHost, type HostLine, hostsFile, ownNames } from "./hosts-file.ts";
import { isUserDefined, NOT_HOST_MODE, networkModeOf, PRIVATE_MODE, SHARING } from "./kinds.ts";
import { checkLinks, linkedHosts } from "./links.ts";
import { networkNamed } from "./lookup.ts";
import { publishPorts, releasePorts } from "./publish.ts";
import { parseResolvConf, type ResolverConfig, type ResolverKind, resolvConf } from "./resolv-conf.ts";

/** A container's networking while it runs, as its record shows it. */
export interface Networking {
  readonly endpoints: Readonly<Record<string, EndpointRecord>>;
  readonly ports: PortMap;
}

/** A namespace of the container's own, with the embedded DNS behind it. */
export function createSandbox(d: Daemon, live: LiveContainer): NetworkNamespace {
  const namespace = d.kernel.network.createNamespace();
  namespace.setResolver((name) => resolveName(d, live, name));
  namespace.setReverse((address) => reverseName(d, live, address));
  return namespace;
}

/**
 * Puts a container on all its networks and publishes its ports; writes its /etc files. A network that it was on must be the
 * same one still, not another of its name. What was done is undone when something fails.
 */
export function setUpNetworking(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  namespace: NetworkNamespace,
): Networking {
  const mode = networkModeOf(record.hostConfig.NetworkMode);
  if (mode.kind === "container") return { endpoints: record.endpoints, ports: {} };
  const endpoints: Record<string, EndpointRecord> = {};
  checkLinks(d, record);
  try {
    const gateway = gatewayNetwork(d, record.endpoints);
    for (const [name, wanted] of Object.entries(record.endpoints)) {
      const { networkID } = wanted;
      const network = networkID === "" ? networkNamed(d, name) : getIn(d.store.get().networks, networkID);
      if (!network) throw new NotFound(`network ${networkID || name} not found`);
      refuseCompany(mode.kind, name, Object.keys(endpoints).length);
      endpoints[name] = joinNetwork(d, {
        network,
        record,
        live,
        namespace,
        endpoint: wanted,
        gateway: network.id === gateway,
      });
    }
    const { ports, map } = publishAll(d, record, namespace, endpoints);
    live.ports = ports;
    writeEtc(d, record, live, endpoints);
    return { endpoints, ports: map };
  } catch (e) {
    tearDownNetworking(d, live);
    if (!(e instanceof ApiError)) throw e;
    const message = `failed to set up container networking: ${e.message}`;
    if (e instanceof NotFound) throw new NotFound(message);
    if (e instanceof Conflict) throw new Conflict(message);
    throw new SystemError(message);
  }
}

/** The host's network and none go with no other. `before`: networks that it is on already. */
function refuseCompany(mode: string, name: string, before: number): void {
  if (name === "host" && mode !== "host") throw new InvalidParameter(NOT_HOST_MODE);
  if (before === 0) return;
  if (mode === "host") throw new InvalidParameter(SHARING);
  if (name === "none" || mode === "none") throw new InvalidParameter(PRIVATE_MODE);
}

/** Ports are published through the endpoint that has the default route; host and none publish nothing. */
function publishAll(
  d: Daemon,
  record: ContainerRecord,
  namespace: NetworkNamespace,
  endpoints: Readonly<Record<string, EndpointRecord>>,
): { ports: readonly LivePort[]; map: PortMap } {
  const gateway = gatewayNetwork(d, endpoints);
  const through = Object.values(endpoints).find((e) => e.networkID === gateway);
  if (!through) return { ports: [], map: {} };
  return publishPorts(d, record, namespace, through.address, through.endpointID);
}

/**
 * The ports of a running container once it is on these networks: published anew where another endpoint has the default
 * route now, none where none has.
 */
export function movePorts(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  namespace: NetworkNamespace,
  endpoints: Readonly<Record<string, EndpointRecord>>,
): PortMap {
  if (networkModeOf(record.hostConfig.NetworkMode).kind === "container") return record.ports;
  if (gatewayNetwork(d, record.endpoints) === gatewayNetwork(d, endpoints)) return record.ports;
  releasePorts(d, live.ports);
  live.ports = [];
  const { ports, map } = publishAll(d, record, namespace, endpoints);
  live.ports = ports;
  return map;
}

/** Frees addresses and ports. Synchronous; the records are the caller's. */
export function tearDownNetworking(d: Daemon, live: LiveContainer): void {
  releasePorts(d, live.ports);
  live.ports = [];
  for (const id of [...live.endpoints.keys()]) leaveNetwork(d, live, id);
}

/** The record's endpoints after the container has left its networks. */
export function idleEndpoints(record: ContainerRecord): Record<string, EndpointRecord> {
  return Object.fromEntries(Object.entries(record.endpoints).map(([name, e]) => [name, idleEndpoint(e)]));
}

/** `disconnect` for each network that a container leaves, as the daemon reports it at the end of a run. */
export function emitDisconnects(d: Daemon, record: ContainerRecord): void {
  for (const name of Object.keys(record.endpoints)) {
    const network = networkNamed(d, name);
    if (network) emitNetwork(d, "disconnect", network, record.id);
  }
}

/** `connect` for each network that a container has joined. */
export function emitConnects(d: Daemon, record: ContainerRecord): void {
  for (const name of Object.keys(record.endpoints)) {
    const network = networkNamed(d, name);
    if (network) emitNetwork(d, "connect", network, record.id);
  }
}

/** Writes /etc/hosts, /etc/hostname and /etc/resolv.conf of a container with these endpoints. */
export function writeEtc(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  endpoints: Readonly<Record<string, EndpointRecord>>,
): void {
  const { config, hostConfig } = record;
  const mode = networkModeOf(hostConfig.NetworkMode);
  const bridge = d.networks.get(d.networkNames.get("bridge") ?? "");
  const names = Object.keys(endpoints);
  const linked = endpoints["bridge"] ? linkedHosts(d, record) : [];
  const kind: ResolverKind = mode.kind === "host" ? "host" : names.some(isUserDefined) ? "internal" : "legacy";
  const host = hostResolver(d);
  const mtime = d.kernel.now();
  live.etc.fill(() => {
    const own = ownNames(config.Hostname, config.Domainname);
    const lines: HostLine[] = [
      ...(hostConfig.ExtraHosts ?? []).map((h) => extraHost(h, bridge?.pool.gateway ?? "")),
      ...linked,
      ...Object.values(endpoints).flatMap((e) =>
        [e.address, e.address6].filter((a) => a !== "").map((address) => ({ address, names: own })),
      ),
    ];
    const asked = {
      dns: hostConfig.Dns ?? [],
      search: hostConfig.DnsSearch ?? [],
      options: hostConfig.DnsOptions ?? [],
    };
    const resolver = resolvConf(host ? parseResolvConf(decode(host)) : PUBLIC_RESOLVER, asked, kind);
    return directory(
      { mtime },
      {
        hosts: file(hostsFile(lines), { mtime }),
        hostname: file(`${config.Hostname}\n`, { mtime }),
        "resolv.conf": file(resolver, { mtime }),
      },
    );
  });
}

const PUBLIC_RESOLVER: ResolverConfig = { nameservers: ["8.8.8.8", "8.8.4.4"], search: [], options: [] };

/** The host's own resolv.conf, as it is now; undefined when there is none. */
function hostResolver(d: Daemon): Uint8Array | undefined {
  try {
    return d.host.files.readFile("/etc/resolv.conf");
  } catch {
    return undefined;
  }
}

/** The running container whose network namespace another one joins. Throws what a start says. */
export function joinedContainer(d: Daemon, record: ContainerRecord, id: string): LiveContainer {
  const other = getIn(d.store.get().containers, id);
  const live = d.live.get(id);
  if (!other || !live) throw new NotFound(`joining network namespace of container: No such container: ${id}`);
  if (other.id === record.id) throw new SystemError("cannot join own network namespace");
  if (!live.run) {
    throw new Conflict(
      `cannot join network namespace of a non running container: container ${other.name} is ${other.state.status}`,
    );
  }
  if (other.state.status === "restarting") {
    throw new Conflict(
      `joining network namespace of container: Container ${other.id} is restarting, wait until the container is running`,
    );
  }
  return live;
}
