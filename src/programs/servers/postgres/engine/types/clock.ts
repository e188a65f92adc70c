import { zoneOffset } from "../../../database/zone-offset.ts";
import { PgError } from "../error.ts";
import { Interval } from "./type.ts";

const MILLI = 1000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
export const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

export const two = (n: number): string => String(n).padStart(2, "0");

/** `.25` of a second's microseconds, "" for none. */
export function fraction(micros: number): string {
  const rest = ((micros % SECOND) + SECOND) % SECOND;
  return rest === 0 ? "" : `.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
}

export function clockText(micros: number): string {
  return `${two(Math.floor(micros / HOUR))}:${two(Math.floor(micros / MINUTE) % 60)}:${two(Math.floor(micros / SECOND) % 60)}${fraction(micros)}`;
}

/** Year, month (1 to 12) and day of a count of days since 1970. */
export function civil(days: number): { readonly y: number; readonly m: number; readonly d: number } {
  const date = new Date(days * 86_400_000);
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
}

export function daysOf(y: number, m: number, d: number): number {
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  return Math.round(date.getTime() / 86_400_000);
}

export const monthLength = (y: number, m: number): number => civil(daysOf(y, m + 1, 1) - 1).d;

export function dateText(days: number): string {
  if (days === Number.POSITIVE_INFINITY) return "infinity";
  if (days === Number.NEGATIVE_INFINITY) return "-infinity";
  const { y, m, d } = civil(days);
  return y > 0
    ? `${String(y).padStart(4, "0")}-${two(m)}-${two(d)}`
    : `${String(1 - y).padStart(4, "0")}-${two(m)}-${two(d)} BC`;
}

export const dayOf = (micros: number): number => Math.floor(micros / DAY);
export const timeOf = (micros: number): number => micros - dayOf(micros) * DAY;

export function timestampText(micros: number): string {
  if (!Number.isFinite(micros)) return micros > 0 ? "infinity" : "-infinity";
  const [date, era = ""] = dateText(dayOf(micros)).split(/(?= BC)/);
  return `${date} ${clockText(timeOf(micros))}${era}`;
}

/** How far a zone is ahead of UTC at a moment, in microseconds; undefined for a zone that is none. */
export function offsetAt(zone: string, utc: number): number | undefined {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const offset = zoneOffset(zone, Math.floor(utc / MILLI));
  return offset === undefined ? undefined : offset * MILLI;
}

function fixedOffset(zone: string): number | undefined {
  const z = zone.toLowerCase();
  if (/^(utc|gmt|z|zulu|etc\/utc|uct|universal)$/.test(z)) return 0;
  const known = {
    est: -5,
    edt: -4,
    cst: -6,
    cdt: -5,
    mst: -7,
    mdt: -6,
    pst: -8,
    pdt: -7,
    cet: 1,
    cest: 2,
    bst: 1,
    msk: 3,
    jst: 9,
  }[z];
  if (known !== undefined) return known * HOUR;
  const m = /^([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/.exec(z);
  if (!m) return undefined;
  return (m[1] === "-" ? -1 : 1) * (Number(m[2]) * HOUR + Number(m[3] ?? 0) * MINUTE + Number(m[4] ?? 0) * SECOND);
}

/** The moment at which a zone's clocks show a time. */
export function fromLocal(zone: string, local: number): number {
  if (!Number.isFinite(local)) return local;
  const first = offsetAt(zone, local) ?? 0;
  const second = offsetAt(zone, local - first) ?? first;
  return local - second;
}

export const toLocal = (zone: string, utc: number): number =>
  Number.isFinite(utc) ? utc + (offsetAt(zone, utc) ?? 0) : utc;

export function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const minutes = Math.floor(size / MINUTE) % 60;
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(size / HOUR))}${minutes ? `:${two(minutes)}` : ""}`;
}

export function timestamptzText(micros: number, zone: string): string {
  if (!Number.isFinite(micros)) return micros > 0 ? "infinity" : "-infinity";
  const offset = offsetAt(zone, micros) ?? 0;
  const [whole = "", era = ""] = timestampText(micros + offset).split(/(?= BC)/);
  return `${whole}${offsetText(offset)}${era}`;
}

export function needZone(zone: string): string {
  if (offsetAt(zone, 0) === undefined) throw new PgError(`time zone "${zone}" not recognized`, "22023");
  return zone;
}

const UNITS: Readonly<Record<string, readonly [months: number, days: number, micros: number]>> = {
  microsecond: [0, 0, 1],
  us: [0, 0, 1],
  millisecond: [0, 0, 1000],
  ms: [0, 0, 1000],
  msec: [0, 0, 1000],
  second: [0, 0, SECOND],
  sec: [0, 0, SECOND],
  s: [0, 0, SECOND],
  minute: [0, 0, MINUTE],
  min: [0, 0, MINUTE],
  m: [0, 0, MINUTE],
  hour: [0, 0, HOUR],
  hr: [0, 0, HOUR],
  h: [0, 0, HOUR],
  day: [0, 1, 0],
  d: [0, 1, 0],
  week: [0, 7, 0],
  w: [0, 7, 0],
  month: [1, 0, 0],
  mon: [1, 0, 0],
  quarter: [3, 0, 0],
  year: [12, 0, 0],
  yr: [12, 0, 0],
  y: [12, 0, 0],
  decade: [120, 0, 0],
  century: [1200, 0, 0],
  centurie: [1200, 0, 0],
};

