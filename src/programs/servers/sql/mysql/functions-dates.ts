import type { Fn } from "../functions/function.ts";
import { asInstant } from "../run/evaluate.ts";
import type { Scope } from "../run/scope.ts";
import { toNumber } from "../values/compare.ts";
import { dateFormat } from "../values/date-format.ts";
import { DAY, dateOf, ofKind, parseInstant } from "../values/moment.ts";
import { show } from "../values/show.ts";
import { Instant, type Value } from "../values/value.ts";
import { strToDate } from "./str-to-date.ts";
import { warnIn } from "./warnings.ts";
import { weekOf } from "./weeks.ts";

const SECOND = 1_000_000;
const int = (v: Value | undefined, standard = 0) =>
  v === undefined || v === null ? standard : Math.trunc(toNumber(v));
/** Days from year 0 to 1970. */
const EPOCH = 719_528;

/** A value as a time of day or a span: a time, or a moment's clock. */
function timeOf(v: Value, s: Scope): Instant | null {
  if (v === null) return null;
  if (v instanceof Instant) return v.kind === "time" ? v : ofKind(v.micros, "time");
  if (typeof v === "number") {
    const n = Math.abs(v);
    const seconds = Math.floor(n / 10_000) * 3600 + (Math.floor(n / 100) % 100) * 60 + (n % 100);
    return new Instant(Math.sign(v) * seconds * SECOND, "time");
  }
  const text = show(v).trim();
  const made = parseInstant(text, "time") ?? parseInstant(text, "timestamp");
  if (!made) {
    warnIn(s, 1292, `Truncated incorrect time value: '${text}'`);
    return null;
  }
  return made.kind === "time" ? made : ofKind(made.micros, "time");
}

const clockPart =
  (f: (seconds: number) => number): Fn =>
  ([v = null], s) => {
    const t = timeOf(v, s);
    return t === null ? null : f(Math.floor(Math.abs(t.micros) / SECOND));
  };

const added =
  (sign: number): Fn =>
  ([a = null, b = null], s) => {
    const by = timeOf(b, s);
    if (a === null || by === null) return null;
    const text = show(a);
    const at = /^\d{4}-/.test(text) ? asInstant(a, s) : timeOf(a, s);
    return at === null ? null : new Instant(at.micros + sign * by.micros, at.kind === "date" ? "timestamp" : at.kind);
  };

const week =
  (standard: number): Fn =>
  ([v = null, mode], s) => {
    const i = asInstant(v, s);
    return i === null ? null : weekOf(dateOf(i), int(mode, standard)).week;
  };

export const mysqlDates: Readonly<Record<string, Fn>> = {
  addtime: added(1),
  date: ([v = null], s) => {
    if (v === null) return null;
    const text = show(v);
    const i = v instanceof Instant ? v : parseInstant(text, /[ T]\d/.test(text) ? "timestamp" : "date");
    if (i) return ofKind(i.micros, "date");
    warnIn(s, 1292, `Truncated incorrect date value: '${text}'`);
    return null;
  },
  convert_tz: ([v = null, from = null, to = null], s) => {
    const i = asInstant(v, s);
    const offset = (zone: Value): number | undefined => {
      const m = /^([+-])(\d{1,2}):(\d{2})$/.exec(show(zone));
      if (/^(system|utc)$/i.test(show(zone))) return 0;
      return m ? (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60 * SECOND : undefined;
    };
    const [a, b] = [offset(from), offset(to)];
    return i === null || a === undefined || b === undefined ? null : new Instant(i.micros - a + b, "timestamp");
  },
  from_days: ([v = null]) => (v === null ? null : new Instant((int(v) - EPOCH) * DAY, "date")),
  from_unixtime: ([v = null, format]) => {
    if (v === null) return null;
    const i = new Instant(Math.round(toNumber(v) * SECOND), "timestamp");
    return format === undefined ? i : format === null ? null : dateFormat(i, show(format));
  },
  hour: clockPart((n) => Math.floor(n / 3600)),
  minute: clockPart((n) => Math.floor(n / 60) % 60),
  second: clockPart((n) => n % 60),
  makedate: ([year = null, day = null]) =>
    year === null || day === null || int(day) < 1
      ? null
      : new Instant((Date.UTC(int(year), 0, 1) / 86_400_000 + int(day) - 1) * DAY, "date"),
  maketime: ([h = null, m = null, sec = null]) =>
    h === null || m === null || sec === null || int(m) > 59 || toNumber(sec) >= 60
      ? null
      : new Instant((int(h) * 3600 + int(m) * 60) * SECOND + Math.round(toNumber(sec) * SECOND), "time"),
  microsecond: ([v = null], s) => {
    const t = timeOf(v, s);
    return t === null ? null : Math.abs(t.micros) % SECOND;
  },
  period_add: ([p = null, n = null]) => {
    if (p === null || n === null) return null;
    const months = Math.floor(int(p) / 100) * 12 + (int(p) % 100) - 1 + int(n);
    return Math.floor(months / 12) * 100 + (months % 12) + 1;
  },
  period_diff: ([a = null, b = null]) => {
    const months = (p: Value) => Math.floor(int(p) / 100) * 12 + (int(p) % 100);
    return a === null || b === null ? null : months(a) - months(b);
  },
  sec_to_time: ([v = null]) => (v === null ? null : new Instant(Math.round(toNumber(v) * SECOND), "time")),
  str_to_date: strToDate,
  subtime: added(-1),
  time: ([v = null], s) => timeOf(v, s),
  time_format: ([v = null, format = null], s) => {
    const t = timeOf(v, s);
    return t === null || format === null ? null : dateFormat(new Instant(t.micros, "timestamp"), show(format));
  },
  time_to_sec: ([v = null], s) => {
    const t = timeOf(v, s);
    return t === null ? null : Math.trunc(t.micros / SECOND);
  },
  timediff: ([a = null, b = null], s) => {
    if (a === null || b === null) return null;
    const moment = (v: Value) => (v instanceof Instant ? v.kind !== "time" : /^\d{4}-/.test(show(v)));
    if (moment(a) !== moment(b)) return null;
    const [x, y] = moment(a) ? [asInstant(a, s), asInstant(b, s)] : [timeOf(a, s), timeOf(b, s)];
    return x === null || y === null ? null : new Instant(x.micros - y.micros, "time");
  },
  timestamp: ([v = null, more], s) => {
    const i = asInstant(v, s);
    const by = more === undefined ? undefined : timeOf(more, s);
    return i === null || by === null ? null : new Instant(i.micros + (by?.micros ?? 0), "timestamp");
  },
  to_days: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : Math.floor(i.micros / DAY) + EPOCH;
  },
  to_seconds: ([v = null], s) => {
    const i = asInstant(v, s);
    return i === null ? null : Math.floor(i.micros / SECOND) + EPOCH * 86_400;
  },
  utc_time: (_a, s) => ofKind(Math.floor(s.session.now() / SECOND) * SECOND, "time"),
  week: week(0),
  weekofyear: week(3),
  yearweek: ([v = null, mode], s) => {
    const i = asInstant(v, s);
    if (i === null) return null;
    // Counted so that each week belongs to a year.
    const found = weekOf(dateOf(i), int(mode, 0) | 2);
    return found.year * 100 + found.week;
  },
};
