import { uniqueKeys } from "../change/rules.ts";
import { SqlError } from "../lexer.ts";
import { mayMysql } from "../rights.ts";
import { needTable } from "../run/relations.ts";
import { databaseFor, type Result, type Session, storeFor } from "../session.ts";
import { createTableText } from "./create-text.ts";
import { describe, listing } from "./describe.ts";

type Like = (name: string) => boolean;

/** SHOW: MySQL's lists, PostgreSQL's settings. */
export function showWhat(s: Session, what: string, like: string | undefined): Result {
  if (s.dialect === "postgres") return setting(s, what.toLowerCase());
  const pattern = (like ?? "%")
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  const fits: Like = (name) => new RegExp(`^${pattern}$`, "i").test(name);
  const head = (name: string) => (like === undefined ? name : `${name} (${like})`);
  const lower = what.toLowerCase().replace(/^(full|extended) /, "");
  if (lower === "databases" || lower === "schemas") {
    const user = storeFor(s).users.get(s.user);
    const seen = (d: string) =>
      !user ||
      user.superuser ||
      /^(information_schema|performance_schema)$/.test(d) ||
      mayMysql(user, d, undefined, undefined);
    return listing([head("Database")], sorted([...storeFor(s).databases.keys()].filter((d) => fits(d) && seen(d))));
  }
  const tables = /^tables(?: (?:from|in) (\S+))?$/.exec(lower);
  if (tables) {
    const schema =
      tables[1] === undefined
        ? undefined
        : [...storeFor(s).databases.keys()].find((d) => d.toLowerCase() === tables[1]);
    if (tables[1] !== undefined && schema === undefined)
      throw new SqlError(`Unknown database '${tables[1]}'`, "42000", 1049);
    const [database, contents] = databaseFor(s, schema);
    const rows = sorted([...contents.tables.keys(), ...contents.views.keys()].filter(fits));
    if (!/^full/i.test(what)) return listing([head(`Tables_in_${database}`)], rows);
    return listing(
      [head(`Tables_in_${database}`), "Table_type"],
      rows.map(([n = ""]) => [n, contents.tables.has(n) ? "BASE TABLE" : "VIEW"]),
    );
  }
  // Names keep their case.
  const named =
    /^(?:full )?(columns|fields|create table|create view|create database|create schema|index|indexes|keys) ?(?:from |in )?(\S+)(?: (?:from|in) (\S+))?$/i.exec(
      what,
    );
  if (named) return aboutTable(s, (named[1] ?? "").toLowerCase(), named[2] ?? "", named[3]);
  if (/^(global |session )?(variables|status)$/.test(lower)) {
    const all: [string, string][] = [
      ["character_set_server", "utf8mb4"],
      ["collation_server", "utf8mb4_0900_ai_ci"],
      ["max_connections", "151"],
      ["port", "3306"],
      ["version", s.version],
    ];
    if (/status$/.test(lower)) throw new SqlError("drydock: SHOW STATUS is not simulated", "HY000", 1235);
    return listing(
      ["Variable_name", "Value"],
      all.filter(([name]) => fits(name)),
    );
  }
  if (lower === "warnings" || lower === "errors") return listing(["Level", "Code", "Message"], []);
  if (lower === "engines")
    return listing(
      ["Engine", "Support", "Comment", "Transactions", "XA", "Savepoints"],
      [["InnoDB", "DEFAULT", "Supports transactions, row-level locking, and foreign keys", "YES", "YES", "YES"]],
    );
  if (lower === "processlist")
    return listing(
      ["Id", "User", "Host", "db", "Command", "Time", "State", "Info"],
      [[8, s.user, "localhost", s.database ?? null, "Query", 0, "init", "show processlist"]],
    );
  const grants = /^grants(?: for (.*))?$/.exec(lower);
  if (grants) return grantsOf(s, (grants[1] ?? s.user).replace(/@.*$/, "").replaceAll("'", "").trim());
  throw new SqlError(`drydock: SHOW ${what} is not simulated`, "HY000", 1235);
}

function sorted(names: readonly string[]): [string][] {
  return [...names].sort().map((n) => [n]);
}

function aboutTable(s: Session, what: string, given: string, schema: string | undefined): Result {
  const [first = "", second] = given.replaceAll("`", "").split(".");
  const ref = {
    kind: "table",
    schema: second === undefined ? schema : first,
    name: second ?? first,
    alias: undefined,
    at: 0,
  } as const;
  if (/^create (database|schema)/.test(what)) {
    if (!storeFor(s).databases.has(ref.name)) throw new SqlError(`Unknown database '${ref.name}'`, "42000", 1049);
    return listing(
      ["Database", "Create Database"],
      [
        [
          ref.name,
          `CREATE DATABASE \`${ref.name}\` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci */ /*!80016 DEFAULT ENCRYPTION='N' */`,
        ],
      ],
    );
  }
  if (what === "columns" || what === "fields") return describe(s, ref);
  const view = databaseFor(s, ref.schema)[1].views.get(ref.name);
  if (view && what.startsWith("create"))
    return listing(
      ["View", "Create View", "character_set_client", "collation_connection"],
      [[view.name, `CREATE VIEW \`${view.name}\` AS ${view.text}`, "utf8mb4", "utf8mb4_0900_ai_ci"]],
    );
  const [, table] = needTable(s, ref);
  if (what.startsWith("create"))
    return listing(["Table", "Create Table"], [[table.name, createTableText(table, /MariaDB/.test(s.version))]]);
  const keys = [
    ...uniqueKeys(table).map((k) => ({ name: k.name, columns: k.columns, unique: true })),
    ...table.indexes.filter((i) => !i.unique),
  ];
  return listing(
    ["Table", "Non_unique", "Key_name", "Seq_in_index", "Column_name", "Index_type"],
    keys.flatMap((k) => k.columns.map((c, i) => [table.name, k.unique ? 0 : 1, k.name, i + 1, c, "BTREE"])),
  );
}

function grantsOf(s: Session, name: string): Result {
  const found = storeFor(s).users.get(name);
  if (!found) throw new SqlError(`There is no such grant defined for user '${name}' on host '%'`, "42000", 1141);
  const all = found.superuser
    ? ["GRANT ALL PRIVILEGES ON *.*"]
    : ["GRANT USAGE ON *.*", ...found.grants.map((g) => quotedGrant(g))];
  return listing(
    [`Grants for ${name}@%`],
    all.map((g) => [`${g} TO \`${name}\`@\`%\`${found.superuser ? " WITH GRANT OPTION" : ""}`]),
  );
}

/** `GRANT … ON …` as the server writes it back. */
function quotedGrant(text: string): string {
  const m = /^grant\s+(.*?)\s+on\s+(\S+?)\s*\.\s*(\S+)\s+to\s/is.exec(text);
  if (!m) return text;
  const rights = /^all\b/i.test(m[1] ?? "") ? "ALL PRIVILEGES" : (m[1] ?? "").toUpperCase().replace(/\s*,\s*/g, ", ");
  const part = (x: string) => (x === "*" ? x : `\`${x.replaceAll("`", "")}\``);
  return `GRANT ${rights} ON ${part(m[2] ?? "")}.${part(m[3] ?? "")}`;
}

/** `16.15` as the one number 160015. */
function numbered(version: string): string {
  const [major = "0", minor = "0"] = version.split(".");
  return `${major}${minor.padStart(4, "0")}`;
}

function setting(s: Session, name: string): Result {
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
