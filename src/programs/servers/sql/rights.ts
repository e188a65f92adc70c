import type { Statement } from "./ast.ts";
import { SqlError } from "./lexer.ts";
import { accountOf, allows, ownAccount, privilegesOf, shownAccount } from "./mysql/accounts.ts";
import { type Session, storeFor } from "./session.ts";

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

/** Refuses what no GRANT allows this user. */
export function checkRights(s: Session, q: Statement): void {
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
