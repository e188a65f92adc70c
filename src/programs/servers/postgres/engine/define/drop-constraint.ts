import type { Alteration } from "../ast-statements.ts";
import { byOid, dropObject, objectsOf, putObject } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { indexesOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { dropAll, refuseDependents } from "./dependents.ts";
import { withColumn } from "./rewrite.ts";

/** DROP CONSTRAINT, with the index that it had. */
export function dropConstraint(s: Session, t: Table, c: Extract<Alteration, { k: "drop constraint" }>): void {
  const there = t.constraints.find((x) => x.name === c.name);
  if (!there) {
    const notNull = t.columns.findIndex((x) => x.notNull && `${t.name}_${x.name}_not_null` === c.name);
    if (notNull >= 0) {
      putObject(s, withColumn(t, notNull, { notNull: false }));
      return;
    }
    if (!c.ifExists) throw new PgError(`constraint "${c.name}" of relation "${t.name}" does not exist`, "42704");
    s.notices.push({
      severity: "NOTICE",
      message: `constraint "${c.name}" of relation "${t.name}" does not exist, skipping`,
    });
    return;
  }
  const index = indexesOf(s, t).find((i) => i.constraint === there.oid);
  if (there.k === "primary" || there.k === "unique") {
    const users = [...objectsOf(s).values()].flatMap((o) =>
      o.k === "table"
        ? o.constraints.flatMap((x) =>
            x.k === "foreign" &&
            x.table === t.oid &&
            [...x.references].sort().join() === [...there.columns].sort().join()
              ? [
                  {
                    text: `constraint ${x.name} on table ${o.name}`,
                    on: `index ${there.name}`,
                    constraint: { table: o.oid, oid: x.oid },
                  },
                ]
              : [],
          )
        : [],
    );
    refuseDependents(s, `constraint ${there.name} on table ${t.name}`, users, c.cascade, `index ${there.name}`);
    dropAll(s, users);
  }
  const now = byOid<Table>(s, t.oid, "table") ?? t;
  putObject(s, { ...now, constraints: now.constraints.filter((x) => x.oid !== there.oid) });
  if (index) dropObject(s, index.oid);
}
