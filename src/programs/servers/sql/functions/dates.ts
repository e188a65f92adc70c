import { SqlError } from "../lexer.ts";
import { asInstant } from "../run/evaluate.ts";
import type { Scope } from "../run/scope.ts";
import { isNumber, toNumber } from "../values/compare.ts";
import { dateFormat, dayName, monthName, toChar } from "../values/date-format.ts";
import { parseDecimal } from "../values/decimal.ts";
import {
  ageBetween,
  DAY,
  dateOf,
  fieldOf,
  intervalOf,
  ofKind,
  parseInstant,
  shift,
  truncated,
} from "../values/moment.ts";
import { show } from "../values/show.ts";
import { Float, Instant, Interval, type Value } from "../values/value.ts";
import type { Fn } from "./function.ts";
import { decimalFormat } from "./number-format.ts";

const now: Fn = ([places = 0], s) => {
  const micros = s.session.now();
  if (s.session.dialect === "mysql") {
    const unit = 10 ** (6 - Math.min(6, places === null ? 0 : toNumber(places)));
    return new Instant(Math.floor(micros / unit) * unit, "timestamp");
  }
  return new Instant(micros, "timestamptz");
};
const today: Fn = (_args, s) => ofKind(s.session.now(), "date");
const clock: Fn = (_args, s) => ofKind(Math.floor(s.session.now() / 1_000_000) * 1_000_000, "time");

/** A function of MySQL's that takes one field of a date. */
const field =
  (name: string): Fn =>
  ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : Math.floor(fieldOf(i, name) ?? 0);
  };

const part: Fn = ([name = null, v = null], s) => {
  if (v === null || name === null) return null;
  if (v instanceof Interval) return intervalPart(String(name), v, s);
  if (s.session.dialect === "mysql" && String(name).includes("_")) return severalParts(String(name), v, s);
  const i = asInstant(v, s);
  const value = i === null ? null : fieldOf(i, String(name));
  if (value === undefined)
    throw new SqlError(`unit "${show(name, "postgres")}" not recognized for type timestamp without time zone`, "22023");
  if (value === null) return null;
  if (s.session.dialect === "mysql") return Math.floor(value);
  return /^(epoch|second)$/i.test(String(name)) ? (parseDecimal(value.toFixed(6)) ?? null) : value;
};

const PARTS = ["year", "month", "day", "hour", "minute", "second", "microsecond"];

/** MySQL's `EXTRACT(YEAR_MONTH FROM …)`: the fields side by side, each with two digits. */
function severalParts(name: string, v: Value, s: Scope): Value {
  const i = asInstant(v, s);
  if (i === null) return null;
  const [first = "", last = ""] = name.toLowerCase().split("_");
  const fields = PARTS.slice(PARTS.indexOf(first), PARTS.indexOf(last) + 1);
  return fields.reduce(
    (n, f) =>
      f === "microsecond"
        ? n * 1_000_000 + (((i.micros % 1_000_000) + 1_000_000) % 1_000_000)
        : n * 100 + Math.floor(fieldOf(i, f) ?? 0),
    0,
  );
}

function intervalPart(name: string, { months, days, micros }: Interval, s: Scope): Value {
  const values: Readonly<Record<string, number>> = {
    year: Math.trunc(months / 12),
    month: months % 12,
    day: days,
    hour: Math.trunc(micros / 3_600_000_000),
    minute: Math.trunc(micros / 60_000_000) % 60,
    second: (micros % 60_000_000) / 1_000_000,
    epoch: (months * 30 + days) * 86_400 + micros / 1_000_000,
  };
  const value = values[name.toLowerCase()];
  if (value === undefined) throw new SqlError(`unit "${name}" not recognized for type interval`, "22023");
  return /^(epoch|second)$/i.test(name) && s.session.dialect === "postgres"
    ? (parseDecimal(value.toFixed(6)) ?? null)
    : value;
}

const moved =
  (sign: number): Fn =>
  ([v = null, by = null], s) => {
    const i = asInstant(v, s);
    if (i === null || by === null) return null;
    const span = by instanceof Interval ? by : new Interval(0, toNumber(by), 0);
    const out = shift(i, span, sign);
    return i.kind === "date" && span.micros === 0 ? new Instant(out.micros, "date") : out;
  };

const difference: Fn = ([unit = null, a = null, b = null], s) => {
  const [from, to] = [asInstant(a, s), asInstant(b, s)];
  if (from === null || to === null) return null;
  const span = ageBetween(to, from);
  const micros = to.micros - from.micros;
  const months = span.months;
  const values: Readonly<Record<string, number>> = {
    year: months / 12,
    quarter: months / 3,
    month: months,
    week: micros / (7 * DAY),
    day: micros / DAY,
    hour: micros / 3_600_000_000,
    minute: micros / 60_000_000,
    second: micros / 1_000_000,
    microsecond: micros,
  };
  return Math.trunc(values[String(unit)] ?? 0);
};

/** What each field of a format is: year, month, day, hour, minute; all others are seconds. */
const NAMES: Readonly<Record<string, string>> = {
  "%Y": "y",
  YYYY: "y",
  "%m": "m",
  "%c": "m",
  MM: "m",
  "%d": "d",
  "%e": "d",
  DD: "d",
  "%H": "h",
  "%k": "h",
  HH24: "h",
  "%i": "i",
  MI: "i",
};

