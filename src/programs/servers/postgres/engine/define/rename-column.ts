import type { Expr } from "../ast.ts";
import { objectsOf, putObject } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { indexesOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";

/** An expression with a column under another name. */
function renamedIn<E>(e: E, from: string, to: string): E {
  const walk = (x: unknown): unknown => {
    if (Array.isArray(x)) return x.map(walk);
    if (typeof x !== "object" || x === null) return x;
    const o = x as Expr;
    if (o.k === "col" && o.parts.at(-1) === from) return { ...o, parts: [...o.parts.slice(0, -1), to] };
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, walk(v)]));
  };
  return walk(e) as E;
}

/** Renames a column, and with it what names it: keys, expressions, indexes. */
export function renameColumn(s: Session, t: Table, from: string, to: string): void {
  const name = (n: string) => (n === from ? to : n);
  const next: Table = {
    ...t,
    columns: t.columns.map((c) => ({
      ...c,
      name: name(c.name),
      ...(c.generated ? { generated: renamedIn(c.generated, from, to) } : {}),
    })),
    constraints: t.constraints.map((c) =>
      c.k === "check"
        ? { ...c, e: renamedIn(c.e, from, to) }
        : c.k === "not null"
          ? { ...c, column: name(c.column) }
          : {
              ...c,
              columns: c.columns.map(name),
              ...(c.k === "foreign" && c.table === t.oid ? { references: c.references.map(name) } : {}),
            },
    ),
  };
  putObject(s, next);
  for (const i of indexesOf(s, t))
    putObject(s, {
      ...i,
      keys: i.keys.map((k) => ({ ...k, e: renamedIn(k.e, from, to) })),
      where: i.where && renamedIn(i.where, from, to),
    });
  for (const o of objectsOf(s).values()) {
    if (o.k === "table" && o.oid !== t.oid && o.constraints.some((c) => c.k === "foreign" && c.table === t.oid))
      putObject(s, {
        ...o,
        constraints: o.constraints.map((c) =>
          c.k === "foreign" && c.table === t.oid ? { ...c, references: c.references.map(name) } : c,
        ),
      });
    if (o.k === "sequence" && o.ownedBy?.table === t.oid && o.ownedBy.column === from)
      putObject(s, { ...o, ownedBy: { table: t.oid, column: to } });
    if ((o.k === "view" || o.k === "materialized view") && o.query && JSON.stringify(o.query).includes(`"${t.name}"`))
      putObject(s, { ...o, query: renamedIn(o.query, from, to) });
  }
}
