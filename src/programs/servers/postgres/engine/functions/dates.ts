import { parseDecimal } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import {
  civil,
  DAY,
  dayOf,
  daysOf,
  fromLocal,
  HOUR,
  intervalSize,
  MINUTE,
  monthLength,
  needZone,
  offsetAt,
  SECOND,
  shift,
  timeOf,
  toLocal,
} from "../types/clock.ts";
import { Decimal, Interval } from "../types/type.ts";
import { decimalOf } from "./comparisons.ts";
import { type CallContext, fn, op } from "./registry.ts";
import { floatPicture, fromChar, intervalToChar, isoWeek, momentToChar, numberToChar } from "./to-char.ts";

const minus = (i: Interval): Interval => new Interval(-i.months, -i.days, -i.micros);
const plus = (a: Interval, b: Interval): Interval =>
  new Interval(a.months + b.months, a.days + b.days, a.micros + b.micros);

/** An interval so many times; parts of months become days, of days hours. */
function times(i: Interval, by: number): Interval {
  const months = i.months * by;
  const m = Math.trunc(months);
  const days = i.days * by + (months - m) * 30;
  const d = Math.trunc(Number(days.toFixed(9)));
  return new Interval(m, d, Math.round(i.micros * by + (days - d) * DAY));
}

/** From one moment to another in years, months, days and the rest. */
function age(later: number, earlier: number): Interval {
  const sign = later < earlier ? -1 : 1;
  const [to, from] = sign < 0 ? [earlier, later] : [later, earlier];
  const [a, b] = [civil(dayOf(to)), civil(dayOf(from))];
  let months = (a.y - b.y) * 12 + a.m - b.m;
  let days = a.d - b.d;
  let micros = timeOf(to) - timeOf(from);
  if (micros < 0) {
    micros += DAY;
    days--;
  }
  if (days < 0) {
    days += monthLength(b.y, b.m);
    months--;
  }
  return new Interval(sign * months, sign * days, sign * micros);
}

const UNIT =
  /^(microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|century|centuries|millennium)$/;

function truncate(local: number, unit: string, type = "timestamp without time zone"): number {
  const u = unit.toLowerCase().replace(/s$/, "");
  const { y, m } = civil(dayOf(local));
  switch (u) {
    case "microsecond":
      return local;
    case "millisecond":
      return Math.floor(local / 1000) * 1000;
    case "second":
      return Math.floor(local / SECOND) * SECOND;
    case "minute":
      return Math.floor(local / MINUTE) * MINUTE;
    case "hour":
      return Math.floor(local / HOUR) * HOUR;
    case "day":
      return dayOf(local) * DAY;
    case "week":
      return (dayOf(local) - ((((dayOf(local) + 3) % 7) + 7) % 7)) * DAY;
    case "month":
      return daysOf(y, m, 1) * DAY;
    case "quarter":
      return daysOf(y, m - ((m - 1) % 3), 1) * DAY;
    case "year":
      return daysOf(y, 1, 1) * DAY;
    case "decade":
      return daysOf(y - (y % 10), 1, 1) * DAY;
    case "century":
      return daysOf(Math.floor((y - 1) / 100) * 100 + 1, 1, 1) * DAY;
    default:
      throw new PgError(`unit "${unit}" not recognized for type ${type}`, "22023");
  }
}

const whole = (n: number): Decimal => new Decimal(BigInt(n), 0);
const micro = (n: number, scale = 6): Decimal => new Decimal(BigInt(Math.round(n)), scale);

