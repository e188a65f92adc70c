import type { Fn } from "../functions/function.ts";
import type { Scope } from "../run/scope.ts";
import { DAY } from "../values/moment.ts";
import { show } from "../values/show.ts";
import { Instant, type Value } from "../values/value.ts";
import { warnIn } from "./warnings.ts";

const MONTHS = "january february march april may june july august september october november december".split(" ");

/** What each letter reads: a pattern, and where what it found goes. */
const FIELDS: Readonly<Record<string, readonly [pattern: string, field: string]>> = {
  Y: ["(\\d{4})", "year"],
  y: ["(\\d{2})", "short"],
  m: ["(\\d{1,2})", "month"],
  c: ["(\\d{1,2})", "month"],
  d: ["(\\d{1,2})", "day"],
  e: ["(\\d{1,2})", "day"],
  D: ["(\\d{1,2})(?:st|nd|rd|th)", "day"],
  M: [`(${MONTHS.join("|")})`, "name"],
  b: [`(${MONTHS.map((m) => m.slice(0, 3)).join("|")})`, "name"],
  H: ["(\\d{1,2})", "hour"],
  k: ["(\\d{1,2})", "hour"],
  h: ["(\\d{1,2})", "half"],
  I: ["(\\d{1,2})", "half"],
  l: ["(\\d{1,2})", "half"],
  i: ["(\\d{1,2})", "minute"],
  s: ["(\\d{1,2})", "second"],
  S: ["(\\d{1,2})", "second"],
  f: ["(\\d{1,6})", "micros"],
  p: ["(am|pm)", "noon"],
  W: ["([a-z]+day)", "weekday"],
  a: ["(sun|mon|tue|wed|thu|fri|sat)", "weekday"],
  j: ["(\\d{1,3})", "dayOfYear"],
  T: ["(\\d{1,2}:\\d{1,2}:\\d{1,2})", "clock"],
};

/** STR_TO_DATE: a date, a time or both, as the format asks for. */
export const strToDate: Fn = ([given = null, format = null], s) => {
  if (given === null || format === null) return null;
  const text = show(given);
  const names: string[] = [];
  const source = show(format).replace(/%(.)|\s+|([.*+?^${}()|[\]\\])/g, (_all, letter?: string, special?: string) => {
    if (special !== undefined) return `\\${special}`;
    if (letter === undefined) return "\\s*";
    const field = FIELDS[letter];
    if (!field) return letter;
    names.push(field[1]);
    return `\\s*${field[0]}`;
  });
  const m = new RegExp(`^\\s*${source}`, "i").exec(text);
  const found = m ? made(new Map(names.map((n, i) => [n, m[i + 1] ?? ""])), names) : undefined;
  return found ?? wrong(text, names, s);
};

function wrong(text: string, names: readonly string[], s: Scope): Value {
  const timed = names.some((n) => /^(hour|half|minute|second|clock)$/.test(n));
  const dated = names.some((n) => /^(year|short|month|day|name)$/.test(n));
  warnIn(
    s,
    1411,
    `Incorrect ${timed ? (dated ? "datetime" : "time") : "datetime"} value: '${text}' for function str_to_date`,
  );
  return null;
}

function made(of: ReadonlyMap<string, string>, names: readonly string[]): Instant | undefined {
  const number = (name: string, standard = 0) => (of.has(name) ? Number(of.get(name)) : standard);
  const dated = names.some((n) => /^(year|short|month|day|name|dayOfYear)$/.test(n));
  const timed = names.some((n) => /^(hour|half|minute|second|clock|micros|noon)$/.test(n));
  let hour = number("hour");
  if (of.has("half")) hour = (number("half") % 12) + (/pm/i.test(of.get("noon") ?? "") ? 12 : 0);
  const clock = (of.get("clock") ?? "").split(":").map(Number);
  if (of.has("clock")) hour = clock[0] ?? 0;
  const minute = clock[1] ?? number("minute");
  const second = clock[2] ?? number("second");
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const micros = (hour * 3600 + minute * 60 + second) * 1_000_000 + Number((of.get("micros") ?? "").padEnd(6, "0"));
  if (!dated) return new Instant(micros, "time");
  const short = number("short");
  const year = of.has("year") ? number("year") : of.has("short") ? short + (short < 70 ? 2000 : 1900) : 0;
  const name = (of.get("name") ?? "").toLowerCase();
  const month = of.has("name") ? MONTHS.findIndex((x) => x.startsWith(name)) + 1 : number("month");
  const day = number("day");
  const date = of.has("dayOfYear")
    ? new Date(Date.UTC(year, 0, number("dayOfYear")))
    : new Date(Date.UTC(year, month - 1, day));
  if (!of.has("dayOfYear") && (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)) return undefined;
  const start = Math.floor(date.getTime() / 86_400_000) * DAY;
  return new Instant(start + micros, timed ? "timestamp" : "date");
}
