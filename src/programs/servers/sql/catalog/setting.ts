import { SqlError } from "../lexer.ts";
import type { Result, Session } from "../session.ts";
import { listing } from "./describe.ts";

/** `16.15` as the one number 160015. */
function numbered(version: string): string {
  const [major = "0", minor = "0"] = version.split(".");
  return `${major}${minor.padStart(4, "0")}`;
}

/** PostgreSQL's SHOW: a setting. */
export function showSetting(s: Session, what: string): Result {
  const name = what.toLowerCase();
  const values: Readonly<Record<string, string>> = {
    server_version: s.version.split(" ")[1] ?? "",
    server_version_num: numbered(s.version.split(" ")[1] ?? ""),
    config_file: "/var/lib/postgresql/data/postgresql.conf",
    hba_file: "/var/lib/postgresql/data/pg_hba.conf",
    listen_addresses: "*",
    log_statement: "none",
    wal_level: "replica",
    work_mem: "4MB",
    timezone: "Etc/UTC",
    "time zone": "Etc/UTC",
    max_connections: "100",
    port: "5432",
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    search_path: '"$user", public',
    datestyle: "ISO, MDY",
    shared_buffers: "128MB",
    transaction_isolation: "read committed",
    "transaction isolation level": "read committed",
    data_directory: "/var/lib/postgresql/data",
  };
  const value = values[name];
  if (value === undefined) throw new SqlError(`drydock: SHOW ${name} is not simulated`, "0A000");
  return listing(
    [name === "time zone" ? "TimeZone" : name === "timezone" ? "TimeZone" : name === "datestyle" ? "DateStyle" : name],
    [[value]],
  );
}
