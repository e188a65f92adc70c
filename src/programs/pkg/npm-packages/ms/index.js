// ms: spans of time from text to milliseconds and back.
const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_557_600_000 };
const NAMES =
  /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i;

function parse(text) {
  if (text.length > 100) return undefined;
  const m = NAMES.exec(text);
  if (!m) return undefined;
  const unit = (m[2] ?? "ms").toLowerCase();
  return Number.parseFloat(m[1]) * (/^(?:ms|mil|msec)/.test(unit) ? 1 : UNITS[unit[0]]);
}

function format(ms, long) {
  const size = Math.abs(ms);
  for (const [letter, name] of [
    ["d", "day"],
    ["h", "hour"],
    ["m", "minute"],
    ["s", "second"],
  ]) {
    const n = UNITS[letter];
    if (size >= n)
      return long ? `${Math.round(ms / n)} ${name}${size >= n * 1.5 ? "s" : ""}` : `${Math.round(ms / n)}${letter}`;
  }
  return long ? `${ms} ms` : `${ms}ms`;
}

module.exports = function ms(value, options) {
  if (typeof value === "string" && value.length > 0) return parse(value);
  if (typeof value === "number" && Number.isFinite(value)) return format(value, options?.long);
  throw new Error(`val is not a non-empty string or a valid number. val=${JSON.stringify(value)}`);
};
