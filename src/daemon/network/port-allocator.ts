/** Which ports of the host are published, by address and protocol, and where the search for a free one goes on. */
export interface PortAllocator {
  /**
   * The address on which the port is given out already, as far as that stands in the way of one of `addresses`: the same
   * address, or the one that means all of its family on either side.
   */
  conflict(addresses: readonly string[], port: number, protocol: string): string | undefined;
  take(addresses: readonly string[], port: number, protocol: string): void;
  release(address: string, port: number, protocol: string): void;
  /** The next port of the range that is free on all addresses (`isFree` asks the host as well); undefined: none. */
  next(
    addresses: readonly string[],
    range: readonly [first: number, last: number],
    protocol: string,
    isFree: (port: number) => boolean,
  ): number | undefined;
}

const ALL = { v4: "0.0.0.0", v6: "::" };

export function createPortAllocator(ephemeral: readonly [number, number]): PortAllocator {
  const taken = new Map<string, Set<string>>();
  /** The last one given out of the ephemeral range, by protocol: the search goes on behind it. */
  const last = new Map<string, number>();
  const key = (port: number, protocol: string) => `${port}/${protocol}`;

  function conflict(addresses: readonly string[], port: number, protocol: string): string | undefined {
    const there = taken.get(key(port, protocol));
    if (!there) return undefined;
    for (const address of addresses) {
      const all = address.includes(":") ? ALL.v6 : ALL.v4;
      if (there.has(address)) return address;
      if (there.has(all)) return address;
      if (address === all) for (const other of there) if (other.includes(":") === address.includes(":")) return other;
    }
    return undefined;
  }

  return {
    conflict,
    take(addresses, port, protocol) {
      const there = taken.get(key(port, protocol)) ?? new Set();
      for (const a of addresses) there.add(a);
      taken.set(key(port, protocol), there);
    },
    release(address, port, protocol) {
      const there = taken.get(key(port, protocol));
      there?.delete(address);
      if (there?.size === 0) taken.delete(key(port, protocol));
    },
    next(addresses, [first, end], protocol, isFree) {
      const isEphemeral = first === ephemeral[0] && end === ephemeral[1];
      const start = isEphemeral ? (last.get(protocol) ?? first - 1) + 1 : first;
      const count = end - first + 1;
      for (let i = 0; i < count; i++) {
        const port = first + ((start - first + i) % count);
        if (conflict(addresses, port, protocol) !== undefined || !isFree(port)) continue;
        if (isEphemeral) last.set(protocol, port);
        return port;
      }
      return undefined;
    },
  };
}
