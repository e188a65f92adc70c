// Spans of time: months, days and milliseconds stand apart, as they have no fixed length.
const t = require("./date-text");

const MS = { week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };
const DAYS_A_MONTH = 146_097 / 4800;

class Duration {
  constructor(months, days, ms) {
    this.months_ = months;
    this.days_ = days;
    this.ms_ = ms;
    this.sign = 1;
  }
  parts() {
    const total = this.days_ * MS.day + this.ms_;
    let ms = total;
    let { months_: months } = this;
    // What has no one sign is evened out over months of their average length.
    if (!((ms >= 0 && months >= 0) || (ms <= 0 && months <= 0))) {
      ms += Math.ceil(months * DAYS_A_MONTH) * MS.day;
      months = 0;
    }
    const cut = (n, by) => Math.trunc(n / by) || 0;
    let days = cut(ms, MS.day);
    const more = cut(days, DAYS_A_MONTH);
    months += more;
    days -= Math.sign(more) * Math.ceil(Math.abs(more * DAYS_A_MONTH));
    const rest = ms % MS.day;
    return {
      years: cut(months, 12),
      months: months % 12 || 0,
      days: days || 0,
      hours: cut(rest, MS.hour),
      minutes: cut(rest % MS.hour, MS.minute),
      seconds: cut(rest % MS.minute, MS.second),
      milliseconds: rest % 1000 || 0,
    };
  }
  as(unit) {
    const u = t.unitOf(unit);
    if (u === "month" || u === "quarter" || u === "year") {
      const months = this.months_ + (this.days_ + this.ms_ / MS.day) / DAYS_A_MONTH;
      return u === "month" ? months : u === "quarter" ? months / 3 : months / 12;
    }
    const days = this.days_ + Math.round(this.months_ * DAYS_A_MONTH);
    return (days * MS.day + this.ms_) / MS[u];
  }
  get(unit) {
    return this[`${t.unitOf(unit)}s`]();
  }
  valueOf() {
    return this.ms_ + this.days_ * MS.day + (this.months_ % 12) * 2592e6 + Math.trunc(this.months_ / 12) * 31536e6;
  }
  weeks() {
    return Math.trunc(this.parts().days / 7) || 0;
  }
  humanize(suffix) {
    return t.inWords(this.as("ms"), !suffix);
  }
  add(n, unit) {
    const o = duration(n, unit);
    this.months_ += o.months_;
    this.days_ += o.days_;
    this.ms_ += o.ms_;
    return this;
  }
  subtract(n, unit) {
    const o = duration(n, unit);
    return this.add(new Duration(-o.months_, -o.days_, -o.ms_));
  }
  abs() {
    this.months_ = Math.abs(this.months_);
    this.days_ = Math.abs(this.days_);
    this.ms_ = Math.abs(this.ms_);
    return this;
  }
  clone() {
    return new Duration(this.months_, this.days_, this.ms_);
  }
  isValid() {
    return !Number.isNaN(this.valueOf());
  }
  toISOString() {
    const [months, days, ms] = [this.months_, this.days_, this.ms_].map(Math.abs);
    const n = (v, letter) => (v ? `${v}${letter}` : "");
    const seconds = Number(((ms % MS.minute) / 1000).toFixed(3));
    const time = `${n(Math.floor(ms / MS.hour), "H")}${n(Math.floor((ms % MS.hour) / MS.minute), "M")}${n(seconds, "S")}`;
    const text = `${n(Math.floor(months / 12), "Y")}${n(months % 12, "M")}${n(days, "D")}${time ? `T${time}` : ""}`;
    return text === "" ? "P0D" : `${this.as("ms") < 0 ? "-" : ""}P${text}`;
  }
  toJSON() {
    return this.toISOString();
  }
  toString() {
    return this.toISOString();
  }
}
for (const name of ["years", "months", "days", "hours", "minutes", "seconds", "milliseconds"])
  Duration.prototype[name] = function () {
    return this.parts()[name];
  };
for (const name of ["Years", "Quarters", "Months", "Weeks", "Days", "Hours", "Minutes", "Seconds", "Milliseconds"])
  Duration.prototype[`as${name}`] = function () {
    return this.as(name);
  };

function duration(input, unit) {
  if (input instanceof Duration) {
    const d = input.clone();
    d.sign = input.sign;
    return d;
  }
  let fields = {};
  const clock =
    typeof input === "string" ? /^(-|\+)?(?:(\d+)[. ])?(\d+):(\d+)(?::(\d+)(?:\.(\d+))?)?$/.exec(input) : null;
  const iso =
    typeof input === "string"
      ? /^(-|\+)?P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/.exec(
          input,
        )
      : null;
  const sign = (clock ?? iso)?.[1] === "-" ? -1 : 1;
  if (clock)
    fields = {
      day: Number(clock[2] ?? 0),
      hour: Number(clock[3]),
      minute: Number(clock[4]),
      second: Number(clock[5] ?? 0),
      millisecond: Number((clock[6] ?? "0").padEnd(3, "0").slice(0, 3)),
    };
  else if (iso)
    ["year", "month", "week", "day", "hour", "minute", "second"].forEach(
      (u, i) => (fields[u] = Number(iso[i + 2] ?? 0)),
    );
  else if (input && typeof input === "object")
    for (const [k, v] of Object.entries(input)) fields[t.unitOf(k) === "date" ? "day" : t.unitOf(k)] = Number(v);
  else if (typeof input === "string" && t.unitOf(input) && Number.isFinite(Number(unit)))
    fields[t.unitOf(input)] = Number(unit);
  else if (input !== undefined && input !== null) fields[t.unitOf(unit) ?? "millisecond"] = Number(input);
  const f = (u) => (fields[u] ?? 0) * sign;
  const days = f("day") + f("date") + (f("week") + f("isoWeek")) * 7;
  const months = f("month") + f("quarter") * 3 + f("year") * 12;
  return new Duration(
    Math.round(months) || 0,
    Number.isNaN(days) ? Number.NaN : Math.round(days) || 0,
    f("millisecond") + f("second") * 1000 + f("minute") * 60_000 + f("hour") * 3_600_000,
  );
}

module.exports = { Duration, duration };
