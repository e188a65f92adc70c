import type { Query } from "../ast.ts";
import { byOid, dropObject, findRelation, objectsOf, putObject } from "../catalog/lookup.ts";
import { shownName } from "../catalog/names.ts";
import type { CatalogObject, Table, View } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { signature } from "../plpgsql/call.ts";
import { foreignTo, indexesOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";

/** Something that would not hold without something else. */
export interface Dependent {
  /** As DETAIL names it: `view sold_items`. */
  readonly text: string;
  /** What it depends on. */
  readonly on: string;
  readonly object?: CatalogObject;
  readonly constraint?: { readonly table: number; readonly oid: number };
  /** A column of a type. */
  readonly column?: { readonly table: number; readonly name: string };
}

export function described(s: Session, o: CatalogObject): string {
  if (o.k === "function") return `${o.procedure ? "procedure" : "function"} ${signature(s, o)}`;
  if (o.k === "trigger") return `trigger ${o.name} on table ${byOid<Table>(s, o.table, "table")?.name ?? ""}`;
  if (o.k === "type") return `type ${shownName(s, o)}`;
  return `${o.k} ${shownName(s, o)}`;
}

/** The tables and views that a query reads from. */
function readFrom(s: Session, q: unknown, out = new Set<number>()): Set<number> {
  if (Array.isArray(q)) for (const x of q) readFrom(s, x, out);
  else if (typeof q === "object" && q !== null) {
    const o = q as {
      readonly k?: unknown;
      readonly table?: { readonly name: string; readonly schema: string | undefined; readonly at: number };
    };
    if (o.k === "table" && o.table) {
      const r = findRelation(s, o.table);
      if (r) out.add(r.oid);
    }
    for (const v of Object.values(q)) readFrom(s, v, out);
  }
  return out;
}

const mentionsColumn = (q: Query, t: Table | View, column: string): boolean => {
  const text = JSON.stringify(q);
  return text.includes(`"${column}"`) || /"k":"star"/.test(text) ? text.includes(`"${t.name}"`) : false;
};

/** Whether a view's query names a column of a type. */
function readsOfType(s: Session, q: Query, type: number): boolean {
  return [...readFrom(s, q)].some((oid) => {
    const t = byOid<Table>(s, oid, "table");
    return t?.columns.some((c) => c.type === type && mentionsColumn(q, t, c.name)) === true;
  });
}

/** What depends on an object, or on one column of it, through others too. */
export function dependents(s: Session, o: CatalogObject, column?: string): Dependent[] {
  const out: Dependent[] = [];
  const seen = new Set<number>([o.oid]);
  const add = (d: Dependent) => {
    if (d.object && seen.has(d.object.oid)) return;
    if (d.object) seen.add(d.object.oid);
    out.push(d);
    if (d.object) for (const more of direct(s, d.object)) add(more);
  };
  for (const d of direct(s, o, column)) add(d);
  return out;
}

function direct(s: Session, o: CatalogObject, column?: string): Dependent[] {
  const out: Dependent[] = [];
  const on = column === undefined ? described(s, o) : `column ${column} of table ${o.name}`;
  if (o.k === "table" || o.k === "view" || o.k === "materialized view") {
    for (const x of objectsOf(s).values()) {
      if (
        (x.k === "view" || x.k === "materialized view") &&
        x.query &&
        x.oid !== o.oid &&
        readFrom(s, x.query).has(o.oid)
      ) {
        if (column !== undefined && !mentionsColumn(x.query, o, column)) continue;
        out.push({ text: described(s, x), on, object: x });
      }
    }
    if (o.k === "table")
      for (const { child, key } of foreignTo(s, o))
        if (child.oid !== o.oid && (column === undefined || key.references.includes(column)))
          out.push({
            text: `constraint ${key.name} on table ${shownName(s, child)}`,
            on,
            constraint: { table: child.oid, oid: key.oid },
          });
    return out;
  }
  if (o.k === "function")
    for (const x of objectsOf(s).values())
      if (x.k === "trigger" && x.fn === o.oid) out.push({ text: described(s, x), on, object: x });
  if (o.k === "type") {
    for (const x of objectsOf(s).values()) {
      if (x.k === "table")
        for (const c of x.columns)
          if (c.type === o.oid || c.type === o.oid + 1)
            out.push({
              text: `column ${c.name} of table ${shownName(s, x)}`,
              on,
              column: { table: x.oid, name: c.name },
            });
      if ((x.k === "view" || x.k === "materialized view") && x.query && readsOfType(s, x.query, o.oid))
        out.push({ text: described(s, x), on, object: x });
      if (x.k === "function" && (x.returns === o.oid || x.args.some((a) => a.type === o.oid)))
        out.push({ text: described(s, x), on, object: x });
    }
  }
  if (o.k === "sequence")
    for (const x of objectsOf(s).values())
      if (x.k === "table")
        for (const c of x.columns)
          if (c.sequence === o.oid || (c.default && JSON.stringify(c.default).includes(`"${o.name}"`)))
            out.push({ text: `default value for column ${c.name} of table ${shownName(s, x)}`, on });
  if (o.k === "schema")
    for (const x of objectsOf(s).values())
      if (x.schema === o.name && x.k !== "trigger" && x.k !== "index" && !(x.k === "sequence" && x.ownedBy))
        out.push({ text: described(s, x), on, object: x });
  return out;
}

/** Refuses where something depends on what is to go; with CASCADE it is told. */
export function refuseDependents(
  s: Session,
  what: string,
  found: readonly Dependent[],
  cascade: boolean,
  _on: string,
): void {
  if (found.length === 0) return;
  if (!cascade)
    throw new PgError(`cannot drop ${what} because other objects depend on it`, "2BP01", {
      detail: found.map((d) => `${d.text} depends on ${d.on}`).join("\n"),
      hint: "Use DROP ... CASCADE to drop the dependent objects too.",
    });
  const [only] = found;
  if (found.length === 1 && only) s.notices.push({ severity: "NOTICE", message: `drop cascades to ${only.text}` });
  else
    s.notices.push({
      severity: "NOTICE",
      message: `drop cascades to ${found.length} other objects`,
      detail: found.map((d) => `drop cascades to ${d.text}`).join("\n"),
    });
}

export function dropAll(s: Session, found: readonly Dependent[]): void {
  for (const d of found) {
    if (d.object) remove(s, d.object);
    const { constraint, column } = d;
    if (constraint) {
      const t = byOid<Table>(s, constraint.table, "table");
      if (t) putObject(s, { ...t, constraints: t.constraints.filter((c) => c.oid !== constraint.oid) });
    }
    if (column) {
      const t = byOid<Table>(s, column.table, "table");
      const i = t?.columns.findIndex((c) => c.name === column.name) ?? -1;
      if (t && i >= 0) {
        const heap = s.database.heaps.get(t.heap);
        const next = s.cluster.nextOid++;
        if (heap)
          s.database.heaps.set(next, {
            rows: heap.rows.map((v) => ({ ...v, values: v.values.filter((_, k) => k !== i) })),
            keys: new Map(),
          });
        putObject(s, { ...t, columns: t.columns.filter((_, k) => k !== i), heap: next });
      }
    }
  }
}

/** Takes an object out of the catalog, with what is part of it. */
export function remove(s: Session, o: CatalogObject): void {
  if (!objectsOf(s).has(o.oid)) return;
  dropObject(s, o.oid);
  if (o.k === "table" || o.k === "materialized view") {
    for (const i of indexesOf(s, o)) dropObject(s, i.oid);
    for (const x of objectsOf(s).values())
      if ((x.k === "sequence" && x.ownedBy?.table === o.oid) || (x.k === "trigger" && x.table === o.oid))
        dropObject(s, x.oid);
  }
  if (o.k === "schema") for (const x of objectsOf(s).values()) if (x.schema === o.name) remove(s, x);
}
