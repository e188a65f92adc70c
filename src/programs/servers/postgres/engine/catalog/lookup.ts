import type { TableName, TypeName } from "../ast.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import type { TypeContext } from "../types/text.ts";
import {
  arrayOf,
  builtinByOid,
  builtinTypes,
  findBuiltin,
  type Mod,
  NO_MOD,
  type PgType,
  quoteName,
  T,
  typeText,
} from "../types/type.ts";
import {
  type CatalogObject,
  type FunctionObject,
  isRelation,
  type Relation,
  type Role,
  type Table,
  type TypeObject,
  type View,
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

const made = new WeakMap<CatalogObject, PgType>();

/** The type that an object is or, of a table, that its rows are of. */
export function typeOfObject(s: Session, o: TypeObject | Table | View): PgType {
  const there = made.get(o);
  if (there) return there;
  let t: PgType;
  if (o.k !== "type")
    t = {
      oid: o.oid + 1,
      name: o.name,
      shown: o.name,
      kind: "composite",
      category: "C",
      preferred: false,
      fields: o.columns.map((c) => ({ name: c.name, type: typeByOid(s, c.type), mod: c.mod })),
    };
  else if (o.labels)
    t = { oid: o.oid, name: o.name, shown: o.name, kind: "enum", category: "E", preferred: false, labels: o.labels };
  else if (o.domain) {
    const base = typeByOid(s, o.domain.base);
    t = {
      oid: o.oid,
      name: o.name,
      shown: o.name,
      kind: "domain",
      category: base.category,
      preferred: false,
      base,
      baseMod: o.domain.mod,
    };
  } else
    t = {
      oid: o.oid,
      name: o.name,
      shown: o.name,
      kind: "composite",
      category: "C",
      preferred: false,
      fields: (o.fields ?? []).map((f) => ({ ...f, type: typeByOid(s, f.type) })),
    };
  made.set(o, t);
  return t;
}

export function typeByOid(s: Session, oid: number): PgType {
  const own = builtinByOid(oid);
  if (own) return own;
  const o = objectsOf(s).get(oid);
  if (o?.k === "type") return typeOfObject(s, o);
  const before = objectsOf(s).get(oid - 1);
  if (before?.k === "type") return arrayOf(typeOfObject(s, before));
  if (before?.k === "table" || before?.k === "view" || before?.k === "materialized view")
    return typeOfObject(s, before);
  const two = objectsOf(s).get(oid - 2);
  if (two?.k === "table" || two?.k === "view") return arrayOf(typeOfObject(s, two));
  return T.text;
}

const SERIAL: Readonly<Record<string, PgType>> = { serial2: T.int2, serial4: T.int4, serial8: T.int8 };
export const serialType = (t: TypeName): PgType | undefined =>
  t.names.length === 1 ? SERIAL[t.names[0] ?? ""] : undefined;

/** The type that a name means. Throws PgError. */
export function resolveType(s: Session, t: TypeName): { readonly type: PgType; readonly mod: Mod } {
  const name = t.names.at(-1) ?? "";
  const schema = t.names.length > 1 ? t.names[t.names.length - 2] : undefined;
  let type: PgType | undefined;
  if (schema === undefined || schema === "pg_catalog") type = findBuiltin(name);
  if (!type) {
    const o = findTypeObject(s, schema, name);
    const relation = o ? undefined : findRelation(s, { schema, name });
    if (o) type = typeOfObject(s, o);
    else if (relation?.k === "table" || relation?.k === "view") type = typeOfObject(s, relation);
  }
  if (!type) throw new PgError(`type "${t.names.join(".")}" does not exist`, "42704", { at: t.at });
  const mod = checkMod(type, t);
  return { type: t.dims > 0 ? arrayOf(type) : type, mod };
}

function checkMod(type: PgType, t: TypeName): Mod {
  if (t.mods.length === 0) return NO_MOD;
  const [n = 0, scale] = t.mods;
  switch (type.name) {
    case "varchar":
    case "bpchar":
      if (n < 1)
        throw new PgError(
          `length for type ${type.name === "bpchar" ? "char" : type.name} must be at least 1`,
          "22023",
          { at: t.at },
        );
      if (n > 10485760) throw new PgError(`length for type ${type.name} cannot exceed 10485760`, "22023", { at: t.at });
      return [n];
    case "numeric":
      if (n < 1 || n > 1000)
        throw new PgError(`NUMERIC precision ${n} must be between 1 and 1000`, "22023", { at: t.at });
      return [n, scale ?? 0];
    case "timestamp":
    case "timestamptz":
    case "time":
    case "timetz":
    case "interval":
      return type.name === "interval" ? NO_MOD : [n];
    case "float8":
      return NO_MOD;
    default:
      throw new PgError(`type modifier is not allowed for type "${type.name}"`, "42601", { at: t.at });
  }
}

/** An object's name as it is shown: with its schema where it would not be found without. */
export function shownName(s: Session, o: CatalogObject): string {
  if (o.schema === "" || o.schema === "pg_temp") return quoteName(o.name);
  const found = isRelation(o)
    ? findRelation(s, { schema: undefined, name: o.name })
    : searchPath(s).includes(o.schema)
      ? o
      : undefined;
  return found?.oid === o.oid ? quoteName(o.name) : `${quoteName(o.schema)}.${quoteName(o.name)}`;
}

export const roleOf = (s: Session, name: string): Role | undefined => s.cluster.roles.get(name);

export function needRole(s: Session, name: string): Role {
  const given =
    name === "current_user" || name === "current_role" ? s.user : name === "session_user" ? s.sessionUser : name;
  const r = roleOf(s, given);
  if (!r) throw new PgError(`role "${given}" does not exist`, "42704");
  return r;
}

/** What input and output depend on, for a session. */
export function contextOf(s: Session): TypeContext {
  return {
    get zone() {
      return setting(s, "timezone") ?? "Etc/UTC";
    },
    get now() {
      return s.transaction?.began ?? s.now();
    },
    nameOf: (kind, oid) => nameOfOid(s, kind, oid),
    oidOf: (kind, name) => oidOfName(s, kind, name),
  };
}

function nameOfOid(s: Session, kind: string, oid: number): string {
  if (oid === 0) return "-";
  if (kind === "regtype") return typeText(typeByOid(s, oid));
  if (kind === "regrole") return [...s.cluster.roles.values()].find((r) => r.oid === oid)?.name ?? String(oid);
  if (kind === "regclass" && SYSTEM_OIDS.has(oid)) return SYSTEM_OIDS.get(oid) ?? "";
  const o = objectsOf(s).get(oid);
  return o ? shownName(s, o) : String(oid);
}

/** Numbers of the system's own tables, by name. */
export const SYSTEM_OIDS = new Map<number, string>();

function oidOfName(s: Session, kind: string, given: string): number {
  const parts = given.split(".").map((p) => (p.startsWith('"') ? p.slice(1, -1) : p.toLowerCase()));
  const name = parts.at(-1) ?? "";
  const schema = parts.length > 1 ? parts[0] : undefined;
  switch (kind) {
    case "regclass": {
      const o = findRelation(s, { schema, name });
      if (o) return o.oid;
      for (const [oid, n] of SYSTEM_OIDS) if (n === name) return oid;
      throw new PgError(`relation "${given}" does not exist`, "42P01");
    }
    case "regtype": {
      const array = /\[\]$/.test(name);
      const bare = name.replace(/\[\]$/, "");
      const own =
        findBuiltin(bare) ??
        [...builtinTypes()].find((t) => t.shown === given.toLowerCase().replace(/\[\]$/, "")) ??
        { int: T.int4, bigint: T.int8 }[bare];
      const o = own ? undefined : findTypeObject(s, schema, bare);
      const type = own ?? (o ? typeOfObject(s, o) : undefined);
      if (!type) throw new PgError(`type "${given}" does not exist`, "42704");
      return array ? arrayOf(type).oid : type.oid;
    }
    case "regrole":
      return needRole(s, name).oid;
    case "regnamespace": {
      for (const o of objectsOf(s).values()) if (o.k === "schema" && o.name === name) return o.oid;
      if (name === "pg_catalog") return 11;
      throw new PgError(`schema "${given}" does not exist`, "3F000");
    }
    default: {
      const [f] = functionsOf(s, parts);
      if (f) return f.oid;
      throw new PgError(`function "${given}" does not exist`, "42883");
    }
  }
}
