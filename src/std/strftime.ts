import { type Civil, civil, type Zone } from "./calendar.ts";
import type { Micros } from "./time.ts";

export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Formats a time as `date +FORMAT` does, GNU's flags (`-`, `_`, `0`, `^`, `#`) and widths included, in the C locale. */
export function strftime(format: string, time: Micros, zone: Zone): string {
  const c = civil(time, zone);
  return format.replace(/%([-_0^#]*)(\d*)(:{0,3}[a-zA-Z%+])/g, (all, flags: string, width: string, letter: string) => {
    const field = fieldOf(letter, c, time, zone);
    if (field === undefined) return all;
    return padded(field, flags, width);
  });
}

interface Field {
  readonly text: string;
  readonly pad: "0" | " " | "";
  readonly width: number;
}

function padded(field: Field, flags: string, width: string): string {
  let { text } = field;
  let pad = field.pad;
  for (const flag of flags) {
    if (flag === "-") pad = "";
    else if (flag === "_") pad = " ";
    else if (flag === "0") pad = "0";
    else if (flag === "^") text = text.toUpperCase();
    else if (flag === "#") text = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
  }
  const target = width === "" ? field.width : Number(width);
  if (pad === "" && width === "") return text;
  return text.padStart(target, pad || " ");
}

function fieldOf(letter: string, c: Civil, time: Micros, zone: Zone): Field | undefined {
  const number = (n: number, width: number, pad: "0" | " " = "0"): Field => ({ text: String(n), pad, width });
  const text = (s: string): Field => ({ text: s, pad: "", width: 0 });
  const nested = (format: string) => text(strftime(format, time, zone));
  const hour12 = c.hour % 12 || 12;
  switch (letter) {
    case "%":
      return text("%");
    case "a":
      return text((WEEKDAYS[c.weekday] ?? "").slice(0, 3));
    case "A":
      return text(WEEKDAYS[c.weekday] ?? "");
    case "b":
    case "h":
      return text((MONTHS[c.month - 1] ?? "").slice(0, 3));
    case "B":
      return text(MONTHS[c.month - 1] ?? "");
    case "c":
      return nested("%a %b %e %H:%M:%S %Y");
    case "C":
      return number(Math.floor(c.year / 100), 2);
    case "d":
      return number(c.day, 2);
    case "D":
    case "x":
      return nested("%m/%d/%y");
    case "e":
      return number(c.day, 2, " ");
    case "F":
      return nested("%Y-%m-%d");
    case "g":
      return number(isoWeek(c).year % 100, 2);
    case "G":
      return number(isoWeek(c).year, 4);
    case "H":
      return number(c.hour, 2);
    case "I":
      return number(hour12, 2);
    case "j":
      return number(c.yearday + 1, 3);
    case "k":
      return number(c.hour, 2, " ");
    case "l":
      return number(hour12, 2, " ");
    case "m":
      return number(c.month, 2);
    case "M":
      return number(c.minute, 2);
    case "n":
      return text("\n");
    case "N":
      return text(String(c.micros * 1000).padStart(9, "0"));
    case "p":
      return text(c.hour < 12 ? "AM" : "PM");
    case "P":
      return text(c.hour < 12 ? "am" : "pm");
    case "q":
      return number(Math.ceil(c.month / 3), 1);
    case "r":
      return nested("%I:%M:%S %p");
    case "R":
      return nested("%H:%M");
    case "s":
      return number(Math.floor(time / 1_000_000), 1);
    case "S":
      return number(c.second, 2);
    case "t":
      return text("\t");
    case "T":
    case "X":
      return nested("%H:%M:%S");
    case "u":
      return number(c.weekday || 7, 1);
    case "U":
      return number(Math.floor((c.yearday + 7 - c.weekday) / 7), 2);
    case "V":
      return number(isoWeek(c).week, 2);
    case "w":
      return number(c.weekday, 1);
    case "W":
      return number(Math.floor((c.yearday + 7 - ((c.weekday + 6) % 7)) / 7), 2);
    case "y":
      return number(c.year % 100, 2);
    case "Y":
      return number(c.year, 4);
    case "z":
      return text(zoneOffset(c.offset, ""));
    case ":z":
      return text(zoneOffset(c.offset, ":"));
    case "::z":
      return text(`${zoneOffset(c.offset, ":")}:00`);
    case "Z":
      return text(c.zone);
    case "+":
      return nested("%a %b %e %H:%M:%S %Z %Y");
    default:
      return undefined;
  }
}

function zoneOffset(offset: number, colon: string): string {
  const minutes = Math.abs(offset) / 60;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}${colon}${two(minutes % 60)}`;
}

/** ISO 8601's week and the year it belongs to: the one that holds the week's Thursday. */
function isoWeek(c: Civil): { year: number; week: number } {
  const thursday = new Date(Date.UTC(c.year, c.month - 1, c.day + 4 - (c.weekday || 7)));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1 };
}
