import { MONTHS } from "../../../../std/strftime.ts";
import { RuntimeError } from "../errors.ts";

const DAY = 86_400_000;

const dayOfYear = (d: Date) => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / DAY) + 1;

/** The Thursday of a date's week: it lies in the year that the week belongs to. */
function thursday(d: Date): Date {
  return new Date(d.getTime() + (4 - (d.getUTCDay() || 7)) * DAY);
}

/** The fields of a date, by the names of the functions that ask for them. */
export const PARTS: Readonly<Record<string, (d: Date) => number>> = {
  $year: (d) => d.getUTCFullYear(),
  $month: (d) => d.getUTCMonth() + 1,
  $dayOfMonth: (d) => d.getUTCDate(),
  $dayOfWeek: (d) => d.getUTCDay() + 1,
  $dayOfYear: dayOfYear,
  $week: (d) => Math.floor((dayOfYear(d) - 1 + 7 - d.getUTCDay()) / 7),
  $isoDayOfWeek: (d) => d.getUTCDay() || 7,
  $isoWeek: (d) => Math.floor((dayOfYear(thursday(d)) - 1) / 7) + 1,
  $isoWeekYear: (d) => thursday(d).getUTCFullYear(),
  $hour: (d) => d.getUTCHours(),
  $minute: (d) => d.getUTCMinutes(),
  $second: (d) => d.getUTCSeconds(),
  $millisecond: (d) => d.getUTCMilliseconds(),
};

const two = (n: number) => String(n).padStart(2, "0");

/** A date by a format of $dateToString. `offset`: of its zone, in milliseconds. */
export function formatDate(d: Date, format: string, offset: number): string {
  const part = (name: string) => PARTS[name]?.(d) ?? 0;
  const minutes = Math.abs(offset) / 60_000;
  const month = MONTHS[d.getUTCMonth()] ?? "";
  const values: Readonly<Record<string, () => string>> = {
    Y: () => String(part("$year")).padStart(4, "0"),
    m: () => two(part("$month")),
    d: () => two(part("$dayOfMonth")),
    H: () => two(part("$hour")),
    M: () => two(part("$minute")),
    S: () => two(part("$second")),
    L: () => String(part("$millisecond")).padStart(3, "0"),
    j: () => String(part("$dayOfYear")).padStart(3, "0"),
    u: () => String(part("$isoDayOfWeek")),
    w: () => String(part("$dayOfWeek")),
    U: () => two(part("$week")),
    V: () => two(part("$isoWeek")),
    G: () => String(part("$isoWeekYear")).padStart(4, "0"),
    b: () => month.slice(0, 3),
    B: () => month,
    z: () => `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`,
    Z: () => String(offset / 60_000),
    "%": () => "%",
  };
  return format.replace(/%(.)/g, (_all, c: string) => {
    const value = values[c];
    if (!value) throw new RuntimeError(18536, `Invalid format character '%${c}' in format string`);
    return value();
  });
}

const SHAPES: Readonly<Record<string, string>> = {
  Y: "(?<Y>\\d{4})",
  m: "(?<m>\\d{1,2})",
  d: "(?<d>\\d{1,2})",
  H: "(?<H>\\d{1,2})",
  M: "(?<M>\\d{1,2})",
  S: "(?<S>\\d{1,2})",
  L: "(?<L>\\d{1,3})",
  b: "(?<b>[A-Za-z]{3})",
  B: "(?<b>[A-Za-z]{3,})",
  "%": "%",
};

/** A text read by a format of $dateFromString: the milliseconds that UTC's clocks would show it at. */
export function parseByFormat(text: string, format: string): number {
  const source = format.replace(/%(.)|[.*+?^${}()|[\]\\]/g, (all, c: string | undefined) =>
    c === undefined ? `\\${all}` : (SHAPES[c] ?? "(?!)"),
  );
  const g = new RegExp(`^${source}$`).exec(text)?.groups;
  const named = MONTHS.findIndex((m) => m.slice(0, 3).toLowerCase() === g?.["b"]?.slice(0, 3).toLowerCase());
  const month = named >= 0 ? named + 1 : Number(g?.["m"]);
  const ms = g
    ? Date.UTC(
        Number(g["Y"]),
        month - 1,
        Number(g["d"]),
        Number(g["H"] ?? 0),
        Number(g["M"] ?? 0),
        Number(g["S"] ?? 0),
        Number(g["L"] ?? 0),
      )
    : Number.NaN;
  if (Number.isNaN(ms))
    throw new RuntimeError(241, `Error parsing date string '${text}'; 0: Format literal not found '${text[0] ?? ""}'`);
  return ms;
}
