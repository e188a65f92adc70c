import { DurationError, parseDuration } from "../../std/duration.ts";
import type { Micros } from "../../std/time.ts";
import { CliError } from "../command.ts";
import { goQuote } from "../grammar/parse.ts";

/**
 * What `--since` and `--until` send to the daemon: a unix time. The value is a span before now (whole seconds count), a
 * date or time (UTC unless it names a zone), or a unix time, which stays as it is; "" stays. Throws CliError with the
 * client's words.
 */
export function timestamp(value: string, now: Micros): string {
  if (value === "") return "";
  const span = value === "0" ? undefined : spanOf(value);
  if (span !== undefined) return String(Math.floor((now * 1000 - span) / 1e9));
  const parsed = parseTime(value, layoutOf(value));
  if (typeof parsed !== "string") return `${parsed.seconds}.${String(parsed.nanos).padStart(9, "0")}`;
  if (value.includes("-")) throw new CliError(parsed);
  if (!/^[+]?\d+(\.\d+)?$/.test(value)) {
    throw new CliError(`failed to parse value as time or duration: ${goQuote(value)}`);
  }
  return value;
}

/** The same for a flag, whose name the error tells. */
export function flagTimestamp(flag: string, value: string, now: Micros): string {
  try {
    return timestamp(value, now);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(`invalid value for ${goQuote(flag)}: ${error.message}`);
  }
}

/** Nanoseconds, or undefined when it is no duration. */
function spanOf(value: string): number | undefined {
  try {
    return parseDuration(value);
  } catch (error) {
    if (error instanceof DurationError) return undefined;
    throw error;
  }
}

/** Which of Go's layouts a time is read by: with or without zone, fraction, minutes and seconds. */
function layoutOf(value: string): string {
  const local = !/[zZ+]/.test(value) && value.split("-").length - 1 !== 3;
  const zone = local ? "" : "Z07:00";
  if (value.includes(".")) return `2006-01-02T15:04:05.999999999${zone}`;
  if (!value.includes("T")) return `2006-01-02${zone}`;
  let colons = value.split(":").length - 1;
  if (!local && !/[zZ]/.test(value) && colons > 0) colons--;
  const precision = ["15", "15:04"][colons] ?? "15:04:05";
  return `2006-01-02T${precision}${zone}`;
}

interface Time {
  readonly seconds: number;
  readonly nanos: number;
}

/** Digits, smallest and largest number, and the name that errors have for it. */
const ELEMENTS: Readonly<Record<string, readonly [digits: number, min: number, max: number, name: string]>> = {
  "2006": [4, 0, 9999, "year"],
  "01": [2, 1, 12, "month"],
  "02": [2, 0, 99, "day"],
  "15": [2, 0, 23, "hour"],
  "04": [2, 0, 59, "minute"],
  "05": [2, 0, 59, "second"],
};

/** Reads a time as Go's time.Parse does with these layouts; its message when it fails. */
function parseTime(value: string, layout: string): Time | string {
  const fields: Record<string, number> = {};
  let rest = value;
  let nanos = 0;
  let offset = 0;
  const bad = (element: string) =>
    `parsing time ${goQuote(value)} as ${goQuote(layout)}: cannot parse ${goQuote(rest)} as ${goQuote(element)}`;
  for (const element of layout.match(/2006|01|02|15|04|05|\.9+|Z07:00|./g) ?? []) {
    const number = ELEMENTS[element];
    if (number) {
      const [digits, min, max, name] = number;
      const text = new RegExp(`^\\d{${digits}}`).exec(rest)?.[0];
      if (text === undefined) return bad(element);
      const n = Number(text);
      if (n < min || n > max) return `parsing time ${goQuote(value)}: ${name} out of range`;
      fields[name] = n;
      rest = rest.slice(digits);
    } else if (element.startsWith(".9")) {
      const fraction = /^\.(\d+)/.exec(rest);
      nanos = Number((fraction?.[1] ?? "").slice(0, 9).padEnd(9, "0"));
      rest = rest.slice(fraction?.[0].length ?? 0);
    } else if (element === "Z07:00") {
      const zone = /^(?:Z|([+-])(\d\d):(\d\d))/.exec(rest);
      if (!zone) return bad(element);
      offset = (zone[1] === "-" ? -60 : 60) * (Number(zone[2] ?? 0) * 60 + Number(zone[3] ?? 0));
      rest = rest.slice(zone[0].length);
    } else {
      if (!rest.startsWith(element)) return bad(element);
      rest = rest.slice(element.length);
    }
  }
  if (rest !== "") return `parsing time ${goQuote(value)}: extra text: ${goQuote(rest)}`;
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) {
    return `parsing time ${goQuote(value)}: day out of range`;
  }
  return { seconds: Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - offset, nanos };
}
