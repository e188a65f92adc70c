// moment, to its documented interface: points of time that change in place, spans, calendars in English.
const t = require("./date-text");
const { Duration, duration } = require("./duration");
const incomplete = require("./incomplete");

const ISO = "YYYY-MM-DDTHH:mm:ssZ";
const RFC2822 =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s)?\d{1,2}\s\w{3}\s\d{2,4}\s\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{1,3}|[+-]\d{4})$/;

function parse(input, format, strict, offset) {
  if (input === undefined) return new Date();
  if (input === null) return new Date(Number.NaN);
  if (input instanceof Moment) return new Date(input.valueOf());
  if (input instanceof Date) return new Date(input);
  if (Array.isArray(input)) {
    const [Y, M = 0, D = 1, H = 0, m = 0, s = 0, ms = 0] = input;
    return Y === undefined
      ? new Date()
      : M > 11 || D > t.daysInMonth(Y, M)
        ? new Date(Number.NaN)
        : t.build({ Y, M, D, H, m, s, ms }, offset);
  }
  if (typeof input === "object") {
    const p = {};
    const keys = { year: "Y", month: "M", date: "D", day: "D", hour: "H", minute: "m", second: "s", millisecond: "ms" };
    for (const [k, v] of Object.entries(input)) p[keys[t.unitOf(k)] ?? k] = Number(v);
    if (!Object.keys(p).length) return new Date();
    const now = t.parts(new Date(), offset);
    return t.build(
      { Y: now.Y, M: p.Y === undefined ? now.M : 0, D: p.M === undefined && p.Y === undefined ? now.D : 1, ...p },
      offset,
    );
  }
  if (format !== undefined && format !== true) {
    for (const f of [].concat(format)) {
      const found =
        f === moment.ISO_8601 ? t.readIso(String(input), offset) : t.read(String(input), f, { strict, offset });
      if (found) return found;
    }
    return new Date(Number.NaN);
  }
  if (typeof input === "number") return new Date(input);
  const asp = /^\/?Date\((-?\d+)/i.exec(input);
  if (asp) return new Date(Number(asp[1]));
  const iso = t.readIso(input, offset);
  if (iso !== undefined) return iso ?? new Date(Number.NaN);
  if (RFC2822.test(input.trim())) return new Date(input);
  const other = new Date(input);
  console.warn(
    `Deprecation warning: value provided is not in a recognized RFC2822 or ISO format. moment construction falls back to js Date(), which is not reliable across all browsers and versions. Non RFC2822/ISO date formats are discouraged. Please refer to http://momentjs.com/guides/#/warnings/js-date/ for more info.`,
  );
  return other;
}

class Moment {
  constructor(date, offset) {
    this._isAMomentObject = true;
    this._d = date;
    Object.defineProperty(this, "zone", { value: offset, writable: true, enumerable: false });
  }
  get _isValid() {
    return this.isValid();
  }
  change(date) {
    this._d = date;
    return this;
  }
  clone() {
    return new Moment(new Date(this._d), this.zone);
  }
  isValid() {
    return !Number.isNaN(this._d.valueOf());
  }
  valueOf() {
    return this._d.valueOf();
  }
  unix() {
    return Math.floor(this.valueOf() / 1000);
  }
  toDate() {
    return new Date(this.valueOf());
  }
  toISOString(keep) {
    if (!this.isValid()) return null;
    return keep ? this.format("YYYY-MM-DDTHH:mm:ss.SSSZ") : this._d.toISOString();
  }
  toJSON() {
    return this.toISOString();
  }
  toArray() {
    const p = t.parts(this._d, this.zone);
    return [p.Y, p.M, p.D, p.H, p.m, p.s, p.ms];
  }
  toObject() {
    const [years, months, date, hours, minutes, seconds, milliseconds] = this.toArray();
    return { years, months, date, hours, minutes, seconds, milliseconds };
  }
  toString() {
    return this.format("ddd MMM DD YYYY HH:mm:ss [GMT]ZZ");
  }
  inspect() {
    if (!this.isValid()) return "moment.invalid(/* NaN */)";
    return this.zone === undefined
      ? `moment("${this.format("YYYY-MM-DDTHH:mm:ss.SSS")}")`
      : `moment.utc("${this.format("YYYY-MM-DDTHH:mm:ss.SSS")}+00:00")`;
  }
  [Symbol.for("nodejs.util.inspect.custom")]() {
    return `Moment<${this.format()}>`;
  }
  format(pattern = this.zone === 0 ? moment.defaultFormatUtc : moment.defaultFormat) {
    if (!this.isValid()) return "Invalid date";
    return t.format(this._d, pattern, { offset: this.zone, z: this.zone === 0 ? "UTC" : "" });
  }
  utcOffset(n) {
    if (n === undefined) return this.zone ?? (-this._d.getTimezoneOffset() || 0);
    const m = /^([+-])(\d\d):?(\d\d)$/.exec(n);
    const minutes = m
      ? (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3]))
      : Math.abs(n) < 16
        ? n * 60
        : Number(n);
    this.zone = minutes;
    return this;
  }
  utc() {
    this.zone = 0;
    return this;
  }
  local() {
    this.zone = undefined;
    return this;
  }
  isUtc() {
    return this.zone === 0;
  }
  isUTC() {
    return this.zone === 0;
  }
  isLocal() {
    return this.zone === undefined;
  }
  locale(name) {
    if (name === undefined) return "en";
    if (![].concat(name).includes("en")) throw new Error(`drydock: the locale ${name} of moment is not simulated`);
    return this;
  }
  get(unit) {
    return typeof unit === "object"
      ? Object.fromEntries(Object.keys(unit).map((u) => [u, this.get(u)]))
      : this[t.unitOf(unit)]();
  }
  set(unit, value) {
    if (typeof unit === "object") {
      for (const [u, v] of Object.entries(unit)) this.set(u, v);
      return this;
    }
    const u = t.unitOf(unit);
    const p = t.parts(this._d, this.zone);
    if (u === "day") return this.change(t.build({ ...p, D: p.D + (Number(value) - p.d) }, this.zone));
    const key = { year: "Y", month: "M", date: "D", hour: "H", minute: "m", second: "s", millisecond: "ms" }[u];
    let n = value;
    if (typeof value === "string" && !/^-?\d+$/.test(value)) {
      n = t.MONTHS.findIndex((m) => m.toLowerCase().startsWith(value.toLowerCase()));
      if (n < 0) return this;
    }
    const next = { ...p, [key]: Number(n) };
    if (u === "month" || u === "year") {
      const first = t.parts(t.build({ Y: next.Y, M: next.M }, this.zone), this.zone);
      next.D = Math.min(p.D, t.daysInMonth(first.Y, first.M));
    }
    return this.change(t.build(next, this.zone));
  }
  add(n, unit) {
    const span = duration(n, unit);
    let d = this._d;
    if (span.months_) d = t.add(d, span.sign * span.months_, "month", this.zone);
    if (span.days_) d = t.add(d, span.sign * span.days_, "day", this.zone);
    return this.change(new Date(d.valueOf() + span.sign * span.ms_));
  }
  subtract(n, unit) {
    const span = duration(n, unit);
    span.sign = -span.sign;
    return this.add(span);
  }
  startOf(unit) {
    return this.change(t.startOf(this._d, t.unitOf(unit), this.zone));
  }
  endOf(unit) {
    return this.change(t.endOf(this._d, t.unitOf(unit), this.zone));
  }
  other(input) {
    return input instanceof Moment ? input : new Moment(parse(input, undefined, false, this.zone), this.zone);
  }
  diff(input, unit, exact) {
    return t.diff(this._d, this.other(input)._d, t.unitOf(unit) ?? "millisecond", exact, this.zone);
  }
  isSame(input, unit) {
    const at = this.other(input).valueOf();
    if (!unit) return this.valueOf() === at;
    return this.clone().startOf(unit).valueOf() <= at && at <= this.clone().endOf(unit).valueOf();
  }
  isBefore(input, unit) {
    return this.clone().endOf(unit).valueOf() < this.other(input).valueOf();
  }
  isAfter(input, unit) {
    return this.other(input).valueOf() < this.clone().startOf(unit).valueOf();
  }
  isSameOrBefore(input, unit) {
    return this.isSame(input, unit) || this.isBefore(input, unit);
  }
  isSameOrAfter(input, unit) {
    return this.isSame(input, unit) || this.isAfter(input, unit);
  }
  isBetween(from, to, unit, ends = "()") {
    return (
      (ends[0] === "(" ? this.isAfter(from, unit) : !this.isBefore(from, unit)) &&
      (ends[1] === ")" ? this.isBefore(to, unit) : !this.isAfter(to, unit))
    );
  }
  from(input, without) {
    return t.inWords(this.valueOf() - this.other(input).valueOf(), without);
  }
  to(input, without) {
    return t.inWords(this.other(input).valueOf() - this.valueOf(), without);
  }
  fromNow(without) {
    return this.from(undefined, without);
  }
  toNow(without) {
    return this.to(undefined, without);
  }
  calendar(reference) {
    const days = t.diff(
      t.startOf(this._d, "day", this.zone),
      t.startOf(this.other(reference)._d, "day", this.zone),
      "day",
      true,
      this.zone,
    );
    const pattern =
      days < -6
        ? "L"
        : days < -1
          ? "[Last] dddd [at] LT"
          : days < 0
            ? "[Yesterday at] LT"
            : days < 1
              ? "[Today at] LT"
              : days < 2
                ? "[Tomorrow at] LT"
                : days < 7
                  ? "dddd [at] LT"
                  : "L";
    return this.format(pattern);
  }
  daysInMonth() {
    const p = t.parts(this._d, this.zone);
    return t.daysInMonth(p.Y, p.M);
  }
  isLeapYear() {
    return t.daysInMonth(this.year(), 1) === 29;
  }
  dayOfYear(n) {
    const now = t.dayOfYear(t.parts(this._d, this.zone));
    return n === undefined ? now : this.add(n - now, "day");
  }
  week(n) {
    const now = t.week(t.parts(this._d, this.zone)).week;
    return n === undefined ? now : this.add((n - now) * 7, "day");
  }
  isoWeek(n) {
    const now = t.isoWeek(t.parts(this._d, this.zone)).week;
    return n === undefined ? now : this.add((n - now) * 7, "day");
  }
  isoWeekday(n) {
    return n === undefined ? this.day() || 7 : this.day(this.day() % 7 ? n : n - 7);
  }
  weekday(n) {
    return this.day(n);
  }
  quarter(n) {
    const now = Math.ceil((this.month() + 1) / 3);
    return n === undefined ? now : this.month((n - 1) * 3 + (this.month() % 3));
  }
}
for (const [name, field] of [
  ["year", "Y"],
  ["month", "M"],
  ["date", "D"],
  ["hour", "H"],
  ["minute", "m"],
  ["second", "s"],
  ["millisecond", "ms"],
  ["day", "d"],
]) {
  const fn = function (value) {
    return value === undefined ? t.parts(this._d, this.zone)[field] : this.set(name, value);
  };
  Moment.prototype[name] = fn;
  if (name !== "date" && name !== "day") Moment.prototype[`${name}s`] = fn;
  if (name === "day") Moment.prototype.days = fn;
}

