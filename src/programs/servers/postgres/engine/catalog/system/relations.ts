import { defaultText } from "../../describe/texts.ts";
import type { CatalogObject, Relation } from "../objects.ts";
import { acl, all, isTable, relations, roleOid, schemaOid, table, withColumns } from "./table.ts";

const KIND: Readonly<Record<Relation["k"], string>> = {
  table: "r",
  view: "v",
  "materialized view": "m",
  index: "i",
  sequence: "S",
};

/** The relations and their columns: pg_class, pg_attribute and what hangs on them. */
export function relationTables(): void {
  table(
    "pg_catalog.pg_class",
    "oid oid, relname name, relnamespace oid, reltype oid, relowner oid, relkind char, relnatts int2, reltuples float4, relpages int4, relhasindex bool, relispartition bool, relpersistence char, relchecks int2, relhastriggers bool, relrowsecurity bool, relacl text[]",
    (s) =>
      relations(s).map((o) => {
        const columns = "columns" in o ? o.columns.length : o.k === "index" ? o.keys.length : 3;
        return [
          o.oid,
          o.name,
          schemaOid(s, o.schema),
          0,
          roleOid(s, o.owner),
          KIND[o.k],
          columns,
          isTable(o) ? (o.analyzed?.rows ?? -1) : 0,
          0,
          isTable(o) && relations(s).some((i) => i.k === "index" && i.table === o.oid),
          false,
          "temp" in o && o.temp ? "t" : "p",
          0,
          false,
          false,
          acl(o),
        ];
      }),
  );
  table("pg_catalog.pg_namespace", "oid oid, nspname name, nspowner oid, nspacl text[]", (s) => [
    [11, "pg_catalog", 10, null],
    [13000, "information_schema", 10, null],
    [99, "pg_toast", 10, null],
    ...all(s, (o): o is Extract<CatalogObject, { k: "schema" }> => o.k === "schema").map((o) => [
      o.oid,
      o.name,
      roleOid(s, o.owner),
      acl(o),
    ]),
  ]);
  table(
    "pg_catalog.pg_attribute",
    "attrelid oid, attname name, atttypid oid, attnum int2, attnotnull bool, atthasdef bool, attisdropped bool, attidentity char, attgenerated char, atttypmod int4, attlen int2",
    (s) =>
      withColumns(s).flatMap((t) =>
        t.columns.map((c, i) => [
          t.oid,
          c.name,
          c.type,
          i + 1,
          c.notNull,
          c.default !== undefined,
          false,
          c.identity ? (c.identity === "always" ? "a" : "d") : "",
          c.generated ? "s" : "",
          c.mod.length ? (c.mod[0] ?? 0) + 4 : -1,
          -1,
        ]),
      ),
  );
  table("pg_catalog.pg_attrdef", "oid oid, adrelid oid, adnum int2, adbin text", (s) =>
    withColumns(s).flatMap((t) =>
      t.columns.flatMap((c, i) => (c.default ? [[t.oid + i, t.oid, i + 1, defaultText(s, t, c)]] : [])),
    ),
  );
}
