import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import type { TypeContext } from "../types/text.ts";
import { arrayOf, builtinTypes, findBuiltin, quoteName, T, typeText } from "../types/type.ts";
import { findRelation, findTypeObject, functionsOf, needRole, objectsOf, searchPath, setting } from "./lookup.ts";
import { type CatalogObject, isRelation } from "./objects.ts";
import { typeByOid, typeOfObject } from "./types.ts";

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
