import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import type { Ex, Frame, RangeItem, Scope } from "../analyse/scope.ts";
import type { Conflict } from "../ast.ts";
import type { Table } from "../catalog/objects.ts";
import { checkRight } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Row, Value } from "../types/type.ts";
import { type Setter, setter } from "./setter.ts";
import { indexesOf, tableScope } from "./table-rules.ts";
import type { Writer } from "./writer.ts";

interface ConflictPlan {
  readonly index: string | undefined;
  readonly set: Setter | undefined;
  readonly where: Ex | undefined;
}

/** Understands ON CONFLICT: by which index, and what is then set. */
export function conflictOf(c: Conflict, t: Table, alias: string, sc: Scope): ConflictPlan {
  const { s } = sc;
  let index: string | undefined;
  if (c.constraint !== undefined) {
    index = indexesOf(s, t).find((i) => i.name === c.constraint)?.name;
    if (index === undefined)
      throw new PgError(`constraint "${c.constraint}" for table "${t.name}" does not exist`, "42704");
  } else if (c.columns) {
    const own = tableScope(s, t);
    const wanted = c.columns
      .map((e) => expression(e, own).show(false))
      .sort()
      .join("\0");
    const fits = indexesOf(s, t).find(
      (i) =>
        i.unique &&
        i.keys
          .map((k) => expression(k.e, own).show(false))
          .sort()
          .join("\0") === wanted,
    );
    if (!fits)
      throw new PgError("there is no unique or exclusion constraint matching the ON CONFLICT specification", "42P10");
    index = fits.name;
  }
  if (!c.set) return { index, set: undefined, where: undefined };
  s.checks.push(() => checkRight(s, t, "w"));
  const both = tableScope(s, t, alias);
  const excluded: RangeItem = {
    ...(both.items[0] as RangeItem),
    alias: "excluded",
    offset: both.width,
    table: undefined,
  };
  // Bare names mean the table's own row.
  both.items = [
    both.items[0] as RangeItem,
    { ...excluded, columns: excluded.columns.map((x) => ({ ...x, hidden: true })) },
  ];
  both.width += excluded.columns.length;
  const set = setter(c.set, t, both);
  return { index, set, where: c.where && toBoolean(s, expression(c.where, both), "WHERE") };
}

/** Inserts, or does what ON CONFLICT says. */
export function upsert(w: Writer, values: Row, c: ConflictPlan, fresh: ReadonlySet<Version>): Version | undefined {
  const there = w.conflict(values, c.index);
  if (!there) return w.insert(values);
  if (!c.set) return undefined;
  if (fresh.has(there.version))
    throw new PgError("ON CONFLICT DO UPDATE command cannot affect row a second time", "21000", {
      hint: "Ensure that no rows proposed for insertion within the same command have duplicate constrained values.",
    });
  const f: Frame = { row: [...there.version.values, there.version as unknown as Value, ...values], up: undefined };
  if (c.where && c.where.ev(f) !== true) return undefined;
  return w.update(there.version, c.set.apply(there.version.values, f), c.set.columns);
}
