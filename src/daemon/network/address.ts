/*
 * IPv4 addresses as numbers of 32 bits, and blocks of them. IPv6 is kept as text: only its first addresses are given out.
 */

/** The number of a dotted address, or undefined when the text is none. */
export function parseIPv4(text: string): number | undefined {
  const m = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!m) return undefined;
  let n = 0;
  for (const part of m.slice(1)) {
    const byte = Number(part);
    if (byte > 255 || (part.length > 1 && part.startsWith("0"))) return undefined;
    n = n * 256 + byte;
  }
  return n;
}

export function formatIPv4(n: number): string {
  return [n / 2 ** 24, n / 2 ** 16, n / 256, n].map((x) => Math.floor(x) % 256).join(".");
}

/** A block of addresses: `first` to `first + size - 1`. */
export interface Block {
  readonly first: number;
  readonly bits: number;
  readonly size: number;
}

/** The block that a CIDR names and the address in front of its slash; undefined when it is none. */
export function parseCidr4(text: string): { readonly block: Block; readonly address: number } | undefined {
  const [host = "", prefix = "", more] = text.split("/");
  const address = parseIPv4(host);
  if (address === undefined || more !== undefined || !/^\d{1,2}$/.test(prefix) || Number(prefix) > 32) return undefined;
  const size = 2 ** (32 - Number(prefix));
  return { block: { first: Math.floor(address / size) * size, bits: Number(prefix), size }, address };
}

export function formatBlock(block: Block): string {
  return `${formatIPv4(block.first)}/${block.bits}`;
}

export function contains(block: Block, address: number): boolean {
  return address >= block.first && address < block.first + block.size;
}

export function overlaps(a: Block, b: Block): boolean {
  return contains(a, b.first) || contains(b, a.first);
}

/** Whether a text is an IPv6 address. */
export function isIPv6(text: string): boolean {
  return parseIPv6(text) !== undefined;
}

/** The eight groups of an IPv6 address. */
function parseIPv6(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return undefined;
  const groups = (half: string | undefined) => (half ? half.split(":") : []);
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...new Array<string>(halves.length === 1 ? 0 : missing).fill("0"), ...tail];
  if (!all.every((g) => /^[0-9a-fA-F]{1,4}$/.test(g))) return undefined;
  return all.map((g) => Number.parseInt(g, 16));
}

/** The shortest spelling of eight groups. */
function formatIPv6(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let i = 0; i < groups.length; i++) {
    let length = 0;
    while (groups[i + length] === 0) length++;
    if (length > best.length) best = { at: i, length };
    if (length) i += length - 1;
  }
  const hex = (part: readonly number[]) => part.map((g) => g.toString(16)).join(":");
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}

/** A block of IPv6 addresses that ends on a group. */
export function parseCidr6(text: string): { readonly groups: readonly number[]; readonly bits: number } | undefined {
  const [host = "", prefix = "", more] = text.split("/");
  const groups = parseIPv6(host);
  if (!groups || more !== undefined || !/^\d{1,3}$/.test(prefix) || Number(prefix) > 128) return undefined;
  return { groups, bits: Number(prefix) };
}

/** The `n`-th address of a block. */
export function ipv6At(groups: readonly number[], n: number): string {
  const out = groups.slice();
  out[7] = (out[7] ?? 0) + (n & 0xffff);
  out[6] = (out[6] ?? 0) + (n >>> 16);
  return formatIPv6(out);
}

/** Whether the address lies in the block. */
export function contains6(
  block: { readonly groups: readonly number[]; readonly bits: number },
  address: string,
): boolean {
  const groups = parseIPv6(address);
  if (!groups) return false;
  for (let i = 0; i < 8; i++) {
    const bits = Math.min(16, Math.max(0, block.bits - 16 * i));
    const mask = bits === 0 ? 0 : (0xffff << (16 - bits)) & 0xffff;
    if (((groups[i] ?? 0) & mask) !== ((block.groups[i] ?? 0) & mask)) return false;
  }
  return true;
}

/** Whether an address of either family lies in a CIDR of the same. */
export function subnetHolds(subnet: string, address: string): boolean {
  const v4 = parseCidr4(subnet);
  if (v4) {
    const n = parseIPv4(address);
    return n !== undefined && contains(v4.block, n);
  }
  const v6 = parseCidr6(subnet);
  return v6 !== undefined && contains6(v6, address);
}
