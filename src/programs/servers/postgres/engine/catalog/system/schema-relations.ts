import { defaultText, viewText } from "../../describe/texts.ts";
import { builtin, plainType, type Value } from "../../types/type.ts";
import { objectsOf } from "../lookup.ts";
import { typeByOid } from "../types.ts";
import { all, db, isView, relations, systemNames, table, withColumns } from "./table.ts";

/** information_schema's tables, columns, views and sequences. */
export function schemaRelations(): void {
  table(
    "information_schema.tables",
    "table_catalog name, table_schema name, table_name name, table_type text, is_insertable_into text, is_typed text",
    (s) => [
      ...withColumns(s).flatMap((t): Value[][] =>
        t.k === "materialized view"
          ? []
          : [
              [
                db(s),
                t.schema,
                t.name,
                t.k === "view" ? "VIEW" : "temp" in t && t.temp ? "LOCAL TEMPORARY" : "BASE TABLE",
                t.k === "view" ? "NO" : "YES",
                "NO",
              ],
            ],
      ),
      ...systemNames().map((n): Value[] => [db(s), "pg_catalog", n, "BASE TABLE", "YES", "NO"]),
    ],
  );
  table(
    "information_schema.columns",
    "table_catalog name, table_schema name, table_name name, column_name name, ordinal_position int4, column_default text, is_nullable text, data_type text, character_maximum_length int4, numeric_precision int4, numeric_scale int4, datetime_precision int4, udt_name name, is_identity text, identity_generation text, is_generated text, is_updatable text",
    (s) =>
      withColumns(s).flatMap((t) =>
        t.columns.map((c, i) => {
          const type = plainType(typeByOid(s, c.type));
          const size = { int2: 16, int4: 32, int8: 64 }[type.name as "int4"];
          const data =
            type.kind === "array"
              ? "ARRAY"
              : type.kind === "enum" || type.kind === "composite"
                ? "USER-DEFINED"
                : type.shown;
          const standard = c.default || c.sequence !== undefined ? (c.identity ? null : defaultText(s, t, c)) : null;
          return [
            db(s),
            t.schema,
            t.name,
            c.name,
            i + 1,
            standard,
            c.notNull ? "NO" : "YES",
            data,
            /^(varchar|bpchar)$/.test(type.name) ? (c.mod[0] ?? null) : null,
            size ?? (type.name === "numeric" ? (c.mod[0] ?? null) : type.name === "float8" ? 53 : null),
            size ? 0 : type.name === "numeric" ? (c.mod[0] === undefined ? null : (c.mod[1] ?? 0)) : null,
            /^timestamp|^time|^interval/.test(type.name) ? 6 : type.name === "date" ? 0 : null,
            type.name,
            c.identity ? "YES" : "NO",
            c.identity ? c.identity.toUpperCase() : null,
            c.generated ? "ALWAYS" : "NEVER",
            t.k === "view" ? "NO" : "YES",
          ];
        }),
      ),
  );
  table("information_schema.schemata", "catalog_name name, schema_name name, schema_owner name", (s) => [
    ...[...objectsOf(s).values()].flatMap((o): Value[][] => (o.k === "schema" ? [[db(s), o.name, o.owner]] : [])),
    ...["information_schema", "pg_catalog", "pg_toast"].map((n): Value[] => [db(s), n, "postgres"]),
  ]);
  table(
    "information_schema.views",
    "table_catalog name, table_schema name, table_name name, view_definition text, check_option text, is_updatable text",
    (s) => all(s, isView).map((v) => [db(s), v.schema, v.name, viewText(s, v), "NONE", "NO"]),
  );
  table(
    "information_schema.sequences",
    "sequence_catalog name, sequence_schema name, sequence_name name, data_type text, start_value text, minimum_value text, maximum_value text, increment text",
    (s) =>
      relations(s).flatMap((q) =>
        q.k === "sequence"
          ? [
              [
                db(s),
                q.schema,
                q.name,
                builtin(q.type).shown,
                String(q.start),
                String(q.min),
                q.max > 2 ** 53 ? "9223372036854775807" : String(q.max),
                String(q.increment),
              ],
            ]
          : [],
      ),
  );
}
