import { weekOf } from "../mysql/weeks.ts";
import { dateOf, fieldOf, instantText } from "./moment.ts";
import type { Instant } from "./value.ts";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const two = (n: number) => String(n).padStart(2, "0");

/** MySQL's DATE_FORMAT. */
export function dateFormat(i: Instant, format: string): string {
  const d = dateOf(i);
  const hour = d.getUTCHours();
  const day = d.getUTCDate();
  const values: Readonly<Record<string, string>> = {
    Y: String(d.getUTCFullYear()),
    y: two(d.getUTCFullYear() % 100),
    M: MONTHS[d.getUTCMonth()] ?? "",
    b: (MONTHS[d.getUTCMonth()] ?? "").slice(0, 3),
    m: two(d.getUTCMonth() + 1),
    c: String(d.getUTCMonth() + 1),
    d: two(day),
    e: String(day),
    D: `${day}${day % 10 === 1 && day !== 11 ? "st" : day % 10 === 2 && day !== 12 ? "nd" : day % 10 === 3 && day !== 13 ? "rd" : "th"}`,
    W: DAYS[d.getUTCDay()] ?? "",
    a: (DAYS[d.getUTCDay()] ?? "").slice(0, 3),
    w: String(d.getUTCDay()),
    j: String(fieldOf(i, "doy") ?? 0).padStart(3, "0"),
    H: two(hour),
    k: String(hour),
    h: two(hour % 12 || 12),
    I: two(hour % 12 || 12),
    l: String(hour % 12 || 12),
    i: two(d.getUTCMinutes()),
    s: two(d.getUTCSeconds()),
    S: two(d.getUTCSeconds()),
    p: hour < 12 ? "AM" : "PM",
    f: String(((i.micros % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, "0"),
    T: instantText(i).slice(11, 19),
    "%": "%",
    U: two(weekOf(d, 0).week),
    u: two(weekOf(d, 1).week),
    V: two(weekOf(d, 2).week),
    v: two(weekOf(d, 3).week),
    X: String(weekOf(d, 2).year),
    x: String(weekOf(d, 3).year),
    r: `${two(hour % 12 || 12)}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`,
  };
  return format.replace(/%(.)/g, (_all, c: string) => values[c] ?? c);
}

export function dayName(i: Instant): string {
  return DAYS[dateOf(i).getUTCDay()] ?? "";
}

export function monthName(i: Instant): string {
  return MONTHS[dateOf(i).getUTCMonth()] ?? "";
}
