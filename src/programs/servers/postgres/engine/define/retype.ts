import { coerce } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { newScope } from "../analyse/scope.ts";
import type { Alteration } from "../ast-statements.ts";
import { objectsOf } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { resolveType } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { indexesOf, tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { NO_MOD, typeText, type Value } from "../types/type.ts";
import { dependents } from "./dependents.ts";
import { needColumn, rewrite, withColumn } from "./rewrite.ts";
import { checkUnique } from "./verify.ts";

/** ALTER COLUMN … TYPE. */
export function retype(s: Session, t: Table, c: Extract<Alteration, { k: "type" }>): void {
  const [column, i] = needColumn(t, c.name);
  const { type, mod } = resolveType(s, c.type);
  const sc = tableScope(s, t);
  const source = c.using ? expression(c.using, sc) : expression({ k: "col", parts: [c.name], at: 0 }, sc);
  const ex = coerce(s, source, type, mod, "assignment");
  if (!ex)
    throw new PgError(
      c.using
        ? `result of USING clause for column "${c.name}" cannot be cast automatically to type ${typeText(type, mod)}`
        : `column "${c.name}" cannot be cast automatically to type ${typeText(type, mod)}`,
      "42804",
      {
        hint: c.using
          ? "You might need to add an explicit cast."
          : `You might need to specify "USING ${c.name}::${typeText(type, mod)}".`,
      },
    );
  const view = [...objectsOf(s).values()].find(
    (o) => o.k === "view" && dependents(s, t, c.name).some((d) => d.object?.oid === o.oid),
  );
  if (view)
    throw new PgError("cannot alter type of a column used by a view or rule", "0A000", {
      detail: `rule _RETURN on view ${view.name} depends on column "${c.name}"`,
    });
  if (column.default) {
    const standard = coerce(s, expression(column.default, newScope(s, undefined)), type, NO_MOD, "assignment");
    if (!standard)
      throw new PgError(
        `default for column "${c.name}" cannot be cast automatically to type ${typeText(type, mod)}`,
        "42804",
      );
  }
  const made = rewrite(s, t, withColumn(t, i, { type: type.oid, mod }), (r) => {
    const values: Value[] = [...r];
    values[i] = ex.ev({ row: r, up: undefined });
    return values;
  });
  for (const x of indexesOf(s, made)) if (x.unique) checkUnique(s, made, x.name);
}