/** EXTRACT. `utc`: the moment itself, for epoch. */
function field(unit: string, local: number, utc: number, type: string): Decimal {
  const days = dayOf(local);
  const time = timeOf(local);
  const { y, m, d } = civil(days);
  const weekday = (((days + 4) % 7) + 7) % 7;
  switch (unit.toLowerCase().replace(/s$/, "")) {
    case "microsecond":
      return whole(time % MINUTE);
    case "millisecond":
      return micro(time % MINUTE, 3);
    case "second":
      return micro(time % MINUTE);
    case "minute":
      return whole(Math.floor(time / MINUTE) % 60);
    case "hour":
      return whole(Math.floor(time / HOUR));
    case "day":
      return whole(d);
    case "month":
      return whole(m);
    case "quarter":
      return whole(Math.floor((m - 1) / 3) + 1);
    case "year":
      return whole(y);
    case "decade":
      return whole(Math.floor(y / 10));
    case "century":
    case "centurie":
      return whole(Math.ceil(y / 100));
    case "millennium":
      return whole(Math.ceil(y / 1000));
    case "dow":
      return whole(weekday);
    case "isodow":
      return whole(weekday || 7);
    case "doy":
      return whole(days - daysOf(y, 1, 1) + 1);
    case "week":
      return whole(isoWeek(days)[1]);
    case "isoyear":
      return whole(isoWeek(days)[0]);
    case "julian":
      return whole(days + 2440588);
    case "epoch":
      return type === "date" ? whole(Math.round(utc / SECOND)) : micro(utc);
    case "timezone":
      return whole(Math.round((local - utc) / SECOND));
    case "timezone_hour":
      return whole(Math.trunc((local - utc) / HOUR));
    default:
      throw new PgError(`unit "${unit}" not recognized for type ${type}`, "22023");
  }
}

const TIME_UNITS = /^(microseconds?|milliseconds?|seconds?|minutes?|hours?|epoch)$/;

function timeField(unit: string, time: number): Decimal {
  if (!TIME_UNITS.test(unit.toLowerCase())) {
    if (UNIT.test(unit.toLowerCase()) || /^(dow|doy|isodow|isoyear|julian)$/.test(unit.toLowerCase()))
      throw new PgError(`unit "${unit}" not supported for type time without time zone`, "0A000");
    throw new PgError(`unit "${unit}" not recognized for type time without time zone`, "22023");
  }
  return field(unit, time, time, "time");
}

function intervalField(unit: string, i: Interval): Decimal {
  const time = i.micros;
  switch (unit.toLowerCase().replace(/s$/, "")) {
    case "microsecond":
      return whole(time % MINUTE);
    case "millisecond":
      return micro(time % MINUTE, 3);
    case "second":
      return micro(time % MINUTE);
    case "minute":
      return whole(Math.trunc(time / MINUTE) % 60);
    case "hour":
      return whole(Math.trunc(time / HOUR));
    case "day":
      return whole(i.days);
    case "week":
      return whole(Math.trunc(i.days / 7));
    case "month":
      return whole(i.months % 12);
    case "quarter":
      return whole(Math.trunc((i.months % 12) / 3) + 1);
    case "year":
      return whole(Math.trunc(i.months / 12));
    case "decade":
      return whole(Math.trunc(i.months / 120));
    case "century":
      return whole(Math.trunc(i.months / 1200));
    case "epoch":
      return micro(Math.trunc(i.months / 12) * 31_557_600 * SECOND + ((i.months % 12) * 30 + i.days) * DAY + time);
    default:
      throw new PgError(`unit "${unit}" not recognized for type interval`, "22023");
  }
}

/** The zone that AT TIME ZONE names. */
function zoneOf(name: string): string {
  return needZone(/^[+-]\d/.test(name) ? (name.startsWith("+") ? `-${name.slice(1)}` : `+${name.slice(1)}`) : name);
}

