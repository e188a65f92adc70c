import { fromCivil, UTC } from "../../std/calendar.ts";
import { MONTHS, strftime, WEEKDAYS } from "../../std/strftime.ts";
import type { Native } from "./machine.ts";
import { valueNative } from "./native-kinds.ts";
import { described } from "./operators.ts";
import { isArray, isNumber, JqError, type JqValue, toNumber } from "./value.ts";

/** Times as seconds since 1970, or broken down: [year, month 0-11, day, hours, minutes, seconds, weekday, yearday]. All in UTC. */
export function timeNatives(): Record<string, Native> {
  const format = valueNative((v, f = null) => {
    if (typeof f !== "string") throw new JqError("strftime/1 requires a string format");
    return strftime(f, Math.floor(seconds(v, "strftime/1") * 1_000_000), UTC);
  });
  return {
    "gmtime/0": valueNative(broken),
    "localtime/0": valueNative(broken),
    "mktime/0": valueNative((v) => {
      if (!isArray(v)) throw new JqError("mktime requires array of 6 numbers");
      return Math.floor(seconds(v, "mktime"));
    }),
    "strftime/1": format,
    "strflocaltime/1": format,
    "strptime/1": valueNative((v, f = null) => {
      if (typeof v !== "string") throw new JqError(`strptime/1 requires string inputs and arguments`);
      const at = parse(v, String(f));
      if (at === undefined) throw new JqError(`date "${v}" does not match format "${String(f)}"`);
      return broken(at);
    }),
  };
}

function seconds(v: JqValue, name: string): number {
  if (isNumber(v)) return toNumber(v);
  if (!isArray(v) || v.length < 6) throw new JqError(`${name} requires parsed datetime inputs`);
  const parts = v.map((n) => (isNumber(n) ? toNumber(n) : Number.NaN));
  if (parts.some(Number.isNaN)) throw new JqError(`${name} requires parsed datetime inputs`);
  const [year = 1970, month = 0, day = 1, hour = 0, minute = 0, second = 0] = parts;
  return (
    fromCivil({ year, month: month + 1, day, hour, minute, second: Math.floor(second) }, UTC) / 1_000_000 + (second % 1)
  );
}

function broken(v: JqValue): JqValue {
  if (!isNumber(v)) throw new JqError(`${described(v)} gmtime() requires a number`);
  const at = toNumber(v);
  const d = new Date(Math.floor(at) * 1000);
  const yearday = Math.floor(
    (Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()) - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000,
  );
  return [
    d.getUTCFullYear(),
    d.getUTCMonth(),
    d.getUTCDate(),
    d.getUTCHours(),
    d.getUTCMinutes(),
    d.getUTCSeconds() + (at - Math.floor(at)),
    d.getUTCDay(),
    yearday,
  ];
}

const FIELDS: Readonly<Record<string, string>> = {
  Y: "(?<Y>\\d{4})",
  m: "(?<m>\\d{1,2})",
  d: "(?<d>\\d{1,2})",
  e: "\\s*(?<d>\\d{1,2})",
  H: "(?<H>\\d{1,2})",
  M: "(?<M>\\d{1,2})",
  S: "(?<S>\\d{1,2})",
  Z: "[A-Za-z]+",
  z: "[-+]\\d\\d:?\\d\\d",
  a: `(?:${WEEKDAYS.map((w) => `${w}|${w.slice(0, 3)}`).join("|")})`,
  A: `(?:${WEEKDAYS.map((w) => `${w}|${w.slice(0, 3)}`).join("|")})`,
  b: `(?<b>${MONTHS.map((w) => `${w}|${w.slice(0, 3)}`).join("|")})`,
  B: `(?<b>${MONTHS.map((w) => `${w}|${w.slice(0, 3)}`).join("|")})`,
  j: "\\d{1,3}",
  s: "(?<s>\\d+)",
};

function parse(text: string, format: string): number | undefined {
  const expanded = format.replaceAll("%T", "%H:%M:%S").replaceAll("%F", "%Y-%m-%d").replaceAll("%D", "%m/%d/%y");
  const source = expanded.replace(/%(.)|[\\^$.*+?()[\]{}|/]|\s+/g, (all, letter?: string) =>
    letter !== undefined ? (FIELDS[letter] ?? letter) : /\s/.test(all) ? "\\s*" : `\\${all}`,
  );
  const m = new RegExp(`^${source}$`).exec(text);
  if (!m) return undefined;
  const g = m.groups ?? {};
  if (g["s"] !== undefined) return Number(g["s"]);
  const month = g["b"] ? MONTHS.findIndex((w) => w.startsWith((g["b"] ?? "").slice(0, 3))) + 1 : Number(g["m"] ?? 1);
  return (
    fromCivil(
      {
        year: Number(g["Y"] ?? 1900),
        month,
        day: Number(g["d"] ?? 1),
        hour: Number(g["H"] ?? 0),
        minute: Number(g["M"] ?? 0),
        second: Number(g["S"] ?? 0),
      },
      UTC,
    ) / 1_000_000
  );
}
