import { findRelation, objectsOf, roleOf, setting } from "../catalog/lookup.ts";
import { shownName } from "../catalog/names.ts";
import type { Table } from "../catalog/objects.ts";
import { hasRight, isSuperuser, rolesOf } from "../catalog/rights.ts";
import { typeByOid } from "../catalog/types.ts";
import { constraintText, functionText, indexText, viewText } from "../describe/texts.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { fn } from "./registry.ts";

/** What tells of objects: comments, definitions, privileges. */
export function catalog(): void {
  fn("obj_description", "oid,name?", "text", ([oid], { s }) => objectsOf(s).get(oid)?.comment ?? null);
  fn("obj_description", "regclass", "text", ([oid], { s }) => objectsOf(s).get(oid)?.comment ?? null);
  fn("col_description", "oid,int4", "text", ([oid, n], { s }) => {
    const o = objectsOf(s).get(oid);
    return o && "columns" in o ? ((o as Table).columns.find((c) => c.num === n)?.comment ?? null) : null;
  });
  fn(
    "shobj_description",
    "oid,name",
    "text",
    ([oid], { s }) => [...s.cluster.databases.values()].find((d) => d.oid === oid)?.comment ?? null,
  );
  fn("format_type", "oid,int4", "text", ([oid], { s }) => typeText(typeByOid(s, oid)), { strict: false });
  fn(
    "pg_get_userbyid",
    "oid",
    "name",
    ([oid], { s }) => [...s.cluster.roles.values()].find((r) => r.oid === oid)?.name ?? `unknown (OID=${oid})`,
  );
  fn("pg_get_viewdef", "regclass,bool?", "text", ([oid], { s }) => {
    const o = objectsOf(s).get(oid);
    return o?.k === "view" || o?.k === "materialized view" ? viewText(s, o) : null;
  });
  fn("pg_get_indexdef", "oid", "text", ([oid], { s }) => {
    const o = objectsOf(s).get(oid);
    return o?.k === "index" ? indexText(s, o) : null;
  });
  fn("pg_get_constraintdef", "oid,bool?", "text", ([oid], { s }) => {
    for (const o of objectsOf(s).values())
      if (o.k === "table") for (const c of o.constraints) if (c.oid === oid) return constraintText(s, o, c, false);
    return null;
  });
  fn("pg_get_functiondef", "oid", "text", ([oid], { s }) => {
    const o = objectsOf(s).get(oid);
    return o?.k === "function" ? functionText(s, o) : null;
  });
  fn("pg_get_expr", "text,oid,bool?", "text", ([t]) => t);
  fn("pg_table_is_visible", "oid", "bool", ([oid], { s }) => {
    const o = objectsOf(s).get(oid);
    return o !== undefined && !shownName(s, o).includes(".");
  });
  fn("to_regclass", "text", "regclass", ([n], { s }) => {
    const parts = n.split(".");
    return findRelation(s, { schema: parts.length > 1 ? parts[0] : undefined, name: parts.at(-1) ?? "" })?.oid ?? null;
  });
  fn("pg_encoding_to_char", "int4", "name", () => "UTF8");
  const letters: Record<string, string> = {
    select: "r",
    insert: "a",
    update: "w",
    delete: "d",
    truncate: "D",
    references: "x",
    trigger: "t",
    usage: "U",
    create: "C",
    connect: "c",
    temp: "T",
    temporary: "T",
    execute: "X",
  };
  const table = (s: Session, user: string, name: string, right: string): boolean => {
    const parts = name.split(".");
    const o = findRelation(s, { schema: parts.length > 1 ? parts[0] : undefined, name: parts.at(-1) ?? "" });
    if (!o) throw new PgError(`relation "${name}" does not exist`, "42P01");
    if (!roleOf(s, user)) throw new PgError(`role "${user}" does not exist`, "42704");
    return right.split(",").some((r) => hasRight(s, o, letters[r.trim().toLowerCase()] ?? "?", user));
  };
  fn("has_table_privilege", "text,text,text", "bool", ([u, t, r], { s }) => table(s, u, t, r));
  fn("has_table_privilege", "text,text", "bool", ([t, r], { s }) => table(s, s.user, t, r));
  fn(
    "has_database_privilege has_schema_privilege",
    "text,text,text",
    "bool",
    ([u], { s }) => isSuperuser(s, u) || true,
  );
  fn("pg_has_role", "text,text,text", "bool", ([u, r], { s }) => rolesOf(s, u).has(r) || isSuperuser(s, u));
  fn("pg_stat_reset", "", "void", () => "");
  fn("pg_client_encoding", "", "name", (_a, { s }) => setting(s, "client_encoding") ?? "UTF8");
}
