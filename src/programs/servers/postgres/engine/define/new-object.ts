import type { Expr, TableName } from "../ast.ts";
import { findRelation, newOid, objectsOf } from "../catalog/lookup.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";

/** What every new object has. */
export const base = (s: Session, name: string, schema: string, oid = newOid(s)) => ({
  oid,
  name,
  schema,
  owner: s.user,
  acl: undefined,
  comment: undefined,
});

/** A name that nothing in the schema has yet. */
export function freeName(s: Session, schema: string, wanted: string, taken: ReadonlySet<string> = new Set()): string {
  const used = (n: string) => {
    if (taken.has(n)) return true;
    for (const o of objectsOf(s).values())
      if (o.name === n && o.schema === schema && o.k !== "function" && o.k !== "trigger") return true;
    return false;
  };
  const short = wanted.slice(0, 63);
  for (let i = 0; ; i++) {
    const name = i === 0 ? short : `${short.slice(0, 63 - String(i).length)}${i}`;
    if (!used(name)) return name;
  }
}

/** Throws where a name is taken; false where it is and that is all right. */
export function nameFree(s: Session, schema: string, t: TableName, ifNotExists: boolean): boolean {
  const there = findRelation(s, { schema, name: t.name });
  if (!there) return true;
  if (!ifNotExists) throw new PgError(`relation "${t.name}" already exists`, "42P07");
  s.notices.push({ severity: "NOTICE", message: `relation "${t.name}" already exists, skipping` });
  return false;
}

/** `table_column_idx`. */
export function indexName(t: { readonly name: string }, keys: readonly Expr[]): string {
  const parts = keys.map((e) =>
    e.k === "col" ? (e.parts.at(-1) ?? "") : e.k === "call" ? (e.name.at(-1) ?? "expr") : "expr",
  );
  return `${t.name}_${parts.join("_")}_idx`;
}
