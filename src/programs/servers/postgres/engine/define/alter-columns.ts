import { expression } from "../analyse/expression.ts";
import type { Expr } from "../ast.ts";
import type { Alteration } from "../ast-statements.ts";
import { byOid, dropObject, putObject } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { defaultOf, indexesOf, tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { checkDefaults, columnOf } from "./columns.ts";
import { addConstraint, columnsIn } from "./constraints.ts";
import { dependents, dropAll, refuseDependents } from "./dependents.ts";
import { missingColumn, rewrite, rowsOf } from "./rewrite.ts";
import { verify } from "./verify.ts";

export function addColumn(s: Session, t: Table, c: Extract<Alteration, { k: "add column" }>): void {
  if (t.columns.some((x) => x.name === c.column.name)) {
    if (!c.ifNotExists) throw new PgError(`column "${c.column.name}" of relation "${t.name}" already exists`, "42701");
    s.notices.push({
      severity: "NOTICE",
      message: `column "${c.column.name}" of relation "${t.name}" already exists, skipping`,
    });
    return;
  }
  const column = columnOf(s, t, c.column, t.nextNum);
  const next: Table = { ...t, columns: [...t.columns, column], nextNum: t.nextNum + 1 };
  putObject(s, next);
  checkDefaults(s, next, [column]);
  const standard = defaultOf(s, column);
  const generated = column.generated && expression(column.generated, tableScope(s, next));
  const rows = rowsOf(s, t);
  const made = rewrite(s, t, next, (r) => {
    const value = generated
      ? generated.ev({ row: r, up: undefined })
      : (standard?.ev({ row: [], up: undefined }) ?? null);
    return [...r, value];
  });
  if (column.notNull && rows.length && !standard && !generated)
    throw new PgError(`column "${column.name}" of relation "${t.name}" contains null values`, "23502");
  let table = made;
  for (const x of c.column.constraints) table = addConstraint(s, table, x);
  verify(s, table, made);
}

export function dropColumn(s: Session, t: Table, c: Extract<Alteration, { k: "drop column" }>): void {
  const i = t.columns.findIndex((x) => x.name === c.name);
  const column = t.columns[i];
  if (!column) {
    if (!c.ifExists) throw missingColumn(t, c.name);
    s.notices.push({
      severity: "NOTICE",
      message: `column "${c.name}" of relation "${t.name}" does not exist, skipping`,
    });
    return;
  }
  const found = dependents(s, t, c.name);
  refuseDependents(s, `column ${c.name} of table ${t.name}`, found, c.cascade, `column ${c.name} of table ${t.name}`);
  dropAll(s, found);
  const now = byOid<Table>(s, t.oid, "table") ?? t;
  const uses = (e: Expr) => columnsIn(e).has(c.name);
  const constraints = now.constraints.filter((x) =>
    x.k === "check" ? !uses(x.e) : x.k === "not null" ? x.column !== c.name : !x.columns.includes(c.name),
  );
  for (const x of indexesOf(s, now))
    if (x.keys.some((k) => uses(k.e)) || (x.where && uses(x.where))) dropObject(s, x.oid);
  if (column.sequence !== undefined) dropObject(s, column.sequence);
  rewrite(s, now, { ...now, columns: now.columns.filter((_, k) => k !== i), constraints }, (r) =>
    r.filter((_, k) => k !== i),
  );
}
