/** An IP address as a number, and its family's width in bits. */
export interface ParsedAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** What was read of addresses before: the few of a session are asked about with every connection. */
const read = new Map<string, ParsedAddress | undefined>();
const MOST_READ = 1_000;

/** `172.17.0.2`, `::1`, `fd00::2`; undefined when it is neither an IPv4 nor an IPv6 address. */
export function parseAddress(text: string): ParsedAddress | undefined {
  const before = read.get(text);
  if (before || read.has(text)) return before;
  if (read.size >= MOST_READ) read.clear();
  const parsed = text.includes(":") ? parseV6(text) : parseV4(text);
  read.set(text, parsed);
  return parsed;
}

export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

/** Whether both texts name the same address (`::1` and `0:0:0:0:0:0:0:1`). */
export function sameAddress(a: string, b: string): boolean {
  if (a === b) return true;
  const x = parseAddress(a);
  const y = parseAddress(b);
  return x !== undefined && y !== undefined && x.bits === y.bits && x.value === y.value;
}

/** Whether the address lies in `172.17.0.0/16`; host bits of the subnet are ignored. */
export function inSubnet(address: string, subnet: string): boolean {
  const [base = "", length = ""] = subnet.split("/");
  const a = parseAddress(address);
  const b = parseAddress(base);
  if (!a || !b || a.bits !== b.bits) return false;
  const shift = BigInt(a.bits - Number(length));
  return a.value >> shift === b.value >> shift;
}

/** `172.17.0.0/16` of any address in it. */
export function subnetOf(address: string, prefixLength: number): string {
  const parsed = parseAddress(address);
  if (!parsed) return `${address}/${prefixLength}`;
  const shift = BigInt(parsed.bits - prefixLength);
  return `${formatAddress({ bits: parsed.bits, value: (parsed.value >> shift) << shift })}/${prefixLength}`;
}

export function isLoopback(address: string): boolean {
  const parsed = parseAddress(address);
  if (!parsed) return false;
  return parsed.bits === 32 ? parsed.value >> 24n === 127n : parsed.value === 1n;
}

/** `0.0.0.0` and `::`: every address of the namespace. */
export function isAny(address: string): boolean {
  return parseAddress(address)?.value === 0n;
}

export function isV6(address: string): boolean {
  return address.includes(":");
}

function formatAddress(a: ParsedAddress): string {
  if (a.bits === 32) return [24n, 16n, 8n, 0n].map((s) => (a.value >> s) & 255n).join(".");
  const groups: string[] = [];
  for (let s = 112n; s >= 0n; s -= 16n) groups.push(((a.value >> s) & 0xffffn).toString(16));
  const text = groups.join(":");
  // The longest run of zero groups becomes "::".
  const longest = [...text.matchAll(/(?:^|:)(?:0(?::|$)){2,}/g)]
    .map((m) => m[0])
    .sort((x, y) => y.length - x.length)[0];
  return longest === undefined ? text : text.replace(longest, "::");
}

function parseV4(text: string): ParsedAddress | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return { bits: 32, value };
}

function parseV6(text: string): ParsedAddress | undefined {
  const [head = "", tail, more] = text.split("::");
  if (more !== undefined) return undefined;
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  let value = 0n;
  for (const group of [...before, ...Array<string>(missing).fill("0"), ...after]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return { bits: 128, value };
}
