import { indexText, viewText } from "../../describe/texts.ts";
import { builtin, type Value } from "../../types/type.ts";
import { objectsOf } from "../lookup.ts";
import { all, isTable, isView, relations, systemNames, table } from "./table.ts";

/** The relations as people read them: pg_tables, pg_views, pg_indexes and their like. */
export function listTables(): void {
  table(
    "pg_catalog.pg_tables",
    "schemaname name, tablename name, tableowner name, tablespace name, hasindexes bool, hasrules bool, hastriggers bool, rowsecurity bool",
    (s) => [
      ...all(s, isTable)
        .filter((t) => t.k === "table")
        .map((t): Value[] => [
          t.schema,
          t.name,
          t.owner,
          null,
          relations(s).some((i) => i.k === "index" && i.table === t.oid),
          false,
          [...objectsOf(s).values()].some((o) => o.k === "trigger" && o.table === t.oid),
          false,
        ]),
      ...systemNames().map((n): Value[] => ["pg_catalog", n, "postgres", null, true, false, false, false]),
    ],
  );
  table("pg_catalog.pg_views", "schemaname name, viewname name, viewowner name, definition text", (s) =>
    all(s, isView).map((v) => [v.schema, v.name, v.owner, viewText(s, v)]),
  );
  table(
    "pg_catalog.pg_matviews",
    "schemaname name, matviewname name, matviewowner name, tablespace name, hasindexes bool, ispopulated bool, definition text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.k === "materialized view" ? [[t.schema, t.name, t.owner, null, false, t.populated, viewText(s, t)]] : [],
      ),
  );
  table(
    "pg_catalog.pg_indexes",
    "schemaname name, tablename name, indexname name, tablespace name, indexdef text",
    (s) =>
      relations(s).flatMap((i) =>
        i.k === "index" ? [[i.schema, objectsOf(s).get(i.table)?.name ?? "", i.name, null, indexText(s, i)]] : [],
      ),
  );
  table(
    "pg_catalog.pg_sequences",
    "schemaname name, sequencename name, sequenceowner name, data_type regtype, start_value int8, min_value int8, max_value int8, increment_by int8, cycle bool, cache_size int8, last_value int8",
    (s) =>
      relations(s).flatMap((q) => {
        if (q.k !== "sequence") return [];
        const state = s.database.sequences.get(q.oid);
        return [
          [
            q.schema,
            q.name,
            q.owner,
            builtin(q.type).oid,
            BigInt(q.start),
            BigInt(q.min),
            q.max > 2 ** 53 ? 9223372036854775807n : BigInt(q.max),
            BigInt(q.increment),
            q.cycle,
            1n,
            state?.called ? BigInt(state.last) : null,
          ],
        ];
      }),
  );
}
