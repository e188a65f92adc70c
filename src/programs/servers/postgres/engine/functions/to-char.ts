import { decimalText, parseDecimal, rescale } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { civil, DAY, DAYS, dayOf, daysOf, HOUR, MINUTE, MONTHS, monthLength, SECOND, timeOf } from "../types/clock.ts";
import { Decimal } from "../types/type.ts";

const PATTERN =
  /"([^"]*)"|(FM|fm)?(Y,YYY|YYYY|yyyy|IYYY|YYY|YY|yy|Y|CC|MONTH|Month|month|MON|Mon|mon|MM|mm|DAY|Day|day|DDD|ddd|DD|dd|DY|Dy|dy|D|ID|IW|WW|W|HH24|hh24|HH12|hh12|HH|hh|MI|mi|SSSS|SS|ss|MS|ms|US|us|FF[1-6]|A\.M\.|P\.M\.|a\.m\.|p\.m\.|AM|PM|am|pm|Q|J|TZH|TZM|TZ|tz|OF|BC|AD)(TH|th)?/g;

function suffix(n: number): string {
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

/** to_date and to_timestamp: the moment by local clocks. */
export function fromChar(text: string, format: string): number {
  let at = 0;
  let [y, m, d, h, mi, s, us] = [1, 1, 1, 0, 0, 0, 0];
  let pm: boolean | undefined;
  let doy: number | undefined;
  const number = (width: number, what: string): number => {
    while (text[at] === " ") at++;
    const found = new RegExp(`^[+-]?\\d{1,${width}}`).exec(text.slice(at))?.[0];
    if (found === undefined)
      throw new PgError(`invalid value "${text.slice(at, at + width)}" for "${what}"`, "22007", {
        detail: "Value must be an integer.",
      });
    at += found.length;
    return Number(found);
  };
  const word = (list: readonly string[], short: boolean, what: string): number => {
    const rest = text.slice(at).toLowerCase();
    const i = list.findIndex((w) => rest.startsWith((short ? w.slice(0, 3) : w).toLowerCase()));
    if (i < 0)
      throw new PgError(`invalid value "${text.slice(at, at + (short ? 3 : 9))}" for "${what}"`, "22007", {
        detail: "The given value did not match any of the allowed values for this field.",
      });
    at += short ? 3 : (list[i]?.length ?? 0);
    return i;
  };
  let from = 0;
  const literal = (part: string) => {
    for (const c of part) {
      if (/\s/.test(c)) while (/\s/.test(text[at] ?? "")) at++;
      else if (at < text.length && !/[\d\p{L}]/u.test(text[at] ?? "")) at++;
      else if (/[\p{L}]/u.test(c)) at++;
    }
  };
  for (const f of format.matchAll(PATTERN)) {
    literal(format.slice(from, f.index));
    from = f.index + f[0].length;
    const w = f[3] ?? "";
    const wide = from < format.length && /^[A-Za-z]/.test(format.slice(from)) ? 0 : 1;
    if (f[1] !== undefined) at += f[1].length;
    else if (/^yyyy$/i.test(w)) y = number(wide ? 9 : 4, w);
    else if (/^yy$/i.test(w)) {
      const n = number(2, w);
      y = n + (n < 70 ? 2000 : 1900);
    } else if (/^mm$/i.test(w)) m = number(2, w);
    else if (/^ddd$/i.test(w)) doy = number(3, w);
    else if (/^dd$/i.test(w)) d = number(2, w);
    else if (/^hh(24|12)?$/i.test(w)) h = number(2, w);
    else if (/^mi$/i.test(w)) mi = number(2, w);
    else if (/^ss$/i.test(w)) s = number(2, w);
    else if (/^ms$/i.test(w)) us = number(3, w) * 1000;
    else if (/^us$/i.test(w)) us = number(6, w);
    else if (/^month$/i.test(w)) m = word(MONTHS, false, w) + 1;
    else if (/^mon$/i.test(w)) m = word(MONTHS, true, w) + 1;
    else if (/^day$/i.test(w)) word(DAYS, false, w);
    else if (/^dy$/i.test(w)) word(DAYS, true, w);
    else if (/^[ap]\.?m\.?$/i.test(w)) {
      pm = /^p/i.test(text.slice(at));
      at += w.length;
    }
    const tail = f[4];
    if (tail) at += 2;
  }
  if (pm === true && h < 12) h += 12;
  if (pm === false && h === 12) h = 0;
  if (m < 1 || m > 12 || d < 1 || d > monthLength(y, m) || h > 24 || mi > 59 || s > 59)
    throw new PgError(`date/time field value out of range: "${text}"`, "22008");
  const days = doy === undefined ? daysOf(y, m, d) : daysOf(y, 1, 1) + doy - 1;
  return days * DAY + h * HOUR + mi * MINUTE + s * SECOND + us;
}

/** to_char of a number: `999,990.00`, `FM`, `L`, `S`, `MI`, `PR`, `RN`. */
export function numberToChar(value: Decimal, format: string): string {
  const fill = !/FM/i.test(format);
  const picture = format.replace(/FM/gi, "");
  if (/^rn$/i.test(picture)) return roman(Number(decimalText(rescale(value, 0))), fill);
  const scientific = /EEEE/i.test(picture);
  if (scientific) {
    const places = (/[.D](9*)/i.exec(picture)?.[1] ?? "").length;
    return ` ${Number(decimalText(value))
      .toExponential(places)
      .replace(/e([+-])(\d)$/, "e$10$2")}`;
  }
  const [wholePicture = "", partPicture] = picture.split(/[.D]/);
  const places = (partPicture?.match(/[09]/g) ?? []).length;
  const scaled = /V/i.test(picture) ? new Decimal(value.n, value.scale) : value;
  const text = decimalText(rescale(scaled, places));
  const negative = text.startsWith("-") && /[1-9]/.test(text);
  const [digits = "", part] = text.replace("-", "").split(".");
  const slots = [...wholePicture.replace(/S|MI|PL|PR|SG|TH|th/g, "")];
  const count = slots.filter((c) => /[09]/.test(c)).length;
  const left = digits === "0" && places + count > 0 && !slots.includes("0") ? [] : [...digits];
  const tooLong = left.length > count;
  let out = "";
  for (let i = slots.length - 1; i >= 0; i--) {
    const c = slots[i] ?? "";
    if (c === "0" || c === "9") {
      const digit = tooLong ? "#" : left.pop();
      const zeros = slots.slice(0, i + 1).includes("0");
      const last = partPicture === undefined && i === slots.length - 1 && digits === "0";
      out = (digit ?? (zeros || last ? "0" : fill ? " " : "")) + out;
    } else if (c === "," || c === "G") {
      const shown = tooLong || left.length > 0 || slots.slice(0, i).includes("0");
      out = (shown ? "," : fill ? " " : "") + out;
    } else if (c === "L") out = `$${out}`;
    else if (c !== '"') out = c + out;
  }
  const blank = /^ */.exec(out)?.[0] ?? "";
  const body = out.slice(blank.length);
  const fraction_ =
    part === undefined ? "" : `.${tooLong ? "#".repeat(places) : fill ? part : trimmed(part, partPicture ?? "")}`;
  if (/PR$/i.test(picture))
    return negative
      ? `${blank}<${body}${fraction_}>`
      : `${fill ? ` ${blank}` : ""}${body}${fraction_}${fill ? " " : ""}`;
  if (/MI$/i.test(picture)) return `${blank}${body}${fraction_}${negative ? "-" : fill ? " " : ""}`;
  if (/S$/.test(picture)) return `${blank}${body}${fraction_}${negative ? "-" : "+"}`;
  const sign = /^S/.test(picture) ? (negative ? "-" : "+") : negative ? "-" : fill ? " " : "";
  const made = `${fill ? blank : ""}${sign}${body}${fraction_}`;
  return /TH$/i.test(picture)
    ? made + (/TH$/.test(picture) ? suffix(Number(digits)).toUpperCase() : suffix(Number(digits)))
    : made;
}

function trimmed(part: string, picture: string): string {
  const kept = picture.lastIndexOf("0") + 1;
  let out = part;
  while (out.length > kept && out.endsWith("0")) out = out.slice(0, -1);
  return out;
}

function roman(n: number, fill: boolean): string {
  if (n < 1 || n > 3999) return "#".repeat(15);
  const parts: readonly (readonly [number, string])[] = [
    [1000, "M"],
    [900, "CM"],
    [500, "D"],
    [400, "CD"],
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ];
  let out = "";
  let rest = n;
  for (const [size, letter] of parts)
    while (rest >= size) {
      out += letter;
      rest -= size;
    }
  return fill ? out.padStart(15) : out;
}

export const floatPicture = (n: number): Decimal =>
  parseDecimal(n.toFixed(10).replace(/0+$/, "0")) ?? new Decimal(0n, 0);
