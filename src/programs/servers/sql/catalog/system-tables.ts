import type { TableRef } from "../ast.ts";
import { mysqlType } from "../change/mysql-type.ts";
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
  if ((schema ?? s.database) !== "mysql" || name !== "user") return undefined;
  return relation(
    ["Host", "User", "plugin", "account_locked", "password_expired"],
    [...storeFor(s).users]
      .map(([key, u]) => ({ ...accountOf(key), locked: u.nologin }))
      .sort((a, b) => (a.host === b.host ? (a.name < b.name ? -1 : 1) : a.host < b.host ? -1 : 1))
      .map((a) => [a.host, a.name, "caching_sha2_password", a.locked ? "Y" : "N", "N"]),
  );
}

function informationSchema(s: Session, name: string): Relation {
  const all: readonly (readonly [schema: string, contents: DatabaseContents])[] = [...storeFor(s).databases];
  const head = (names: readonly string[]) => names.map((n) => n.toUpperCase());
  const catalog = "def";
  if (name === "schemata")
    return relation(
      head(["catalog_name", "schema_name"]),
      all.map(([d]) => [catalog, d]),
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
            const type = mysqlType(x.type);
            const primary = t.constraints.some((k) => k.kind === "primary" && k.columns.includes(x.name));
            const standard = defaultText(x.defaultText, x.type);
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
