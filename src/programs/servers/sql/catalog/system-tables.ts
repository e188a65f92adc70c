import type { TableRef } from "../ast.ts";
import { mysqlType } from "../change/mysql-type.ts";
import { fullType } from "../change/returning.ts";
import { SqlError } from "../lexer.ts";
import { accountOf } from "../mysql/accounts.ts";
import type { Relation } from "../run/scope.ts";
import { type Session, storeFor } from "../session.ts";
import { type DatabaseContents, lasting } from "../store.ts";
import type { Value } from "../values/value.ts";
import { defaultText } from "./default-text.ts";

function relation(names: readonly string[], rows: readonly (readonly Value[])[]): Relation {
  const fixed = names.every((n) => n === n.toUpperCase());
  return { fields: names.map((name) => ({ name, type: undefined, ...(fixed ? { fixed } : {}) })), rows, key: [] };
}

/** The tables in which the servers tell of themselves, with the columns that are asked for every day. */
export function systemTable(s: Session, ref: TableRef): Relation | undefined {
  const schema = ref.schema?.toLowerCase();
  const name = ref.name.toLowerCase();
  if (schema === "information_schema") return informationSchema(s, name);
  if (s.dialect === "mysql") {
    if ((schema ?? s.database) !== "mysql" || name !== "user") return undefined;
    return relation(
      ["Host", "User", "plugin", "account_locked", "password_expired"],
      [...storeFor(s).users]
        .map(([key, u]) => ({ ...accountOf(key), locked: u.nologin }))
        .sort((a, b) => (a.host === b.host ? (a.name < b.name ? -1 : 1) : a.host < b.host ? -1 : 1))
        .map((a) => [a.host, a.name, "caching_sha2_password", a.locked ? "Y" : "N", "N"]),
    );
  }
  if (schema !== undefined && schema !== "pg_catalog") return undefined;
  const store = storeFor(s);
  const here = store.databases.get(s.database ?? "");
  switch (name) {
    case "pg_database":
      return relation(
        ["datname", "datistemplate"],
        [...store.databases.keys()].map((d) => [d, /^template/.test(d)]),
      );
    case "pg_tables":
      return relation(
        ["schemaname", "tablename", "tableowner"],
        [...(here?.tables.values() ?? [])].map((t) => ["public", t.name, t.owner]),
      );
    case "pg_views":
      return relation(
        ["schemaname", "viewname", "viewowner", "definition"],
        [...(here?.views.values() ?? [])].map((v) => ["public", v.name, v.owner, v.text]),
      );
    case "pg_indexes":
      return relation(
        ["schemaname", "tablename", "indexname"],
        [...(here?.tables.values() ?? [])].flatMap((t) =>
          [...t.constraints.filter((c) => c.kind === "primary" || c.kind === "unique"), ...t.indexes].map((i) => [
            "public",
            t.name,
            i.name,
          ]),
        ),
      );
    case "pg_roles":
      return relation(
        ["rolname", "rolsuper", "rolcanlogin"],
        [...store.users].map(([u, r]) => [u, r.superuser, !r.nologin]),
      );
    case "pg_user":
      return relation(
        ["usename", "usesuper"],
        [...store.users].filter(([, r]) => !r.nologin).map(([u, r]) => [u, r.superuser]),
      );
    case "pg_stat_activity":
      return relation(
        ["pid", "datname", "usename", "application_name", "state", "query"],
        [[71, s.database ?? null, s.user, "psql", "active", ""]],
      );
    default:
      // The real server has many more of these.
      if (/^pg_/.test(name) && !here?.tables.has(name) && !here?.views.has(name))
        throw new SqlError(`drydock: ${name} is not simulated`, "0A000");
      return undefined;
  }
}

function informationSchema(s: Session, name: string): Relation {
  const mysql = s.dialect === "mysql";
  const all: readonly (readonly [schema: string, contents: DatabaseContents])[] = mysql
    ? [...storeFor(s).databases]
    : [["public", storeFor(s).databases.get(s.database ?? "") ?? { owner: "", tables: new Map(), views: new Map() }]];
  const head = (names: readonly string[]) => (mysql ? names.map((n) => n.toUpperCase()) : names);
  const catalog = mysql ? "def" : (s.database ?? "");
  if (name === "schemata")
    return relation(
      head(["catalog_name", "schema_name"]),
      mysql
        ? all.map(([d]) => [catalog, d])
        : [
            [catalog, "public"],
            [catalog, "information_schema"],
            [catalog, "pg_catalog"],
          ],
    );
  if (name === "tables")
    return relation(
      head(["table_catalog", "table_schema", "table_name", "table_type", "table_rows"]),
      all.flatMap(([d, c]) => [
        ...lasting(c).map((t) => [catalog, d, t.name, "BASE TABLE", t.rows.length]),
        ...[...c.views.values()].map((v) => [catalog, d, v.name, "VIEW", null]),
      ]),
    );
  if (name === "columns")
    return relation(
      head([
        "table_catalog",
        "table_schema",
        "table_name",
        "column_name",
        "ordinal_position",
        "column_default",
        "is_nullable",
        "data_type",
        "column_type",
        "column_key",
      ]),
      all.flatMap(([d, c]) =>
        lasting(c).flatMap((t) =>
          t.columns.map((x, i) => {
            const type = mysql ? mysqlType(x.type) : fullType(x.type);
            const primary = t.constraints.some((k) => k.kind === "primary" && k.columns.includes(x.name));
            const standard =
              x.numbered === "serial" && !mysql
                ? `nextval('${t.name}_${x.name}_seq'::regclass)`
                : defaultText(x.defaultText, mysql ? x.type : "");
            return [
              catalog,
              d,
              t.name,
              x.name,
              i + 1,
              standard,
              x.notNull ? "NO" : "YES",
              type.replace(/\(.*?\)/, "").replace(/ unsigned/, ""),
              type,
              primary ? "PRI" : "",
            ];
          }),
        ),
      ),
    );
  if (name === "table_constraints")
    return relation(
      head(["table_schema", "table_name", "constraint_name", "constraint_type"]),
      all.flatMap(([d, c]) =>
        lasting(c).flatMap((t) =>
          t.constraints.map((k) => [
            d,
            t.name,
            k.name,
            { primary: "PRIMARY KEY", unique: "UNIQUE", check: "CHECK", foreign: "FOREIGN KEY" }[k.kind],
          ]),
        ),
      ),
    );
  throw new SqlError(`drydock: information_schema.${name} is not simulated`, "0A000", 1235);
}
