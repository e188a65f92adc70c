import { PgError } from "../error.ts";
import {
  DAY,
  dayOf,
  daysOf,
  fromLocal,
  HOUR,
  MINUTE,
  MONTHS,
  monthLength,
  needZone,
  offsetAt,
  SECOND,
  toLocal,
} from "./clock.ts";

interface Parsed {
  readonly days: number | undefined;
  readonly time: number | undefined;
  readonly zone: string | undefined;
  /** A word: a moment in UTC. */
  readonly special: number | undefined;
}

const RANGE = Symbol("range");
/** Out of what any month or day can be. */
const FIELD = Symbol("field");

/** What a text says of a date and time; undefined when it does not; RANGE when a field is too large. */
function parse(text: string, now: number, zone: string): Parsed | undefined | typeof RANGE | typeof FIELD {
  let rest = text.trim().toLowerCase();
  const special = (n: number): Parsed => ({ days: undefined, time: undefined, zone: undefined, special: n });
  const today = dayOf(toLocal(zone, now));
  const midnight = (day: number) => special(fromLocal(zone, day * DAY));
  if (rest === "now") return special(now);
  if (rest === "today") return midnight(today);
  if (rest === "tomorrow") return midnight(today + 1);
  if (rest === "yesterday") return midnight(today - 1);
  if (rest === "epoch") return special(0);
  if (rest === "infinity") return special(Number.POSITIVE_INFINITY);
  if (rest === "-infinity") return special(Number.NEGATIVE_INFINITY);
  let time: number | undefined;
  let named: string | undefined;
  const clock =
    /(?:^|[t\s])(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(am|pm)?(?![a-z]+\/)\s*(z|[+-]\d{1,2}(?::?\d{2}){0,2}|[a-z]+\/[a-z_/]+|utc|gmt|est|edt|pst|pdt|cet|cest)?(?=\s|$)/.exec(
      rest,
    );
  if (clock) {
    const [all, h, mi, s, f, half, z] = clock;
    let hour = Number(h);
    if (half === "pm" && hour < 12) hour += 12;
    if (half === "am" && hour === 12) hour = 0;
    time = hour * HOUR + Number(mi) * MINUTE + Number(s ?? 0) * SECOND + Math.round(Number(`0.${f ?? "0"}`) * SECOND);
    if (hour > 24 || Number(mi) > 59 || Number(s ?? 0) > 60 || time > DAY) return RANGE;
    named = z;
    rest = rest.replace(all, " ").trim();
  }
  if (rest === "") return time === undefined ? undefined : { days: undefined, time, zone: named, special: undefined };
  const day = dateOf(rest);
  if (day === undefined || typeof day === "symbol") return day;
  return { days: day, time, zone: named, special: undefined };
}

function dateOf(text: string): number | undefined | typeof RANGE | typeof FIELD {
  const bc = / bc$/.test(text);
  const rest = text.replace(/ (bc|ad)$/, "").replace(/^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+/, "");
  const make = (y: number, m: number, d: number) => {
    const year = bc ? 1 - y : y;
    if (m < 1 || m > 12 || d < 1 || d > 31) return FIELD;
    if (d > monthLength(year, m)) return RANGE;
    return daysOf(year, m, d);
  };
  const full = (y: string) => (y.length <= 2 ? Number(y) + (Number(y) < 70 ? 2000 : 1900) : Number(y));
  let m = /^(\d{4,})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(rest);
  if (m) return make(Number(m[1]), Number(m[2]), Number(m[3]));
  m = /^(\d{4})(\d{2})(\d{2})$/.exec(rest);
  if (m) return make(Number(m[1]), Number(m[2]), Number(m[3]));
  m = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})$/.exec(rest);
  if (m) return make(full(m[3] ?? ""), Number(m[1]), Number(m[2]));
  const month = (w: string) =>
    MONTHS.findIndex((x) => x.toLowerCase() === w || (w.length >= 3 && x.toLowerCase().slice(0, 3) === w)) + 1;
  m = /^([a-z]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{2,4})$/.exec(rest);
  if (m && month(m[1] ?? "")) return make(full(m[3] ?? ""), month(m[1] ?? ""), Number(m[2]));
  m = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{2,4})$/.exec(rest);
  if (m && month(m[2] ?? "")) return make(full(m[3] ?? ""), month(m[2] ?? ""), Number(m[1]));
  m = /^(\d{4})-([a-z]+)-(\d{1,2})$/.exec(rest);
  if (m && month(m[2] ?? "")) return make(Number(m[1]), month(m[2] ?? ""), Number(m[3]));
  return undefined;
}

/** Reads a date, time or timestamp. Throws PgError. */
export function parseMoment(
  text: string,
  kind: "date" | "time" | "timestamp" | "timestamptz" | "timetz",
  shown: string,
  now: number,
  zone: string,
): number {
  const p = parse(text, now, zone);
  const bad = () => new PgError(`invalid input syntax for type ${shown}: "${text}"`, "22007");
  if (p === undefined) throw bad();
  if (typeof p === "symbol")
    throw new PgError(`date/time field value out of range: "${text}"`, "22008", {
      hint: p === FIELD ? 'Perhaps you need a different "DateStyle" setting.' : undefined,
    });
  if (kind === "time" || kind === "timetz") {
    if (p.special !== undefined) return ((toLocal(zone, p.special) % DAY) + DAY) % DAY;
    if (p.time === undefined) throw bad();
    return p.time;
  }
  if (p.special !== undefined) {
    if (!Number.isFinite(p.special)) return p.special;
    const local = toLocal(zone, p.special);
    return kind === "date"
      ? dayOf(text.trim().toLowerCase() === "epoch" ? 0 : local)
      : kind === "timestamp"
        ? p.special === 0
          ? 0
          : local
        : p.special;
  }
  if (p.days === undefined) throw bad();
  if (kind === "date") return p.days;
  const local = p.days * DAY + (p.time ?? 0);
  if (kind === "timestamp") return local;
  if (p.zone === undefined) return fromLocal(zone, local);
  const offset = offsetAt(needZone(p.zone), local);
  return p.zone.includes("/") ? fromLocal(p.zone, local) : local - (offset ?? 0);
}
