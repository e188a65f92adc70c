import { SqlError } from "../lexer.ts";
import { asInstant } from "../run/evaluate.ts";
import type { Scope } from "../run/scope.ts";
import { toNumber } from "../values/compare.ts";
import { dateFormat, dayName, monthName } from "../values/date-format.ts";
import { ageBetween, DAY, dateOf, fieldOf, intervalOf, ofKind, shift } from "../values/moment.ts";
import { show } from "../values/show.ts";
import { Instant, Interval, type Value } from "../values/value.ts";
import type { Fn } from "./function.ts";

const now: Fn = ([places = 0], s) => {
  const micros = s.session.now();
  const unit = 10 ** (6 - Math.min(6, places === null ? 0 : toNumber(places)));
  return new Instant(Math.floor(micros / unit) * unit, "timestamp");
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
  if (v instanceof Interval) return intervalPart(String(name), v);
  if (String(name).includes("_")) return severalParts(String(name), v, s);
  const i = asInstant(v, s);
  const value = i === null ? null : fieldOf(i, String(name));
  if (value === undefined)
    throw new SqlError(`unit "${show(name)}" not recognized for type timestamp without time zone`, "22023");
  if (value === null) return null;
  return Math.floor(value);
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

function intervalPart(name: string, { months, days, micros }: Interval): Value {
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
  return value;
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

export const dateFunctions: Readonly<Record<string, Fn>> = {
  adddate: moved(1),
  curdate: today,
  current_date: today,
  current_time: clock,
  current_timestamp: now,
  curtime: clock,
  date_add: moved(1),
  date_format: ([v = null, format = null], s) => {
    const i = asInstant(v, s);
    return i === null || format === null ? null : dateFormat(i, String(format));
  },
  date_sub: moved(-1),
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
  last_day: ([v = null], s) => {
    const i = asInstant(v, s);
    if (i === null) return null;
    const d = dateOf(i);
    return new Instant(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0) * 1000, "date");
  },
  localtime: now,
  localtimestamp: (_args, s) => new Instant(s.session.now(), "timestamp"),
  month: field("month"),
  monthname: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : monthName(i);
  },
  now,
  quarter: field("quarter"),
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
