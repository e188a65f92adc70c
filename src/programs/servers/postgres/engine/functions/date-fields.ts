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
  needZone,
  SECOND,
  timeOf,
  toLocal,
} from "../types/clock.ts";
import { Decimal, Interval } from "../types/type.ts";
import { fn } from "./registry.ts";
import { isoWeek } from "./to-char.ts";

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
export function field(unit: string, local: number, utc: number, type: string): Decimal {
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
export function zoneOf(name: string): string {
  return needZone(/^[+-]\d/.test(name) ? (name.startsWith("+") ? `-${name.slice(1)}` : `+${name.slice(1)}`) : name);
}

/** EXTRACT, date_part and date_trunc. */
export function fields(): void {
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
