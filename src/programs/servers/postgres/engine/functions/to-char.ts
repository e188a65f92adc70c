import { civil, DAYS, dayOf, daysOf, HOUR, MINUTE, MONTHS, SECOND, timeOf } from "../types/clock.ts";

export const PATTERN =
  /"([^"]*)"|(FM|fm)?(Y,YYY|YYYY|yyyy|IYYY|YYY|YY|yy|Y|CC|MONTH|Month|month|MON|Mon|mon|MM|mm|DAY|Day|day|DDD|ddd|DD|dd|DY|Dy|dy|D|ID|IW|WW|W|HH24|hh24|HH12|hh12|HH|hh|MI|mi|SSSS|SS|ss|MS|ms|US|us|FF[1-6]|A\.M\.|P\.M\.|a\.m\.|p\.m\.|AM|PM|am|pm|Q|J|TZH|TZM|TZ|tz|OF|BC|AD)(TH|th)?/g;

export function suffix(n: number): string {
  const ten = n % 100;
  return ten >= 11 && ten <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
}

interface Parts {
  readonly days: number;
  readonly time: number;
  /** Of an interval: hours may be more than a day has. */
  readonly hours: number;
  readonly zone: string;
  readonly y: number;
  readonly m: number;
  readonly d: number;
}

/** ISO's week of a day, and the year that it belongs to. */
export function isoWeek(days: number): readonly [year: number, week: number] {
  const weekday = (((days + 3) % 7) + 7) % 7;
  const thursday = days - weekday + 3;
  const { y } = civil(thursday);
  return [y, Math.floor((thursday - daysOf(y, 1, 1)) / 7) + 1];
}

function render(p: Parts, format: string): string {
  const { y, m, d, days, time } = p;
  const month = MONTHS[m - 1] ?? "";
  const weekday = (((days + 4) % 7) + 7) % 7;
  const day = DAYS[weekday] ?? "";
  const hour = p.hours;
  const half = hour % 24 < 12 ? "am" : "pm";
  const doy = days - daysOf(y, 1, 1) + 1;
  const micros = time % SECOND;
  return format.replace(PATTERN, (all, text?: string, fm?: string, word?: string, th?: string) => {
    if (text !== undefined) return text;
    if (word === undefined) return all;
    const num = (n: number, width: number) => (fm ? String(n) : String(n).padStart(width, "0"));
    const name = (n: string) => (fm ? n : n.padEnd(9));
    const value = ((): string => {
      switch (word) {
        case "YYYY":
        case "yyyy":
          return num(y, 4);
        case "IYYY":
          return num(isoWeek(days)[0], 4);
        case "Y,YYY":
          return `${Math.floor(y / 1000)},${String(y % 1000).padStart(3, "0")}`;
        case "YYY":
          return num(y % 1000, 3);
        case "YY":
        case "yy":
          return num(y % 100, 2);
        case "Y":
          return String(y % 10);
        case "CC":
          return num(Math.ceil(y / 100), 2);
        case "MONTH":
          return name(month.toUpperCase());
        case "Month":
          return name(month);
        case "month":
          return name(month.toLowerCase());
        case "MON":
          return month.slice(0, 3).toUpperCase();
        case "Mon":
          return month.slice(0, 3);
        case "mon":
          return month.slice(0, 3).toLowerCase();
        case "DAY":
          return name(day.toUpperCase());
        case "Day":
          return name(day);
        case "day":
          return name(day.toLowerCase());
        case "DY":
          return day.slice(0, 3).toUpperCase();
        case "Dy":
          return day.slice(0, 3);
        case "dy":
          return day.slice(0, 3).toLowerCase();
        case "D":
          return String(weekday + 1);
        case "ID":
          return String(weekday || 7);
        case "IW":
          return num(isoWeek(days)[1], 2);
        case "W":
          return String(Math.floor((d - 1) / 7) + 1);
        case "Q":
          return String(Math.floor((m - 1) / 3) + 1);
        case "J":
          return String(days + 2440588);
        case "SSSS":
          return String(Math.floor(time / SECOND));
        case "TZ":
          return p.zone.toUpperCase();
        case "tz":
          return p.zone.toLowerCase();
        case "OF":
        case "TZH":
          return "+00";
        case "TZM":
          return "00";
        case "BC":
        case "AD":
          return "AD";
        case "am":
        case "pm":
          return half;
        case "AM":
        case "PM":
          return half.toUpperCase();
        case "A.M.":
        case "P.M.":
          return half === "am" ? "A.M." : "P.M.";
        case "a.m.":
        case "p.m.":
          return half === "am" ? "a.m." : "p.m.";
        default:
      }
      const upper = word.toUpperCase();
      if (upper === "MM") return num(m, 2);
      if (upper === "DDD") return num(doy, 3);
      if (upper === "DD") return num(d, 2);
      if (upper === "WW") return num(Math.floor((doy - 1) / 7) + 1, 2);
      if (upper === "HH24") return num(hour, 2);
      if (upper === "HH12" || upper === "HH") return num(hour % 12 || 12, 2);
      if (upper === "MI") return num(Math.floor(time / MINUTE) % 60, 2);
      if (upper === "SS") return num(Math.floor(time / SECOND) % 60, 2);
      if (upper === "MS") return String(Math.floor(micros / 1000)).padStart(3, "0");
      if (upper === "US") return String(micros).padStart(6, "0");
      return String(micros).padStart(6, "0").slice(0, Number(upper[2]));
    })();
    if (!th) return value;
    const s = suffix(Number(value));
    return value + (th === "TH" ? s.toUpperCase() : s);
  });
}

/** to_char of a timestamp. */
export function momentToChar(local: number, format: string, zone: string): string {
  const days = dayOf(local);
  const time = timeOf(local);
  return render({ days, time, hours: Math.floor(time / HOUR), zone, ...civil(days) }, format);
}

export function intervalToChar(months: number, days: number, micros: number, format: string): string {
  return render(
    {
      days: 0,
      time: micros,
      hours: Math.floor(micros / HOUR),
      zone: "",
      y: Math.trunc(months / 12),
      m: months % 12,
      d: days,
    },
    format,
  );
}
