import { argumentsText, constraintText, defaultText, indexText, viewText } from "../describe/texts.ts";
import type { Session } from "../session.ts";
import {
  Arr,
  arrayOf,
  builtin,
  builtinTypes,
  type PgType,
  plainType,
  type Row,
  typeText,
  type Value,
} from "../types/type.ts";
import { objectsOf, SYSTEM_OIDS, setting, typeByOid } from "./lookup.ts";
import { type CatalogObject, type Column, isRelation, type Relation, type Table, type View } from "./objects.ts";
import { aclText } from "./rights.ts";
import { DEFAULTS } from "./settings.ts";

/** A table of the system's own: its rows are made when they are asked for. */
export interface SystemTable {
  readonly columns: readonly { readonly name: string; readonly type: PgType }[];
  rows(s: Session): Row[];
}

const tables = new Map<string, SystemTable>();

/** Declares one: `pg_catalog.pg_class`, its columns as `oid oid, relname name`. */
function table(name: string, columns: string, rows: (s: Session) => Value[][]): void {
  tables.set(name, {
    columns: columns.split(",").map((c) => {
      const [n = "", t = "text"] = c.trim().split(" ");
      return { name: n, type: t.endsWith("[]") ? arrayOf(builtin(t.slice(0, -2))) : builtin(t) };
    }),
    rows,
  });
}

export function findSystemTable(_s: Session, schema: string | undefined, name: string): SystemTable | undefined {
  if (tables.size === 0) defineAll();
  return tables.get(schema === undefined ? `pg_catalog.${name}` : `${schema}.${name}`);
}

const all = <O extends CatalogObject>(s: Session, fits: (o: CatalogObject) => o is O): O[] =>
  [...objectsOf(s).values()].filter(fits);
const relations = (s: Session): Relation[] => all(s, isRelation);
const isTable = (o: CatalogObject): o is Table => o.k === "table" || o.k === "materialized view";
const isView = (o: CatalogObject): o is View => o.k === "view";
const withColumns = (s: Session): (Table | View)[] => all(s, (o): o is Table | View => isTable(o) || isView(o));
const roleOid = (s: Session, name: string): number =>
  s.cluster.roles.get(name)?.oid ?? (name === "pg_database_owner" ? 6171 : 10);
const schemaOid = (s: Session, name: string): number => {
  for (const o of objectsOf(s).values()) if (o.k === "schema" && o.name === name) return o.oid;
  return name === "pg_catalog" ? 11 : name === "information_schema" ? 13000 : 0;
};
const KIND: Readonly<Record<Relation["k"], string>> = {
  table: "r",
  view: "v",
  "materialized view": "m",
  index: "i",
  sequence: "S",
};
const acl = (o: { readonly acl: Parameters<typeof aclText>[0] | undefined }): Value =>
  o.acl ? new Arr(aclText(o.acl)) : null;

