import type { Statement } from "../ast-statements.ts";
import { dropObject, findRelation, functionsOf, noRelation, objectsOf, putObject } from "../catalog/lookup.ts";
import type { Trigger } from "../catalog/objects.ts";
import { needOwner } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { base } from "./new-object.ts";
import { done } from "./outcome.ts";

/** CREATE TRIGGER. */
export function createTrigger(s: Session, q: Extract<Statement, { k: "create trigger" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t) throw noRelation(q.table, false);
  if (t.k === "view") throw new PgError("drydock: a trigger on a view is not simulated", "0A000");
  if (t.k !== "table") throw new PgError(`relation "${t.name}" cannot have triggers`, "42809");
  needOwner(s, t);
  if (q.timing === "INSTEAD OF")
    throw new PgError(`"${t.name}" is a table`, "42809", { detail: "Tables cannot have INSTEAD OF triggers." });
  if (q.events.includes("TRUNCATE")) throw new PgError("drydock: a trigger on TRUNCATE is not simulated", "0A000");
  for (const c of q.columns)
    if (!t.columns.some((x) => x.name === c))
      throw new PgError(`column "${c}" of relation "${t.name}" does not exist`, "42703");
  const f = functionsOf(s, q.fn.schema === undefined ? [q.fn.name] : [q.fn.schema, q.fn.name]).find(
    (x) => x.args.length === 0,
  );
  if (!f) throw new PgError(`function ${q.fn.name}() does not exist`, "42883");
  if (f.returns !== 2279) throw new PgError(`function ${f.name} must return type trigger`, "42P17");
  let there: Trigger | undefined;
  for (const o of objectsOf(s).values()) if (o.k === "trigger" && o.table === t.oid && o.name === q.name) there = o;
  if (there && !q.replace) throw new PgError(`trigger "${q.name}" for relation "${t.name}" already exists`, "42710");
  putObject(s, {
    ...base(s, q.name, t.schema, there?.oid),
    k: "trigger",
    table: t.oid,
    timing: q.timing,
    events: q.events,
    columns: q.columns,
    row: q.row,
    when: q.when,
    fn: f.oid,
    args: q.args,
    enabled: true,
  });
  return done("CREATE TRIGGER");
}

export function dropTrigger(s: Session, q: Extract<Statement, { k: "drop trigger" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t && !q.ifExists) throw noRelation(q.table, false);
  let there: Trigger | undefined;
  for (const o of objectsOf(s).values()) if (o.k === "trigger" && o.table === t?.oid && o.name === q.name) there = o;
  if (there) dropObject(s, there.oid);
  else if (!q.ifExists) throw new PgError(`trigger "${q.name}" for table "${t?.name}" does not exist`, "42704");
  else
    s.notices.push({
      severity: "NOTICE",
      message: `${t ? `trigger "${q.name}" for relation "${t.name}"` : `relation "${q.table.name}"`} does not exist, skipping`,
    });
  return done("DROP TRIGGER");
}
