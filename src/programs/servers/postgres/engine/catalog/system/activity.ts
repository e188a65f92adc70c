import type { Value } from "../../types/type.ts";
import { setting } from "../lookup.ts";
import { DEFAULTS } from "../settings.ts";
import { all, isTable, roleOid, table } from "./table.ts";

/** The server as it runs: settings, sessions, their cursors and prepared statements, figures. */
export function activityTables(): void {
  table(
    "pg_catalog.pg_settings",
    "name text, setting text, unit text, category text, short_desc text, context text, vartype text, source text",
    (s) =>
      [...DEFAULTS].map(([n, v]) => {
        const now = setting(s, n) ?? v;
        const [value, unit] = inUnits(n, now);
        return [n, value, unit, "", "", "user", "string", setting(s, n) === undefined ? "default" : "session"];
      }),
  );
  table("pg_catalog.pg_timezone_names", "name text, abbrev text, utc_offset interval, is_dst bool", () => []);
  table(
    "pg_catalog.pg_stat_activity",
    "datid oid, datname name, pid int4, leader_pid int4, usesysid oid, usename name, application_name text, client_addr text, client_hostname text, client_port int4, backend_start timestamptz, xact_start timestamptz, query_start timestamptz, state_change timestamptz, wait_event_type text, wait_event text, state text, backend_xid int8, query_id int8, query text, backend_type text",
    (s) =>
      [...s.cluster.sessions].map((x) => [
        x.database.oid,
        x.database.name,
        x.pid,
        null,
        roleOid(s, x.sessionUser),
        x.sessionUser,
        x.client.application,
        x.client.address ?? null,
        null,
        x.client.address === undefined ? -1 : 40000 + x.pid,
        x.began,
        x.pid === s.pid ? (s.transaction?.began ?? null) : null,
        x.began,
        x.began,
        x.pid === s.pid ? null : "Client",
        x.pid === s.pid ? null : "ClientRead",
        x.pid === s.pid ? "active" : x.transaction ? "idle in transaction" : "idle",
        null,
        null,
        x.statementText,
        "client backend",
      ]),
  );
  table(
    "pg_catalog.pg_stat_database",
    "datid oid, datname name, numbackends int4, xact_commit int8, xact_rollback int8",
    (s) =>
      [...s.cluster.databases.values()].map((d) => [
        d.oid,
        d.name,
        [...s.cluster.sessions].filter((x) => x.database === d).length,
        0n,
        0n,
      ]),
  );
  table(
    "pg_catalog.pg_stat_user_tables",
    "relid oid, schemaname name, relname name, seq_scan int8, idx_scan int8, n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_live_tup int8, n_dead_tup int8, last_vacuum timestamptz, last_autovacuum timestamptz, last_analyze timestamptz, last_autoanalyze timestamptz",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.k === "table"
          ? [
              [
                t.oid,
                t.schema,
                t.name,
                0n,
                0n,
                0n,
                0n,
                0n,
                BigInt(s.database.heaps.get(t.heap)?.rows.length ?? 0),
                0n,
                null,
                null,
                null,
                null,
              ],
            ]
          : [],
      ),
  );
  table(
    "pg_catalog.pg_locks",
    "locktype text, database oid, relation oid, pid int4, mode text, granted bool",
    () => [],
  );
  table("pg_catalog.pg_prepared_statements", "name text, statement text, from_sql bool", (s) =>
    [...s.prepared].map(([n, p]) => [n, p.text, true]),
  );
  table("pg_catalog.pg_cursors", "name text, statement text, is_holdable bool", (s) =>
    [...s.cursors].map(([n, c]) => [n, "", c.hold]),
  );
}

/** A setting's number in the unit that pg_settings has. */
function inUnits(name: string, value: string): readonly [string, Value] {
  const m = /^(\d+)(kB|MB|GB|ms|s|min)$/.exec(value);
  if (!m) return [value, null];
  const n = Number(m[1]);
  const bytes = { kB: 1, MB: 1024, GB: 1024 * 1024 }[m[2] ?? ""];
  if (bytes !== undefined) {
    if (/^(shared_buffers|temp_buffers|effective_cache_size)$/.test(name)) return [String((n * bytes) / 8), "8kB"];
    if (/wal_size/.test(name)) return [String((n * bytes) / 1024), "MB"];
    return [String(n * bytes), "kB"];
  }
  if (name === "checkpoint_timeout") return [String(m[2] === "min" ? n * 60 : n), "s"];
  return [String(n * ({ ms: 1, s: 1000, min: 60000 }[m[2] ?? "ms"] ?? 1)), "ms"];
}
