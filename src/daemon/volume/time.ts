import { type Micros, rfc3339Nano, SECOND } from "../../std/time.ts";

/** RFC 3339 without a fraction, as volumes show their age. */
export function isoSeconds(at: Micros): string {
  return rfc3339Nano(Math.floor(at / SECOND) * SECOND);
}