function fields(): void {
  const both = (name: string, result: (d: Decimal) => Decimal | number, returns: string) => {
    fn(name, "text,date", returns, ([u, v]) => {
      if (/^(microseconds?|milliseconds?|seconds?|minutes?|hours?|timezone.*)$/i.test(u) && name === "extract")
        throw new PgError(`unit "${u}" not supported for type date`, "0A000");
      return result(field(u, v * DAY, v * DAY, "date"));
    });
    fn(name, "text,timestamp", returns, ([u, v]) => result(field(u, v, v, "timestamp without time zone")));
    fn(name, "text,timestamptz", returns, ([u, v], c) =>
      result(field(u, toLocal(c.cx.zone, v), v, "timestamp with time zone")),
    );
    fn(name, "text,time", returns, ([u, v]) => result(timeField(u, v)));
    fn(name, "text,interval", returns, ([u, v]) => result(intervalField(u, v)));
  };
  both("extract", (d) => d, "numeric");
  both("date_part", (d) => Number(d.n) / 10 ** d.scale, "float8");
  fn("date_trunc", "text,timestamp", "timestamp", ([u, v]) => truncate(v, u));
  fn("date_trunc", "text,timestamptz,text?", "timestamptz", ([u, v, z], c) => {
    const zone = z ?? c.cx.zone;
    return fromLocal(zone, truncate(toLocal(zone, v), u, "timestamp with time zone"));
  });
  fn("date_trunc", "text,interval", "interval", ([u, v]) => {
    const unit = u.replace(/s$/, "");
    if (unit === "year") return new Interval(v.months - (v.months % 12), 0, 0);
    if (unit === "month") return new Interval(v.months, 0, 0);
    if (unit === "day") return new Interval(v.months, v.days, 0);
    return new Interval(v.months, v.days, truncate(v.micros, unit));
  });
  fn(
    "date_bin",
    "interval,timestamp,timestamp",
    "timestamp",
    ([i, v, o]) => o + Math.floor((v - o) / intervalSize(i)) * intervalSize(i),
  );
}

function arithmetic(): void {
  op("+", "date,int4", "date", ([d, n]) => d + n);
  op("+", "int4,date", "date", ([n, d]) => d + n);
  op("-", "date,int4", "date", ([d, n]) => d - n);
  op("-", "date,date", "int4", ([a, b]) => a - b);
  op("+", "date,interval", "timestamp", ([d, i]) => shift(d * DAY, i, 1));
  op("+", "interval,date", "timestamp", ([i, d]) => shift(d * DAY, i, 1));
  op("-", "date,interval", "timestamp", ([d, i]) => shift(d * DAY, i, -1));
  op("+", "date,time", "timestamp", ([d, t]) => d * DAY + t);
  op("+", "time,date", "timestamp", ([t, d]) => d * DAY + t);
  op("+", "timestamp,interval", "timestamp", ([t, i]) => shift(t, i, 1));
  op("+", "interval,timestamp", "timestamp", ([i, t]) => shift(t, i, 1));
  op("-", "timestamp,interval", "timestamp", ([t, i]) => shift(t, i, -1));
  const zoned = (t: number, i: Interval, sign: 1 | -1, c: CallContext): number => {
    const { zone } = c.cx;
    const days = new Interval(i.months, i.days, 0);
    const moved = i.months || i.days ? fromLocal(zone, shift(toLocal(zone, t), days, sign)) : t;
    return moved + sign * i.micros;
  };
  op("+", "timestamptz,interval", "timestamptz", ([t, i], c) => zoned(t, i, 1, c));
  op("+", "interval,timestamptz", "timestamptz", ([i, t], c) => zoned(t, i, 1, c));
  op("-", "timestamptz,interval", "timestamptz", ([t, i], c) => zoned(t, i, -1, c));
  const between = (a: number, b: number) => {
    const all = a - b;
    return new Interval(0, Math.trunc(all / DAY), all % DAY);
  };
  op("-", "timestamp,timestamp", "interval", ([a, b]) => between(a, b));
  op("-", "timestamptz,timestamptz", "interval", ([a, b]) => between(a, b));
  op("-", "time,time", "interval", ([a, b]) => new Interval(0, 0, a - b));
  const inDay = (n: number) => ((n % DAY) + DAY) % DAY;
  op("+", "time,interval", "time", ([t, i]) => inDay(t + i.micros));
  op("+", "interval,time", "time", ([i, t]) => inDay(t + i.micros));
  op("-", "time,interval", "time", ([t, i]) => inDay(t - i.micros));
  op("+", "interval,interval", "interval", ([a, b]) => plus(a, b));
  op("-", "interval,interval", "interval", ([a, b]) => plus(a, minus(b)));
  op("-", "interval", "interval", ([a]) => minus(a));
  op("*", "interval,float8", "interval", ([i, n]) => times(i, n));
  op("*", "float8,interval", "interval", ([n, i]) => times(i, n));
  op("/", "interval,float8", "interval", ([i, n]) => {
    if (n === 0) throw new PgError("division by zero", "22012");
    return times(i, 1 / n);
  });
  for (const [t, same] of [
    ["date", (v: number) => v * DAY],
    ["timestamp", (v: number) => v],
    ["timestamptz", (v: number) => v],
    ["time", (v: number) => v],
  ] as const) {
    const overlaps = (a: number, b: number, c: number, d: number) =>
      Math.min(a, b) < Math.max(c, d) && Math.min(c, d) < Math.max(a, b);
    fn("overlaps", `${t},${t},${t},${t}`, "bool", ([a, b, c, d]) => overlaps(same(a), same(b), same(c), same(d)));
    if (t !== "time")
      fn("overlaps", `${t},interval,${t},interval`, "bool", ([a, i, c, j]) =>
        overlaps(same(a), shift(same(a), i, 1), same(c), shift(same(c), j, 1)),
      );
  }
}

