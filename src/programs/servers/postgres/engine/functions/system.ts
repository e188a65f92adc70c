import {
  byOid,
  findRelation,
  objectsOf,
  roleOf,
  schemaExists,
  searchPath,
  setting,
  shownName,
  typeByOid,
} from "../catalog/lookup.ts";
import type { Sequence, Table } from "../catalog/objects.ts";
import { hasRight, isSuperuser, rolesOf } from "../catalog/rights.ts";
import { normalised } from "../catalog/settings.ts";
import { constraintText, functionText, indexText, viewText } from "../describe/texts.ts";
import { PgError } from "../error.ts";
import { settingText } from "../run/session-statements.ts";
import { heapOf } from "../run/table-rules.ts";
import { need } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { Arr, T, typeText } from "../types/type.ts";
import { fn } from "./registry.ts";

function sequenceOf(s: Session, oid: number, right = "U"): Sequence {
  const o = byOid<Sequence>(s, oid, "sequence");
  if (!o) {
    const other = objectsOf(s).get(oid);
    throw other
      ? new PgError(`"${other.name}" is not a sequence`, "42809")
      : new PgError(`relation with OID ${oid} does not exist`, "42P01");
  }
  // A serial's own numbers are asked with the table's rights.
  if (!hasRight(s, o, right) && !(o.ownedBy && o.identity))
    throw new PgError(`permission denied for sequence ${o.name}`, "42501");
  return o;
}

function sequences(): void {
  const volatile = { volatile: true };
  fn(
    "nextval",
    "regclass",
    "int8",
    ([oid], { s }) => {
      const q = sequenceOf(s, oid);
      const state = s.database.sequences.get(oid) ?? { last: q.start, called: false };
      let next = state.called ? state.last + q.increment : state.last;
      if (next > q.max || next < q.min) {
        if (!q.cycle) {
          const up = next > q.max;
          throw new PgError(
            `nextval: reached ${up ? "maximum" : "minimum"} value of sequence "${q.name}" (${up ? q.max : q.min})`,
            "2200H",
          );
        }
        next = q.increment > 0 ? q.min : q.max;
      }
      s.database.sequences.set(oid, { last: next, called: true });
      s.currval.set(oid, next);
      s.lastval = next;
      return BigInt(next);
    },
    volatile,
  );
  fn(
    "currval",
    "regclass",
    "int8",
    ([oid], { s }) => {
      const q = sequenceOf(s, oid);
      const v = s.currval.get(oid);
      if (v === undefined)
        throw new PgError(`currval of sequence "${q.name}" is not yet defined in this session`, "55000");
      return BigInt(v);
    },
    volatile,
  );
  fn(
    "lastval",
    "",
    "int8",
    (_a, { s }) => {
      if (s.lastval === undefined) throw new PgError("lastval is not yet defined in this session", "55000");
      return BigInt(s.lastval);
    },
    volatile,
  );
  fn(
    "setval",
    "regclass,int8,bool?",
    "int8",
    ([oid, n, called = true], { s }) => {
      const q = sequenceOf(s, oid, "w");
      const v = Number(n);
      if (v > q.max || v < q.min)
        throw new PgError(`setval: value ${v} is out of bounds for sequence "${q.name}" (${q.min}..${q.max})`, "22003");
      s.database.sequences.set(oid, { last: v, called });
      s.currval.set(oid, v);
      s.lastval = v;
      return n;
    },
    volatile,
  );
  fn("pg_get_serial_sequence", "text,text", "text", ([table, column], { s }) => {
    const t = findRelation(s, { schema: undefined, name: table.replace(/^public\./, "") });
    if (t?.k !== "table") throw new PgError(`relation "${table}" does not exist`, "42P01");
    const c = t.columns.find((x) => x.name === column);
    if (!c) throw new PgError(`column "${column}" of relation "${t.name}" does not exist`, "42703");
    const q = c.sequence === undefined ? undefined : objectsOf(s).get(c.sequence);
    return q ? `${q.schema}.${q.name}` : null;
  });
}

/** A size as PostgreSQL shows it: up to 10 of a unit in the one below it, rounded. */
export function prettySize(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let n = bytes;
  let i = 0;
  while (Math.abs(n) >= 10_240 && i < units.length - 1) {
    n = Math.round(n / 1024);
    i++;
  }
  return `${n} ${units[i]}`;
}

/** Bytes of a table's own file: pages of 8 kB, filled by rows of about their texts' size. */
export function tableSize(s: Session, t: Table): number {
  const { rows } = heapOf(s, t);
  if (rows.length === 0) return 0;
  const sample = rows.slice(0, 100);
  const width =
    sample.reduce(
      (n, v) =>
        n + 28 + v.values.reduce<number>((m, x) => m + (typeof x === "string" ? x.length + 1 : x === null ? 0 : 8), 0),
      0,
    ) / sample.length;
  return Math.ceil((rows.length * width) / 8000) * 8192;
}

