import { InvalidParameter } from "../api/errors.ts";
import type { Filters } from "../api/filters.ts";
import { parseDuration } from "../std/duration.ts";
import { type Micros, parseRfc3339, SECOND } from "../std/time.ts";
import { hasLabel } from "./event-filter.ts";

/** Throws when a key is none of those that the list knows. */
export function acceptFilters(filters: Filters, known: readonly string[]): void {
  for (const key of filters.keys()) {
    if (!known.includes(key)) throw new InvalidParameter(key === "" ? "invalid filter" : `invalid filter '${key}'`);
  }
}

/** The values of a key; none when it was not given. */
export function valuesFor(filters: Filters, key: string): readonly string[] {
  return filters.get(key) ?? [];
}

/** What a switch says, or undefined: `true` or `1`, `false` or `0`, and not both. */
export function boolFilter(filters: Filters, key: string): boolean | undefined {
  const values = valuesFor(filters, key);
  if (values.length === 0) return undefined;
  const yes = values.includes("true") || values.includes("1");
  const no = values.includes("false") || values.includes("0");
  if (yes === no) throw new InvalidParameter(`invalid filter '${key}=[${values.join(" ")}]'`);
  return yes;
}

/** Whether all of the wanted labels are there: `key` or `key=value`, and-ed. */
export function labelsMatch(labels: Readonly<Record<string, string>> | null, wanted: readonly string[]): boolean {
  return wanted.every((w) => hasLabel(labels ?? {}, w));
}

/** Prunes know `label` and `label!`: what must be there and what must not. */
export function prunableLabels(labels: Readonly<Record<string, string>> | null, filters: Filters): boolean {
  const unwanted = valuesFor(filters, "label!");
  return labelsMatch(labels, valuesFor(filters, "label")) && !unwanted.some((w) => hasLabel(labels ?? {}, w));
}

/**
 * Whether a text matches one of the patterns, as regular expressions that may hit anywhere; what is no expression is
 * compared as it is.
 */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((p) => p === text || regexp(p)?.test(text));
}

function regexp(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

/** Created before this passes a prune's `until`: a duration back from now, a time or a date. Undefined without one. */
export function untilFilter(filters: Filters, now: Micros): Micros | undefined {
  const values = valuesFor(filters, "until");
  if (values.length === 0) return undefined;
  const [value = ""] = values;
  if (values.length > 1) throw new InvalidParameter("more than one until filter specified");
  const span = durationOf(value);
  if (span !== undefined) return now - span;
  const at = timeOf(value);
  if (at === undefined) throw new InvalidParameter(`failed to parse value as time or duration: "${value}"`);
  return at;
}

function durationOf(value: string): Micros | undefined {
  try {
    return Math.round(parseDuration(value) / 1000);
  } catch {
    return undefined;
  }
}

/** A date, a local time without zone (UTC here), an RFC 3339 time or seconds since 1970. */
function timeOf(value: string): Micros | undefined {
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * SECOND);
  const m = /^(\d{4}-\d\d-\d\d)(?:T(\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(value);
  if (!m) return undefined;
  const [hour = "00", minute = "00", second = "00"] = (m[2] ?? "").split(":");
  return parseRfc3339(`${m[1]}T${hour || "00"}:${minute}:${second}${m[3] ?? "Z"}`);
}
