import { Instant, Interval } from "./value.ts";

export const DAY = 86_400_000_000;
const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;
const SECOND = 1_000_000;

const two = (n: number) => String(n).padStart(2, "0");

/** `.25` of a second's microseconds, "" for none. */
function fraction(micros: number): string {
  const rest = ((micros % SECOND) + SECOND) % SECOND;
  return rest === 0 ? "" : `.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
}

function clock(micros: number): string {
  return `${two(Math.floor(micros / HOUR))}:${two(Math.floor(micros / MINUTE) % 60)}:${two(Math.floor(micros / SECOND) % 60)}${fraction(micros)}`;
}

export function dateOf(i: Instant): Date {
  return new Date(Math.floor(i.micros / 1000));
}

export function instantText(i: Instant): string {
  if (i.kind === "time") return i.micros < 0 ? `-${clock(-i.micros)}` : clock(i.micros);
  const date = dateOf(i).toISOString().slice(0, 10);
  if (i.kind === "date") return date;
  const time = clock(((i.micros % DAY) + DAY) % DAY);
  return `${date} ${time}${i.kind === "timestamptz" ? "+00" : ""}`;
}

/** What a text says of a date or time; undefined when it does not. */
export function parseInstant(text: string, kind: Instant["kind"]): Instant | undefined {
  const t = text.trim().toLowerCase();
  if (kind === "time") {
    const m = /^(-?)(?:(\d{1,2}) )?(\d{1,3})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?)?$/.exec(t);
    if (m && (m[4] !== undefined || m[2] !== undefined) && Number(m[4] ?? 0) < 60 && Number(m[5] ?? 0) < 60) {
      const micros = Number(m[2] ?? 0) * DAY + timeOf([m[3], m[4] ?? "0", m[5], m[6]]);
      return new Instant(m[1] === "-" ? -micros : micros, "time");
    }
  }
  const m =
    /^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?$/.exec(t) ??
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?\s*(z|utc|[+-]\d{2}(?::?\d{2})?)?$/.exec(
      t,
    ) ??
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(t);
  if (!m) return undefined;
  const [given, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const year = (m[1] ?? "").length === 2 ? given + (given < 70 ? 2000 : 1900) : given;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const clockTime = m[4] === undefined ? 0 : timeOf(m.slice(4, 8));
  if (clockTime >= DAY + 1) return undefined;
  const zone = /^([+-])(\d{2}):?(\d{2})?$/.exec(m[8] ?? "");
  const offset =
    zone && kind === "timestamptz"
      ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * HOUR + Number(zone[3] ?? 0) * MINUTE)
      : 0;
  return ofKind(date.getTime() * 1000 + clockTime - offset, kind);
}

function timeOf(parts: readonly (string | undefined)[]): number {
  const [h, m, s, f] = parts;
  return Number(h) * HOUR + Number(m) * MINUTE + Number(s ?? 0) * SECOND + Number((f ?? "").padEnd(6, "0"));
}

function floorDay(micros: number): number {
  return Math.floor(micros / DAY) * DAY;
}

/** A moment as one of another kind. */
export function ofKind(micros: number, kind: Instant["kind"]): Instant {
  if (kind === "date") return new Instant(floorDay(micros), kind);
  if (kind === "time") return new Instant(((micros % DAY) + DAY) % DAY, kind);
  return new Instant(micros, kind);
}

/** A moment with an interval added; months keep the day where the month has it. */
export function shift(i: Instant, by: Interval, sign: number): Instant {
  let { micros } = i;
  if (by.months !== 0) {
    const date = dateOf(i);
    const day = date.getUTCDate();
    const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + sign * by.months, 1);
    const last = new Date(
      Date.UTC(new Date(first).getUTCFullYear(), new Date(first).getUTCMonth() + 1, 0),
    ).getUTCDate();
    micros = first * 1000 + (Math.min(day, last) - 1) * DAY + (((micros % DAY) + DAY) % DAY);
  }
  micros += sign * (by.days * DAY + by.micros);
  const kind = i.kind === "date" ? "timestamp" : i.kind;
  return ofKind(micros, kind);
}

const UNITS: Readonly<Record<string, readonly [months: number, days: number, micros: number]>> = {
  microsecond: [0, 0, 1],
  millisecond: [0, 0, 1000],
  second: [0, 0, SECOND],
  sec: [0, 0, SECOND],
  minute: [0, 0, MINUTE],
  min: [0, 0, MINUTE],
  hour: [0, 0, HOUR],
  day: [0, 1, 0],
  week: [0, 7, 0],
  month: [1, 0, 0],
  mon: [1, 0, 0],
  quarter: [3, 0, 0],
  year: [12, 0, 0],
};

/** So many of a unit (`day`, `hours`); undefined for a unit that is none. */
export function intervalOf(count: number, unit: string): Interval | undefined {
  const u = UNITS[unit.toLowerCase().replace(/(?<=..)s$/, "")];
  if (!u) return undefined;
  const [months, days, micros] = u;
  const rest = (count * days) % 1;
  return new Interval(Math.trunc(count * months), Math.trunc(count * days), Math.round(count * micros + rest * DAY));
}

/** `1 day 2 hours`, `01:30:00`. */
export function parseInterval(text: string): Interval | undefined {
  let total = new Interval(0, 0, 0);
  let rest = text.trim().replace(/\bago\b/i, "");
  const sign = rest.length < text.trim().length ? -1 : 1;
  const time = /([+-]?)(\d{1,3}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?/.exec(rest);
  if (time) {
    const micros = timeOf([time[2], time[3], time[4], time[5]]);
    total = new Interval(0, 0, time[1] === "-" ? -micros : micros);
    rest = rest.replace(time[0], "");
  }
  for (const m of rest.matchAll(/\s*([+-]?\d+(?:\.\d+)?)\s*([a-z]+)\s*|(\S+)/gi)) {
    const part = m[1] === undefined ? undefined : intervalOf(Number(m[1]), m[2] ?? "");
    if (!part) return undefined;
    total = new Interval(total.months + part.months, total.days + part.days, total.micros + part.micros);
  }
  return new Interval(sign * total.months, sign * total.days, sign * total.micros);
}

export function intervalText({ months, days, micros }: Interval): string {
  const parts: string[] = [];
  const years = Math.trunc(months / 12);
  const plural = (n: number, word: string) => {
    if (n !== 0) parts.push(`${n} ${word}${n === 1 ? "" : "s"}`);
  };
  plural(years, "year");
  plural(months - years * 12, "mon");
  plural(days, "day");
  if (micros !== 0 || parts.length === 0) parts.push(`${micros < 0 ? "-" : ""}${clock(Math.abs(micros))}`);
  return parts.join(" ");
}

/** From one moment to another in years, months, days and the rest. */
export function ageBetween(later: Instant, earlier: Instant): Interval {
  const a = dateOf(later);
  const b = dateOf(earlier);
  const sign = later.micros < earlier.micros ? -1 : 1;
  const [to, from, toMicros, fromMicros] =
    sign < 0 ? [b, a, earlier.micros, later.micros] : [a, b, later.micros, earlier.micros];
  let months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  let days = to.getUTCDate() - from.getUTCDate();
  const ofDay = (micros: number) => ((micros % DAY) + DAY) % DAY;
  let micros = ofDay(toMicros) - ofDay(fromMicros);
  if (micros < 0) {
    micros += DAY;
    days--;
  }
  if (days < 0) {
    days += new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
    months--;
  }
  return new Interval(sign * months, sign * days, sign * micros);
}

/** EXTRACT, YEAR() and their kin; undefined for a field that is none. */
export function fieldOf(i: Instant, field: string): number | undefined {
  const d = dateOf(i);
  const year = d.getUTCFullYear();
  const dayOfYear = Math.floor(i.micros / DAY - Date.UTC(year, 0, 1) / 86_400_000) + 1;
  const inMinute = ((i.micros % MINUTE) + MINUTE) % MINUTE;
  switch (field.toLowerCase()) {
    case "year":
      return year;
    case "quarter":
      return Math.floor(d.getUTCMonth() / 3) + 1;
    case "month":
      return d.getUTCMonth() + 1;
    case "day":
      return d.getUTCDate();
    case "hour":
      return d.getUTCHours();
    case "minute":
      return d.getUTCMinutes();
    case "second":
      return inMinute / SECOND;
    case "dow":
      return d.getUTCDay();
    case "isodow":
      return d.getUTCDay() || 7;
    case "doy":
      return dayOfYear;
    case "epoch":
      return i.micros / SECOND;
    case "week": {
      const thursday = Date.UTC(year, d.getUTCMonth(), d.getUTCDate() + 4 - (d.getUTCDay() || 7));
      const start = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
      return Math.floor((thursday - start) / (7 * 86_400_000)) + 1;
    }
    default:
      return undefined;
  }
}
