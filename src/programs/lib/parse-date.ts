import { civil, fromCivil, UTC, type Zone } from "../../std/calendar.ts";
import { MONTHS, WEEKDAYS } from "../../std/strftime.ts";
import { type Micros, SECOND } from "../../std/time.ts";

// GNU's free form, as far as it is in everyday use: `2026-11-24 14:00`, `tomorrow`, `2 days ago`, `next monday`,
// `Nov 24 2026 3pm`, `@1700000000`, each part at most once and in any order.

interface Parts {
  date: { year: number; month: number; day: number } | undefined;
  time: { hour: number; minute: number; second: number; micros: number } | undefined;
  offset: number | undefined;
  weekday: { day: number; step: number } | undefined;
  relative: { readonly unit: string; readonly count: number }[];
}

type Rule = readonly [RegExp, (m: RegExpExecArray, parts: Parts, year: number) => boolean];

const UNIT = "(sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|month|year)s?\\b";
const MONTH = `(${MONTHS.map((m) => `${m.slice(0, 3)}(?:${m.slice(3)})?`).join("|")})\\.?`;
const DAY_NAME = `(${WEEKDAYS.map((d) => `${d.slice(0, 3)}(?:${d.slice(3)})?`).join("|")})\\.?`;

const RULES: readonly Rule[] = [
  rule("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?=[T\\s]|$)T?", (m, p) => setDate(p, Number(m[1]), Number(m[2]), Number(m[3]))),
  rule("(\\d{4})/(\\d{1,2})/(\\d{1,2})\\b", (m, p) => setDate(p, Number(m[1]), Number(m[2]), Number(m[3]))),
  rule("(\\d{1,2})/(\\d{1,2})/(\\d{4})\\b", (m, p) => setDate(p, Number(m[3]), Number(m[1]), Number(m[2]))),
  rule("(\\d{1,2})/(\\d{1,2})\\b", (m, p, year) => setDate(p, year, Number(m[1]), Number(m[2]))),
  rule("(\\d{4})(\\d\\d)(\\d\\d)\\b", (m, p) => setDate(p, Number(m[1]), Number(m[2]), Number(m[3]))),
  rule("(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?\\s*([ap]\\.?m\\.?\\b)?", (m, p) => setTime(p, m)),
  rule("(\\d{1,2})()()()\\s*([ap]\\.?m\\.?)\\b", (m, p) => setTime(p, m)),
  rule("([-+])(\\d\\d):?(\\d\\d)(?=\\s|$)", (m, p) =>
    p.time ? setOffset(p, m[1] === "-" ? -1 : 1, m[2], m[3]) : false,
  ),
  rule("(?:UTC|GMT|Z)(?:([-+])(\\d{1,2})(?::?(\\d\\d))?)?\\b", (m, p) =>
    setOffset(p, m[1] === "-" ? -1 : 1, m[2], m[3]),
  ),
  rule("KST\\b", (_m, p) => setOffset(p, 1, "9", undefined)),
  rule(`${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s*(\\d{4})\\b(?!:))?`, (m, p, year) =>
    setDate(p, Number(m[3] ?? year), monthNumber(m[1]), Number(m[2])),
  ),
  rule(`(\\d{1,2})[-\\s]*${MONTH}(?:[-\\s]*(\\d{4})\\b(?!:))?`, (m, p, year) =>
    setDate(p, Number(m[3] ?? year), monthNumber(m[2]), Number(m[1])),
  ),
  rule("(?:now|today)\\b", () => true),
  rule("yesterday\\b", (_m, p) => add(p, "day", -1)),
  rule("tomorrow\\b", (_m, p) => add(p, "day", 1)),
  rule("(noon|midnight)\\b", (m, p) => {
    p.time = { hour: m[1] === "noon" ? 12 : 0, minute: 0, second: 0, micros: 0 };
    return true;
  }),
  rule(`([-+]?\\s*\\d+)\\s*${UNIT}(\\s+ago\\b)?`, (m, p) =>
    add(p, m[2] ?? "", Number((m[1] ?? "").replace(/\s/g, "")) * (m[3] ? -1 : 1)),
  ),
  rule(`(next|last|this)?\\s*${UNIT}(\\s+ago\\b)?`, (m, p) => {
    const count = m[1] === "last" ? -1 : m[1] === "this" ? 0 : 1;
    return add(p, m[2] ?? "", m[3] ? -count : count);
  }),
  rule(`(next|last|this)?\\s*${DAY_NAME}(?:,|\\b)`, (m, p) => {
    if (p.weekday) return false;
    const day = WEEKDAYS.findIndex((d) => d.slice(0, 3).toLowerCase() === (m[2] ?? "").slice(0, 3).toLowerCase());
    p.weekday = { day, step: m[1]?.toLowerCase() === "next" ? 1 : m[1]?.toLowerCase() === "last" ? -1 : 0 };
    return true;
  }),
  rule("(\\d{4})\\b", (m, p) => {
    if (!p.date) return false;
    p.date.year = Number(m[1]);
    return true;
  }),
];

function rule(source: string, apply: Rule[1]): Rule {
  return [new RegExp(`^(?:${source})`, "i"), apply];
}

