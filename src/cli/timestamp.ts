import { DurationError, parseDuration } from "../std/duration.ts";
import { type Micros, parseRfc3339, SECOND } from "../std/time.ts";
import { CliError } from "./command.ts";

/**
 * A point in time as `--since` and `--until` take it, as the daemon takes it (seconds since 1970 with nine decimals): a
 * span before now (`10m`), a date, a date and time with or without a zone, or seconds since 1970. "" stays.
 */
export function timestamp(value: string, now: Micros): string {
  if (value === "") return "";
  try {
    return unix(now - parseDuration(value) / 1000);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
  }
  const m = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|z|[+-]\d\d:\d\d)?$/.exec(value);
  if (m) {
    const [, date, hours = "00", minutes = "00", seconds = "00", fraction = "", zone = "Z"] = m;
    const at = parseRfc3339(`${date}T${hours}:${minutes}:${seconds}${fraction}${zone}`);
    if (at !== undefined) return unix(at);
    throw new CliError(`parsing time "${value}": ${outOfRange(m)} out of range`);
  }
  if (value.includes("-")) {
    const wanted = value.includes("T") ? "2006-01-02T15:04:05" : "2006-01-02";
    throw new CliError(`parsing time "${value}" as "${wanted}": cannot parse "${value}" as "2006"`);
  }
  if (!/^\d+(\.\d+)?$/.test(value)) {
    throw new CliError(`failed to parse value as time or duration: ${JSON.stringify(value)}`);
  }
  return value;
}

function unix(at: Micros): string {
  const seconds = Math.floor(at / SECOND);
  return `${seconds}.${String(Math.round((at - seconds * SECOND) * 1000)).padStart(9, "0")}`;
}

function outOfRange(m: RegExpExecArray): string {
  const month = Number(m[1]?.slice(5, 7));
  if (month < 1 || month > 12) return "month";
  if (Number(m[2] ?? 0) > 23) return "hour";
  if (Number(m[3] ?? 0) > 59) return "minute";
  return Number(m[4] ?? 0) > 59 ? "second" : "day";
}
