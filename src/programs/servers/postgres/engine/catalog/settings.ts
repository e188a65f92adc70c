import { PgError } from "../error.ts";
import { needZone } from "../types/clock.ts";

/** What the server is set to when nothing else is said. */
export const DEFAULTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    allow_system_table_mods: "off",
    application_name: "",
    autovacuum: "on",
    bytea_output: "hex",
    checkpoint_timeout: "5min",
    client_encoding: "UTF8",
    client_min_messages: "notice",
    constraint_exclusion: "partition",
    data_directory: "/var/lib/postgresql/18/docker",
    datestyle: "ISO, MDY",
    default_tablespace: "",
    default_transaction_isolation: "read committed",
    default_transaction_read_only: "off",
    effective_cache_size: "4GB",
    enable_hashjoin: "on",
    enable_indexscan: "on",
    enable_seqscan: "on",
    extra_float_digits: "1",
    fsync: "on",
    hba_file: "/var/lib/postgresql/18/docker/pg_hba.conf",
    idle_in_transaction_session_timeout: "0",
    config_file: "/var/lib/postgresql/18/docker/postgresql.conf",
    intervalstyle: "postgres",
    jit: "on",
    lc_collate: "en_US.utf8",
    lc_ctype: "en_US.utf8",
    lc_messages: "en_US.utf8",
    lc_monetary: "en_US.utf8",
    lc_numeric: "en_US.utf8",
    lc_time: "en_US.utf8",
    listen_addresses: "*",
    lock_timeout: "0",
    log_connections: "",
    log_destination: "stderr",
    log_min_duration_statement: "-1",
    log_statement: "none",
    logging_collector: "off",
    maintenance_work_mem: "64MB",
    max_connections: "100",
    max_wal_size: "1GB",
    max_worker_processes: "8",
    password_encryption: "scram-sha-256",
    port: "5432",
    random_page_cost: "4",
    row_security: "on",
    search_path: '"$user", public',
    seq_page_cost: "1",
    server_encoding: "UTF8",
    shared_buffers: "128MB",
    ssl: "off",
    standard_conforming_strings: "on",
    statement_timeout: "0",
    synchronous_commit: "on",
    temp_buffers: "8MB",
    timezone: "Etc/UTC",
    unix_socket_directories: "/var/run/postgresql",
    wal_level: "replica",
    work_mem: "4MB",
    xmloption: "content",
  }),
);

export const KNOWN: ReadonlySet<string> = new Set([
  ...DEFAULTS.keys(),
  "role",
  "session_authorization",
  "transaction_isolation",
  "transaction_read_only",
  "server_version",
  "server_version_num",
  "is_superuser",
  "check_function_bodies",
  "default_table_access_method",
  "transaction_timeout",
  "lo_compat_privileges",
  "synchronize_seqscans",
]);

/** Those that no session changes, with what the server says of each. */
export const READ_ONLY: ReadonlyMap<string, string> = new Map([
  ["max_connections", " without restarting the server"],
  ["shared_buffers", " without restarting the server"],
  ["port", " without restarting the server"],
  ["listen_addresses", " without restarting the server"],
  ["wal_level", " without restarting the server"],
  ["max_worker_processes", " without restarting the server"],
  ["data_directory", " without restarting the server"],
  ["fsync", " now"],
  ["autovacuum", " now"],
  ["ssl", " now"],
  ["server_version", ""],
  ["server_encoding", ""],
]);

/** A value as SHOW gives it back. Throws PgError for one that is none. */
export function normalised(name: string, value: string): string {
  if (name === "datestyle" && !/^iso\b/i.test(value))
    throw new PgError(`drydock: the DateStyle ${value} is not simulated`, "0A000");
  if (name === "intervalstyle" && value !== "postgres")
    throw new PgError(`drydock: the IntervalStyle ${value} is not simulated`, "0A000");
  if (name === "timezone") return needZone(value === "utc" ? "UTC" : value);
  if (/^(work_mem|maintenance_work_mem|temp_buffers|effective_cache_size)$/.test(name)) {
    const m = /^(\d+)\s*(kB|MB|GB|TB|B)?$/.exec(value);
    if (!m)
      throw new PgError(
        `invalid value for parameter "${name}": "${value}"`,
        "22023",
        /^\d+/.test(value) ? { hint: 'Valid units for this parameter are "B", "kB", "MB", "GB", and "TB".' } : {},
      );
    let n = Number(m[1]);
    let unit = m[2] ?? "kB";
    for (const next of ["MB", "GB"]) {
      if (unit === (next === "MB" ? "kB" : "MB") && n >= 1024 && n % 1024 === 0) {
        n /= 1024;
        unit = next;
      }
    }
    return `${n}${unit}`;
  }
  if (/_timeout$/.test(name)) {
    const m = /^(\d+)\s*(ms|s|min|h|d)?$/.exec(value);
    if (!m) throw new PgError(`invalid value for parameter "${name}": "${value}"`, "22023");
    return value.startsWith("0")
      ? "0"
      : m[2]
        ? value.replace(/\s/g, "")
        : Number(value) % 1000 === 0
          ? `${Number(value) / 1000}s`
          : `${value}ms`;
  }
  if (DEFAULTS.get(name) === "on" || DEFAULTS.get(name) === "off") {
    const t = value.toLowerCase();
    if (/^(on|true|yes|1)$/.test(t)) return "on";
    if (/^(off|false|no|0)$/.test(t)) return "off";
    throw new PgError(`parameter "${name}" requires a Boolean value`, "22023");
  }
  return value;
}