function relationTables(): void {
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
  table(
    "pg_catalog.pg_index",
    "indexrelid oid, indrelid oid, indisunique bool, indisprimary bool, indisvalid bool, indnatts int2, indkey text",
    (s) =>
      relations(s).flatMap((i) =>
        i.k === "index"
          ? [
              [
                i.oid,
                i.table,
                i.unique,
                i.primary,
                true,
                i.keys.length,
                i.keys.map((k) => places(s, i.table, k.e)).join(" "),
              ],
            ]
          : [],
      ),
  );
  table(
    "pg_catalog.pg_constraint",
    "oid oid, conname name, connamespace oid, contype char, conrelid oid, confrelid oid, conkey int2[], confkey int2[], condeferrable bool, condeferred bool, convalidated bool, confupdtype char, confdeltype char",
    (s) =>
      all(s, isTable).flatMap((t) =>
        constraintsOf(t).map((c) => {
          const key = c.k === "check" ? [] : c.k === "not null" ? [c.column] : c.columns;
          const foreign = c.k === "foreign" ? c : undefined;
          const parent = foreign ? (objectsOf(s).get(foreign.table) as Table | undefined) : undefined;
          const letter = (a: string) =>
            ({ "NO ACTION": "a", RESTRICT: "r", CASCADE: "c", "SET NULL": "n", "SET DEFAULT": "d" })[a] ?? "a";
          return [
            c.oid,
            c.name,
            schemaOid(s, t.schema),
            { primary: "p", unique: "u", check: "c", foreign: "f", "not null": "n" }[c.k],
            t.oid,
            foreign?.table ?? 0,
            new Arr(key.map((n) => t.columns.findIndex((x) => x.name === n) + 1)),
            foreign && parent
              ? new Arr(foreign.references.map((n) => parent.columns.findIndex((x) => x.name === n) + 1))
              : null,
            foreign?.deferrable ?? false,
            foreign?.deferred ?? false,
            true,
            foreign ? letter(foreign.onUpdate) : " ",
            foreign ? letter(foreign.onDelete) : " ",
          ];
        }),
      ),
  );
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
  table(
    "pg_catalog.pg_trigger",
    "oid oid, tgrelid oid, tgname name, tgfoid oid, tgtype int2, tgenabled char, tgisinternal bool",
    (s) =>
      [...objectsOf(s).values()].flatMap((g) =>
        g.k === "trigger" ? [[g.oid, g.table, g.name, g.fn, 0, g.enabled ? "O" : "D", false]] : [],
      ),
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
}

const constraintsOf = (t: Table) => [
  ...t.constraints,
  ...t.columns
    .filter((c) => c.notNull)
    .map((c, i) => ({
      oid: t.oid * 100 + i,
      name: `${t.name}_${c.name}_not_null`,
      k: "not null" as const,
      column: c.name,
    })),
];

function places(s: Session, oid: number, e: { readonly k: string }): number {
  const t = objectsOf(s).get(oid);
  const { parts } = e as { readonly parts?: readonly string[] };
  return parts && t && "columns" in t ? (t as Table).columns.findIndex((c) => c.name === parts.at(-1)) + 1 : 0;
}

const systemNames = (): string[] =>
  [...tables.keys()]
    .filter((n) =>
      /^pg_catalog\.pg_(class|namespace|attribute|attrdef|index|constraint|trigger|type|proc|database|authid|extension|enum|description|auth_members)$/.test(
        n,
      ),
    )
    .map((n) => n.slice(11));

function otherTables(): void {
  table(
    "pg_catalog.pg_database",
    "oid oid, datname name, datdba oid, encoding int4, datcollate text, datctype text, datistemplate bool, datallowconn bool, datconnlimit int4, datacl text[]",
    (s) =>
      [...s.cluster.databases.values()].map((d) => [
        d.oid,
        d.name,
        roleOid(s, d.owner),
        6,
        "en_US.utf8",
        "en_US.utf8",
        /^template[01]$/.test(d.name),
        d.name !== "template0",
        -1,
        acl(d),
      ]),
  );
  const roles = (s: Session): Value[][] =>
    [...s.cluster.roles.values()].map((r) => [
      r.oid,
      r.name,
      r.superuser,
      r.inherit,
      r.createrole,
      r.createdb,
      r.login,
      r.replication,
      r.limit,
      "********",
      null,
      r.bypassrls,
    ]);
  const columns =
    "oid oid, rolname name, rolsuper bool, rolinherit bool, rolcreaterole bool, rolcreatedb bool, rolcanlogin bool, rolreplication bool, rolconnlimit int4, rolpassword text, rolvaliduntil timestamptz, rolbypassrls bool";
  table("pg_catalog.pg_roles", columns, (s) => [
    ...roles(s),
    ...PREDEFINED.map(([oid, n]): Value[] => [
      oid,
      n,
      false,
      true,
      false,
      false,
      false,
      false,
      -1,
      "********",
      null,
      false,
    ]),
  ]);
  table("pg_catalog.pg_authid", columns, roles);
  table(
    "pg_catalog.pg_user",
    "usename name, usesysid oid, usecreatedb bool, usesuper bool, userepl bool, usebypassrls bool, passwd text, valuntil timestamptz, useconfig text[]",
    (s) =>
      [...s.cluster.roles.values()]
        .filter((r) => r.login)
        .map((r) => [r.name, r.oid, r.createdb, r.superuser, r.replication, r.bypassrls, "********", null, null]),
  );
  table(
    "pg_catalog.pg_auth_members",
    "oid oid, roleid oid, member oid, grantor oid, admin_option bool, inherit_option bool, set_option bool",
    (s) =>
      [...s.cluster.roles.values()].flatMap((r) =>
        r.memberOf.map((m) => [r.oid + 1, roleOid(s, m), r.oid, 10, false, true, true]),
      ),
  );
  table(
    "pg_catalog.pg_type",
    "oid oid, typname name, typnamespace oid, typowner oid, typlen int2, typtype char, typcategory char, typrelid oid, typelem oid, typarray oid",
    (s) => [
      ...[...builtinTypes()].map((t): Value[] => [
        t.oid,
        t.name,
        11,
        10,
        -1,
        t.kind === "pseudo" ? "p" : "b",
        t.category,
        0,
        t.elem?.oid ?? 0,
        0,
      ]),
      ...[...objectsOf(s).values()].flatMap((o): Value[][] =>
        o.k === "type"
          ? [
              [
                o.oid,
                o.name,
                schemaOid(s, o.schema),
                roleOid(s, o.owner),
                4,
                o.labels ? "e" : o.domain ? "d" : "c",
                o.labels ? "E" : "C",
                0,
                0,
                o.oid + 1,
              ],
            ]
          : [],
      ),
    ],
  );
  table("pg_catalog.pg_enum", "oid oid, enumtypid oid, enumsortorder float4, enumlabel name", (s) =>
    [...objectsOf(s).values()].flatMap((o) =>
      o.k === "type" ? (o.labels ?? []).map((l, i) => [o.oid + i + 2, o.oid, i + 1, l]) : [],
    ),
  );
  table(
    "pg_catalog.pg_proc",
    "oid oid, proname name, pronamespace oid, proowner oid, prolang oid, prokind char, prosecdef bool, proisstrict bool, proretset bool, provolatile char, pronargs int2, prorettype oid, prosrc text, proargs text",
    (s) =>
      [...objectsOf(s).values()].flatMap((f) =>
        f.k === "function"
          ? [
              [
                f.oid,
                f.name,
                schemaOid(s, f.schema),
                roleOid(s, f.owner),
                f.language === "sql" ? 14 : 13501,
                f.procedure ? "p" : "f",
                f.definer,
                f.strict,
                f.setof,
                f.volatility[0] ?? "v",
                f.args.length,
                f.returns,
                f.body,
                argumentsText(s, f),
              ],
            ]
          : [],
      ),
  );
  table(
    "pg_catalog.pg_extension",
    "oid oid, extname name, extowner oid, extnamespace oid, extrelocatable bool, extversion text",
    (s) =>
      [...objectsOf(s).values()].flatMap((o) =>
        o.k === "extension" ? [[o.oid, o.name, 10, schemaOid(s, o.schema), false, o.version]] : [],
      ),
  );
  table(
    "pg_catalog.pg_available_extensions",
    "name name, default_version text, installed_version text, comment text",
    () => [["plpgsql", "1.0", "1.0", "PL/pgSQL procedural language"]],
  );
  table("pg_catalog.pg_language", "oid oid, lanname name, lanispl bool", () => [
    [12, "internal", false],
    [13, "c", false],
    [14, "sql", false],
    [13501, "plpgsql", true],
  ]);
  table("pg_catalog.pg_description", "objoid oid, classoid oid, objsubid int4, description text", (s) =>
    [...objectsOf(s).values()].flatMap((o): Value[][] => [
      ...(o.comment === undefined ? [] : [[o.oid, 1259, 0, o.comment]]),
      ...("columns" in o && o.k !== "trigger"
        ? o.columns.flatMap((c: Column) => (c.comment === undefined ? [] : [[o.oid, 1259, c.num, c.comment]]))
        : []),
    ]),
  );
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
  table("pg_catalog.pg_timezone_names", "name text, abbrev text, utc_offset interval, is_dst bool", () => []);
  table("pg_catalog.pg_tablespace", "oid oid, spcname name, spcowner oid", () => [
    [1663, "pg_default", 10],
    [1664, "pg_global", 10],
  ]);
}

const PREDEFINED: readonly (readonly [number, string])[] = [
  [6171, "pg_database_owner"],
  [6181, "pg_read_all_data"],
  [6182, "pg_write_all_data"],
  [3373, "pg_monitor"],
  [3374, "pg_read_all_settings"],
  [3375, "pg_read_all_stats"],
  [3377, "pg_stat_scan_tables"],
  [4569, "pg_read_server_files"],
  [4570, "pg_write_server_files"],
  [4571, "pg_execute_server_program"],
  [4200, "pg_signal_backend"],
  [4544, "pg_checkpoint"],
  [6337, "pg_maintain"],
  [4550, "pg_use_reserved_connections"],
  [6304, "pg_create_subscription"],
  [6392, "pg_signal_autovacuum_worker"],
];

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

function schemaTables(): void {
  const db = (s: Session) => s.database.name;
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
  const word: Record<string, string> = {
    primary: "PRIMARY KEY",
    unique: "UNIQUE",
    check: "CHECK",
    foreign: "FOREIGN KEY",
    "not null": "CHECK",
  };
  table(
    "information_schema.table_constraints",
    "constraint_catalog name, constraint_schema name, constraint_name name, table_catalog name, table_schema name, table_name name, constraint_type text, is_deferrable text, initially_deferred text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        constraintsOf(t).map((c) => [db(s), t.schema, c.name, db(s), t.schema, t.name, word[c.k] ?? "", "NO", "NO"]),
      ),
  );
  table(
    "information_schema.key_column_usage",
    "constraint_catalog name, constraint_schema name, constraint_name name, table_catalog name, table_schema name, table_name name, column_name name, ordinal_position int4",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) =>
          c.k === "primary" || c.k === "unique" || c.k === "foreign"
            ? c.columns.map((n, i) => [db(s), t.schema, c.name, db(s), t.schema, t.name, n, i + 1])
            : [],
        ),
      ),
  );
  table(
    "information_schema.constraint_column_usage",
    "table_catalog name, table_schema name, table_name name, column_name name, constraint_catalog name, constraint_schema name, constraint_name name",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) => {
          if (c.k === "foreign") {
            const parent = objectsOf(s).get(c.table);
            return c.references.map((n) => [
              db(s),
              parent?.schema ?? "",
              parent?.name ?? "",
              n,
              db(s),
              t.schema,
              c.name,
            ]);
          }
          return c.k === "primary" || c.k === "unique"
            ? c.columns.map((n) => [db(s), t.schema, t.name, n, db(s), t.schema, c.name])
            : [];
        }),
      ),
  );
  table(
    "information_schema.referential_constraints",
    "constraint_catalog name, constraint_schema name, constraint_name name, unique_constraint_name name, match_option text, update_rule text, delete_rule text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) =>
          c.k === "foreign" ? [[db(s), t.schema, c.name, "", "NONE", c.onUpdate, c.onDelete]] : [],
        ),
      ),
  );
  table(
    "information_schema.check_constraints",
    "constraint_catalog name, constraint_schema name, constraint_name name, check_clause text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) =>
          c.k === "check"
            ? [[db(s), t.schema, c.name, constraintText(s, t, c).replace(/^CHECK \(([^]*)\)$/, "$1")]]
            : [],
        ),
      ),
  );
  table(
    "information_schema.routines",
    "specific_catalog name, specific_schema name, specific_name name, routine_schema name, routine_name name, routine_type text, data_type text, external_language text, routine_definition text",
    (s) =>
      [...objectsOf(s).values()].flatMap((f) =>
        f.k === "function"
          ? [
              [
                db(s),
                f.schema,
                `${f.name}_${f.oid}`,
                f.schema,
                f.name,
                f.procedure ? "PROCEDURE" : "FUNCTION",
                typeText(typeByOid(s, f.returns)),
                f.language.toUpperCase(),
                f.body,
              ],
            ]
          : [],
      ),
  );
  table(
    "information_schema.triggers",
    "trigger_catalog name, trigger_schema name, trigger_name name, event_manipulation text, event_object_schema name, event_object_table name, action_statement text, action_orientation text, action_timing text",
    (s) =>
      [...objectsOf(s).values()].flatMap((g) =>
        g.k === "trigger"
          ? g.events.map((e) => [
              db(s),
              g.schema,
              g.name,
              e,
              g.schema,
              objectsOf(s).get(g.table)?.name ?? "",
              `EXECUTE FUNCTION ${objectsOf(s).get(g.fn)?.name ?? ""}()`,
              g.row ? "ROW" : "STATEMENT",
              g.timing,
            ])
          : [],
      ),
  );
  const rights: Record<string, string> = {
    a: "INSERT",
    r: "SELECT",
    w: "UPDATE",
    d: "DELETE",
    D: "TRUNCATE",
    x: "REFERENCES",
    t: "TRIGGER",
  };
  table(
    "information_schema.role_table_grants",
    "grantor name, grantee name, table_catalog name, table_schema name, table_name name, privilege_type text, is_grantable text",
    (s) =>
      withColumns(s).flatMap((t) =>
        (t.acl ?? [{ to: t.owner, by: t.owner, rights: "arwdDxt", grantable: "arwdDxt" }]).flatMap((a) =>
          [...a.rights].flatMap((r) =>
            rights[r]
              ? [
                  [
                    a.by,
                    a.to === "" ? "PUBLIC" : a.to,
                    db(s),
                    t.schema,
                    t.name,
                    rights[r],
                    a.grantable.includes(r) || a.to === t.owner ? "YES" : "NO",
                  ],
                ]
              : [],
          ),
        ),
      ),
  );
}

function defineAll(): void {
  relationTables();
  otherTables();
  schemaTables();
  tables.set("information_schema.table_privileges", tables.get("information_schema.role_table_grants") as SystemTable);
  [
    ["pg_class", 1259],
    ["pg_type", 1247],
    ["pg_attribute", 1249],
    ["pg_proc", 1255],
    ["pg_namespace", 2615],
    ["pg_database", 1262],
    ["pg_constraint", 2606],
    ["pg_index", 2610],
  ].forEach(([n, oid]) => {
    SYSTEM_OIDS.set(Number(oid), String(n));
  });
}
