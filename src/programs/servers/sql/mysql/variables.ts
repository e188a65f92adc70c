import { SqlError } from "../lexer.ts";
import type { Dialect } from "../parse/reserved.ts";
import type { Session } from "../session.ts";
import type { Value } from "../values/value.ts";

export const SQL_MODE =
  "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
const MARIA_SQL_MODE = "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION";

export const isMaria = (s: Pick<Session, "version">) => /MariaDB/.test(s.version);
export function dialectOf(s: Pick<Session, "version">): Dialect {
  if (isMaria(s)) return "mariadb";
  return Number.parseInt(s.version, 10) < 9 ? "mysql8" : "mysql";
}
export const collation = (s: Pick<Session, "version">) => (isMaria(s) ? "utf8mb4_uca1400_ai_ci" : "utf8mb4_0900_ai_ci");

/** The system variables that are asked for every day, as a fresh server of the image has them. */
export function systemVariables(s: Session): ReadonlyMap<string, Value> {
  const maria = isMaria(s);
  const charset = "utf8mb4";
  const all: Readonly<Record<string, Value>> = {
    autocommit: 1,
    auto_increment_increment: 1,
    auto_increment_offset: 1,
    basedir: "/usr/",
    bind_address: "*",
    character_set_client: charset,
    character_set_connection: charset,
    character_set_database: charset,
    character_set_filesystem: "binary",
    character_set_results: charset,
    character_set_server: charset,
    character_set_system: maria ? "utf8mb3" : "utf8mb3",
    character_sets_dir: maria ? "/usr/share/mariadb/charsets/" : "/usr/share/mysql-8.4/charsets/",
    collation_connection: collation(s),
    collation_database: collation(s),
    collation_server: collation(s),
    connect_timeout: 10,
    datadir: "/var/lib/mysql/",
    default_authentication_plugin: "caching_sha2_password",
    default_storage_engine: "InnoDB",
    div_precision_increment: 4,
    event_scheduler: maria ? "OFF" : "ON",
    foreign_key_checks: 1,
    general_log: 0,
    group_concat_max_len: maria ? 1048576 : 1024,
    have_ssl: "YES",
    hostname: s.variable("hostname") ?? "",
    innodb_buffer_pool_size: 134217728,
    innodb_flush_log_at_trx_commit: 1,
    innodb_lock_wait_timeout: 50,
    interactive_timeout: 28800,
    lc_time_names: "en_US",
    license: "GPL",
    local_infile: maria ? 1 : 0,
    lock_wait_timeout: maria ? 86400 : 31536000,
    log_bin: maria ? 0 : 1,
    log_error: "stderr",
    long_query_time: "10.000000",
    lower_case_table_names: 0,
    max_allowed_packet: maria ? 16777216 : 67108864,
    max_connections: s.variable("max_connections") ?? 151,
    max_error_count: 1024,
    net_read_timeout: 30,
    net_write_timeout: 60,
    pid_file: maria ? "/run/mysqld/mysqld.pid" : "/var/run/mysqld/mysqld.pid",
    port: s.variable("port") ?? 3306,
    protocol_version: 10,
    read_only: 0,
    server_id: 1,
    skip_networking: 0,
    slow_query_log: 0,
    socket: maria ? "/run/mysqld/mysqld.sock" : "/var/run/mysqld/mysqld.sock",
    sql_auto_is_null: 0,
    sql_mode: maria ? MARIA_SQL_MODE : SQL_MODE,
    sql_notes: 1,
    sql_safe_updates: 0,
    sql_warnings: 0,
    storage_engine: "InnoDB",
    system_time_zone: "UTC",
    table_open_cache: maria ? 2000 : 4000,
    thread_cache_size: maria ? 151 : 9,
    time_zone: "SYSTEM",
    tmpdir: "/tmp",
    transaction_isolation: "REPEATABLE-READ",
    transaction_read_only: 0,
    tx_isolation: maria ? "REPEATABLE-READ" : null,
    unique_checks: 1,
    version: s.version,
    version_comment: maria ? "mariadb.org binary distribution" : "MySQL Community Server - GPL",
    version_compile_machine: "x86_64",
    version_compile_os: maria ? "debian-linux-gnu" : "Linux",
    wait_timeout: 28800,
    warning_count: s.warningCount,
    error_count: 0,
    last_insert_id: s.lastInsertId,
    insert_id: 0,
    identity: s.lastInsertId,
  };
  return new Map(Object.entries(all).filter(([, v]) => v !== null));
}

/** Variables that hold ON or OFF where a list shows them. */
const SWITCHES =
  /^(autocommit|foreign_key_checks|general_log|local_infile|log_bin|read_only|skip_networking|slow_query_log|sql_auto_is_null|sql_notes|sql_safe_updates|sql_warnings|transaction_read_only|unique_checks)$/;
/** Not in the list: they are the connection's own. */
const UNLISTED = /^(storage_engine|identity)$/;

/** A variable as this session has it. Throws SqlError for a name that is none. */
export function variableValue(s: Session, name: string, global = false): Value {
  const own = global ? undefined : s.settings.get(name);
  const found = own ?? s.server.globals.get(name) ?? systemVariables(s).get(name);
  if (found === undefined) throw new SqlError(`Unknown system variable '${name}'`, "HY000", 1193);
  return found;
}

/** SHOW VARIABLES. */
export function variableRows(s: Session): [string, string][] {
  return [...systemVariables(s)]
    .filter(([name]) => !UNLISTED.test(name))
    .map(([name, value]): [string, string] => {
      const now = s.settings.get(name) ?? s.server.globals.get(name) ?? value;
      return [name, SWITCHES.test(name) ? (now === 1 ? "ON" : now === 0 ? "OFF" : String(now)) : String(now)];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A value as SET takes it: `on` and `off` are 1 and 0 where a variable is a switch. */
export function settable(name: string, value: Value): Value {
  if (!SWITCHES.test(name)) return value;
  if (typeof value === "string" && /^(on|true|1)$/i.test(value)) return 1;
  if (typeof value === "string" && /^(off|false|0)$/i.test(value)) return 0;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value;
}
