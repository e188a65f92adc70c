// Points of time as text and back, by the tokens that moment and dayjs share.
const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const two = (n) => String(Math.abs(n)).padStart(2, "0");
const ordinal = (n) => `${n}${n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;

/** The parts of a date, in local time, in UTC or at an offset (minutes). */
function parts(date, offset) {
  if (offset === undefined)
    return {
      Y: date.getFullYear(),
      M: date.getMonth(),
      D: date.getDate(),
      d: date.getDay(),
      H: date.getHours(),
      m: date.getMinutes(),
      s: date.getSeconds(),
      ms: date.getMilliseconds(),
      offset: -date.getTimezoneOffset(),
    };
  const at = new Date(date.valueOf() + offset * 60_000);
  return {
    Y: at.getUTCFullYear(),
    M: at.getUTCMonth(),
    D: at.getUTCDate(),
    d: at.getUTCDay(),
    H: at.getUTCHours(),
    m: at.getUTCMinutes(),
    s: at.getUTCSeconds(),
    ms: at.getUTCMilliseconds(),
    offset,
  };
}

/** The point of time of such parts. */
function build(p, offset) {
  const { Y = 1970, M = 0, D = 1, H = 0, m = 0, s = 0, ms = 0 } = p;
  if (offset === undefined) {
    const d = new Date(Y, M, D, H, m, s, ms);
    if (Y >= 0 && Y < 100) d.setFullYear(Y);
    return d;
  }
  return new Date(Date.UTC(Y, M, D, H, m, s, ms) - offset * 60_000);
}

const daysInMonth = (y, m) => new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
const dayOfYear = (p) => Math.round((Date.UTC(p.Y, p.M, p.D) - Date.UTC(p.Y, 0, 1)) / 86_400_000) + 1;
function isoWeek(p) {
  const day = (p.d + 6) % 7;
  const thursday = new Date(Date.UTC(p.Y, p.M, p.D - day + 3));
  const first = new Date(Date.UTC(thursday.getUTCFullYear(), 0, 4));
  const week = 1 + Math.round((thursday - first) / 604_800_000 - 3 / 7 + ((first.getUTCDay() + 6) % 7) / 7);
  return { week, year: thursday.getUTCFullYear() };
}
/** Weeks that begin on Sunday; the first is that of the first of January. */
function week(p) {
  const saturday = new Date(Date.UTC(p.Y, p.M, p.D + 6 - p.d));
  const year = saturday.getUTCFullYear();
  return { week: Math.ceil(((saturday - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7), year };
}
const zone = (offset, colon) =>
  `${offset < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(offset) / 60))}${colon ? ":" : ""}${two(Math.abs(offset) % 60)}`;

const LONG = {
  LTS: "h:mm:ss A",
  LT: "h:mm A",
  LLLL: "dddd, MMMM D, YYYY h:mm A",
  LLL: "MMMM D, YYYY h:mm A",
  LL: "MMMM D, YYYY",
  L: "MM/DD/YYYY",
  llll: "ddd, MMM D, YYYY h:mm A",
  lll: "MMM D, YYYY h:mm A",
  ll: "MMM D, YYYY",
  l: "M/D/YYYY",
};
const TOKENS = {
  YYYY: (p) => String(p.Y).padStart(4, "0"),
  YY: (p) => two(p.Y % 100),
  Y: (p) => String(p.Y),
  Q: (p) => String(Math.floor(p.M / 3) + 1),
  Qo: (p) => ordinal(Math.floor(p.M / 3) + 1),
  MMMM: (p) => MONTHS[p.M],
  MMM: (p) => MONTHS[p.M].slice(0, 3),
  MM: (p) => two(p.M + 1),
  Mo: (p) => ordinal(p.M + 1),
  M: (p) => String(p.M + 1),
  DDDD: (p) => String(dayOfYear(p)).padStart(3, "0"),
  DDD: (p) => String(dayOfYear(p)),
  DD: (p) => two(p.D),
  Do: (p) => ordinal(p.D),
  D: (p) => String(p.D),
  dddd: (p) => DAYS[p.d],
  ddd: (p) => DAYS[p.d].slice(0, 3),
  dd: (p) => DAYS[p.d].slice(0, 2),
  do: (p) => ordinal(p.d),
  d: (p) => String(p.d),
  E: (p) => String(p.d || 7),
  e: (p) => String(p.d),
  GGGG: (p) => String(isoWeek(p).year),
  gggg: (p) => String(week(p).year),
  WW: (p) => two(isoWeek(p).week),
  W: (p) => String(isoWeek(p).week),
  ww: (p) => two(week(p).week),
  wo: (p) => ordinal(week(p).week),
  w: (p) => String(week(p).week),
  HH: (p) => two(p.H),
  H: (p) => String(p.H),
  hh: (p) => two(p.H % 12 || 12),
  h: (p) => String(p.H % 12 || 12),
  kk: (p) => two(p.H || 24),
  k: (p) => String(p.H || 24),
  A: (p) => (p.H < 12 ? "AM" : "PM"),
  a: (p) => (p.H < 12 ? "am" : "pm"),
  mm: (p) => two(p.m),
  m: (p) => String(p.m),
  ss: (p) => two(p.s),
  s: (p) => String(p.s),
  SSS: (p) => String(p.ms).padStart(3, "0"),
  SS: (p) => two(Math.floor(p.ms / 10)),
  S: (p) => String(Math.floor(p.ms / 100)),
  ZZ: (p) => zone(p.offset, false),
  Z: (p) => zone(p.offset, true),
};

/** A date by a pattern. `known`: the tokens that the package itself has; others stay as they stand. */
function format(date, pattern, { offset, known = Object.keys(TOKENS), long = true, epoch = true, z = "" } = {}) {
  const p = parts(date, offset);
  const whole = long ? pattern.replace(/\[[^\]]*\]|LTS|LT|L{1,4}|l{1,4}/g, (m) => LONG[m] ?? m) : pattern;
  const names = [...known].sort((a, b) => b.length - a.length);
  const find = new RegExp(`\\[([^\\]]*)\\]|${epoch ? "X|x|zz?|" : ""}${names.join("|")}|.`, "gs");
  return whole.replace(find, (m, kept) => {
    if (kept !== undefined) return kept;
    if (epoch && m === "X") return String(Math.floor(date.valueOf() / 1000));
    if (epoch && m === "x") return String(date.valueOf());
    if (epoch && (m === "z" || m === "zz")) return z;
    return names.includes(m) ? TOKENS[m](p) : m;
  });
}

const DIGITS = {
  YYYY: /^[+-]?\d{1,4}/,
  YY: /^\d{1,2}/,
  Y: /^[+-]?\d+/,
  MM: /^\d{1,2}/,
  M: /^\d{1,2}/,
  DD: /^\d{1,2}/,
  D: /^\d{1,2}/,
  HH: /^\d{1,2}/,
  H: /^\d{1,2}/,
  hh: /^\d{1,2}/,
  h: /^\d{1,2}/,
  mm: /^\d{1,2}/,
  m: /^\d{1,2}/,
  ss: /^\d{1,2}/,
  s: /^\d{1,2}/,
  SSS: /^\d{1,3}/,
  SS: /^\d{1,2}/,
  S: /^\d/,
};

/** Reads a text by a pattern; undefined when it does not fit. `strict`: to the letter. */
function read(text, pattern, { strict = false, offset } = {}) {
  const whole = pattern.replace(/\[[^\]]*\]|LTS|LT|L{1,4}|l{1,4}/g, (m) => LONG[m] ?? m);
  const words =
    whole.match(
      /\[[^\]]*\]|YYYY|YY|Y|MMMM|MMM|MM|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|HH|H|hh|h|A|a|mm|m|ss|s|SSS|SS|S|ZZ|Z|X|x|./gs,
    ) ?? [];
  const p = {};
  let rest = text;
  let pm;
  let at = offset;
  for (const w of words) {
    if (DIGITS[w]) {
      if (!strict) rest = rest.replace(/^[^\dA-Za-z+-]+/, "");
      const m = DIGITS[w].exec(rest);
      if (!m || (strict && w.length > 1 && w !== "Y" && m[0].replace(/^[+-]/, "").length !== w.length))
        return undefined;
      rest = rest.slice(m[0].length);
      const n = Number(m[0]);
      if (w === "YY") p.Y = n > 68 ? 1900 + n : 2000 + n;
      else if (w[0] === "M") p.M = n - 1;
      else if (w[0] === "S") p.ms = n * 10 ** (3 - w.length);
      else p[w[0] === "h" ? "H" : w[0]] = n;
    } else if (w === "MMMM" || w === "MMM") {
      const i = MONTHS.findIndex((name) =>
        rest.toLowerCase().startsWith((w === "MMM" ? name.slice(0, 3) : name).toLowerCase()),
      );
      if (i < 0) return undefined;
      const full = rest.toLowerCase().startsWith(MONTHS[i].toLowerCase());
      rest = rest.slice(w === "MMM" && !full ? 3 : MONTHS[i].length);
      p.M = i;
    } else if (/^d{2,4}$/.test(w)) rest = rest.replace(/^[A-Za-z]+/, "");
    else if (w === "Do") {
      const m = /^(\d{1,2})(?:st|nd|rd|th)/i.exec(rest);
      if (!m) return undefined;
      p.D = Number(m[1]);
      rest = rest.slice(m[0].length);
    } else if (w === "A" || w === "a") {
      const m = /^\s*([ap])\.?m\.?/i.exec(rest);
      if (!m) return undefined;
      pm = m[1].toLowerCase() === "p";
      rest = rest.slice(m[0].length);
    } else if (w === "Z" || w === "ZZ") {
      const m = /^(?:Z|([+-])(\d\d):?(\d\d))/i.exec(rest);
      if (!m) return undefined;
      at = m[1] ? (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) : 0;
      rest = rest.slice(m[0].length);
    } else if (w === "X" || w === "x") {
      const m = /^-?\d+(?:\.\d+)?/.exec(rest);
      return m ? new Date(Number(m[0]) * (w === "X" ? 1000 : 1)) : undefined;
    } else {
      const literal = w.startsWith("[") ? w.slice(1, -1) : w;
      if (rest.startsWith(literal)) rest = rest.slice(literal.length);
      else if (strict) return undefined;
      else rest = rest.replace(/^[^\dA-Za-z]+/, "");
    }
  }
  if (strict && rest !== "") return undefined;
  if (pm !== undefined) p.H = ((p.H ?? 0) % 12) + (pm ? 12 : 0);
  if ((p.M ?? 0) > 11 || (p.H ?? 0) > 24 || (p.m ?? 0) > 59 || (p.s ?? 0) > 59) return undefined;
  const now = parts(new Date(), offset);
  if (p.Y === undefined) p.Y = now.Y;
  if (p.M === undefined && p.D === undefined && p.H !== undefined && words.every((w) => !/^[YMD]/.test(w)))
    Object.assign(p, { M: now.M, D: now.D });
  if ((p.D ?? 1) < 1 || (p.D ?? 1) > daysInMonth(p.Y, p.M ?? 0)) return undefined;
  return build(p, at);
}

/** ISO 8601 as far as it is written every day; undefined for what is none. A date without a time is local. */
function readIso(text, offset) {
  const m =
    /^\s*([+-]?\d{4,6})(?:-?(\d\d)(?:-?(\d\d))?)?(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?\s*$/.exec(
      text,
    );
  if (!m) return undefined;
  const [, Y, M = "1", D = "1", H = "0", min = "0", s = "0", ms = "0", z] = m;
  const p = {
    Y: Number(Y),
    M: Number(M) - 1,
    D: Number(D),
    H: Number(H),
    m: Number(min),
    s: Number(s),
    ms: Number(ms.padEnd(3, "0").slice(0, 3)),
  };
  if (p.M > 11 || p.D < 1 || p.D > daysInMonth(p.Y, p.M) || p.H > 24 || p.m > 59 || p.s > 59) return null;
  const at =
    z === undefined
      ? offset
      : z === "Z"
        ? 0
        : (z[0] === "-" ? -1 : 1) *
          (Number(z.slice(1, 3)) * 60 + Number(z.slice(-2) && z.length > 3 ? z.slice(-2) : 0));
  return build(p, at);
}

/** A span in words, as both packages round it. */
function inWords(ms, withoutSuffix) {
  const n = Math.abs(ms);
  const s = Math.round(n / 1000);
  const min = Math.round(n / 60_000);
  const h = Math.round(n / 3_600_000);
  const d = Math.round(n / 86_400_000);
  const month = Math.round(n / 2_629_746_000);
  const y = Math.round(n / 31_556_952_000);
  const words =
    s <= 44
      ? "a few seconds"
      : min <= 1
        ? "a minute"
        : min <= 44
          ? `${min} minutes`
          : h <= 1
            ? "an hour"
            : h <= 21
              ? `${h} hours`
              : d <= 1
                ? "a day"
                : d <= 25
                  ? `${d} days`
                  : month <= 1
                    ? "a month"
                    : month <= 10
                      ? `${month} months`
                      : y <= 1
                        ? "a year"
                        : `${y} years`;
  return withoutSuffix ? words : ms > 0 ? `in ${words}` : `${words} ago`;
}

const UNITS = {
  y: "year",
  year: "year",
  years: "year",
  Q: "quarter",
  quarter: "quarter",
  quarters: "quarter",
  M: "month",
  month: "month",
  months: "month",
  w: "week",
  week: "week",
  weeks: "week",
  W: "isoWeek",
  isoweek: "isoWeek",
  isoweeks: "isoWeek",
  d: "day",
  day: "day",
  days: "day",
  D: "date",
  date: "date",
  dates: "date",
  h: "hour",
  hour: "hour",
  hours: "hour",
  m: "minute",
  minute: "minute",
  minutes: "minute",
  s: "second",
  second: "second",
  seconds: "second",
  ms: "millisecond",
  millisecond: "millisecond",
  milliseconds: "millisecond",
};
const unitOf = (u) => (u === undefined ? undefined : (UNITS[u] ?? UNITS[String(u).toLowerCase()]));
const SPANS = {
  week: 604_800_000,
  isoWeek: 604_800_000,
  day: 86_400_000,
  date: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

/** A date so many units later; months and years keep within the month. */
function add(date, n, unit, offset) {
  if (unit === "quarter") return add(date, n * 3, "month", offset);
  if (unit === "year") return add(date, n * 12, "month", offset);
  if (unit === "month") {
    const p = parts(date, offset);
    const total = p.Y * 12 + p.M + Math.round(n);
    const [Y, M] = [Math.floor(total / 12), ((total % 12) + 12) % 12];
    return build({ ...p, Y, M, D: Math.min(p.D, daysInMonth(Y, M)) }, offset);
  }
  if (unit === "day" || unit === "date" || unit === "week" || unit === "isoWeek") {
    const p = parts(date, offset);
    return build({ ...p, D: p.D + Math.round(n * (unit === "week" || unit === "isoWeek" ? 7 : 1)) }, offset);
  }
  return new Date(date.valueOf() + n * (SPANS[unit] ?? 1));
}

/** The first moment of the unit that the date is in. */
function startOf(date, unit, offset) {
  const p = parts(date, offset);
  const from = (fields) => build(fields, offset);
  switch (unit) {
    case "year":
      return from({ Y: p.Y });
    case "quarter":
      return from({ Y: p.Y, M: p.M - (p.M % 3) });
    case "month":
      return from({ Y: p.Y, M: p.M });
    case "week":
      return from({ Y: p.Y, M: p.M, D: p.D - p.d });
    case "isoWeek":
      return from({ Y: p.Y, M: p.M, D: p.D - ((p.d + 6) % 7) });
    case "day":
    case "date":
      return from({ Y: p.Y, M: p.M, D: p.D });
    case "hour":
      return from({ Y: p.Y, M: p.M, D: p.D, H: p.H });
    case "minute":
      return from({ ...p, s: 0, ms: 0 });
    case "second":
      return from({ ...p, ms: 0 });
    default:
      return new Date(date.valueOf());
  }
}
const endOf = (date, unit, offset) =>
  unit ? new Date(add(startOf(date, unit, offset), 1, unit === "date" ? "day" : unit, offset).valueOf() - 1) : date;

/** Months between two dates, with their part. */
function monthsBetween(a, b, offset) {
  const pa = parts(a, offset);
  const pb = parts(b, offset);
  if (pa.D < pb.D) return -monthsBetween(b, a, offset);
  const whole = (pb.Y - pa.Y) * 12 + (pb.M - pa.M);
  const anchor = add(a, whole, "month", offset);
  const before = b < anchor;
  const other = add(a, whole + (before ? -1 : 1), "month", offset);
  return -(whole + (b - anchor) / (before ? anchor - other : other - anchor)) || 0;
}
function diff(a, b, unit = "millisecond", exact = false, offset = undefined) {
  const months = { year: 12, quarter: 3, month: 1 }[unit];
  let n;
  if (months) n = monthsBetween(a, b, offset) / months;
  else {
    const zones =
      SPANS[unit] >= 86_400_000 && offset === undefined ? (a.getTimezoneOffset() - b.getTimezoneOffset()) * 60_000 : 0;
    n = (a - b - zones) / SPANS[unit];
  }
  return exact ? n : Math.trunc(n) || 0;
}

module.exports = {
  DAYS,
  MONTHS,
  TOKENS,
  add,
  build,
  dayOfYear,
  daysInMonth,
  diff,
  endOf,
  format,
  inWords,
  isoWeek,
  parts,
  read,
  readIso,
  startOf,
  unitOf,
  week,
};
