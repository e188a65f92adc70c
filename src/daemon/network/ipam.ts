import { type Block, contains, contains6, formatIPv4, ipv6At, parseCidr4, parseCidr6, parseIPv4 } from "./address.ts";
import type { SubnetRecord } from "./record.ts";

/** The addresses of one network: which are free. */
export interface AddressPool {
  /** The first free address behind the one given out last, then from the front; undefined when there is none. */
  take(): string | undefined;
  /** Takes this one; "taken" when somebody has it, "outside" when no subnet holds it. */
  takeExactly(address: string): "ok" | "taken" | "outside";
  release(address: string): void;
  readonly prefixLength: number;
  readonly gateway: string;
  take6(): string | undefined;
  takeExactly6(address: string): "ok" | "taken" | "outside";
  release6(address: string): void;
  readonly prefixLength6: number;
  readonly gateway6: string;
}

/**
 * Addresses are given out upwards: the lowest one that is free, since what was released is free at once. The network's
 * own address, its broadcast address, the gateway and the auxiliary addresses are never given out.
 */
export function createAddressPool(subnets: readonly SubnetRecord[]): AddressPool {
  const v4 = subnets.find((s) => !s.ipv6);
  const v6 = subnets.find((s) => s.ipv6);
  const cidr = v4 ? parseCidr4(v4.subnet) : undefined;
  const block: Block = cidr?.block ?? { first: 0, bits: 32, size: 0 };
  const range = (v4?.ipRange ? parseCidr4(v4.ipRange)?.block : undefined) ?? block;
  const taken = new Set<number>(block.bits >= 31 ? [] : [block.first, block.first + block.size - 1]);
  for (const address of [v4?.gateway ?? "", ...Object.values(v4?.auxiliary ?? {})]) {
    const n = parseIPv4(address);
    if (n !== undefined) taken.add(n);
  }
  let lowest = range.first;

  const block6 = v6 ? parseCidr6(v6.subnet) : undefined;
  const taken6 = new Set<string>(v6 ? [v6.gateway, ...Object.values(v6.auxiliary)] : []);
  let lowest6 = 1;

  return {
    prefixLength: block.bits,
    gateway: v4?.gateway ?? "",
    prefixLength6: block6?.bits ?? 0,
    gateway6: v6?.gateway ?? "",
    take() {
      const end = range.first + range.size;
      for (let n = lowest; n < end; n++) {
        if (taken.has(n)) continue;
        taken.add(n);
        lowest = n + 1;
        return formatIPv4(n);
      }
      return undefined;
    },
    takeExactly(address) {
      const n = parseIPv4(address);
      if (n === undefined || !contains(block, n)) return "outside";
      if (taken.has(n)) return "taken";
      taken.add(n);
      return "ok";
    },
    release(address) {
      const n = parseIPv4(address);
      if (n === undefined) return;
      taken.delete(n);
      if (n >= range.first && n < lowest) lowest = n;
    },
    take6() {
      if (!block6) return undefined;
      for (let n = lowest6; n < 2 ** 20; n++) {
        const address = ipv6At(block6.groups, n);
        if (taken6.has(address)) continue;
        taken6.add(address);
        lowest6 = n + 1;
        return address;
      }
      return undefined;
    },
    takeExactly6(address) {
      if (!block6 || !contains6(block6, address)) return "outside";
      if (taken6.has(address)) return "taken";
      taken6.add(address);
      return "ok";
    },
    release6(address) {
      taken6.delete(address);
      lowest6 = 1;
    },
  };
}
