import { type Bson, ObjectId, Timestamp } from "../bson.ts";
import { numberOf, typeName } from "../compare.ts";
import { RuntimeError } from "../errors.ts";
import { formatDate, PARTS, parseByFormat } from "./date-text.ts";
import { missing, type Named } from "./types.ts";
import { momentOf, offsetAt } from "./zones.ts";

const DAY = 86_400_000;

/** Units of fixed length, in milliseconds. */
const FIXED: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
};
/** The others, in months. */
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

type Of = Parameters<Named>[0];

/** A date, or what holds one; undefined for what is missing. */
function moment(v: Bson | undefined): number | undefined {
  if (v instanceof Date) return v.getTime();
  if (v instanceof ObjectId) return Number.parseInt(v.hex.slice(0, 8), 16) * 1000;
  if (v instanceof Timestamp) return v.seconds * 1000;
  if (missing(v)) return undefined;
  throw new RuntimeError(16006, `can't convert from BSON type ${typeName(v)} to Date`);
}

function zoneOf(of: Of): string {
  const zone = of("timezone");
  return typeof zone === "string" ? zone : "UTC";
}

/** A date whose UTC fields are what a zone's clocks show. */
function shown(ms: number, zone: string): Date {
  return new Date(ms + offsetAt(zone, ms));
}

function unitOf(of: Of): string {
  const unit = String(of("unit")).toLowerCase();
  if (FIXED[unit] === undefined && MONTHS[unit] === undefined)
    throw new RuntimeError(9, `parameter 'unit' must be a valid time unit: unknown time unit value: ${unit}`);
  return unit;
}

/** Months later, at most on the last day of the month. */
function addMonths(d: Date, months: number): number {
  const out = new Date(d);
  out.setUTCDate(1);
  out.setUTCMonth(out.getUTCMonth() + months);
  const last = new Date(Date.UTC(out.getUTCFullYear(), out.getUTCMonth() + 1, 0)).getUTCDate();
  out.setUTCDate(Math.min(d.getUTCDate(), last));
  return out.getTime();
}

const add: Named = (of, name) => {
  const start = moment(of("startDate"));
  const amount = numberOf(of("amount"));
  if (start === undefined || amount === undefined) return null;
  const by = name === "$dateSubtract" ? -amount : amount;
  const unit = unitOf(of);
  const zone = zoneOf(of);
  const fixed = FIXED[unit];
  if (fixed !== undefined && fixed < DAY) return new Date(start + by * fixed);
  const local = shown(start, zone);
  return new Date(
    momentOf(fixed === undefined ? addMonths(local, by * (MONTHS[unit] ?? 1)) : local.getTime() + by * fixed, zone),
  );
};

function monday(of: Of): number {
  const named = of("startOfWeek");
  const at = typeof named === "string" ? WEEKDAYS.indexOf(named.slice(0, 3).toLowerCase()) : -1;
  return at < 0 ? 0 : at;
}

/** How many borders of a unit lie between the zero of time and a date, and what is beyond the last one. */
function bordersBefore(d: Date, unit: string, firstDay: number): number {
  const months = MONTHS[unit];
  if (months !== undefined) return Math.floor((d.getUTCFullYear() * 12 + d.getUTCMonth()) / months);
  // 1970 began on a Thursday.
  const shift = unit === "week" ? (4 - firstDay) * DAY : 0;
  return Math.floor((d.getTime() + shift) / (FIXED[unit] ?? 1));
}

const difference: Named = (of) => {
  const [from, to] = [moment(of("startDate")), moment(of("endDate"))];
  if (from === undefined || to === undefined) return null;
  const unit = unitOf(of);
  const zone = zoneOf(of);
  const [a, b] = [from, to].map((ms) => bordersBefore(shown(ms, zone), unit, monday(of)));
  return BigInt((b ?? 0) - (a ?? 0));
};

const truncate: Named = (of) => {
  const ms = moment(of("date"));
  if (ms === undefined) return null;
  const unit = unitOf(of);
  const zone = zoneOf(of);
  const size = numberOf(of("binSize")) ?? 1;
  const months = MONTHS[unit];
  const local = shown(ms, zone);
  // Bins are counted from the beginning of 2000.
  const origin = new Date(Date.UTC(2000, 0, 1));
  const first = monday(of);
  const bin = (n: number, zero: number) => Math.floor((n - zero) / size) * size + zero;
  const n = bin(bordersBefore(local, unit, first), size === 1 ? 0 : bordersBefore(origin, unit, first));
  if (months !== undefined) {
    const start = new Date(0);
    start.setUTCFullYear(0, n * months, 1);
    return new Date(momentOf(start.getTime(), zone));
  }
  const shift = unit === "week" ? (4 - first) * DAY : 0;
  return new Date(momentOf(n * (FIXED[unit] ?? 1) - shift, zone));
};

