import type { Statement } from "../ast.ts";
import { createTableText } from "../catalog/create-text.ts";
import { describe, listing } from "../catalog/describe.ts";
import { rowScope } from "../change/rules.ts";
import { SqlError } from "../lexer.ts";
import { holds } from "../run/evaluate.ts";
import { needTable } from "../run/relations.ts";
import { databaseFor, type Result, type Session, storeFor } from "../session.ts";
import { lasting } from "../store.ts";
import { accountOf, allows, ownAccount, privilegesOf } from "./accounts.ts";
import { showGrants } from "./grants.ts";
import { CHARSETS, COLLATIONS, ENGINES, MARIA_ENGINES, statusRows } from "./server-lists.ts";
import { columnRows, indexRows, tableStatus } from "./show-tables.ts";
import { collation, isMaria, variableRows } from "./variables.ts";
import { viewText } from "./view-text.ts";
import { warn } from "./warnings.ts";

type Show = Extract<Statement, { kind: "show" }>;

/** MySQL's SHOW, with LIKE over the list's first column and WHERE over all of them. */
export function showMysql(s: Session, q: Show): Result {
  return filtered(s, q, listed(s, q));
}

const fits = (like: string | undefined, name: string): boolean => {
  const source = (like ?? "%")
    .replace(/[.*+?^${}()|[\]]/g, "\\$&")
    .replace(/\\?[%_]/g, (c) => (c === "%" ? ".*" : c === "_" ? "." : (c[1] ?? "")));
  return new RegExp(`^${source}$`, "is").test(name);
};

function filtered(s: Session, q: Show, list: Result): Result {
  const columns = list.columns ?? [];
  const fields = columns.map((c) => ({ name: c.name, type: c.numeric ? "bigint" : "varchar" }));
  const { where, like } = q;
  const rows = list.rows.filter(
    (row) =>
      fits(like, String(row[0] ?? "")) &&
      (!where ||
        holds(where, { ...rowScope(s, undefined, "", []), bound: [{ alias: "", fields, row }], part: "where clause" })),
  );
  return { ...list, rows, affected: rows.length };
}

function listed(s: Session, q: Show): Result {
  const { like } = q;
  const what = q.what.replace(/^extended /i, "").replace(/^(global|session|local) /i, "");
  const lower = what.toLowerCase();
  const head = (name: string) => (like === undefined ? name : `${name} (${like})`);
  if (lower === "databases" || lower === "schemas")
    return listing(
      [head("Database")],
      databaseNames(s).map((d) => [d]),
    );
  const tables = /^(full )?tables(?: (?:from|in) (\S+))?$/i.exec(what);
  if (tables) return tableNames(s, tables[1] !== undefined, bare(tables[2]), head);
  const status = /^table status(?: (?:from|in) (\S+))?$/i.exec(what);
  if (status) return tableStatus(s, bare(status[1]));
  const named =
    /^(full )?(columns|fields|create table|create view|create database|create schema|create user|index|indexes|keys)(?: if not exists)? ?(?:from |in )?(\S+)(?: (?:from|in) (\S+))?$/i.exec(
      what,
    );
  if (named) return about(s, (named[2] ?? "").toLowerCase(), named[3] ?? "", bare(named[4]), named[1] !== undefined);
  if (lower === "variables") return listing(["Variable_name", "Value"], variableRows(s));
  if (lower === "status") return listing(["Variable_name", "Value"], statusRows(s));
  if (lower === "warnings")
    return listing(
      ["Level", "Code", "Message"],
      s.warnings.map((w) => [w.level, w.code, w.message]),
      ["Code"],
    );
  if (lower === "errors")
    return listing(
      ["Level", "Code", "Message"],
      s.warnings.filter((w) => w.level === "Error").map((w) => [w.level, w.code, w.message]),
      ["Code"],
    );
  if (/^count\s*\(\s*\*\s*\) warnings$/.test(lower))
    return listing(["@@session.warning_count"], [[s.warningCount]], ["@@session.warning_count"]);
  if (lower === "engines" || lower === "storage engines")
    return listing(
      ["Engine", "Support", "Comment", "Transactions", "XA", "Savepoints"],
      isMaria(s) ? MARIA_ENGINES : ENGINES,
    );
  if (/^(full )?processlist$/.test(lower)) {
    if (!isMaria(s))
      warn(
        s,
        1287,
        "'INFORMATION_SCHEMA.PROCESSLIST' is deprecated and will be removed in a future release. Please use performance_schema.processlist instead",
      );
    return processes(s);
  }
  const grants = /^grants(?: for (.*))?$/i.exec(what);
  if (grants) return showGrants(s, (grants[1] ?? "").trim());
  if (/^(character set|charset)$/.test(lower))
    return listing(["Charset", "Description", "Default collation", "Maxlen"], CHARSETS, ["Maxlen"]);
  if (lower === "collation")
    return listing(["Collation", "Charset", "Id", "Default", "Compiled", "Sortlen", "Pad_attribute"], COLLATIONS, [
      "Id",
      "Sortlen",
    ]);
  if (/^triggers\b/.test(lower))
    return listing(
      [
        "Trigger",
        "Event",
        "Table",
        "Statement",
        "Timing",
        "Created",
        "sql_mode",
        "Definer",
        "character_set_client",
        "collation_connection",
        "Database Collation",
      ],
      [],
    );
  if (/^(procedure|function) status\b/.test(lower))
    return listing(
      [
        "Db",
        "Name",
        "Type",
        "Language",
        "Definer",
        "Modified",
        "Created",
        "Security_type",
        "Comment",
        "character_set_client",
        "collation_connection",
        "Database Collation",
      ],
      [],
    );
  if (/^events\b/.test(lower))
    return listing(
      [
        "Db",
        "Name",
        "Definer",
        "Time zone",
        "Type",
        "Execute at",
        "Interval value",
        "Interval field",
        "Starts",
        "Ends",
        "Status",
        "Originator",
        "character_set_client",
        "collation_connection",
        "Database Collation",
      ],
      [],
    );
  throw new SqlError(`drydock: SHOW ${what} is not simulated`, "HY000", 1235);
}

