import type { Statement } from "../ast-statements.ts";
import { creationSchema, findRelation, noRelation, putObject } from "../catalog/lookup.ts";
import type { Sequence } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { nameFree } from "./new-object.ts";
import { newSequence } from "./new-sequence.ts";
import { done } from "./outcome.ts";

/** CREATE SEQUENCE. */
export function createSequence(s: Session, q: Extract<Statement, { k: "create sequence" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  if (!nameFree(s, schema, q.table, q.ifNotExists)) return done("CREATE SEQUENCE");
  const o = q.options;
  const down = (o.increment ?? 1) < 0;
  const type = /^int[24]$/.test(o.type ?? "") ? (o.type as Sequence["type"]) : "int8";
  const limit = type === "int2" ? 32767 : type === "int4" ? 2147483647 : Number(2n ** 63n - 1n);
  if (o.increment === 0) throw new PgError("INCREMENT must not be zero", "22023");
  const min = o.min ?? (down ? -limit : 1);
  const max = o.max ?? (down ? -1 : limit);
  const start = o.start ?? (down ? max : min);
  if (min >= max) throw new PgError(`MINVALUE (${min}) must be less than MAXVALUE (${max})`, "22023");
  if (start < min) throw new PgError(`START value (${start}) cannot be less than MINVALUE (${min})`, "22023");
  if (start > max) throw new PgError(`START value (${start}) cannot be greater than MAXVALUE (${max})`, "22023");
  const made = newSequence(s, q.table.name, schema, type, {
    start,
    increment: o.increment ?? 1,
    min,
    max,
    cycle: o.cycle ?? false,
    temp: q.temp,
  });
  s.database.sequences.set(made.oid, { last: start, called: false });
  if (o.ownedBy?.length) own(s, made, o.ownedBy);
  return done("CREATE SEQUENCE");
}

function own(s: Session, q: Sequence, parts: readonly string[]): void {
  const t = findRelation(s, { schema: parts.length > 2 ? parts[0] : undefined, name: parts[parts.length - 2] ?? "" });
  if (t?.k !== "table") throw new PgError(`relation "${parts.slice(0, -1).join(".")}" does not exist`, "42P01");
  const column = parts.at(-1) ?? "";
  if (!t.columns.some((c) => c.name === column))
    throw new PgError(`column "${column}" of relation "${t.name}" does not exist`, "42703");
  putObject(s, { ...q, ownedBy: { table: t.oid, column } });
}

/** ALTER SEQUENCE. */
export function alterSequence(s: Session, q: Extract<Statement, { k: "alter sequence" }>): Outcome {
  const o = findRelation(s, q.table);
  if (!o) {
    if (!q.ifExists) throw noRelation(q.table, false);
    s.notices.push({ severity: "NOTICE", message: `relation "${q.table.name}" does not exist, skipping` });
    return done("ALTER SEQUENCE");
  }
  if (o.k !== "sequence") throw new PgError(`"${o.name}" is not a sequence`, "42809");
  const { options } = q;
  const next: Sequence = {
    ...o,
    increment: options.increment ?? o.increment,
    min: options.min ?? o.min,
    max: options.max ?? o.max,
    cycle: options.cycle ?? o.cycle,
    start: options.start ?? o.start,
  };
  putObject(s, next);
  if (options.restart !== undefined)
    s.database.sequences.set(o.oid, { last: options.restart ?? next.start, called: false });
  if (options.ownedBy?.length) own(s, next, options.ownedBy);
  return done("ALTER SEQUENCE");
}