function now(): void {
  const at = (c: CallContext) => c.cx.now;
  fn("now transaction_timestamp current_timestamp", "", "timestamptz", (_a, c) => at(c));
  fn("statement_timestamp", "", "timestamptz", (_a, c) => at(c));
  fn("clock_timestamp", "", "timestamptz", (_a, c) => c.s.now(), { volatile: true });
  fn("timeofday", "", "text", (_a, c) => momentToChar(c.s.now(), "Dy Mon DD HH24:MI:SS.US YYYY TZ", c.cx.zone), {
    volatile: true,
  });
  fn("current_date", "", "date", (_a, c) => dayOf(toLocal(c.cx.zone, at(c))));
  fn("current_time", "", "timetz", (_a, c) => timeOf(toLocal(c.cx.zone, at(c))));
  fn("localtime", "", "time", (_a, c) => timeOf(toLocal(c.cx.zone, at(c))));
  fn("localtimestamp", "", "timestamp", (_a, c) => toLocal(c.cx.zone, at(c)));
  fn("age", "timestamptz", "interval", ([t], c) => age(dayOf(toLocal(c.cx.zone, at(c))) * DAY, toLocal(c.cx.zone, t)));
  fn("age", "timestamp", "interval", ([t], c) => age(dayOf(toLocal(c.cx.zone, at(c))) * DAY, t));
  fn("age", "timestamptz,timestamptz", "interval", ([a, b], c) => age(toLocal(c.cx.zone, a), toLocal(c.cx.zone, b)));
  fn("age", "timestamp,timestamp", "interval", ([a, b]) => age(a, b));
}

