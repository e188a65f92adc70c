import type { TableName } from "../ast.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import {
  type CatalogObject,
  type FunctionObject,
  isRelation,
  type Relation,
  type Role,
  type TypeObject,
} from "./objects.ts";

/** The database's objects as this session sees them. */
export const objectsOf = (s: Session): ReadonlyMap<number, CatalogObject> =>
  s.transaction?.objects ?? s.database.objects;

export function putObject(s: Session, o: CatalogObject): void {
  const t = s.transaction;
  if (!t) throw new Error("no transaction");
  t.objects = new Map(t.objects).set(o.oid, o);
}

export function dropObject(s: Session, oid: number): void {
  const t = s.transaction;
  if (!t) throw new Error("no transaction");
  const next = new Map(t.objects);
  next.delete(oid);
  t.objects = next;
}

export function newOid(s: Session, count = 1): number {
  const oid = s.cluster.nextOid;
  s.cluster.nextOid += count;
  return oid;
}

export function setting(s: Session, name: string): string | undefined {
  return s.transaction?.settings?.get(name) ?? s.settings.get(name);
}

/** The schemas that names without one are looked for in. */
export function searchPath(s: Session): string[] {
  const path = setting(s, "search_path") ?? '"$user", public';
  return path
    .split(",")
    .map((p) => p.trim().replace(/^"(.*)"$/, "$1"))
    .map((p) => (p === "$user" ? s.user : p))
    .filter((p) => p !== "");
}

export function schemaExists(s: Session, name: string): boolean {
  if (/^(pg_catalog|information_schema|pg_temp|pg_toast)$/.test(name)) return true;
  for (const o of objectsOf(s).values()) if (o.k === "schema" && o.name === name) return true;
  return false;
}

/** Where a new object without a schema goes. */
export function creationSchema(s: Session, given: string | undefined): string {
  if (given !== undefined) {
    if (!schemaExists(s, given)) throw new PgError(`schema "${given}" does not exist`, "3F000");
    return given;
  }
  const found = searchPath(s).find((p) => schemaExists(s, p));
  if (found === undefined) throw new PgError("no schema has been selected to create in", "3F000");
  return found;
}

/** The first object of a name in the schemas that are looked through. */
function find<O extends CatalogObject>(
  s: Session,
  schema: string | undefined,
  fits: (o: CatalogObject) => o is O,
  name: string,
): O | undefined {
  const there: O[] = [];
  for (const o of objectsOf(s).values()) if (o.name === name && fits(o)) there.push(o);
  if (schema !== undefined) return there.find((o) => o.schema === schema);
  for (const p of ["pg_temp", ...searchPath(s)]) {
    const o = there.find((x) => x.schema === p);
    if (o) return o;
  }
  return undefined;
}

export const findRelation = (s: Session, t: Pick<TableName, "schema" | "name">): Relation | undefined =>
  find(s, t.schema, isRelation, t.name);

export const findTypeObject = (s: Session, schema: string | undefined, name: string): TypeObject | undefined =>
  find(s, schema, (o): o is TypeObject => o.k === "type", name);

export function functionsOf(s: Session, parts: readonly string[]): FunctionObject[] {
  const name = parts.at(-1) ?? "";
  const schema = parts.length > 1 ? parts[parts.length - 2] : undefined;
  const path = schema === undefined ? searchPath(s) : [schema];
  const out: FunctionObject[] = [];
  for (const p of path)
    for (const o of objectsOf(s).values()) if (o.k === "function" && o.name === name && o.schema === p) out.push(o);
  return out;
}

export function noRelation(t: TableName, located = true): PgError {
  const name = t.schema === undefined ? t.name : `${t.schema}.${t.name}`;
  return new PgError(`relation "${name}" does not exist`, "42P01", { at: located ? t.at : undefined });
}

export function byOid<O extends CatalogObject>(s: Session, oid: number, k: O["k"]): O | undefined {
  const o = objectsOf(s).get(oid);
  return o?.k === k ? (o as O) : undefined;
}

export const roleOf = (s: Session, name: string): Role | undefined => s.cluster.roles.get(name);

export function needRole(s: Session, name: string): Role {
  const given =
    name === "current_user" || name === "current_role" ? s.user : name === "session_user" ? s.sessionUser : name;
  const r = roleOf(s, given);
  if (!r) throw new PgError(`role "${given}" does not exist`, "42704");
  return r;
}
