import { PgError } from "../error.ts";
import { textOf } from "../types/text.ts";
import { quoteName, T, type Value } from "../types/type.ts";
import { letters } from "./letters.ts";
import type { CallContext } from "./registry.ts";

/** What an argument of any type looks like as text. */
export const shown = (v: Value, i: number, c: CallContext): string => {
  const type = c.args[Math.min(i, c.args.length - 1)] ?? T.text;
  return v === null ? "" : textOf(v, type, c.cx);
};

/** format(): %s, %I, %L. */
export function format([pattern, ...rest]: Value[], c: CallContext): Value {
  if (pattern === null || pattern === undefined) return null;
  let next = 0;
  return String(pattern).replace(
    /%(?:(\d+)\$)?(-)?(\d+)?([sIL%])|%(.|$)/g,
    (_all, place, minus, width, kind, wrong) => {
      if (kind === undefined)
        throw new PgError(
          wrong === "" ? "unterminated format() type specifier" : `unrecognized format() type specifier "${wrong}"`,
          "22023",
          {
            hint: 'For a single "%" use "%%".',
          },
        );
      if (kind === "%") return "%";
      const at = place === undefined ? next++ : Number(place) - 1;
      if (place !== undefined) next = at + 1;
      if (at >= rest.length) throw new PgError("too few arguments for format()", "22023");
      const v = rest[at] ?? null;
      if (v === null && kind === "I")
        throw new PgError("null values cannot be formatted as an SQL identifier", "22004");
      const text = shown(v, at + 1, c);
      const made =
        kind === "I"
          ? quoteName(text)
          : kind === "L"
            ? v === null
              ? "NULL"
              : `'${text.replaceAll("'", "''")}'`
            : text;
      const gap = " ".repeat(Math.max(0, Number(width ?? 0) - letters(made).length));
      return minus ? made + gap : gap + made;
    },
  );
}
