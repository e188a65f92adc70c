import { PgError } from "../error.ts";
import { civil, DAY, dayOf, fromLocal, monthLength, shift, timeOf, toLocal } from "../types/clock.ts";
import { Interval } from "../types/type.ts";
import { type CallContext, fn, op } from "./registry.ts";

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
export function age(later: number, earlier: number): Interval {
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

/** Sums and differences of dates, times and intervals. */
export function arithmetic(): void {
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
