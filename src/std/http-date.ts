import { type Micros, SECOND } from "./time.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Tue, 24 Nov 2026 15:22:33 GMT`. */
export function httpDate(at: Micros): string {
  const d = new Date(Math.floor(at / 1000));
  return `${DAYS[d.getUTCDay()]}, ${two(d.getUTCDate())} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()} ${clock(d)} GMT`;
}

/** The time a header names, in whole seconds; undefined when it is none. */
export function parseHttpDate(text: string): Micros | undefined {
  const m = /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(text.trim());
  const month = MONTHS.indexOf(m?.[2] ?? "");
  if (!m || month < 0) return undefined;
  return Date.UTC(Number(m[3]), month, Number(m[1]), Number(m[4]), Number(m[5]), Number(m[6])) * 1000;
}

/** `24/Nov/2026:15:22:33 +0000`: the time in the common log format. */
export function logDate(at: Micros): string {
  const d = new Date(Math.floor(at / 1000));
  return `${two(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${clock(d)} +0000`;
}

/** `2026/11/24 15:22:31`: the time in nginx's error log. */
export function slashDate(at: Micros): string {
  const d = new Date(Math.floor(at / SECOND) * 1000);
  return `${d.getUTCFullYear()}/${two(d.getUTCMonth() + 1)}/${two(d.getUTCDate())} ${clock(d)}`;
}

/** `24-Nov-2026 15:22`: the time in a directory listing. */
export function listDate(at: Micros): string {
  const d = new Date(Math.floor(at / 1000));
  return `${two(d.getUTCDate())}-${MONTHS[d.getUTCMonth()]}-${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

function clock(d: Date): string {
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
