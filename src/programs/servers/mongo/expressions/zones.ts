import { RuntimeError } from "../errors.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
const MINUTE = 60_000;

/** How far a time zone (`Europe/Berlin`, `+02:00`, `UTC`) is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(zone: string, utc: number): number {
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * MINUTE;
  if (zone === "UTC" || zone === "GMT" || zone === "Z") return 0;
  try {
    let format = formats.get(zone);
    if (!format) {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
      formats.set(zone, format);
    }
    const parts: Record<string, number> = {};
    const second = Math.floor(utc / 1000) * 1000;
    for (const p of format.formatToParts(new Date(second))) parts[p.type] = Number(p.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: s = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, s) - second;
  } catch (e) {
    if (!(e instanceof RangeError)) throw e;
    throw new RuntimeError(40485, `unrecognized time zone identifier: "${zone}"`);
  }
}

/** The moment at which clocks in a zone show what UTC's clocks show at `local`. */
export function momentOf(local: number, zone: string): number {
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}
