import type { TypeName } from "../ast.ts";
import { notSimulated, PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { arrayOf, builtinByOid, findBuiltin, type Mod, NO_MOD, type PgType, T } from "../types/type.ts";
import { findRelation, findTypeObject, objectsOf } from "./lookup.ts";
import type { CatalogObject, Table, TypeObject, View } from "./objects.ts";

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

/** The type of a number, arrays of the database's own types included. */
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

/** Range types, whose names are functions too. */
export function refuseRange(name: string): void {
  if (/^(int4|int8|num|date|ts|tstz)(multi)?range$/.test(name)) notSimulated("a range type");
}

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
  if (!type) refuseRange(name);
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