const parsed: Fn = ([text = null, format = null], s) => {
  if (text === null || format === null) return null;
  const FIELDS = /%[YmcdeHkisS]|YYYY|MM|DD|HH24|MI|SS/g;
  const order = [...show(format, "postgres").matchAll(FIELDS)].map((m) => NAMES[m[0]] ?? "s");
  const pattern = show(format, "postgres")
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(FIELDS, (f) => (NAMES[f] === "y" ? "(\\d{4})" : "(\\d{1,2})"));
  const m = new RegExp(`^\\s*${pattern}`).exec(show(text, "postgres"));
  if (!m) {
    if (s.session.dialect === "mysql") return null;
    throw new SqlError(`invalid value "${show(text, "postgres").slice(0, 4)}" for "YYYY"`, "22007");
  }
  const get = (name: string, standard: string) => m[order.indexOf(name) + 1] ?? standard;
  const date = `${get("y", "1970")}-${get("m", "1")}-${get("d", "1")}`;
  const timed = order.includes("h")
    ? ` ${get("h", "0")}:${get("i", "0").padStart(2, "0")}:${get("s", "0").padStart(2, "0")}`
    : "";
  return parseInstant(date + timed, timed ? "timestamp" : "date", 0) ?? null;
};

export const dateFunctions: Readonly<Record<string, Fn>> = {
  adddate: moved(1),
  age: ([a = null, b], s) => {
    const to = asInstant(b === undefined ? ofKind(s.session.now(), "date") : a, s);
    const from = asInstant(b === undefined ? a : b, s);
    return to === null || from === null ? null : ageBetween(to, from);
  },
  "at time zone": ([v = null, zone = null], s) => {
    const i = asInstant(v, s);
    if (i === null) return null;
    if (!/^(utc|gmt|etc\/utc)$/i.test(String(zone)))
      throw new SqlError(`drydock: the time zone ${String(zone)} is not simulated`, "0A000");
    return new Instant(i.micros, i.kind === "timestamptz" ? "timestamp" : "timestamptz");
  },
  clock_timestamp: now,
  statement_timestamp: now,
  curdate: today,
  current_date: today,
  current_time: clock,
  current_timestamp: now,
  curtime: clock,
  date: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : ofKind(i.micros, "date");
  },
  date_add: moved(1),
  date_format: ([v = null, format = null], s) => {
    const i = asInstant(v, s);
    return i === null || format === null ? null : dateFormat(i, String(format));
  },
  date_part: (args, s) => {
    const value = part(args, s);
    return value === null ? null : new Float(toNumber(value));
  },
  date_sub: moved(-1),
  date_trunc: ([unit = null, v = null], s) => {
    const i = asInstant(v, s);
    if (i === null || unit === null) return null;
    const out = truncated(i.kind === "date" ? new Instant(i.micros, "timestamptz") : i, String(unit));
    if (!out) throw new SqlError(`unit "${String(unit)}" not recognized for type timestamp with time zone`, "22023");
    return out;
  },
  datediff: ([a = null, b = null], s) => {
    const [x, y] = [asInstant(a, s), asInstant(b, s)];
    return x === null || y === null ? null : Math.floor(x.micros / DAY) - Math.floor(y.micros / DAY);
  },
  day: field("day"),
  dayname: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : dayName(i);
  },
  dayofmonth: field("day"),
  dayofweek: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : dateOf(i).getUTCDay() + 1;
  },
  dayofyear: field("doy"),
  extract: part,
  from_unixtime: ([v = null]) => (v === null ? null : new Instant(Math.floor(toNumber(v)) * 1_000_000, "timestamp")),
  hour: field("hour"),
  last_day: ([v = null], s) => {
    const i = asInstant(v, s);
    if (i === null) return null;
    const d = dateOf(i);
    return new Instant(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0) * 1000, "date");
  },
  localtime: now,
  localtimestamp: (_args, s) => new Instant(s.session.now(), "timestamp"),
  make_date: ([y = null, m = null, d = null]) =>
    parseInstant(`${String(y)}-${String(m)}-${String(d)}`, "date", 0) ?? null,
  minute: field("minute"),
  month: field("month"),
  monthname: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : monthName(i);
  },
  now,
  quarter: field("quarter"),
  second: field("second"),
  str_to_date: parsed,
  subdate: moved(-1),
  sysdate: now,
  timestampadd: ([unit = null, n = null, v = null], s) => {
    const i = asInstant(v, s);
    const span = n === null ? undefined : intervalOf(toNumber(n), String(unit));
    if (i === null || !span) return null;
    const out = shift(i, span, 1);
    return i.kind === "date" && span.micros === 0 ? ofKind(out.micros, "date") : out;
  },
  timestampdiff: difference,
  to_char: ([v = null, format = null], s) => {
    if (v === null || format === null) return null;
    if (isNumber(v)) return decimalFormat(v, String(format));
    const i = asInstant(v, s);
    return i === null ? null : toChar(i, String(format));
  },
  to_date: parsed,
  to_timestamp: (args, s) => {
    const [v = null] = args;
    if (v === null) return null;
    if (isNumber(v)) return new Instant(Math.round(toNumber(v) * 1_000_000), "timestamptz");
    const out = parsed(args, s);
    return out instanceof Instant ? new Instant(out.micros, "timestamptz") : out;
  },
  unix_timestamp: ([v], s) => {
    const i = v === undefined ? new Instant(s.session.now(), "timestamp") : asInstant(v, s);
    return i === null ? null : Math.floor(i.micros / 1_000_000);
  },
  utc_date: today,
  utc_timestamp: now,
  weekday: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : (dateOf(i).getUTCDay() + 6) % 7;
  },
  year: field("year"),
};