function moment(input, format, locale, strict) {
  const exact = locale === true || strict === true || format === true;
  return new Moment(parse(input, format, exact), undefined);
}
const most =
  (better) =>
  (...all) =>
    [].concat(...all).reduce((a, b) => (better(b, a) ? b : a));
Object.assign(moment, {
  version: "@VERSION@",
  ISO_8601: "ISO_8601",
  defaultFormat: ISO,
  defaultFormatUtc: "YYYY-MM-DDTHH:mm:ss[Z]",
  fn: Moment.prototype,
  HTML5_FMT: { DATE: "YYYY-MM-DD", TIME: "HH:mm", MONTH: "YYYY-MM", DATETIME_LOCAL: "YYYY-MM-DDTHH:mm" },
  utc: (input, format, strict) => new Moment(parse(input, format, strict === true, 0), 0),
  parseZone(text) {
    const m = moment(text);
    const z = /(?:Z|([+-]\d\d:?\d\d))$/.exec(String(text));
    return m.utcOffset(z?.[1] ?? 0);
  },
  unix: (seconds) => moment(seconds * 1000),
  now: () => Date.now(),
  isMoment: (m) => m instanceof Moment,
  isDate: (d) => d instanceof Date,
  duration,
  isDuration: (d) => d instanceof Duration,
  invalid: () => moment(Number.NaN),
  locale(name) {
    if (name !== undefined && name !== "en") throw new Error(`drydock: the locale ${name} of moment is not simulated`);
    return "en";
  },
  locales: () => ["en"],
  months: (i) => (i === undefined ? [...t.MONTHS] : t.MONTHS[i]),
  monthsShort: () => t.MONTHS.map((m) => m.slice(0, 3)),
  weekdays: (i) => (typeof i === "number" ? t.DAYS[i] : [...t.DAYS]),
  weekdaysShort: () => t.DAYS.map((d) => d.slice(0, 3)),
  weekdaysMin: () => t.DAYS.map((d) => d.slice(0, 2)),
  min: most((a, b) => a < b),
  max: most((a, b) => a > b),
  normalizeUnits: (u) => t.unitOf(u),
});
module.exports = incomplete("moment", moment);
