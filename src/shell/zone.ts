import type { Files } from "../filesystem/files.ts";
import { UTC, type Zone } from "../std/calendar.ts";
import { strftime } from "../std/strftime.ts";
import type { Micros } from "../std/time.ts";
import type { Shell } from "./shell.ts";
import { textOf } from "./variables.ts";

/**
 * The zone that $TZ names: a POSIX rule without daylight saving (`KST-9`) or a name that /usr/share/zoneinfo holds; without it, what
 * /etc/localtime says.
 */
export function zoneOf(tz: string | undefined, files: Files): Zone {
  if (tz === undefined) return linkedZone(files);
  if (tz === "") return UTC;
  const rule = /^(?:<([^>]+)>|([A-Za-z]{3,}))([-+]?)(\d{1,2})(?::?(\d\d))?$/.exec(tz);
  if (rule) {
    const offset = (Number(rule[4]) * 3600 + Number(rule[5] ?? 0) * 60) * (rule[3] === "-" ? 1 : -1);
    return { at: () => ({ offset, name: rule[1] ?? rule[2] ?? "" }) };
  }
  const name = tz.replace(/^:/, "");
  return (files.exists(`/usr/share/zoneinfo/${name}`) ? namedZone(name) : undefined) ?? UTC;
}

function linkedZone(files: Files): Zone {
  try {
    const name = files.readlink("/etc/localtime").split("/zoneinfo/")[1];
    return (name && files.exists("/etc/localtime") ? namedZone(name) : undefined) ?? UTC;
  } catch {
    return UTC;
  }
}

/** A zone of the IANA data base, which the JavaScript engine carries; undefined when there is none of this name. */
export function namedZone(name: string): Zone | undefined {
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
        return { offset, name: abbreviation(name, offset) ?? (/^GMT[+-]/.test(shown) ? numericName(offset) : shown) };
      },
    };
  } catch {
    return undefined;
  }
}

/** What the engine's own short names lack: zones that are called otherwise than by their distance from Greenwich. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  "Asia/Seoul": "KST",
  "Asia/Tokyo": "JST",
  "Asia/Shanghai": "CST",
  "Asia/Hong_Kong": "HKT",
  "Asia/Manila": "PST",
  "Asia/Karachi": "PKT",
  "Asia/Jakarta": "WIB",
  "Asia/Taipei": "CST",
  "Asia/Kolkata": "IST",
  "Asia/Calcutta": "IST",
  "Africa/Johannesburg": "SAST",
  "Africa/Nairobi": "EAT",
  "Africa/Lagos": "WAT",
  "Australia/Brisbane": "AEST",
  "Australia/Perth": "AWST",
  "Europe/Moscow": "MSK",
  "Etc/UTC": "UTC",
  UTC: "UTC",
};

/** Those that have a summer time, by their region: hours and the name that holds then. */
const REGIONS: readonly (readonly [region: RegExp, names: Readonly<Record<number, string>>])[] = [
  [/^Europe\/(?:London|Belfast|Jersey|Guernsey)$|^GB$/, { 0: "GMT", 1: "BST" }],
  [/^Europe\/Dublin$/, { 0: "GMT", 1: "IST" }],
  [/^Europe\/(?:Lisbon)$|^Atlantic\/(?:Madeira|Canary|Faroe)$/, { 0: "WET", 1: "WEST" }],
  [
    /^Europe\/(?:Athens|Bucharest|Helsinki|Kiev|Kyiv|Riga|Sofia|Tallinn|Vilnius|Chisinau)$|^Africa\/Cairo$/,
    { 2: "EET", 3: "EEST" },
  ],
  [/^Europe\/(?!Istanbul|Minsk|Samara|Volgograd|Saratov|Astrakhan|Ulyanovsk|Kirov)|^CET$/, { 1: "CET", 2: "CEST" }],
  [/^Australia\/(?:Sydney|Melbourne|Hobart|Canberra)$/, { 10: "AEST", 11: "AEDT" }],
  [/^Australia\/(?:Adelaide|Darwin)$/, { 9.5: "ACST", 10.5: "ACDT" }],
  [/^Pacific\/Auckland$/, { 12: "NZST", 13: "NZDT" }],
  [/^Asia\/(?:Jerusalem|Tel_Aviv)$/, { 2: "IST", 3: "IDT" }],
];

const abbreviation = (name: string, offset: number): string | undefined =>
  ABBREVIATIONS[name] ?? REGIONS.find(([region]) => region.test(name))?.[1][offset / 3600];

function numericName(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  const rest = minutes % 60 ? String(minutes % 60).padStart(2, "0") : "";
  return `${offset < 0 ? "-" : "+"}${hours}${rest}`;
}

/** strftime in the shell's zone: its $TZ, exported or not. Now, where no time is given. */
export function tellTime(sh: Shell, format: string, at: Micros = sh.p.now()): string {
  return strftime(format, at, zoneOf(textOf(sh, "TZ"), sh.p.files));
}
