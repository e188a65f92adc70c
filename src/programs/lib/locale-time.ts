import type { Files } from "../../filesystem/files.ts";
import { type Micros, SECOND } from "../../std/time.ts";

/** A time of day in a zone, by its calendar. */
export interface Civil {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  /** 0 Sunday … 6 Saturday */
  readonly weekday: number;
  /** 0 … 365 */
  readonly yearday: number;
  /** East of Greenwich, in seconds. */
  readonly offset: number;
  readonly zone: string;
}

/** A time zone: what $TZ or /etc/localtime say, UTC where they say nothing that is here. */
export interface Zone {
  at(time: Micros): { readonly offset: number; readonly name: string };
}

export const UTC: Zone = { at: () => ({ offset: 0, name: "UTC" }) };

/** The zone of an environment: a POSIX rule without daylight saving (`KST-9`) or a name that /usr/share/zoneinfo holds. */
export function zoneOf(env: ReadonlyMap<string, string>, files: Files): Zone {
  const tz = env.get("TZ");
  if (tz === undefined) return linkedZone(files);
  if (tz === "") return UTC;
  const rule = /^(?:<([^>]+)>|([A-Za-z]{3,}))([-+]?)(\d{1,2})(?::?(\d\d))?$/.exec(tz);
  if (rule) {
    const offset = (Number(rule[4]) * 3600 + Number(rule[5] ?? 0) * 60) * (rule[3] === "-" ? 1 : -1);
    return { at: () => ({ offset, name: rule[1] ?? rule[2] ?? "" }) };
  }
  const name = tz.replace(/^:/, "");
  return files.exists(`/usr/share/zoneinfo/${name}`) ? namedZone(name) : UTC;
}

function linkedZone(files: Files): Zone {
  try {
    const name = files.readlink("/etc/localtime").split("/zoneinfo/")[1];
    return name && files.exists("/etc/localtime") ? namedZone(name) : UTC;
  } catch {
    return UTC;
  }
}

/** A zone of the IANA data base, which the JavaScript engine carries. */
function namedZone(name: string): Zone {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
    const short = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "short" });
    const zoneName = (f: Intl.DateTimeFormat, at: Date) =>
      f.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
    return {
      at(time) {
        const date = new Date(Math.floor(time / 1000));
        const m = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(zoneName(format, date));
        const seconds = m ? Number(m[2]) * 3600 + Number(m[3]) * 60 + Number(m[4] ?? 0) : 0;
        const offset = m?.[1] === "-" ? -seconds : seconds;
        const shown = zoneName(short, date);
        return { offset, name: ABBREVIATIONS[name] ?? (/^GMT[+-]/.test(shown) ? numericName(offset) : shown) };
      },
    };
  } catch {
    return UTC;
  }
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  "Asia/Seoul": "KST",
  "Asia/Tokyo": "JST",
  "Asia/Shanghai": "CST",
  "Asia/Kolkata": "IST",
  "Etc/UTC": "UTC",
  UTC: "UTC",
};

function numericName(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  const rest = minutes % 60 ? String(minutes % 60).padStart(2, "0") : "";
  return `${offset < 0 ? "-" : "+"}${hours}${rest}`;
}

/** The calendar's reading of a time in a zone. */
export function civil(time: Micros, zone: Zone): Civil {
  const { offset, name } = zone.at(time);
  const date = new Date(Math.floor(time / 1000) + offset * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    micros: ((time % SECOND) + SECOND) % SECOND,
    weekday: date.getUTCDay(),
    yearday: Math.floor((Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000),
    offset,
    zone: name,
  };
}

/** The time at which a zone's calendar reads so; parts out of range carry over. */
export function fromCivil(
  parts: { year: number; month: number; day: number; hour?: number; minute?: number; second?: number },
  zone: Zone,
): Micros {
  const utc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  const date = new Date(utc);
  if (parts.year >= 0 && parts.year < 100) date.setUTCFullYear(parts.year);
  const local = date.getTime() * 1000;
  const guess = local - zone.at(local).offset * SECOND;
  return local - zone.at(guess).offset * SECOND;
}
