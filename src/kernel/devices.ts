import type { Stat } from "../filesystem/files.ts";
import type { Chance } from "../std/chance.ts";
import { ErrnoError } from "../std/errno.ts";
import { anonymousStat, OpenDescription } from "./description.ts";

/** The character devices without a place of their own: null, zero, full, random. */
export class DeviceDescription extends OpenDescription {
  readonly kind = "null";
  constructor(
    private readonly device: "null" | "zero" | "full" | "random" | "urandom",
    private readonly chance: Chance,
    private readonly known: Stat | undefined,
  ) {
    super();
  }

  get target(): string {
    return `/dev/${this.device}`;
  }

  override read(max: number): Uint8Array | null {
    if (this.device === "null") return null;
    if (this.device === "random" || this.device === "urandom") return randomBytes(this.chance, max);
    return new Uint8Array(max);
  }

  override write(data: Uint8Array): number {
    if (this.device === "full") throw new ErrnoError("ENOSPC");
    return data.length;
  }

  override seek(): number {
    return 0;
  }

  override stat(): Stat {
    return this.known ?? { ...anonymousStat("device", 5, 0), mode: 0o666, device: this.device };
  }
}

/** Chance gives the start, xorshift128 the rest: drawing each byte from a hash would cost 80 ms a megabyte. */
function randomBytes(chance: Chance, count: number): Uint8Array {
  if (count <= 64) return chance.bytes("urandom", count);
  const seed = new Uint32Array(chance.bytes("urandom", 16).buffer);
  let [x = 1, y = 2, z = 3, w = 4] = seed;
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    out[i] = w;
  }
  return out;
}
