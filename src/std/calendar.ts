import { type Micros, SECOND } from "./time.ts";

/** A time of day in a zone, by its calendar. */
export interface Civil {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  /** 0 Sunday … 6 Saturday */
  readonly weekday: number;
  /** 0 … 365 */
  readonly yearday: number;
  /** East of Greenwich, in seconds. */
  readonly offset: number;
  readonly zone: string;
}

/** A time zone: what $TZ or /etc/localtime say, UTC where they say nothing that is here. */
export interface Zone {
  at(time: Micros): { readonly offset: number; readonly name: string };
}

export const UTC: Zone = { at: () => ({ offset: 0, name: "UTC" }) };

/** The calendar's reading of a time in a zone. */
export function civil(time: Micros, zone: Zone): Civil {
  const { offset, name } = zone.at(time);
  const date = new Date(Math.floor(time / 1000) + offset * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    micros: ((time % SECOND) + SECOND) % SECOND,
    weekday: date.getUTCDay(),
    yearday: Math.floor((Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000),
    offset,
    zone: name,
  };
}

/** The time at which a zone's calendar reads so; parts out of range carry over. */
export function fromCivil(
  parts: { year: number; month: number; day: number; hour?: number; minute?: number; second?: number },
  zone: Zone,
): Micros {
  const utc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  const date = new Date(utc);
  if (parts.year >= 0 && parts.year < 100) date.setUTCFullYear(parts.year);
  const local = date.getTime() * 1000;
  const guess = local - zone.at(local).offset * SECOND;
  return local - zone.at(guess).offset * SECOND;
}