/** The time that a text means, seen from `now`; undefined when it is no date. */
export function parseDate(text: string, now: Micros, zone: Zone): Micros | undefined {
  const stamp = /^\s*@(-?\d+)(?:[.,](\d{1,9}))?\s*$/.exec(text);
  if (stamp) return Number(stamp[1]) * SECOND + Number((stamp[2] ?? "").slice(0, 6).padEnd(6, "0"));
  const parts: Parts = { date: undefined, time: undefined, offset: undefined, weekday: undefined, relative: [] };
  const year = civil(now, zone).year;
  let rest = text.trim();
  while (rest !== "") {
    const matched = RULES.map(([re, apply]) => ({ m: re.exec(rest), apply })).find(
      ({ m, apply }) => m && apply(m, parts, year),
    );
    if (!matched?.m) return undefined;
    rest = rest.slice(matched.m[0].length).replace(/^[\s,]+/, "");
  }
  return combine(parts, now, zone);
}

function combine(p: Parts, now: Micros, zone: Zone): Micros {
  const here = civil(now, zone);
  const months = sum(p, "month") + 12 * sum(p, "year");
  const days = sum(p, "day") + 7 * sum(p, "week") + 14 * sum(p, "fortnight");
  const date = p.date ?? here;
  // A date or a weekday without a time means its midnight.
  const time = p.time ?? (p.date || p.weekday ? { hour: 0, minute: 0, second: 0, micros: 0 } : here);
  // A weekday counts only where no date is given.
  const shift = p.weekday && !p.date ? weekdayShift(p.weekday, date) : 0;
  const at = fromCivil(
    { ...time, year: date.year, month: date.month + months, day: date.day + days + shift },
    p.offset === undefined ? zone : UTC,
  );
  const seconds = sum(p, "second") + 60 * sum(p, "minute") + 3600 * sum(p, "hour");
  return at + time.micros + (seconds - (p.offset ?? 0)) * SECOND;
}

function weekdayShift(
  wanted: { day: number; step: number },
  date: { year: number; month: number; day: number },
): number {
  const current = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay();
  const ahead = (wanted.day - current + 7) % 7;
  if (wanted.step > 0) return ahead === 0 ? 7 : ahead;
  return wanted.step < 0 ? ahead - 7 : ahead;
}

function sum(p: Parts, unit: string): number {
  return p.relative.filter((r) => r.unit === unit).reduce((n, r) => n + r.count, 0);
}

function add(p: Parts, unit: string, count: number): boolean {
  const full = { sec: "second", min: "minute" }[unit.toLowerCase()] ?? unit.toLowerCase();
  p.relative.push({ unit: full, count });
  return true;
}

function setDate(p: Parts, year: number, month: number, day: number): boolean {
  if (p.date || month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return false;
  p.date = { year, month, day };
  return true;
}

function setTime(p: Parts, m: RegExpExecArray): boolean {
  let hour = Number(m[1]);
  const half = (m[5] ?? "").toLowerCase()[0];
  if (p.time || (half && (hour < 1 || hour > 12))) return false;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  const minute = Number(m[2] || 0);
  const second = Number(m[3] || 0);
  if (hour > 23 || minute > 59 || second > 60) return false;
  p.time = { hour, minute, second, micros: Number((m[4] || "").slice(0, 6).padEnd(6, "0")) };
  return true;
}

function setOffset(p: Parts, sign: number, hours: string | undefined, minutes: string | undefined): boolean {
  if (p.offset !== undefined) return false;
  p.offset = sign * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
  return true;
}

function monthNumber(name: string | undefined): number {
  return MONTHS.findIndex((m) => m.slice(0, 3).toLowerCase() === (name ?? "").slice(0, 3).toLowerCase()) + 1;
}

/** BusyBox's few forms: `@N`, `hh:mm[:ss]`, `[YYYY.]MM.DD-hh:mm[:ss]`, `YYYY-MM-DD [hh:mm[:ss]]`, `[[[[YY]YY]MM]DD]hhmm[.ss]`. */
export function parseBusyboxDate(text: string, now: Micros, zone: Zone): Micros | undefined {
  const here = civil(now, zone);
  const at = (year: unknown, month: unknown, day: unknown, hour: unknown, minute: unknown, second: unknown) =>
    validDate(
      Number(year ?? here.year),
      Number(month),
      Number(day),
      Number(hour ?? 0),
      Number(minute ?? 0),
      Number(second ?? 0),
      zone,
    );
  const stamp = /^@(-?\d+)$/.exec(text);
  if (stamp) return Number(stamp[1]) * SECOND;
  let m = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text);
  if (m) return at(here.year, here.month, here.day, m[1], m[2], m[3]);
  m = /^(?:(\d{4})\.)?(\d{1,2})\.(\d{1,2})-(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text);
  if (m) return at(m[1], m[2], m[3], m[4], m[5], m[6]);
  m = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (m) return at(m[1], m[2], m[3], m[4], m[5], m[6]);
  m = /^(?:(?:(?:(\d{4}|\d\d))?(\d\d))?(\d\d))?(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (!m) return undefined;
  const year = m[1] === undefined ? here.year : m[1].length === 2 ? 2000 + Number(m[1]) : m[1];
  return at(year, m[2] ?? here.month, m[3] ?? here.day, m[4], m[5], m[6]);
}

function validDate(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: Zone,
): Micros | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  return fromCivil({ year, month, day, hour, minute, second }, zone);
}

/** touch -t: `[[CC]YY]MMDDhhmm[.ss]`. */
export function parseTouchStamp(text: string, now: Micros, zone: Zone): Micros | undefined {
  const m = /^((?:\d\d)?\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (!m) return undefined;
  const short = Number(m[1]);
  const year =
    m[1] === undefined ? civil(now, zone).year : m[1].length === 4 ? short : short < 69 ? 2000 + short : 1900 + short;
  return validDate(year, Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6] ?? 0), zone);
}
