const UNITS = ["years", "months", "days", "hours", "minutes", "seconds", "milliseconds"];

/** An interval as an object of its parts; those that are zero are not there. */
class PostgresInterval {
  toPostgres() {
    const parts = UNITS.slice(0, 5)
      .filter((u) => this[u])
      .map((u) => `${this[u]} ${u}`);
    if (this.seconds || this.milliseconds)
      parts.push(`${(this.seconds || 0) + (this.milliseconds || 0) / 1000} seconds`);
    return parts.length === 0 ? "0" : parts.join(" ");
  }
  toISOString() {
    const of = (u) => this[u] || 0;
    const seconds = of("seconds") + of("milliseconds") / 1000;
    return `P${of("years")}Y${of("months")}M${of("days")}DT${of("hours")}H${of("minutes")}M${seconds}S`;
  }
  toISO() {
    return this.toISOString();
  }
}

function parseInterval(text) {
  const out = new PostgresInterval();
  const put = (unit, n) => {
    if (n) out[unit] = n;
  };
  put("years", Number(/(-?\d+) years?/.exec(text)?.[1] || 0));
  put("months", Number(/(-?\d+) mons?/.exec(text)?.[1] || 0));
  put("days", Number(/(-?\d+) days?/.exec(text)?.[1] || 0));
  const time = /([+-])?(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?/.exec(text);
  if (time) {
    const sign = time[1] === "-" ? -1 : 1;
    put("hours", sign * Number(time[2]));
    put("minutes", sign * Number(time[3]));
    put("seconds", sign * Number(time[4]));
    put("milliseconds", time[5] ? (sign * Number(time[5].padEnd(6, "0"))) / 1000 : 0);
  }
  return out;
}

module.exports = { parseInterval, PostgresInterval };
