import { parseDecimal } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import {
  DAY,
  dayOf,
  daysOf,
  fromLocal,
  HOUR,
  MINUTE,
  monthLength,
  offsetAt,
  SECOND,
  timeOf,
  toLocal,
} from "../types/clock.ts";
import { Interval } from "../types/type.ts";
import { decimalOf } from "./comparisons.ts";
import { age } from "./date-arithmetic.ts";
import { zoneOf } from "./date-fields.ts";
import { fromChar } from "./from-char.ts";
import { floatPicture, numberToChar } from "./number-picture.ts";
import { type CallContext, fn } from "./registry.ts";
import { intervalToChar, momentToChar } from "./to-char.ts";

/** What time it is: the transaction's, the statement's, the clock's. */
export function now(): void {
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

/** Functions that make dates of numbers and texts, and texts of dates. */
export function making(): void {
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
