import { Conflict, Forbidden, InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import type { IPAMConfig, NetworkCreateRequest } from "../../api/network.ts";
import { BOOLEAN } from "../booleans.ts";
import { setIn, valuesOf } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { newID, shortID } from "../ids.ts";
import {
  type Block,
  contains,
  formatIPv4,
  ipv6At,
  overlaps,
  parseCidr4,
  parseCidr6,
  parseIPv4,
  subnetHolds,
} from "./address.ts";
import { emitNetwork } from "./emit.ts";
import { createAddressPool } from "./ipam.ts";
import { BUILT_IN } from "./kinds.ts";
import type { LiveNetwork } from "./live.ts";
import { networkNamed } from "./lookup.ts";
import { nextSubnet } from "./pools.ts";
import type { NetworkRecord, SubnetRecord } from "./record.ts";

const SWARM =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

/** Makes a network that a client asks for; gives its id. */
export function createNetwork(d: Daemon, request: NetworkCreateRequest): { Id: string; Warning: string } {
  const { Name: name } = request;
  if (request.Scope === "swarm") throw new Forbidden("cannot create a swarm scoped network when swarm is not active");
  if (BUILT_IN.includes(name) || name === "default") {
    throw new Forbidden(`operation is not permitted on predefined ${name} network`);
  }
  const driver = request.Driver || "bridge";
  checkIPAM(request.IPAM?.Config ?? []);
  if (networkNamed(d, name)) throw new Conflict(`network with name ${name} already exists`);
  if (request.Ingress) throw new Forbidden("Ingress network can only be global scope network");
  if (name.trim() === "") throw new InvalidParameter("invalid name: name is empty");
  const source = configSource(d, request);
  const config = source ? source.subnets.map(wantedOf) : (request.IPAM?.Config ?? []);
  const record = newRecord(d, {
    ...request,
    Driver: request.ConfigOnly ? "null" : driver,
    IPAM: {
      Driver: request.IPAM?.Driver || "default",
      Options: source ? { ...source.ipamOptions } : (request.IPAM?.Options ?? {}),
      Config: config,
    },
    ...(source ? { Internal: source.internal, EnableIPv6: source.enableIPv6, Options: source.options } : {}),
  });
  if (!record.enableIPv4 && !record.enableIPv6) throw new InvalidParameter("IPv4 or IPv6 must be enabled");
  if (!request.ConfigOnly) checkDriver(driver, record.options);
  if (driver === "bridge") checkOptions(record.options);
  const ipamDriver = request.IPAM?.Driver ?? "";
  if (ipamDriver !== "" && ipamDriver !== "default" && ipamDriver !== "null")
    throw new NotFound(`plugin "${ipamDriver}" not found`);
  const subnets = request.ConfigOnly ? config.map((c) => configured(c)) : chooseSubnets(d, record, config);
  addNetwork(d, { ...record, subnets });
  return { Id: record.id, Warning: "" };
}

const MTU = "com.docker.network.driver.mtu";
const BRIDGE = "com.docker.network.bridge.";
/** Options of a bridge that are truth values. */
const SWITCHES = ["enable_icc", "enable_ip_masquerade", "default_bridge", "inhibit_ipv4"];

function checkOptions(options: Readonly<Record<string, string>>): void {
  for (const name of SWITCHES) {
    const value = options[BRIDGE + name];
    if (value === undefined || BOOLEAN.test(value)) continue;
    throw new InvalidParameter(
      `failed to parse ${BRIDGE}${name} value: ${value} (strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax)`,
    );
  }
}

/** Puts a network in the state and makes what it consists of, which is told. */
export function addNetwork(d: Daemon, record: NetworkRecord): void {
  placeNetwork(d, record);
  if (!record.builtIn) emitNetwork(d, "create", record);
}

/** The same without a word. */
export function placeNetwork(d: Daemon, record: NetworkRecord): void {
  const v4 = record.subnets.find((s) => !s.ipv6);
  const live: LiveNetwork = {
    id: record.id,
    name: record.name,
    pool: createAddressPool(record.subnets),
    bridge:
      record.driver === "bridge" && v4
        ? d.kernel.network.createBridge({
            name: bridgeName(record),
            subnet: v4.subnet,
            gateway: v4.gateway,
            internal: record.internal,
            icc: record.options["com.docker.network.bridge.enable_icc"] !== "false",
            ...(Number(record.options[MTU]) > 0 ? { mtu: Number(record.options[MTU]) } : {}),
          })
        : undefined,
    endpoints: new Map(),
    names: new Map(),
  };
  d.networks.set(record.id, live);
  d.networkNames.set(record.name, record.id);
  d.store.update((s) => ({ ...s, networks: setIn(s.networks, record.id, record) }));
}

/** The Linux name of a network's bridge: `docker0`, `br-0123456789ab`. */
function bridgeName(record: NetworkRecord): string {
  return record.options["com.docker.network.bridge.name"] || `br-${shortID(record.id)}`;
}

/** A record without its subnets. */
export function newRecord(d: Daemon, request: NetworkCreateRequest, builtIn = false): NetworkRecord {
  return {
    id: newID(d.kernel.chance, "network"),
    name: request.Name,
    created: d.kernel.now(),
    nanos: d.kernel.chance.integer("nanos", 1000),
    driver: request.Driver,
    scope: "local",
    internal: request.Internal,
    attachable: request.Attachable,
    ingress: false,
    configOnly: request.ConfigOnly,
    configFrom: request.ConfigFrom?.Network ?? "",
    enableIPv4: request.EnableIPv4 ?? true,
    enableIPv6: request.EnableIPv6 ?? false,
    ipamDriver: request.IPAM?.Driver || "default",
    ipamOptions: request.IPAM?.Options ?? null,
    subnets: [],
    options: request.Options,
    labels: request.Labels,
    builtIn,
  };
}

function checkDriver(driver: string, options: Readonly<Record<string, string>>): void {
  if (driver === "bridge") return;
  if (driver === "host" || driver === "null")
    throw new Forbidden(`only one instance of "${driver}" network is allowed`);
  if (driver === "overlay") throw new Forbidden(SWARM);
  const virtual = driver === "macvlan" || driver === "ipvlan";
  if (virtual && options["parent"] === "lo")
    throw new InvalidParameter(`loopback interface is not a valid ${driver} parent link`);
  if (virtual) throw new SystemError("operation not supported");
  throw new NotFound(`plugin "${driver}" not found`);
}

/** The network that `--config-from` names. */
function configSource(d: Daemon, request: NetworkCreateRequest): NetworkRecord | undefined {
  const name = request.ConfigFrom?.Network ?? "";
  if (name === "") return undefined;
  const source = networkNamed(d, name);
  if (!source?.configOnly) throw new NotFound(`configuration network "${name}" does not exist`);
  return source;
}

/** What the words of a network's addresses say about themselves; all complaints, a line each. */
function checkIPAM(configs: readonly IPAMConfig[]): void {
  const complaints: string[] = [];
  for (const { Subnet = "", IPRange = "", Gateway = "", AuxiliaryAddresses = {} } of configs) {
    const v4 = parseCidr4(Subnet);
    const v6 = parseCidr6(Subnet);
    if (!v4 && !v6) {
      complaints.push(`invalid subnet ${Subnet}: invalid CIDR block notation`);
      continue;
    }
    if (v4 && v4.address !== v4.block.first) {
      complaints.push(`invalid subnet ${Subnet}: it should be ${formatIPv4(v4.block.first)}/${v4.block.bits}`);
    }
    if (IPRange && v4) {
      const range = parseCidr4(IPRange);
      if (!range) complaints.push(`invalid ip-range ${IPRange}: invalid CIDR block notation`);
      else if (range.address !== range.block.first) {
        complaints.push(
          `invalid ip-range ${IPRange}: it should be ${formatIPv4(range.block.first)}/${range.block.bits}`,
        );
      } else if (!contains(v4.block, range.block.first) || range.block.bits < v4.block.bits) {
        complaints.push(`invalid ip-range ${IPRange}: parent subnet ${Subnet} doesn't contain ip-range`);
      }
    }
    for (const [what, address] of [
      ["gateway", Gateway],
      ...Object.values(AuxiliaryAddresses).map((a) => ["auxiliary address", a]),
    ] as const) {
      if (!address) continue;
      if (parseIPv4(address) === undefined && v4) complaints.push(`invalid ${what} ${address}: invalid address`);
      else if (!subnetHolds(Subnet, address)) {
        complaints.push(`invalid ${what} ${address}: parent subnet ${Subnet} doesn't contain this address`);
      }
    }
  }
  if (complaints.length) throw new InvalidParameter(`invalid network config:\n${complaints.join("\n")}`);
}

/** What was asked for, and for each family that is left open the next free piece of the default pools. */
function chooseSubnets(d: Daemon, record: NetworkRecord, configs: readonly IPAMConfig[]): SubnetRecord[] {
  const used = usedBlocks(d);
  const out = configs.map((c) => configured(c));
  const v4 = out.filter((s) => !s.ipv6);
  if (v4.length > 1) throw new Forbidden("bridge driver doesn't support multiple subnets");
  for (const { subnet } of v4) {
    const block = parseCidr4(subnet)?.block;
    if (block && used.some((u) => overlaps(u, block))) {
      throw new Forbidden("invalid pool request: Pool overlaps with other one on this address space");
    }
  }
  if (v4.length === 0 && record.enableIPv4) out.push(chosen(nextSubnet(used)));
  if (record.enableIPv6 && !out.some((s) => s.ipv6)) out.push(chosen6(d));
  return out;
}

function usedBlocks(d: Daemon): Block[] {
  const out: Block[] = [];
  for (const network of valuesOf(d.store.get().networks)) {
    if (network.configOnly) continue;
    for (const s of network.subnets) {
      const block = parseCidr4(s.subnet)?.block;
      if (block) out.push(block);
    }
  }
  for (const { addresses } of d.kernel.network.host.interfaces()) {
    for (const a of addresses) {
      const cidr = parseCidr4(a);
      if (cidr && cidr.block.first !== 127 * 2 ** 24) out.push(cidr.block);
    }
  }
  return out;
}

/** A subnet as the user named it; without a gateway its first address is it. */
export function configured({
  Subnet = "",
  IPRange = "",
  Gateway = "",
  AuxiliaryAddresses = {},
}: IPAMConfig): SubnetRecord {
  const v6 = parseCidr6(Subnet);
  return {
    subnet: Subnet,
    ipRange: IPRange,
    gateway: Gateway || firstAddress(Subnet, IPRange),
    auxiliary: AuxiliaryAddresses,
    ipv6: v6 !== undefined,
    configured: true,
    wantedGateway: Gateway,
  };
}

function chosen(subnet: string): SubnetRecord {
  const gateway = firstAddress(subnet, "");
  return { subnet, ipRange: "", gateway, auxiliary: {}, ipv6: false, configured: false, wantedGateway: gateway };
}

function chosen6(d: Daemon): SubnetRecord {
  const digits = d.kernel.chance.hex("ula").slice(0, 10);
  const subnet = `fd${digits.slice(0, 2)}:${digits.slice(2, 6)}:${digits.slice(6)}::/64`.replace(
    /:0+([0-9a-f])/g,
    ":$1",
  );
  const gateway = firstAddress(subnet, "");
  return { subnet, ipRange: "", gateway, auxiliary: {}, ipv6: true, configured: false, wantedGateway: gateway };
}

function firstAddress(subnet: string, range: string): string {
  const v4 = parseCidr4(range || subnet) ?? parseCidr4(subnet);
  if (v4)
    return formatIPv4(
      v4.block.bits >= 31
        ? v4.block.first
        : v4.block.first + (range && v4.block.first !== parseCidr4(subnet)?.block.first ? 0 : 1),
    );
  const v6 = parseCidr6(subnet);
  return v6 ? ipv6At(v6.groups, 1) : "";
}

function wantedOf(s: SubnetRecord): IPAMConfig {
  return {
    Subnet: s.subnet,
    ...(s.ipRange ? { IPRange: s.ipRange } : {}),
    ...(s.wantedGateway ? { Gateway: s.wantedGateway } : {}),
    ...(Object.keys(s.auxiliary).length ? { AuxiliaryAddresses: { ...s.auxiliary } } : {}),
  };
}