function sizes(): void {
  fn("pg_size_pretty", "int8", "text", ([n]) => prettySize(Number(n)));
  fn("pg_size_pretty", "numeric", "text", ([n]) => prettySize(Number(n.n) / 10 ** n.scale));
  const size = (s: Session, oid: number, all: boolean): bigint => {
    const o = objectsOf(s).get(oid);
    if (o?.k === "index") return 16384n;
    if (o?.k === "sequence") return 8192n;
    if (o?.k !== "table" && o?.k !== "materialized view") return 0n;
    const own = tableSize(s, o);
    if (!all) return BigInt(own);
    let indexes = 0;
    for (const x of objectsOf(s).values()) if (x.k === "index" && x.table === oid) indexes += own === 0 ? 8192 : 16384;
    return BigInt(
      own +
        indexes +
        (o.columns.some((c) => typeByOid(s, c.type).category === "S" || /json|bytea/.test(typeByOid(s, c.type).name))
          ? 8192
          : 0),
    );
  };
  fn("pg_relation_size", "regclass,text?", "int8", ([oid], { s }) => size(s, oid, false));
  fn("pg_table_size", "regclass", "int8", ([oid], { s }) => size(s, oid, false) + 8192n);
  fn("pg_indexes_size", "regclass", "int8", ([oid], { s }) => {
    let n = 0n;
    for (const x of objectsOf(s).values()) if (x.k === "index" && x.table === oid) n += 16384n;
    return n;
  });
  fn("pg_total_relation_size", "regclass", "int8", ([oid], { s }) => size(s, oid, true));
  fn("pg_database_size", "name", "int8", () => 7_912_271n);
  fn("pg_column_size", "any", "int4", ([v]) => (typeof v === "string" ? v.length + 1 : typeof v === "number" ? 4 : 8));
}

function session(): void {
  fn("version", "", "text", (_a, { s }) => s.version);
  fn("current_database current_catalog", "", "name", (_a, { s }) => s.database.name);
  fn("current_user user current_role", "", "name", (_a, { s }) => s.user);
  fn("session_user", "", "name", (_a, { s }) => s.sessionUser);
  fn("current_schema", "", "name", (_a, { s }) => searchPath(s).find((p) => schemaExists(s, p)) ?? null);
  fn(
    "current_schemas",
    "bool",
    "text[]",
    ([system], { s }) =>
      new Arr([...(system ? ["pg_catalog"] : []), ...searchPath(s).filter((p) => schemaExists(s, p))]),
  );
  fn("pg_backend_pid", "", "int4", (_a, { s }) => s.pid);
  fn("txid_current pg_current_xact_id", "", "int8", (_a, { s }) => BigInt(need(s).xid));
  fn("pg_postmaster_start_time", "", "timestamptz", (_a, { s }) => s.cluster.started);
  fn("pg_conf_load_time", "", "timestamptz", (_a, { s }) => s.cluster.started);
  fn("pg_is_in_recovery", "", "bool", () => false);
  fn("inet_server_port", "", "int4", (_a, { s }) => (s.client.address === undefined ? null : 5432));
  fn("inet_client_addr", "", "text", (_a, { s }) => s.client.address ?? null);
  fn("pg_typeof", "any", "regtype", (_a, c) => c.args[0]?.oid ?? T.unknown.oid, { strict: false });
  fn("current_setting", "text,bool?", "text", ([n, missing], { s }) => {
    try {
      return settingText(s, n);
    } catch (e) {
      if (missing) return null;
      throw e;
    }
  });
  fn("set_config", "text,text,bool", "text", ([n, v], { s }) => {
    s.settings = new Map(s.settings).set(n, normalised(n, v));
    return v;
  });
  fn("pg_notify", "text,text", "void", ([channel, payload], { s }) => {
    need(s).notifications.push({ channel, payload, pid: s.pid });
    return "";
  });
  fn("pg_sleep", "float8", "void", () => "");
  fn("pg_cancel_backend", "int4", "bool", () => true);
  fn("pg_terminate_backend", "int4", "bool", () => true);
  fn("pg_reload_conf", "", "bool", () => true);
  fn("pg_advisory_lock pg_advisory_unlock pg_advisory_xact_lock", "int8", "void", () => "");
  fn("pg_try_advisory_lock", "int8", "bool", () => true);
  fn("gen_random_uuid uuid_generate_v4", "", "uuid", (_a, { s }) => s.uuid(), { volatile: true });
  fn(
    "uuidv7",
    "",
    "uuid",
    (_a, { s }) => {
      const ms = Math.floor(s.now() / 1000)
        .toString(16)
        .padStart(12, "0");
      return `${ms.slice(0, 8)}-${ms.slice(8)}-7${s.uuid().slice(15)}`;
    },
    { volatile: true },
  );
  fn("uuidv4", "", "uuid", (_a, { s }) => s.uuid(), { volatile: true });
  fn("gen_salt", "text,int4?", "text", (_a, { s }) => `$2a$06$${s.uuid().replaceAll("-", "").slice(0, 22)}`, {
    volatile: true,
  });
}

function catalog(): void {
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

export function defineSystem(): void {
  sequences();
  sizes();
  session();
  catalog();
}