const fromParts: Named = (of) => {
  const part = (key: string, or: number) => {
    const v = of(key);
    return v === undefined ? or : (numberOf(v) ?? Number.NaN);
  };
  const clock =
    part("hour", 0) * 3_600_000 + part("minute", 0) * 60_000 + part("second", 0) * 1000 + part("millisecond", 0);
  const year = part("isoWeekYear", Number.NaN);
  let day: number;
  if (Number.isNaN(year)) {
    const start = new Date(0);
    start.setUTCFullYear(part("year", Number.NaN), part("month", 1) - 1, part("day", 1));
    day = start.getTime();
  } else {
    const fourth = Date.UTC(year, 0, 4);
    const week = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
    day = week + (part("isoWeek", 1) - 1) * 7 * DAY + (part("isoDayOfWeek", 1) - 1) * DAY;
  }
  return Number.isNaN(day + clock) ? null : new Date(momentOf(day + clock, zoneOf(of)));
};

const toParts: Named = (of) => {
  const ms = moment(of("date"));
  if (ms === undefined) return null;
  const d = shown(ms, zoneOf(of));
  const get = (name: string): number => PARTS[name]?.(d) ?? 0;
  const day: [string, Bson][] =
    of("iso8601") === true
      ? [
          ["isoWeekYear", get("$isoWeekYear")],
          ["isoWeek", get("$isoWeek")],
          ["isoDayOfWeek", get("$isoDayOfWeek")],
        ]
      : [
          ["year", get("$year")],
          ["month", get("$month")],
          ["day", get("$dayOfMonth")],
        ];
  return new Map<string, Bson>([
    ...day,
    ["hour", get("$hour")],
    ["minute", get("$minute")],
    ["second", get("$second")],
    ["millisecond", get("$millisecond")],
  ]);
};

/** A text as $toDate reads it. Throws RuntimeError. */
export function dateOfText(text: string, zone = "UTC"): Date {
  const m =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/.exec(
      text.trim(),
    );
  const ms = m
    ? Date.UTC(
        Number(m[1]),
        Number(m[2]) - 1,
        Number(m[3]),
        Number(m[4] ?? 0),
        Number(m[5] ?? 0),
        Number(m[6] ?? 0),
        Number((m[7] ?? "0").padEnd(3, "0")),
      )
    : /[a-z]{3}/i.test(text) && /\d{4}/.test(text)
      ? Date.parse(/(Z|UTC|GMT|[+-]\d{4})$/.test(text) ? text : `${text} UTC`)
      : Number.NaN;
  if (Number.isNaN(ms))
    throw new RuntimeError(
      241,
      `Error parsing date string '${text}'; 0: passing a time zone identifier as part of the string is not allowed '${text}'`,
    );
  return new Date(m ? momentOf(ms, m[8] === "UTC" ? "UTC" : (m[8] ?? zone)) : ms);
}

const fromString: Named = (of) => {
  const text = of("dateString");
  if (missing(text)) return of("onNull") ?? null;
  try {
    if (typeof text !== "string")
      throw new RuntimeError(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
    const format = of("format");
    const zone = zoneOf(of);
    return typeof format === "string" ? new Date(momentOf(parseByFormat(text, format), zone)) : dateOfText(text, zone);
  } catch (e) {
    const other = of("onError");
    if (e instanceof RuntimeError && other !== undefined) return other;
    throw e;
  }
};

const toString: Named = (of) => {
  const ms = moment(of("date"));
  if (ms === undefined) return of("onNull") ?? null;
  const zone = zoneOf(of);
  const format = of("format");
  const offset = offsetAt(zone, ms);
  return formatDate(
    new Date(ms + offset),
    typeof format === "string" ? format : zone === "UTC" ? "%Y-%m-%dT%H:%M:%S.%LZ" : "%Y-%m-%dT%H:%M:%S.%L",
    offset,
  );
};

export const NAMED_DATES: Readonly<Record<string, Named>> = {
  $dateAdd: add,
  $dateSubtract: add,
  $dateDiff: difference,
  $dateTrunc: truncate,
  $dateFromParts: fromParts,
  $dateToParts: toParts,
  $dateFromString: fromString,
  $dateToString: toString,
};

/** `$year` and its like take a date alone or `{date, timezone}`; undefined for what is none of them. */
export function datePart(name: string, date: Bson | undefined, zone: Bson | undefined): Bson | undefined {
  const part = PARTS[name];
  if (!part) return undefined;
  const ms = moment(date);
  return ms === undefined ? null : part(shown(ms, typeof zone === "string" ? zone : "UTC"));
}

export function isDatePart(name: string): boolean {
  return PARTS[name] !== undefined;
}
