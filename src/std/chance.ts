import { sha256Hex } from "./digest.ts";

/**
 * Chance without a stream: every draw is a hash of (seed, kind, counter), each kind counting for itself, so that one
 * draw more of one kind shifts nothing else, and a replay draws the same.
 */
export interface Chance {
  /** The next 64 hex digits of this kind. */
  hex(kind: string): string;
  /** The next whole number in 0 … below-1 of this kind. */
  integer(kind: string, below: number): number;
  /** The next `count` bytes of this kind. */
  bytes(kind: string, count: number): Uint8Array;
}

export function createChance(seed: string): Chance {
  const counters = new Map<string, number>();
  const draw = (kind: string) => {
    const n = counters.get(kind) ?? 0;
    counters.set(kind, n + 1);
    return sha256Hex(`${seed}\0${kind}\0${n}`);
  };
  return {
    hex: draw,
    integer: (kind, below) => Number.parseInt(draw(kind).slice(0, 12), 16) % below,
    bytes(kind, count) {
      const out = new Uint8Array(count);
      for (let at = 0; at < count; at += 32) {
        const block = draw(kind);
        for (let i = 0; i < 32 && at + i < count; i++) out[at + i] = Number.parseInt(block.slice(2 * i, 2 * i + 2), 16);
      }
      return out;
    },
  };
}
