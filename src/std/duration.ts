/*
 * Spans of time as Docker prints them ("About an hour") and as Go writes and reads them ("1m30s"). Numbers are
 * nanoseconds where Go's are, as in the Engine API.
 */

const SECOND_NS = 1e9;
const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1],
  ["us", 1e3],
  ["\u00b5s", 1e3],
  ["\u03bcs", 1e3],
  ["ms", 1e6],
  ["s", SECOND_NS],
  ["m", 60 * SECOND_NS],
  ["h", 3600 * SECOND_NS],
]);
const MAX = 2 ** 63;

/** A text that is no duration; the message is Go's. */
export class DurationError extends Error {
  override readonly name = "DurationError";
}

/** How long ago in words, of whole or broken seconds: `Less than a second`, `About a minute`, `3 weeks`. */
export function humanDuration(seconds: number): string {
  const whole = Math.trunc(seconds);
  if (whole < 1) return "Less than a second";
  if (whole === 1) return "1 second";
  if (whole < 60) return `${whole} seconds`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(seconds / 3600 + 0.5);
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(Math.trunc(seconds / 3600) / 24 / 365)} years`;
}

/** As Go's time.Duration prints itself: `1m30s`, `1.5s`, `200ms`, `0s`. */
export function durationString(nanoseconds: number): string {
  if (nanoseconds === 0) return "0s";
  const sign = nanoseconds < 0 ? "-" : "";
  const span = Math.abs(nanoseconds);
  if (span < 1e3) return `${sign}${span}ns`;
  if (span < 1e6) return `${sign}${decimal(span, 3)}\u00b5s`;
  if (span < SECOND_NS) return `${sign}${decimal(span, 6)}ms`;
  const total = Math.floor(span / SECOND_NS);
  const seconds = `${decimal((total % 60) * SECOND_NS + (span % SECOND_NS), 9)}s`;
  const minutes = Math.floor(total / 60);
  if (minutes === 0) return `${sign}${seconds}`;
  const hours = Math.floor(minutes / 60);
  return hours ? `${sign}${hours}h${minutes % 60}m${seconds}` : `${sign}${minutes}m${seconds}`;
}

/** `value` / 10^digits without trailing zeros. */
function decimal(value: number, digits: number): string {
  const text = String(value).padStart(digits + 1, "0");
  const fraction = text.slice(-digits).replace(/0+$/, "");
  return text.slice(0, -digits) + (fraction ? `.${fraction}` : "");
}

/** The nanoseconds that `1h30m`, `-1.5s`, `0` name. Throws DurationError. */
export function parseDuration(text: string): number {
  const invalid = () => new DurationError(`time: invalid duration ${quote(text)}`);
  const negative = text.startsWith("-");
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === "0") return 0;
  if (rest === "") throw invalid();
  let total = 0;
  while (rest !== "") {
    const number = /^(\d*)(\.\d*)?/.exec(rest)?.[0] ?? "";
    if (!/\d/.test(number)) throw invalid();
    rest = rest.slice(number.length);
    const unit = /^[^\d.]*/.exec(rest)?.[0] ?? "";
    if (unit === "") throw new DurationError(`time: missing unit in duration ${quote(text)}`);
    const scale = UNITS.get(unit);
    if (scale === undefined) {
      throw new DurationError(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
    }
    rest = rest.slice(unit.length);
    total += scaled(number, scale);
    if (total > MAX || (total === MAX && !negative)) throw invalid();
  }
  return negative && total !== 0 ? -total : total;
}

/** Whole nanoseconds; what is smaller is cut off. */
function scaled(number: string, scale: number): number {
  const [whole = "", fraction = ""] = number.split(".");
  return Number(whole || "0") * scale + Math.floor(Number(`0.${fraction || "0"}`) * scale + 1e-6);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/[^\x20-\x7e]/gu, escapeBytes)}"`;
}

function escapeBytes(character: string): string {
  return encodeURIComponent(character).replace(/%([0-9A-F]{2})/g, (_, digits: string) => `\\x${digits.toLowerCase()}`);
}
