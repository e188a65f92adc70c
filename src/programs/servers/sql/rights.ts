import type { Statement } from "./ast.ts";
import { SqlError } from "./lexer.ts";
import { accountOf, allows, ownAccount, privilegesOf, shownAccount } from "./mysql/accounts.ts";
import { type Session, storeFor } from "./session.ts";
import type { User } from "./store.ts";

interface Use {
  readonly schema: string | undefined;
  readonly name: string;
}

/** Every table that a statement names. */
function tablesIn(x: unknown): Use[] {
  if (Array.isArray(x)) return x.flatMap(tablesIn);
  if (typeof x !== "object" || x === null) return [];
  const o = x as { readonly kind?: unknown; readonly name?: unknown; readonly schema?: unknown };
  const own =
    o.kind === "table" && typeof o.name === "string"
      ? [{ schema: typeof o.schema === "string" ? o.schema : undefined, name: o.name }]
      : [];
  return [...own, ...Object.values(x).flatMap(tablesIn)];
}

/** The right that a statement needs on its own table; what it reads besides needs SELECT. */
const VERBS: Readonly<Record<string, string>> = {
  insert: "INSERT",
  update: "UPDATE",
  delete: "DELETE",
  "update join": "UPDATE",
  "delete join": "DELETE",
  "create table": "CREATE",
  "create view": "CREATE VIEW",
  drop: "DROP",
  truncate: "DROP",
  "alter table": "ALTER",
  "create index": "INDEX",
  "drop index": "INDEX",
  query: "SELECT",
};

/** Refuses what this user may not do: in MySQL what no GRANT allows, in PostgreSQL what belongs to another role. */
export function checkRights(s: Session, q: Statement): void {
  if (s.dialect === "mysql") {
    checkMysql(s, q);
    return;
  }
  const user = storeFor(s).users.get(s.user);
  if (user && !user.superuser) checkPostgres(s, q, user);
}

function checkMysql(s: Session, q: Statement): void {
  const [key, user] = ownAccount(s) ?? [];
  if (!user || user.superuser || key === undefined) return;
  const all = privilegesOf(storeFor(s), user);
  const denied = (database: string) =>
    new SqlError(`Access denied for user ${shownAccount(accountOf(key))} to database '${database}'`, "42000", 1044);
  const open = (database: string) => /^(information_schema|performance_schema)$/i.test(database);
  if (q.kind === "use" && !open(q.name) && !allows(all, q.name, undefined, undefined)) throw denied(q.name);
  if (q.kind === "create database" && !allows(all, q.name, undefined, "CREATE")) throw denied(q.name);
  if (q.kind === "drop database" && !allows(all, q.name, undefined, "DROP")) throw denied(q.name);
  const right = /^(account|rename user)$/.test(q.kind) ? "CREATE USER" : q.kind === "shutdown" ? "SHUTDOWN" : undefined;
  if (right !== undefined && !allows(all, "\0", undefined, right))
    throw new SqlError(
      `Access denied; you need (at least one of) the ${right} privilege(s) for this operation`,
      "42000",
      1227,
    );
  if (q.kind === "rights") {
    const schema = q.target?.schema || (s.database ?? "");
    if (q.target && schema !== "*" && all.some((p) => p.option && allows([p], schema, undefined, undefined))) return;
    if (q.target && schema !== "*" && q.target.table === "*") throw denied(schema);
    if (q.target?.schema === "*")
      throw new SqlError(`Access denied for user ${shownAccount(accountOf(key))} (using password: YES)`, "28000", 1045);
    throw new SqlError(
      `GRANT command denied to user ${shownAccount({ name: s.user, host: s.host })} for table '${q.target?.table ?? ""}'`,
      "42000",
      1142,
    );
  }
  const verb = q.kind === "insert" && q.replace ? "INSERT" : VERBS[q.kind];
  if (verb === undefined) return;
  tablesIn(q).forEach(({ schema, name }, i) => {
    const database = schema ?? s.database;
    if (database === undefined || open(database) || /^sys$/i.test(database)) return;
    const needed = i === 0 ? verb : "SELECT";
    if (allows(all, database, name, needed)) return;
    throw new SqlError(
      `${needed} command denied to user ${shownAccount({ name: s.user, host: s.host })} for table '${name}'`,
      "42000",
      1142,
    );
  });
}

function checkPostgres(s: Session, q: Statement, user: User): void {
  if (q.kind === "create database" && !user.options.includes("CREATEDB"))
    throw new SqlError("permission denied to create database", "42501");
  if (q.kind === "user" && !user.options.includes("CREATEROLE") && q.name !== s.user)
    throw new SqlError(
      `permission denied to ${q.verb} role`,
      "42501",
      undefined,
      undefined,
      `Only roles with the CREATEROLE attribute may ${q.verb} roles.`,
    );
  const contents = storeFor(s).databases.get(s.database ?? "");
  if (!contents) return;
  const owns = contents.owner === s.user;
  const granted = (right: string, on: RegExp) =>
    user.grants.some((g) => {
      const m = /^grant\s+(.*?)\s+on\s+(.*?)\s+to\s/is.exec(g);
      return (
        m !== null && (/^all\b/i.test(m[1] ?? "") || (m[1] ?? "").toUpperCase().includes(right)) && on.test(m[2] ?? "")
      );
    });
  if ((q.kind === "create table" || q.kind === "create view") && !owns && !granted("CREATE", /^schema\s+public/i))
    throw new SqlError("permission denied for schema public", "42501");
  const verb = q.kind === "truncate" ? "TRUNCATE" : VERBS[q.kind];
  if (verb === undefined || q.kind === "create table" || q.kind === "create view") return;
  tablesIn(q).forEach(({ name }, i) => {
    const table = contents.tables.get(name) ?? contents.views.get(name);
    if (!table || table.owner === s.user) return;
    if (/^(alter table|drop|create index)$/.test(q.kind))
      throw new SqlError(`must be owner of ${contents.tables.has(name) ? "table" : "view"} ${name}`, "42501");
    const word = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    if (
      granted(
        i === 0 ? verb : "SELECT",
        new RegExp(`^(all tables in schema public|(table\\s+)?(.*[\\s,.])?${word}(,.*)?)$`, "i"),
      )
    )
      return;
    throw new SqlError(`permission denied for ${contents.tables.has(name) ? "table" : "view"} ${name}`, "42501");
  });
}
