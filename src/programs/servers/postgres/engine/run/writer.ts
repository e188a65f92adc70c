import { byOid, objectsOf } from "../catalog/lookup.ts";
import { contextOf } from "../catalog/names.ts";
import type { Table, Trigger } from "../catalog/objects.ts";
import type { Version } from "../catalog/state.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { castFunction } from "../functions/casts.ts";
import { fireRow, fireStatement } from "../plpgsql/triggers.ts";
import type { Session } from "../session.ts";
import { keyOf } from "../types/compare.ts";
import type { Row, Value } from "../types/type.ts";
import { defaultOf, type Foreign, foreignTo, heapOf, keyText, placesOf, rowRules, uniqueRules } from "./table-rules.ts";
import { insertVersion, isLive, need, removeVersion, rowsByKey, updateVersion } from "./visibility.ts";

export type EventKind = "INSERT" | "UPDATE" | "DELETE";

/** Changes a table's rows by its rules; `finish` looks at what is looked at behind the statement. */
export interface Writer {
  readonly table: Table;
  insert(values: Row): Version | undefined;
  update(v: Version, values: Row, columns: readonly string[]): Version | undefined;
  remove(v: Version): boolean;
  /** The row that a new one would be in the way of. */
  conflict(values: Row, index: string | undefined): { readonly version: Version; readonly index: string } | undefined;
  finish(): void;
}

