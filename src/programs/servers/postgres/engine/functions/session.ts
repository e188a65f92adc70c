import { schemaExists, searchPath } from "../catalog/lookup.ts";
import { normalised } from "../catalog/settings.ts";
import { settingText } from "../run/session-statements.ts";
import { need } from "../run/visibility.ts";
import { Arr, T } from "../types/type.ts";
import { fn } from "./registry.ts";

/** What a session knows of itself and of its server. */
export function session(): void {
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