const bare = (name: string | undefined) => name?.replace(/^([`'"])(.*)\1$/s, "$2");

/** What this user may see. */
function databaseNames(s: Session): string[] {
  const own = ownAccount(s);
  const all = own ? privilegesOf(storeFor(s), own[1]) : [];
  const seen = (d: string) =>
    !own ||
    own[1].superuser ||
    /^(information_schema|performance_schema)$/.test(d) ||
    allows(all, d, undefined, undefined);
  return [...storeFor(s).databases.keys()].filter(seen).sort();
}

function tableNames(s: Session, full: boolean, schema: string | undefined, head: (name: string) => string): Result {
  const [database, contents] = databaseFor(s, schema);
  const names = [...lasting(contents).map((t) => t.name), ...contents.views.keys()].sort();
  if (!full)
    return listing(
      [head(`Tables_in_${database}`)],
      names.map((n) => [n]),
    );
  return listing(
    [head(`Tables_in_${database}`), "Table_type"],
    names.map((n) => [n, contents.tables.has(n) ? "BASE TABLE" : "VIEW"]),
  );
}

function about(s: Session, what: string, given: string, schema: string | undefined, full: boolean): Result {
  if (what === "create user") return createUser(s, given);
  const [first = "", second] = given.replaceAll("`", "").split(".");
  const ref = {
    kind: "table",
    schema: second === undefined ? schema : first,
    name: second ?? first,
    alias: undefined,
    at: 0,
  } as const;
  if (/^create (database|schema)$/.test(what)) {
    if (!storeFor(s).databases.has(ref.name)) throw new SqlError(`Unknown database '${ref.name}'`, "42000", 1049);
    const text = isMaria(s)
      ? `CREATE DATABASE \`${ref.name}\` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation(s)} */`
      : `CREATE DATABASE \`${ref.name}\` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation(s)} */ /*!80016 DEFAULT ENCRYPTION='N' */`;
    return listing(["Database", "Create Database"], [[ref.name, text]]);
  }
  if (what === "columns" || what === "fields") return full ? columnRows(s, ref) : describe(s, ref);
  const [database, contents] = databaseFor(s, ref.schema);
  const view = contents.views.get(ref.name);
  if (view && what.startsWith("create"))
    return listing(
      ["View", "Create View", "character_set_client", "collation_connection"],
      [[view.name, viewText(s, view), "utf8mb4", collation(s)]],
    );
  const [, table] = needTable(s, ref);
  if (what === "create view") throw new SqlError(`'${database}.${table.name}' is not VIEW`, "HY000", 1347);
  if (what.startsWith("create"))
    return listing(["Table", "Create Table"], [[table.name, createTableText(table, isMaria(s))]]);
  return indexRows(s, table);
}

function createUser(s: Session, given: string): Result {
  const key = given.replaceAll(/['`"]/g, "");
  const full = key.includes("@") ? key : `${key}@%`;
  const found = storeFor(s).users.get(full);
  const { name, host } = accountOf(full);
  if (!found) throw new SqlError(`Operation SHOW CREATE USER failed for '${name}'@'${host}'`, "HY000", 1396);
  throw new SqlError("drydock: SHOW CREATE USER is not simulated", "HY000", 1235);
}

function processes(s: Session): Result {
  const now = s.now();
  const others = [...s.server.connections].map(([id, c]) => [
    id,
    c.session.user,
    c.session.host === "localhost" ? "localhost" : `${c.session.host}:${50_000 + id}`,
    c.session.database ?? null,
    c.statement === undefined ? "Sleep" : "Query",
    Math.floor((now - c.since) / 1_000_000),
    c.statement === undefined ? "" : isMaria(s) ? "starting" : "init",
    c.statement ?? null,
  ]);
  const daemon = [
    5,
    "event_scheduler",
    "localhost",
    null,
    "Daemon",
    Math.floor((now - s.server.started) / 1_000_000),
    "Waiting on empty queue",
    null,
  ];
  return isMaria(s)
    ? listing(
        ["Id", "User", "Host", "db", "Command", "Time", "State", "Info", "Progress"],
        others.map((o) => [...o, "0.000"]),
        ["Id", "Time", "Progress"],
      )
    : listing(["Id", "User", "Host", "db", "Command", "Time", "State", "Info"], [daemon, ...others], ["Id", "Time"]);
}
