const POWERS = "KMGTPEZYRQ";

/**
 * A count with GNU's suffixes: b = 512, kB = 1000, K and KiB = 1024, MB, M, … Undefined when it is no such number.
 */
export function parseSize(text: string): number | undefined {
  const m = /^(\d+)(?:(b)|([kKMGTPEZYRQ])(iB|B)?)?$/.exec(text);
  if (!m) return undefined;
  const n = Number(m[1]);
  if (m[2]) return n * 512;
  if (!m[3]) return n;
  return n * (m[4] === "B" ? 1000 : 1024) ** (POWERS.indexOf(m[3].toUpperCase()) + 1);
}

/** `1.5K`, `12M`: GNU's -h rounds up, to one decimal below ten. `base` 1000 is --si, with a small k. */
export function humanSize(bytes: number, base = 1024): string {
  if (bytes < base) return String(bytes);
  let value = bytes;
  let power = -1;
  while (value >= base && power < POWERS.length - 1) {
    value /= base;
    power++;
  }
  const ceil = (v: number) => Math.ceil(Number(v.toFixed(9)));
  if (ceil(value * 10) < 100) return `${(ceil(value * 10) / 10).toFixed(1)}${letter(power, base)}`;
  if (ceil(value) >= base) return `1.0${letter(power + 1, base)}`;
  return `${ceil(value)}${letter(power, base)}`;
}

/** `1.5K`, `12.0M`: BusyBox's -h rounds to the nearest, always with one decimal. */
export function humanSizeBusybox(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let power = -1;
  while (value >= 1024) {
    value /= 1024;
    power++;
  }
  return `${value.toFixed(1)}${POWERS[power] ?? ""}`;
}

function letter(power: number, base: number): string {
  const l = POWERS[power] ?? "";
  return base === 1000 && l === "K" ? "k" : l;
}

/** The 512-byte blocks that a file of this size takes on disk, in units of 1024 bytes. */
export function blocksOf(stat: { readonly kind: string; readonly size: number }): number {
  if (stat.kind === "file") return Math.ceil(stat.size / 4096) * 4;
  if (stat.kind === "directory") return stat.size % 4096 === 0 ? stat.size / 1024 : 0; // in memory there are no blocks
  return 0;
}
