import type { IPAMConfig, NetworkContainer, NetworkInspect } from "../../api/network.ts";
import { rfc3339Nano } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import type { NetworkRecord, SubnetRecord } from "./record.ts";

/** A network in the shape and order of the Engine API. */
export function inspectNetwork(d: Daemon, record: NetworkRecord): NetworkInspect {
  return {
    Name: record.name,
    Id: record.id,
    Created: rfc3339Nano(record.created, record.nanos),
    Scope: record.scope,
    Driver: record.driver,
    EnableIPv4: record.enableIPv4,
    EnableIPv6: record.enableIPv6,
    IPAM: {
      Driver: record.ipamDriver,
      Options: record.ipamOptions === null ? null : { ...record.ipamOptions },
      Config: record.subnets.length ? record.subnets.map(subnetConfig) : null,
    },
    Internal: record.internal,
    Attachable: record.attachable,
    Ingress: record.ingress,
    ConfigFrom: { Network: record.configFrom },
    ConfigOnly: record.configOnly,
    Containers: containersOf(d, record),
    Options: { ...record.options },
    Labels: { ...record.labels },
  };
}

function subnetConfig(s: SubnetRecord): IPAMConfig {
  return {
    Subnet: s.subnet,
    ...(s.ipRange ? { IPRange: s.ipRange } : {}),
    ...(s.wantedGateway ? { Gateway: s.wantedGateway } : {}),
    ...(Object.keys(s.auxiliary).length ? { AuxiliaryAddresses: { ...s.auxiliary } } : {}),
  };
}

/** The containers that are on the network now, by id. */
function containersOf(d: Daemon, record: NetworkRecord): Record<string, NetworkContainer> {
  const live = d.networks.get(record.id);
  if (!live) return {};
  const { pool } = live;
  const entries = [...live.endpoints.values()].map((e): [string, NetworkContainer] => [
    e.containerID,
    {
      Name: e.containerName,
      EndpointID: e.endpointID,
      MacAddress: e.mac,
      IPv4Address: e.address ? `${e.address}/${pool.prefixLength}` : "",
      IPv6Address: e.address6 ? `${e.address6}/${pool.prefixLength6}` : "",
    },
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
