import { InvalidParameter } from "../api/errors.ts";
import { type Micros, parseRfc3339, SECOND } from "../std/time.ts";

/** A time as the client sends it: RFC 3339, or seconds since 1970 with a fraction. Undefined for "". */
export function parseTimestamp(text: string): Micros | undefined {
  if (text === "") return undefined;
  const unix = /^(-?\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (unix) return Number(unix[1]) * SECOND + Number((unix[2] ?? "").padEnd(9, "0").slice(0, 6));
  const at = parseRfc3339(text);
  if (at === undefined) throw new InvalidParameter(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  return at;
}
