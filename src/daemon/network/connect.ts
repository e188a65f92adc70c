import { Conflict, Forbidden, InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import type { EndpointSettings } from "../../api/network.ts";
import { changeContainer } from "../container/change.ts";
import { containerNamed, findContainer } from "../container/lookup.ts";
import type { ContainerRecord, EndpointRecord } from "../container/record.ts";
import type { Daemon } from "../daemon.ts";
import { shortID } from "../ids.ts";
import { emitNetwork } from "./emit.ts";
import {
  checkEndpoint,
  dnsNamesOf,
  gatewayNetwork,
  joinNetwork,
  leaveNetwork,
  moveGateway,
  wantedEndpoint,
} from "./endpoint.ts";
import { isUserDefined, NOT_HOST_MODE, networkModeOf, PRIVATE_MODE, SHARING } from "./kinds.ts";
import { findNetwork, networkNamed } from "./lookup.ts";
import type { NetworkRecord } from "./record.ts";
import { movePorts, writeEtc } from "./sandbox.ts";

/** What a client asked for an endpoint, as the record keeps it. */
export function endpointOf(s: Partial<EndpointSettings>): EndpointRecord {
  return wantedEndpoint({
    ipam: s.IPAMConfig ?? null,
    links: s.Links?.length ? s.Links : null,
    aliases: s.Aliases ?? null,
    driverOpts: s.DriverOpts ?? null,
    gwPriority: s.GwPriority ?? 0,
    wantedMac: s.MacAddress ?? "",
  });
}

/** `docker network connect`: at once when the container runs, else at its next start. */
export function connectContainer(
  d: Daemon,
  networkText: string,
  containerText: string,
  settings: Partial<EndpointSettings>,
): void {
  const record = findContainer(d, containerText);
  const network = findNetwork(d, networkText);
  const live = d.live.get(record.id);
  const endpoint = endpointOf(settings);
  if (record.state.status === "removing" || record.state.status === "dead") {
    throw new Conflict(
      `container ${record.id} is marked for removal and cannot be connected or disconnected to the network`,
    );
  }
  const mode = networkModeOf(record.hostConfig.NetworkMode);
  refuseModes(record, network, mode.kind);
  const run = live?.run;
  if (!live || !run) {
    if (record.endpoints[network.name]?.networkID && !isUserDefined(network.name)) return;
    checkEndpoint(network, endpoint);
    const names = isUserDefined(network.name) ? dnsNamesOf(record, endpoint) : null;
    changeContainer(d, record.id, (r) => ({
      ...r,
      endpoints: { ...r.endpoints, [network.name]: { ...endpoint, dnsNames: names } },
    }));
    return;
  }
  checkEndpoint(network, endpoint);
  if (live.endpoints.has(network.id)) {
    throw new Forbidden(`endpoint with name ${record.name} already exists in network ${network.name}`);
  }
  const all = { ...record.endpoints, [network.name]: endpoint };
  const gateway = gatewayNetwork(d, all);
  const joined = joinNetwork(d, {
    network,
    record,
    live,
    namespace: run.network,
    endpoint,
    gateway: gateway === network.id,
  });
  moveGateway(d, live, gateway);
  const endpoints = { ...record.endpoints, [network.name]: joined };
  const ports = movePorts(d, record, live, run.network, endpoints);
  changeContainer(d, record.id, (r) => ({ ...r, endpoints, ports }));
  writeEtc(d, record, live, endpoints);
  emitNetwork(d, "connect", network, record.id);
}

function refuseModes(record: ContainerRecord, network: NetworkRecord, mode: string): void {
  if (mode === "container" || mode === "host") {
    if (record.state.status === "running" || network.name === "host" || mode === "host") {
      throw new InvalidParameter(SHARING);
    }
  }
  if (network.name === "host") {
    throw new InvalidParameter(NOT_HOST_MODE);
  }
  if (
    (mode === "none" && record.endpoints["none"]) ||
    (network.name === "none" && Object.keys(record.endpoints).length > 0)
  ) {
    throw new InvalidParameter(PRIVATE_MODE);
  }
}

/** `docker network disconnect`. With `force` even an endpoint whose container is not known any more. */
export function disconnectContainer(d: Daemon, networkText: string, containerText: string, force: boolean): void {
  if (forgetMissing(d, networkText, containerText)) return;
  let record: ContainerRecord;
  try {
    record = findContainer(d, containerText);
  } catch (e) {
    if (!force || !(e instanceof NotFound)) throw e;
    findNetwork(d, networkText);
    throw new NotFound(`endpoint ${containerText} not found`);
  }
  const network = findNetwork(d, networkText);
  const mode = networkModeOf(record.hostConfig.NetworkMode);
  const live = d.live.get(record.id);
  if (!record.endpoints[network.name]) {
    throw new Forbidden(`container ${record.id} is not connected to network ${network.name}`);
  }
  if (mode.kind === "host" && network.name === "host" && live?.run) {
    throw new SystemError("cannot disconnect container from host network - container was created in host network mode");
  }
  const { [network.name]: _gone, ...endpoints } = record.endpoints;
  if (!live?.run) {
    changeContainer(d, record.id, (r) => ({ ...r, endpoints }));
    return;
  }
  leaveNetwork(d, live, network.id);
  moveGateway(d, live, gatewayNetwork(d, endpoints));
  const ports = movePorts(d, record, live, live.run.network, endpoints);
  changeContainer(d, record.id, (r) => ({ ...r, endpoints, ports }));
  writeEtc(d, record, live, endpoints);
  emitNetwork(d, "disconnect", network, record.id);
}

/** A network that is gone can still be taken off a container that does not run. */
function forgetMissing(d: Daemon, networkText: string, containerText: string): boolean {
  if (networkNamed(d, networkText)) return false;
  const record = containerNamed(d, containerText.replace(/^\//, ""));
  if (!record?.endpoints[networkText] || d.live.get(record.id)?.run) return false;
  const { [networkText]: _gone, ...endpoints } = record.endpoints;
  changeContainer(d, record.id, (r) => ({ ...r, endpoints }));
  return true;
}

/** Gives a renamed container's endpoints their new names. */
export function renamedEndpoints(d: Daemon, record: ContainerRecord, oldName: string): Record<string, EndpointRecord> {
  return Object.fromEntries(
    Object.entries(record.endpoints).map(([name, e]) => {
      if (!e.dnsNames || !networkNamed(d, name)) return [name, e];
      const dnsNames = e.dnsNames.filter((n) => n !== oldName || n === shortID(record.id));
      return [name, { ...e, dnsNames: [record.name, ...dnsNames] }];
    }),
  );
}
