import { expression } from "../analyse/expression.ts";
import { newScope } from "../analyse/scope.ts";
import { byOid } from "../catalog/lookup.ts";
import type { FunctionObject, Table, Trigger } from "../catalog/objects.ts";
import { typeOfObject } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { Arr, arrayOf, NO_MOD, Rec, type Row, T } from "../types/type.ts";
import { runTrigger } from "./call.ts";
import { convertTo, newVariable } from "./environment.ts";

function about(t: Trigger, table: Table, event: string) {
  const text = (name: string, value: string) => newVariable(name, T.text, value);
  return [
    text("tg_name", t.name),
    text("tg_when", t.timing),
    text("tg_level", t.row ? "ROW" : "STATEMENT"),
    text("tg_op", event),
    text("tg_table_name", table.name),
    text("tg_relname", table.name),
    text("tg_table_schema", table.schema),
    newVariable("tg_relid", T.oid, table.oid),
    newVariable("tg_nargs", T.int4, t.args.length),
    newVariable("tg_argv", arrayOf(T.text), new Arr(t.args)),
  ];
}

function functionOf(s: Session, t: Trigger): FunctionObject {
  const f = byOid<FunctionObject>(s, t.fn, "function");
  if (!f) throw new PgError(`cache lookup failed for function ${t.fn}`, "XX000");
  return f;
}

/** Fires a trigger for a row: the row to go on with; undefined where it is to be left out. */
export function fireRow(
  s: Session,
  t: Trigger,
  table: Table,
  event: string,
  before: Row | undefined,
  now: Row | undefined,
): Row | undefined {
  const type = typeOfObject(s, table);
  const fields = type.fields ?? [];
  const rec = (row: Row | undefined) =>
    row
      ? new Rec(
          fields.map((_, i) => row[i] ?? null),
          fields,
        )
      : null;
  const old = newVariable("old", type, rec(before));
  const fresh = newVariable("new", type, rec(now));
  if (t.when) {
    const sc = newScope(s, undefined);
    const columns = fields.map((f) => ({ name: f.name, type: f.type, mod: f.mod }));
    sc.items = [
      { alias: "new", schema: undefined, columns, offset: 0, table: undefined, key: [], rowType: type },
      { alias: "old", schema: undefined, columns, offset: fields.length, table: undefined, key: [], rowType: type },
    ];
    const blank = fields.map(() => null);
    const row = [
      ...fields.map((_, i) => now?.[i] ?? null),
      ...(before ? fields.map((_, i) => before[i] ?? null) : blank),
    ];
    if (expression(t.when, sc).ev({ row, up: undefined }) !== true) return now ?? before;
  }
  const given = runTrigger(s, functionOf(s, t), [
    ...about(t, table, event),
    ...(before ? [old] : []),
    ...(now ? [fresh] : []),
    ...(before ? [] : [newVariable("old", T.record)]),
    ...(now ? [] : [newVariable("new", T.record)]),
  ]);
  if (given === null) return undefined;
  if (!(given instanceof Rec))
    throw new PgError("cannot return non-composite value from function returning composite type", "42804");
  return fields.map((f, i) => convertTo(s, given.values[i] ?? null, given.fields[i]?.type ?? f.type, f.type, NO_MOD));
}

export function fireStatement(s: Session, t: Trigger, table: Table, event: string): void {
  runTrigger(s, functionOf(s, t), [
    ...about(t, table, event),
    newVariable("new", T.record),
    newVariable("old", T.record),
  ]);
}
