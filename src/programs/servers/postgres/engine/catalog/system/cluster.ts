import type { Session } from "../../session.ts";
import type { Value } from "../../types/type.ts";
import { acl, roleOid, table } from "./table.ts";

/** The cluster's own: databases, roles, tablespaces. */
export function clusterTables(): void {
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
