import type { Statement } from "./ast.ts";
import { describe } from "./catalog/describe.ts";
import { alterTable } from "./change/alter.ts";
import { insert } from "./change/insert.ts";
import { columnsOf } from "./change/returning.ts";
import { rowScope, valueOf } from "./change/rules.ts";
import { createIndex, createTable, createView, drop, dropIndex, truncate } from "./change/tables.ts";
import { remove, update } from "./change/update.ts";
import { createDatabase, dropDatabase, use } from "./change/users.ts";
import { SqlError } from "./lexer.ts";
import { changeAccounts, changeRights, renameUser, setPassword } from "./mysql/change-accounts.ts";
import { deleteJoin, updateJoin } from "./mysql/change-join.ts";
import { infoOf } from "./mysql/info.ts";
import { asMaria } from "./mysql/maria.ts";
import { isStrict } from "./mysql/modes.ts";
import { deallocate, prepare, preparedText, refuseExecute } from "./mysql/prepared.ts";
import { beginsSilently, kill, setVariables, shutdown } from "./mysql/settings.ts";
import { showMysql } from "./mysql/show.ts";
import { maintain, renameTables } from "./mysql/tables.ts";
import { throughView } from "./mysql/through-view.ts";
import { dialectOf, isMaria } from "./mysql/variables.ts";
import { warn } from "./mysql/warnings.ts";
import { parseStatement } from "./parse/statements.ts";
import { checkRights } from "./rights.ts";
import { runQuery } from "./run/query.ts";
import { needTable } from "./run/relations.ts";
import { command, keepNumbers, type Result, type Session, storeFor } from "./session.ts";
import { commit, savepoint, transaction } from "./transaction.ts";
import { sent } from "./values/show.ts";

/** Carries one statement out, wholly or not at all. Throws SqlError. */
export function execute(s: Session, sql: string): Result {
  const text = preparedText(s, sql);
  if (text === undefined) return executeOne(s, sql);
  const before = s.prepared;
  s.prepared = true;
  try {
    return executeOne(s, text);
  } finally {
    s.prepared = before;
  }
}

function executeOne(s: Session, sql: string): Result {
  let statement: Statement | undefined;
  let before: ReturnType<typeof copyOf> | undefined;
  const listsWarnings = /^\s*show\s+(count\s*\(\s*\*\s*\)\s+)?(warnings|errors)\b/i.test(sql);
  if (!listsWarnings) {
    s.warnings.length = 0;
    s.warningCount = 0;
    s.warned = new WeakSet();
  }
  try {
    statement = parseStatement(sql, dialectOf(s), (code, text) => warn(s, code, text), s.prepared);
    // MySQL ends a transaction before it changes a table's make.
    if (
      /^(create|drop|alter|truncate|upkeep|account|rights|rename|lock)/.test(statement.kind) &&
      !(statement.kind === "create table" && statement.temporary)
    )
      commit(s);
    if (beginsSilently(s, statement.kind)) transaction(s, "BEGIN");
    if (!s.transaction) s.numbers.clear();
    refuseReadOnly(s, statement);
    before = copyOf(s);
    checkRights(s, statement);
    statement = throughView(s, statement);
    const writes = /^(insert|update|delete)/.test(statement.kind);
    s.writing = writes && isStrict(s) && !isIgnored(statement);
    s.leniently = writes && !s.writing;
    const result = run(s, statement);
    s.rowCount = result.columns ? -1 : result.affected;
    if (result.columns) s.foundRows = result.rows.length;
    const info = infoOf(s, statement, result);
    return {
      ...result,
      ...(info === undefined ? {} : { info }),
      ...(s.warningCount > 0 && !listsWarnings ? { warnings: s.warningCount } : {}),
    };
  } catch (e) {
    if (!(e instanceof SqlError)) throw e;
    if (before) {
      const store = storeFor(s);
      store.databases = before.databases;
      store.users = before.users;
      keepNumbers(s);
    }
    const said = isMaria(s) ? asMaria(s, e, statement) : e;
    warn(s, said.number, said.message, "Error");
    s.rowCount = -1;
    throw said;
  } finally {
    s.writing = false;
    s.leniently = false;
  }
}

/** INSERT IGNORE. */
function isIgnored(q: Statement): boolean {
  return q.kind === "insert" && q.conflict !== undefined && q.conflict.set === undefined;
}

function refuseReadOnly(s: Session, q: Statement): void {
  if (s.transaction?.readOnly && /^(insert|update|delete)$/.test(q.kind))
    throw new SqlError("Cannot execute statement in a READ ONLY transaction.", "25006", 1792);
}

function copyOf(s: Session) {
  const { databases, users } = storeFor(s);
  return { databases, users };
}

/** Whether a statement may change what is kept. */
export function changes(sql: string): boolean {
  return (
    !/^\s*(show|desc|describe|use|begin|start|set)\b/i.test(sql) &&
    !/^\s*select\b(?!.*\b(nextval|setval)\s*\()/is.test(sql)
  );
}

function run(s: Session, q: Statement): Result {
  switch (q.kind) {
    case "query": {
      const { fields, rows } = runQuery(q, rowScope(s, undefined, "", []));
      return {
        columns: columnsOf(fields),
        rows: rows.map((r) => r.map((v, i) => sent(v, fields[i]?.type))),
        tag: `SELECT ${rows.length}`,
        affected: rows.length,
      };
    }
    case "insert":
      return insert(s, q);
    case "update":
      return update(s, q);
    case "delete":
      return remove(s, q);
    case "create table":
      return createTable(s, q);
    case "create view":
      return createView(s, q);
    case "drop":
      return drop(s, q);
    case "truncate":
      return truncate(s, q);
    case "alter table":
      return alterTable(s, q);
    case "create index":
      return createIndex(s, q);
    case "drop index":
      return dropIndex(s, q);
    case "create database":
      return createDatabase(s, q);
    case "drop database":
      return dropDatabase(s, q);
    case "use":
      return use(s, q.name);
    case "transaction":
      return transaction(s, q.word, q.readOnly);
    case "savepoint":
      return savepoint(s, q);
    case "set":
      return setVariables(s, q);
    case "password":
      return setPassword(s, q);
    case "account":
      return changeAccounts(s, q);
    case "rights":
      return changeRights(s, q);
    case "rename user":
      return renameUser(s, q);
    case "rename":
      return renameTables(s, q);
    case "lock":
      for (const t of q.tables) needTable(s, t);
      return command(q.tables.length ? "LOCK TABLES" : "UNLOCK TABLES");
    case "maintenance":
      return maintain(s, q);
    case "update join":
      return updateJoin(s, q);
    case "delete join":
      return deleteJoin(s, q);
    case "do":
      for (const e of q.all) valueOf(e, s);
      return command("DO");
    case "call": {
      const { schema = s.database, name } = q.procedure;
      if (schema === undefined) throw new SqlError("No database selected", "3D000", 1046);
      throw new SqlError(`PROCEDURE ${schema}.${name} does not exist`, "42000", 1305);
    }
    case "prepare":
      return prepare(s, q);
    case "execute":
      return refuseExecute(s, q);
    case "deallocate":
      return deallocate(s, q);
    case "shutdown":
      return shutdown(s);
    case "kill":
      return kill(s, q);
    case "upkeep":
      return command(q.tag);
    case "show":
      return showMysql(s, q);
    case "describe":
      return describe(s, q.table);
  }
}
