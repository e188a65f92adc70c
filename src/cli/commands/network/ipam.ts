import type { IPAMConfig } from "../../../api/network.ts";
import { CliError } from "../../command.ts";

/**
 * The pools that `--subnet`, `--ip-range`, `--gateway` and `--aux-address` describe: each range, gateway and address goes
 * to the subnet that holds it. Throws where one belongs to none, or where two claim one place.
 */
export function ipamConfig(given: {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
  readonly aux: Readonly<Record<string, string>>;
}): IPAMConfig[] {
  const { subnets, ranges, gateways, aux } = given;
  if (subnets.length < ranges.length || subnets.length < gateways.length) {
    throw new CliError("every ip-range or gateway must have a corresponding subnet");
  }
  const pools = new Map<string, IPAMConfig>();
  for (const subnet of subnets) {
    for (const other of pools.keys()) {
      if (holds(subnet, other) || holds(other, subnet)) {
        throw new CliError("multiple overlapping subnet configuration is not supported");
      }
    }
    pools.set(subnet, { Subnet: subnet });
  }
  const place = (what: string, address: string, put: (pool: IPAMConfig, subnet: string) => void) => {
    const matching = [...pools].filter(([subnet]) => holds(subnet, address));
    if (matching.length === 0) throw new CliError(`no matching subnet for ${what} ${address}`);
    for (const [subnet, pool] of matching) put(pool, subnet);
  };
  for (const range of ranges) {
    place("range", range, (pool, subnet) => {
      if (pool.IPRange) {
        throw new CliError(
          `cannot configure multiple ranges (${range}, ${pool.IPRange}) on the same subnet (${subnet})`,
        );
      }
      pool.IPRange = range;
    });
  }
  for (const gateway of gateways) {
    place("gateway", gateway, (pool, subnet) => {
      if (pool.Gateway) {
        throw new CliError(
          `cannot configure multiple gateways (${gateway}, ${pool.Gateway}) for the same subnet (${subnet})`,
        );
      }
      pool.Gateway = gateway;
    });
  }
  for (const [name, address] of Object.entries(aux)) {
    place("aux-address", address, (pool) => {
      pool.AuxiliaryAddresses = { ...pool.AuxiliaryAddresses, [name]: address };
    });
  }
  return [...pools.values()];
}

/** Whether a subnet holds an address or the start of a range. */
function holds(subnet: string, data: string): boolean {
  const [base = "", bits = ""] = subnet.split("/");
  const network = addressBits(base);
  const prefix = Number(bits);
  if (network === undefined || !/^\d+$/.test(bits) || prefix > network.length) {
    throw new CliError(`invalid subnet: invalid CIDR address: ${subnet}`);
  }
  const address = addressBits(data.split("/")[0] ?? "");
  if (address === undefined) {
    if (data.includes("/")) throw new CliError(`invalid subnet: invalid CIDR address: ${data}`);
    return false;
  }
  return address.length === network.length && address.slice(0, prefix) === network.slice(0, prefix);
}

/** The bits of an IPv4 or IPv6 address as a text of 0 and 1; undefined when it is none. */
function addressBits(text: string): string | undefined {
  const bits = (n: number, size: number) => n.toString(2).padStart(size, "0");
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    return parts.every((p) => p < 256) ? parts.map((p) => bits(p, 8)).join("") : undefined;
  }
  if (!/^[\da-fA-F:]+$/.test(text) || !text.includes(":")) return undefined;
  const [head = "", tail] = text.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  return groups.map((g) => bits(Number.parseInt(g, 16), 16)).join("");
}