function making(): void {
  fn("make_date", "int4,int4,int4", "date", ([y, m, d]) => {
    if (m < 1 || m > 12 || d < 1 || d > monthLength(y, m))
      throw new PgError(
        `date field value out of range: ${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`,
        "22008",
      );
    return daysOf(y, m, d);
  });
  fn("make_time", "int4,int4,float8", "time", ([h, m, s]) => h * HOUR + m * MINUTE + Math.round(s * SECOND));
  fn(
    "make_timestamp",
    "int4,int4,int4,int4,int4,float8",
    "timestamp",
    ([y, m, d, h, mi, s]) => daysOf(y, m, d) * DAY + h * HOUR + mi * MINUTE + Math.round(s * SECOND),
  );
  fn("make_timestamptz", "int4,int4,int4,int4,int4,float8", "timestamptz", ([y, m, d, h, mi, s], c) =>
    fromLocal(c.cx.zone, daysOf(y, m, d) * DAY + h * HOUR + mi * MINUTE + Math.round(s * SECOND)),
  );
  fn(
    "make_interval",
    "int4?,int4?,int4?,int4?,int4?,int4?,float8?",
    "interval",
    ([y = 0, mo = 0, w = 0, d = 0, h = 0, mi = 0, s = 0]) =>
      new Interval(y * 12 + mo, w * 7 + d, h * HOUR + mi * MINUTE + Math.round(s * SECOND)),
  );
  fn(
    "justify_days",
    "interval",
    "interval",
    ([i]) => new Interval(i.months + Math.trunc(i.days / 30), i.days % 30, i.micros),
  );
  fn(
    "justify_hours",
    "interval",
    "interval",
    ([i]) => new Interval(i.months, i.days + Math.trunc(i.micros / DAY), i.micros % DAY),
  );
  fn("justify_interval", "interval", "interval", ([i]) => {
    let days = i.days + Math.trunc(i.micros / DAY);
    let micros = i.micros % DAY;
    let months = i.months + Math.trunc(days / 30);
    days %= 30;
    if (months > 0 && (days < 0 || (days === 0 && micros < 0))) {
      days += 30;
      months--;
    } else if (months < 0 && (days > 0 || (days === 0 && micros > 0))) {
      days -= 30;
      months++;
    }
    if (days > 0 && micros < 0) {
      micros += DAY;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= DAY;
      days++;
    }
    return new Interval(months, days, micros);
  });
  for (const t of ["date", "timestamp", "timestamptz"]) fn("isfinite", t, "bool", ([v]) => Number.isFinite(v));
  fn("isfinite", "interval", "bool", () => true);
  fn("to_date", "text,text", "date", ([t, f]) => dayOf(fromChar(t, f)));
  fn("to_timestamp", "text,text", "timestamptz", ([t, f], c) => fromLocal(c.cx.zone, fromChar(t, f)));
  fn("to_timestamp", "float8", "timestamptz", ([n]) => Math.round(n * SECOND));
  fn("timezone", "text,timestamp", "timestamptz", ([z, t]) => fromLocal(zoneOf(z), t));
  fn("timezone", "text,timestamptz", "timestamp", ([z, t]) => toLocal(zoneOf(z), t));
  const zoneName = (zone: string, utc: number) => (offsetAt(zone, utc) === 0 ? "UTC" : zone);
  fn("to_char", "timestamp,text", "text", ([t, f]) => momentToChar(t, f, ""));
  fn("to_char", "timestamptz,text", "text", ([t, f], c) =>
    momentToChar(toLocal(c.cx.zone, t), f, zoneName(c.cx.zone, t)),
  );
  fn("to_char", "interval,text", "text", ([i, f]) => intervalToChar(i.months, i.days, i.micros, f));
  fn("to_char", "int4,text", "text", ([n, f]) => numberToChar(decimalOf(n), f));
  fn("to_char", "int8,text", "text", ([n, f]) => numberToChar(decimalOf(n), f));
  fn("to_char", "numeric,text", "text", ([n, f]) => numberToChar(n, f));
  fn("to_char", "float8,text", "text", ([n, f]) => numberToChar(floatPicture(n), f));
  fn("to_number", "text,text", "numeric", ([t]) => {
    const d = parseDecimal(t.replace(/[^\d.+-]/g, "").replace(/^(.*)-$/, "-$1"));
    if (!d) throw new PgError(`invalid input syntax for type numeric: "${t}"`, "22P02");
    return d;
  });
}

export function defineDates(): void {
  fields();
  arithmetic();
  now();
  making();
}
