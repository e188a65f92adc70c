import type { Session } from "../session.ts";

/** Lists that a server gives of itself: what it was built with. */

export const ENGINES = [
  ["ndbcluster", "NO", "Clustered, fault-tolerant tables", null, null, null],
  ["MEMORY", "YES", "Hash based, stored in memory, useful for temporary tables", "NO", "NO", "NO"],
  ["InnoDB", "DEFAULT", "Supports transactions, row-level locking, and foreign keys", "YES", "YES", "YES"],
  ["PERFORMANCE_SCHEMA", "YES", "Performance Schema", "NO", "NO", "NO"],
  ["MyISAM", "YES", "MyISAM storage engine", "NO", "NO", "NO"],
  ["FEDERATED", "NO", "Federated MySQL storage engine", null, null, null],
  ["ndbinfo", "NO", "MySQL Cluster system information storage engine", null, null, null],
  ["MRG_MYISAM", "YES", "Collection of identical MyISAM tables", "NO", "NO", "NO"],
  ["BLACKHOLE", "YES", "/dev/null storage engine (anything you write to it disappears)", "NO", "NO", "NO"],
  ["CSV", "YES", "CSV storage engine", "NO", "NO", "NO"],
  ["ARCHIVE", "YES", "Archive storage engine", "NO", "NO", "NO"],
] as const;

export const MARIA_ENGINES = [
  ["MEMORY", "YES", "Hash based, stored in memory, useful for temporary tables", "NO", "NO", "NO"],
  ["CSV", "YES", "Stores tables as CSV files", "NO", "NO", "NO"],
  ["PERFORMANCE_SCHEMA", "YES", "Performance Schema", "NO", "NO", "NO"],
  [
    "Aria",
    "YES",
    "Crash-safe tables with MyISAM heritage. Used for internal temporary tables and privilege tables",
    "NO",
    "NO",
    "NO",
  ],
  ["MyISAM", "YES", "Non-transactional engine with good performance and small data footprint", "NO", "NO", "NO"],
  ["MRG_MyISAM", "YES", "Collection of identical MyISAM tables", "NO", "NO", "NO"],
  [
    "InnoDB",
    "DEFAULT",
    "Supports transactions, row-level locking, foreign keys and encryption for tables",
    "YES",
    "YES",
    "YES",
  ],
  ["SEQUENCE", "YES", "Generated tables filled with sequential values", "YES", "NO", "YES"],
] as const;

export const CHARSETS = [
  ["ascii", "US ASCII", "ascii_general_ci", 1],
  ["binary", "Binary pseudo charset", "binary", 1],
  ["latin1", "cp1252 West European", "latin1_swedish_ci", 1],
  ["utf8mb3", "UTF-8 Unicode", "utf8mb3_general_ci", 3],
  ["utf8mb4", "UTF-8 Unicode", "utf8mb4_0900_ai_ci", 4],
] as const;

export const COLLATIONS = [
  ["ascii_general_ci", "ascii", 11, "Yes", "Yes", 1, "PAD SPACE"],
  ["binary", "binary", 63, "Yes", "Yes", 1, "NO PAD"],
  ["latin1_swedish_ci", "latin1", 8, "Yes", "Yes", 1, "PAD SPACE"],
  ["utf8mb3_general_ci", "utf8mb3", 33, "Yes", "Yes", 1, "PAD SPACE"],
  ["utf8mb4_0900_ai_ci", "utf8mb4", 255, "Yes", "Yes", 0, "NO PAD"],
  ["utf8mb4_bin", "utf8mb4", 46, "", "Yes", 1, "PAD SPACE"],
  ["utf8mb4_general_ci", "utf8mb4", 45, "", "Yes", 1, "PAD SPACE"],
  ["utf8mb4_unicode_ci", "utf8mb4", 224, "", "Yes", 8, "PAD SPACE"],
] as const;

/** SHOW STATUS: what this server counts. */
export function statusRows(s: Session): [string, string][] {
  const { server } = s;
  const tables = [...s.shared.databases.values()].reduce((n, d) => n + d.tables.size, 0);
  const all: Readonly<Record<string, number>> = {
    Aborted_clients: 0,
    Aborted_connects: 0,
    Connections: Math.max(8, s.id + 1),
    Flush_commands: 3,
    Max_used_connections: server.connections.size,
    Open_tables: 90 + tables,
    Opened_tables: 160 + tables,
    Queries: server.questions + 2,
    Questions: server.questions,
    Slow_queries: 0,
    Threads_connected: server.connections.size,
    Threads_running: 2,
    Uptime: Math.floor((s.now() - server.started) / 1_000_000),
    Uptime_since_flush_status: Math.floor((s.now() - server.started) / 1_000_000),
  };
  return Object.entries(all).map(([name, value]) => [name, String(value)]);
}