function unitOf(word: string) {
  const w = word.toLowerCase();
  return UNITS[w] ?? UNITS[w.replace(/s$/, "")];
}

/** So many of a unit; fractions of months become days, of days hours. */
function intervalOf(count: number, unit: string): Interval | undefined {
  const u = unitOf(unit);
  if (!u) return undefined;
  const [months, days, micros] = u;
  const m = Math.trunc(count * months);
  const d = count * days + (count * months - m) * 30;
  const whole = Math.trunc(Number(d.toFixed(9)));
  return new Interval(m, whole, Math.round(count * micros + (d - whole) * DAY));
}

/** `1 day 2 hours`, `1-2`, `01:30:00`, `P1Y2M`. */
export function parseInterval(text: string): Interval | undefined {
  const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(
    text.trim(),
  );
  if (iso && text.trim().length > 1) {
    const [, y, mo, w, d, h, mi, s] = iso.map((x) => Number(x ?? 0));
    return new Interval(
      (y ?? 0) * 12 + (mo ?? 0),
      (w ?? 0) * 7 + (d ?? 0),
      (h ?? 0) * HOUR + (mi ?? 0) * MINUTE + Math.round((s ?? 0) * SECOND),
    );
  }
  let rest = text.trim().replace(/^@\s*/, "");
  const ago = /\bago$/i.test(rest);
  if (ago) rest = rest.replace(/\bago$/i, "");
  let total = new Interval(0, 0, 0);
  const add = (p: Interval) => {
    total = new Interval(total.months + p.months, total.days + p.days, total.micros + p.micros);
  };
  const time = /(?:^|\s)([+-]?)(\d{1,3}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(?=\s|$)/.exec(rest);
  if (time) {
    const [all, sign, h, mi, s, f] = time;
    const micros = Number(h) * HOUR + Number(mi) * MINUTE + Number(s ?? 0) * SECOND + Number((f ?? "").padEnd(6, "0"));
    add(new Interval(0, 0, sign === "-" ? -micros : micros));
    rest = rest.replace(all, " ");
  }
  let found = time !== null;
  while (rest.trim() !== "") {
    rest = rest.trim();
    const yearMonth = /^([+-]?)(\d+)-(\d{1,2})(?=\s|$)/.exec(rest);
    const part = /^([+-]?\d*\.?\d+)\s*([a-z]+)?/i.exec(rest);
    if (yearMonth) {
      const months = Number(yearMonth[2]) * 12 + Number(yearMonth[3]);
      add(new Interval(yearMonth[1] === "-" ? -months : months, 0, 0));
      rest = rest.slice(yearMonth[0].length);
    } else if (part) {
      const one = intervalOf(Number(part[1]), part[2] ?? (time ? "day" : "second"));
      if (!one) return undefined;
      add(one);
      rest = rest.slice(part[0].length);
    } else return undefined;
    found = true;
  }
  if (!found) return undefined;
  return ago ? new Interval(-total.months, -total.days, -total.micros) : total;
}

export function intervalText({ months, days, micros }: Interval): string {
  const parts: string[] = [];
  let negative = false;
  const part = (n: number, word: string) => {
    if (n === 0) return;
    parts.push(`${negative && n > 0 ? "+" : ""}${n} ${word}${n === 1 ? "" : "s"}`);
    negative = n < 0;
  };
  const years = Math.trunc(months / 12);
  part(years, "year");
  part(months - years * 12, "mon");
  part(days, "day");
  if (micros !== 0 || parts.length === 0)
    parts.push(`${micros < 0 ? "-" : negative ? "+" : ""}${clockText(Math.abs(micros))}`);
  return parts.join(" ");
}

/** A timestamp with an interval added; months keep the day where the month has it. */
export function shift(micros: number, by: Interval, sign: 1 | -1): number {
  if (!Number.isFinite(micros)) return micros;
  let at = micros;
  if (by.months !== 0) {
    const { y, m, d } = civil(dayOf(at));
    const month = m - 1 + sign * by.months;
    const year = y + Math.floor(month / 12);
    const of = (((month % 12) + 12) % 12) + 1;
    at = daysOf(year, of, Math.min(d, monthLength(year, of))) * DAY + timeOf(at);
  }
  return at + sign * (by.days * DAY + by.micros);
}

/** What intervals are compared by: months of 30 days. */
export const intervalSize = (i: Interval): number => (i.months * 30 + i.days) * DAY + i.micros;
