import { PgError } from "../error.ts";
import { DAY, DAYS, daysOf, HOUR, MINUTE, MONTHS, monthLength, SECOND } from "../types/clock.ts";
import { PATTERN } from "./to-char.ts";

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
