import type { Value } from "./ast.ts";
import { SqlError } from "./lexer.ts";
import type { Result, Session } from "./session.ts";
import type { Table } from "./store.ts";

function rows(names: readonly string[], values: readonly (readonly Value[])[]): Result {
  return {
    columns: names.map((name) => ({ name, numeric: false })),
    rows: values,
    tag: "SHOW",
    affected: values.length,
    notices: [],
  };
}

/** SHOW: MySQL's lists, PostgreSQL's settings. */
export function showWhat(s: Session, what: string, like: string | undefined): Result {
  const fits = (name: string) =>
    like === undefined ||
    new RegExp(
      `^${like
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replaceAll("%", ".*")
        .replaceAll("_", ".")}$`,
      "i",
    ).test(name);
  if (s.dialect === "postgres") {
    if (what.startsWith("drydock ")) return own(s, what.slice(8));
    const values: Readonly<Record<string, string>> = {
      server_version: s.version.split(" ")[1] ?? "",
      timezone: "Etc/UTC",
      max_connections: "100",
      port: "5432",
      server_encoding: "UTF8",
    };
    const value = values[what.toLowerCase()];
    if (value === undefined) throw new SqlError(`drydock: SHOW ${what} is not simulated`, "0A000");
    return rows([what.toLowerCase()], [[value]]);
  }
  const lower = what.toLowerCase().replace(/^full /, "");
  if (lower === "databases" || lower === "schemas") {
    const name = like === undefined ? "Database" : `Database (${like})`;
    return rows(
      [name],
      [...s.store.databases.keys()]
        .filter(fits)
        .sort()
        .map((d) => [d]),
    );
  }
  const from = /^tables(?: (?:from|in) (\S+))?$/.exec(lower);
  if (from) {
    const database =
      from[1] === undefined ? s.database : [...s.store.databases.keys()].find((d) => d.toLowerCase() === from[1]);
    if (database === undefined)
      throw from[1] === undefined
        ? new SqlError("No database selected", "3D000", 1046)
        : new SqlError(`Unknown database '${from[1]}'`, "42000", 1049);
    const tables = s.store.databases.get(database) ?? new Map<string, Table>();
    return rows(
      [`Tables_in_${database}${like === undefined ? "" : ` (${like})`}`],
      [...tables.keys()]
        .filter(fits)
        .sort()
        .map((t) => [t]),
    );
  }
  const columns = /^(?:columns|fields) (?:from|in) (\S+)$/.exec(lower);
  if (columns) {
    const table = s.store.databases.get(s.database ?? "")?.get(columns[1] ?? "");
    if (!table) throw new SqlError(`Table '${s.database}.${columns[1]}' doesn't exist`, "42S02", 1146);
    return describe(table);
  }
  if (lower.startsWith("variables") || lower.startsWith("global variables")) {
    const all: [string, string][] = [
      ["max_connections", "151"],
      ["port", "3306"],
      ["version", s.version],
      ["character_set_server", "utf8mb4"],
    ];
    return rows(
      ["Variable_name", "Value"],
      all.filter(([name]) => fits(name)),
    );
  }
  if (lower === "warnings" || lower === "errors") return rows(["Level", "Code", "Message"], []);
  if (lower === "processlist")
    return rows(
      ["Id", "User", "Host", "db", "Command", "Time", "State", "Info"],
      [[8, s.user, "localhost", s.database ?? null, "Query", 0, "init", "show processlist"]],
    );
  if (lower.startsWith("grants"))
    return rows([`Grants for ${s.user}@%`], [[`GRANT ALL PRIVILEGES ON *.* TO \`${s.user}\`@\`%\``]]);
  throw new SqlError(`drydock: SHOW ${what} is not simulated`, "HY000", 1235);
}

/** What psql's backslash commands ask for: names of databases, tables, roles, the columns of a table. */
function own(s: Session, what: string): Result {
  const tables = s.store.databases.get(s.database ?? "") ?? new Map<string, Table>();
  if (what === "databases")
    return rows(
      ["name"],
      [...s.store.databases.keys()].sort().map((d) => [d]),
    );
  if (what === "tables")
    return rows(
      ["name"],
      [...tables.keys()].sort().map((t) => [t]),
    );
  if (what === "roles")
    return rows(
      ["name"],
      [...s.store.users.keys()].map((u) => [u]),
    );
  const table = tables.get(what.replace(/^columns /, ""));
  return rows(
    ["name", "type", "null", "default", "key"],
    (table?.columns ?? []).map((c) => [
      c.name,
      fullType(c.type),
      c.notNull ? "not null" : "",
      c.autoIncrement ? `nextval('${table?.name}_${c.name}_seq'::regclass)` : (c.defaultText ?? ""),
      c.primaryKey ? "primary" : c.unique ? "unique" : "",
    ]),
  );
}

/** A type as PostgreSQL itself calls it. */
function fullType(type: string): string {
  const names: Readonly<Record<string, string>> = {
    serial: "integer",
    bigserial: "bigint",
    smallserial: "smallint",
    int: "integer",
    int4: "integer",
    int8: "bigint",
    bool: "boolean",
    decimal: "numeric",
    float: "double precision",
    float8: "double precision",
    timestamp: "timestamp without time zone",
    timestamptz: "timestamp with time zone",
  };
  const base = type.replace(/\(.*$/, "");
  return (
    (names[base] ?? base.replace(/^varchar$/, "character varying").replace(/^char$/, "character")) +
    type.slice(base.length)
  );
}

/** MySQL's DESCRIBE. */
export function describe(table: Table): Result {
  return rows(
    ["Field", "Type", "Null", "Key", "Default", "Extra"],
    table.columns.map((c) => [
      c.name,
      c.type
        .replace(/^integer$/, "int")
        .replace(/^boolean$/, "tinyint(1)")
        .replace(/^bool$/, "tinyint(1)"),
      c.notNull ? "NO" : "YES",
      c.primaryKey ? "PRI" : c.unique ? "UNI" : "",
      c.defaultText === undefined ? null : c.defaultText.replace(/^'(.*)'$/, "$1"),
      c.autoIncrement
        ? "auto_increment"
        : /current_timestamp|now\(\)/i.test(c.defaultText ?? "")
          ? "DEFAULT_GENERATED"
          : "",
    ]),
  );
}
