import { Forbidden } from "../../api/errors.ts";
import { type Block, formatBlock, overlaps, parseCidr4 } from "./address.ts";

/*
 * Where networks without a subnet of their own get one from: Docker's default pools, in order, each cut in equal pieces.
 */
const DEFAULT_POOLS: readonly { readonly base: string; readonly bits: number }[] = [
  ...Array.from({ length: 15 }, (_, i) => ({ base: `172.${17 + i}.0.0/16`, bits: 16 })),
  { base: "192.168.0.0/16", bits: 20 },
];

function* candidates(): Generator<Block> {
  for (const { base, bits } of DEFAULT_POOLS) {
    const pool = parseCidr4(base)?.block;
    if (!pool) continue;
    const size = 2 ** (32 - bits);
    for (let first = pool.first; first < pool.first + pool.size; first += size) yield { first, bits, size };
  }
}

/** The first piece that overlaps none of the blocks in use, as a CIDR. */
export function nextSubnet(used: readonly Block[]): string {
  for (const block of candidates()) if (!used.some((u) => overlaps(u, block))) return formatBlock(block);
  throw new Forbidden("all predefined address pools have been fully subnetted");
}
