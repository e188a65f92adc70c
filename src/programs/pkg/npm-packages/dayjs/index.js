// dayjs, to its documented interface; its plugins lie in plugin/.
const t = require("./date-text");

const KNOWN = [
  "YYYY",
  "YY",
  "MMMM",
  "MMM",
  "MM",
  "M",
  "DD",
  "D",
  "dddd",
  "ddd",
  "dd",
  "d",
  "HH",
  "H",
  "hh",
  "h",
  "A",
  "a",
  "mm",
  "m",
  "ss",
  "s",
  "SSS",
  "Z",
  "ZZ",
];
const plugins = { known: new Set(KNOWN), long: false, epoch: false, parseFormat: undefined };

function parse(date, offset) {
  if (date === null) return new Date(Number.NaN);
  if (date === undefined) return new Date();
  if (date instanceof Date) return new Date(date);
  if (typeof date === "string" && !/Z$/i.test(date)) {
    const m = /^(\d{4})[-/]?(\d{1,2})?[-/]?(\d{0,2})[Tt\s]*(\d{1,2})?:?(\d{1,2})?:?(\d{1,2})?[.:]?(\d+)?$/.exec(date);
    if (m) {
      const ms = Number((m[7] ?? "0").substring(0, 3));
      return t.build(
        {
          Y: Number(m[1]),
          M: Number(m[2] || 1) - 1,
          D: Number(m[3] || 1),
          H: Number(m[4] || 0),
          m: Number(m[5] || 0),
          s: Number(m[6] || 0),
          ms,
        },
        offset,
      );
    }
  }
  return new Date(date);
}

class Dayjs {
  constructor(date, offset) {
    this.$L = "en";
    this.$u = offset !== undefined;
    this.$d = date;
    Object.defineProperty(this, "zone", { value: offset, enumerable: false });
    this.init();
  }
  init() {
    const p = t.parts(this.$d, this.zone);
    Object.assign(this, { $y: p.Y, $M: p.M, $D: p.D, $W: p.d, $H: p.H, $m: p.m, $s: p.s, $ms: p.ms });
  }
  at(date) {
    return new Dayjs(date, this.zone);
  }
  isValid() {
    return !Number.isNaN(this.$d.valueOf());
  }
  clone() {
    return this.at(new Date(this.$d));
  }
  valueOf() {
    return this.$d.getTime();
  }
  unix() {
    return Math.floor(this.valueOf() / 1000);
  }
  toDate() {
    return new Date(this.valueOf());
  }
  toISOString() {
    return this.$d.toISOString();
  }
  toJSON() {
    return this.isValid() ? this.toISOString() : null;
  }
  toString() {
    return this.$d.toUTCString();
  }
  utcOffset() {
    return this.zone ?? (-Math.round(this.$d.getTimezoneOffset() / 15) * 15 || 0);
  }
  locale(name) {
    if (name === undefined) return this.$L;
    if (name !== "en") throw new Error(`drydock: the locale ${name} of dayjs is not simulated`);
    return this.clone();
  }
  format(pattern = "YYYY-MM-DDTHH:mm:ssZ") {
    if (!this.isValid()) return "Invalid Date";
    return t.format(this.$d, pattern, {
      offset: this.zone,
      known: [...plugins.known],
      long: plugins.long,
      epoch: plugins.epoch,
      z: this.zone === 0 ? "UTC" : "",
    });
  }
  get(unit) {
    return this[{ date: "date", day: "day" }[t.unitOf(unit)] ?? t.unitOf(unit)]();
  }
  set(unit, value) {
    const u = t.unitOf(unit);
    const p = t.parts(this.$d, this.zone);
    if (u === "day") return this.at(t.build({ ...p, D: p.D + (value - p.d) }, this.zone));
    const key = { year: "Y", month: "M", date: "D", hour: "H", minute: "m", second: "s", millisecond: "ms" }[u];
    const next = { ...p, [key]: value };
    if (u === "month" || u === "year") {
      const first = t.parts(t.build({ Y: next.Y, M: next.M }, this.zone), this.zone);
      next.D = Math.min(p.D, t.daysInMonth(first.Y, first.M));
    }
    return this.at(t.build(next, this.zone));
  }
  add(n, unit) {
    return this.at(t.add(this.$d, Number(n), t.unitOf(unit) ?? "millisecond", this.zone));
  }
  subtract(n, unit) {
    return this.add(-1 * n, unit);
  }
  startOf(unit) {
    return this.at(t.startOf(this.$d, t.unitOf(unit), this.zone));
  }
  endOf(unit) {
    return this.at(t.endOf(this.$d, t.unitOf(unit), this.zone));
  }
  diff(other, unit, exact) {
    return t.diff(this.$d, dayjs(other).$d, t.unitOf(unit) ?? "millisecond", exact, this.zone);
  }
  isSame(other, unit) {
    const o = dayjs(other);
    return this.startOf(unit) <= o && o <= this.endOf(unit);
  }
  isBefore(other, unit) {
    return this.endOf(unit) < dayjs(other);
  }
  isAfter(other, unit) {
    return dayjs(other) < this.startOf(unit);
  }
  daysInMonth() {
    return t.daysInMonth(this.$y, this.$M);
  }
}
for (const [name, field, unit] of [
  ["year", "$y", "year"],
  ["month", "$M", "month"],
  ["day", "$W", "day"],
  ["date", "$D", "date"],
  ["hour", "$H", "hour"],
  ["minute", "$m", "minute"],
  ["second", "$s", "second"],
  ["millisecond", "$ms", "millisecond"],
])
  Dayjs.prototype[name] = function (value) {
    return value === undefined ? this[field] : this.set(unit, value);
  };

function dayjs(date, format, strict) {
  if (date instanceof Dayjs) return date.clone();
  if (typeof date === "string" && format && plugins.parseFormat)
    return plugins.parseFormat(date, format, format === true ? undefined : strict);
  return new Dayjs(parse(date));
}
Object.assign(dayjs, {
  Dayjs,
  extend(plugin, options) {
    if (!plugin.$i) {
      plugin(options, Dayjs, dayjs, { plugins, text: t, parse });
      plugin.$i = true;
    }
    return dayjs;
  },
  locale: (name) => {
    if (name !== undefined && name !== "en") throw new Error(`drydock: the locale ${name} of dayjs is not simulated`);
    return "en";
  },
  isDayjs: (d) => d instanceof Dayjs,
  unix: (seconds) => dayjs(seconds * 1000),
  en: { name: "en" },
});
module.exports = dayjs;
