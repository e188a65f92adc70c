import { PgError } from "../error.ts";
import { NO_MOD, plainType, quoteName, Rec, T, typeText } from "../types/type.ts";
import type { Ex } from "./scope.ts";

/** ROW(…). */
export function row(items: readonly Ex[], at: number): Ex {
  const fields = items.map((x, i) => ({ name: `f${i + 1}`, type: x.type, mod: x.mod }));
  return {
    type: T.record,
    mod: NO_MOD,
    at,
    items,
    ev: (f) =>
      new Rec(
        items.map((x) => x.ev(f)),
        fields,
      ),
    show: (p) => `ROW(${items.map((x) => x.show(p)).join(", ")})`,
  };
}

/** A field of a row. */
export function field(e: Ex, name: string, at: number): Ex {
  const { fields } = plainType(e.type);
  const i = fields?.findIndex((x) => x.name === name) ?? -1;
  const found = fields?.[i];
  if (!found) {
    if (!fields && e.type.name !== "record")
      throw new PgError(
        `column notation .${name} applied to type ${typeText(e.type)}, which is not a composite type`,
        "42809",
        { at: e.at },
      );
    if (e.items) {
      const k = Number(/^f(\d+)$/.exec(name)?.[1] ?? 0) - 1;
      const item = e.items[k];
      if (item) return item;
    }
    throw new PgError(
      fields
        ? `column "${name}" not found in data type ${typeText(e.type)}`
        : `could not identify column "${name}" in record data type`,
      "42703",
      { at: e.at },
    );
  }
  return {
    type: found.type,
    mod: found.mod,
    at,
    ev: (f) => {
      const v = e.ev(f);
      return v instanceof Rec ? (v.values[i] ?? null) : null;
    },
    show: (p) => `(${e.show(p)}).${quoteName(name)}`,
  };
}
