import { zoneOffset } from "../../database/zone-offset.ts";
import { RuntimeError } from "../errors.ts";

const MINUTE = 60_000;

/** How far a time zone (`Europe/Berlin`, `+02:00`, `UTC`) is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(zone: string, utc: number): number {
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * MINUTE;
  if (zone === "UTC" || zone === "GMT" || zone === "Z") return 0;
  const offset = zoneOffset(zone, utc);
  if (offset === undefined) throw new RuntimeError(40485, `unrecognized time zone identifier: "${zone}"`);
  return offset;
}

/** The moment at which clocks in a zone show what UTC's clocks show at `local`. */
export function momentOf(local: number, zone: string): number {
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}