export function triggersOf(s: Session, t: Table): Trigger[] {
  const out: Trigger[] = [];
  for (const o of objectsOf(s).values()) if (o.k === "trigger" && o.table === t.oid && o.enabled) out.push(o);
  return out.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function openWriter(
  s: Session,
  table: Table,
  events: readonly EventKind[],
  updated: readonly string[] = [],
  depth = 0,
): Writer {
  if (depth > 50) throw new PgError("stack depth limit exceeded", "54001");
  const heap = heapOf(s, table);
  const rules = rowRules(s, table);
  const unique = uniqueRules(s, table);
  const triggers = triggersOf(s, table);
  const own = table.constraints.filter((c): c is Foreign => c.k === "foreign");
  const others = foreignTo(s, table);
  const after: (() => void)[] = [];
  const rowTriggers = (timing: string, event: EventKind, columns: readonly string[]) =>
    triggers.filter(
      (t) =>
        t.row &&
        t.timing === timing &&
        t.events.includes(event) &&
        (event !== "UPDATE" || t.columns.length === 0 || t.columns.some((c) => columns.includes(c))),
    );
  const queueRow = (event: EventKind, before: Row | undefined, now: Row | undefined, columns: readonly string[]) => {
    for (const t of rowTriggers("AFTER", event, columns))
      after.push(() => void fireRow(s, t, table, event, before, now));
  };
  for (const event of events)
    for (const t of triggers)
      if (
        !t.row &&
        t.timing === "BEFORE" &&
        t.events.includes(event) &&
        (event !== "UPDATE" || t.columns.length === 0 || t.columns.some((c) => updated.includes(c)))
      )
        fireStatement(s, t, table, event);
  const checkUnique = (values: Row, but: Version | undefined) => {
    for (const u of unique) if (u.find(values, but)) throw u.failure(values);
  };
  const references = (values: Row, only?: (k: Foreign) => boolean) => {
    for (const key of own) if (!only || only(key)) defer(s, key, after, () => checkReference(s, table, key, values));
  };
  return {
    table,
    insert(values) {
      let row: Row | undefined = values;
      for (const t of rowTriggers("BEFORE", "INSERT", [])) {
        row = fireRow(s, t, table, "INSERT", undefined, row);
        if (!row) return undefined;
      }
      row = rules.check(row);
      checkUnique(row, undefined);
      const v = insertVersion(s, heap, row);
      queueRow("INSERT", undefined, row, []);
      references(row);
      return v;
    },
    update(v, values, columns) {
      let row: Row | undefined = values;
      for (const t of rowTriggers("BEFORE", "UPDATE", columns)) {
        row = fireRow(s, t, table, "UPDATE", v.values, row);
        if (!row) return undefined;
      }
      row = rules.check(row);
      const before = v.values;
      const made = updateVersion(s, heap, v, row);
      if (!made) return undefined;
      const now = row;
      for (const u of unique) if (u.find(now, made)) throw u.failure(now);
      queueRow("UPDATE", before, now, columns);
      references(now, (k) => changed(table, k.columns, before, now));
      for (const { child, key } of others)
        if (changed(table, key.references, before, now))
          after.push(() => follow(s, table, child, key, before, now, depth));
      return made;
    },
    remove(v) {
      for (const t of rowTriggers("BEFORE", "DELETE", []))
        if (!fireRow(s, t, table, "DELETE", v.values, undefined)) return false;
      if (!removeVersion(s, heap, v)) return false;
      queueRow("DELETE", v.values, undefined, []);
      for (const { child, key } of others) after.push(() => follow(s, table, child, key, v.values, undefined, depth));
      return true;
    },
    conflict(values, index) {
      for (const u of unique) {
        if (index !== undefined && u.index.name !== index) continue;
        const version = u.find(values, undefined);
        if (version) return { version, index: u.index.name };
      }
      return undefined;
    },
    finish() {
      const t = need(s);
      t.cid++;
      const snap = s.snap;
      s.snap = undefined;
      try {
        for (const work of after) {
          t.cid++;
          work();
        }
        for (const event of events)
          for (const g of triggers)
            if (
              !g.row &&
              g.timing === "AFTER" &&
              g.events.includes(event) &&
              (event !== "UPDATE" || g.columns.length === 0 || g.columns.some((c) => updated.includes(c)))
            )
              fireStatement(s, g, table, event);
      } finally {
        s.snap = snap;
      }
    },
  };
}

function defer(s: Session, key: Foreign, after: (() => void)[], work: () => void): void {
  if (key.deferred && s.transaction?.explicit) need(s).deferred.push(work);
  else after.push(work);
}

const changed = (t: Table, names: readonly string[], a: Row, b: Row): boolean =>
  placesOf(t, names).some((i) => keyOf(a[i] ?? null) !== keyOf(b[i] ?? null));

/** Values of one table's columns in the types of another's. */
function converted(
  s: Session,
  from: Table,
  names: readonly string[],
  to: Table,
  toNames: readonly string[],
  values: readonly Value[],
): Value[] {
  const cx = contextOf(s);
  return values.map((v, i) => {
    const a = from.columns.find((c) => c.name === names[i]);
    const b = to.columns.find((c) => c.name === toNames[i]);
    if (v === null || !a || !b || a.type === b.type) return v;
    return castFunction(typeByOid(s, a.type), typeByOid(s, b.type))(v, cx);
  });
}

/** What a foreign key names must be there. Throws PgError. */
export function checkReference(s: Session, table: Table, key: Foreign, values: Row): void {
  const parent = byOid<Table>(s, key.table, "table");
  const own = placesOf(table, key.columns).map((i) => values[i] ?? null);
  if (!parent || own.includes(null)) return;
  const wanted = converted(s, table, key.columns, parent, key.references, own);
  if (rowsByKey(heapOf(s, parent), placesOf(parent, key.references), wanted).some((v) => isLive(s, v))) return;
  throw new PgError(
    `insert or update on table "${table.name}" violates foreign key constraint "${key.name}"`,
    "23503",
    {
      detail: `Key ${keyText(s, table, key.columns, own)} is not present in table "${parent.name}".`,
      fields: { schema: table.schema, table: table.name, constraint: key.name },
    },
  );
}

/** Rows of another table that name a row which was changed or taken away. */
function follow(
  s: Session,
  parent: Table,
  child0: Table,
  key: Foreign,
  before: Row,
  now: Row | undefined,
  depth: number,
): void {
  const child = byOid<Table>(s, child0.oid, "table") ?? child0;
  const old = placesOf(parent, key.references).map((i) => before[i] ?? null);
  if (old.includes(null)) return;
  const wanted = converted(s, parent, key.references, child, key.columns, old);
  const places = placesOf(child, key.columns);
  const rows = rowsByKey(heapOf(s, child), places, wanted).filter((v) => isLive(s, v));
  if (rows.length === 0) return;
  const action = now ? key.onUpdate : key.onDelete;
  if (action === "NO ACTION" || action === "RESTRICT") {
    const work = () => {
      const still = rowsByKey(heapOf(s, child), places, wanted).filter((v) => isLive(s, v));
      const again = rowsByKey(heapOf(s, parent), placesOf(parent, key.references), old).some((v) => isLive(s, v));
      if (still.length === 0 || (again && action === "NO ACTION")) return;
      const restrict = action === "RESTRICT";
      throw new PgError(
        `update or delete on table "${parent.name}" violates ${restrict ? "RESTRICT setting of " : ""}foreign key constraint "${key.name}" on table "${child.name}"`,
        restrict ? "23001" : "23503",
        {
          detail: `Key ${keyText(s, parent, key.references, old)} is ${restrict ? "" : "still "}referenced from table "${child.name}".`,
          fields: { schema: child.schema, table: child.name, constraint: key.name },
        },
      );
    };
    if (key.deferred && s.transaction?.explicit && action === "NO ACTION") need(s).deferred.push(work);
    else work();
    return;
  }
  const deleting = !now && action === "CASCADE";
  const w = openWriter(s, child, [deleting ? "DELETE" : "UPDATE"], key.columns, depth + 1);
  const set = key.columns
    .map((c, i) => `"${c}" = ${action === "SET NULL" ? "NULL" : action === "SET DEFAULT" ? "DEFAULT" : `$${i + 1}`}`)
    .join(", ");
  try {
    for (const v of rows) {
      if (deleting) {
        w.remove(v);
        continue;
      }
      const values = [...v.values];
      const given = now
        ? converted(
            s,
            parent,
            key.references,
            child,
            key.columns,
            placesOf(parent, key.references).map((i) => now[i] ?? null),
          )
        : [];
      places.forEach((p, i) => {
        const c = child.columns[p];
        values[p] =
          action === "CASCADE"
            ? (given[i] ?? null)
            : action === "SET DEFAULT" && c
              ? (defaultOf(s, c)?.ev({ row: [], up: undefined }) ?? null)
              : null;
      });
      w.update(v, values, key.columns);
    }
    w.finish();
  } catch (e) {
    if (e instanceof PgError) e.context.push(`SQL statement "${followText(child, key, deleting ? undefined : set)}"`);
    throw e;
  }
}

/** The statement that the server would follow a key with. */
function followText(child: Table, key: Foreign, set: string | undefined): string {
  const name = `ONLY "${child.schema}"."${child.name}"`;
  const where = key.columns.map((c, i) => `$${i + 1} OPERATOR(pg_catalog.=) "${c}"`).join(" AND ");
  return set === undefined ? `DELETE FROM ${name} WHERE ${where}` : `UPDATE ${name} SET ${set} WHERE ${where}`;
}
