/** A point in simulated time: whole microseconds since 1970-01-01T00:00:00Z. A span: whole microseconds. */
export type Micros = number;

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;

/** The time Docker prints where none was ever set. */
export const ZERO_TIME = "0001-01-01T00:00:00Z";

/** RFC 3339 in UTC with as many digits of the nine as are not trailing zeros, as Go's RFC3339Nano prints. */
export function rfc3339Nano(at: Micros, nanos = 0): string {
  const fraction = String((at % SECOND) * 1000 + nanos)
    .padStart(9, "0")
    .replace(/0+$/, "");
  return `${isoSeconds(at)}${fraction ? `.${fraction}` : ""}Z`;
}

/** RFC 3339 in UTC with all nine digits, as `docker logs -t` prints. */
export function rfc3339NanoFixed(at: Micros, nanos = 0): string {
  return `${isoSeconds(at)}.${String((at % SECOND) * 1000 + nanos).padStart(9, "0")}Z`;
}

/** The microseconds that an RFC 3339 time names, or undefined when it is not one. */
export function parseRfc3339(text: string): Micros | undefined {
  const m = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d)$/.exec(text);
  if (!m) return undefined;
  const seconds = Date.parse(`${m[1]}${m[3]}`);
  if (Number.isNaN(seconds)) return undefined;
  return seconds * 1000 + Number((m[2] ?? "").slice(0, 6).padEnd(6, "0"));
}

function isoSeconds(at: Micros): string {
  return new Date(Math.floor(at / 1000)).toISOString().slice(0, 19);
}
