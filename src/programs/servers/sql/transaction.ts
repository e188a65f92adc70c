import type { Statement } from "./ast.ts";
import { checkAllUnique } from "./change/tables.ts";
import { SqlError } from "./lexer.ts";
import { command, keepNumbers, type Result, type Session } from "./session.ts";
import type { DatabaseContents, Store, Table } from "./store.ts";

const copyOf = (store: Store): Store => ({ databases: store.databases, users: store.users });

export function transaction(
  s: Session,
  word: "BEGIN" | "START TRANSACTION" | "COMMIT" | "ROLLBACK",
  readOnly = false,
): Result {
  const open = s.transaction;
  if (word === "BEGIN" || word === "START TRANSACTION") {
    if (open) commit(s);
    s.transaction = { base: copyOf(s.shared), work: copyOf(s.shared), readOnly, savepoints: [] };
    return command(word);
  }
  if (!open) return command(word);
  if (word === "COMMIT") commit(s);
  else {
    s.transaction = undefined;
    keepNumbers(s);
  }
  return command(word);
}

/**
 * Brings a transaction's changes into what all share. Of a table that others have changed meanwhile only the own rows
 * are: those taken out go, those put in come.
 */
export function commit(s: Session): void {
  const open = s.transaction;
  if (!open) return;
  const { base, work } = open;
  const databases = new Map(s.shared.databases);
  for (const name of new Set([...base.databases.keys(), ...work.databases.keys()])) {
    const [before, mine, now] = [base.databases.get(name), work.databases.get(name), s.shared.databases.get(name)];
    if (before === mine) continue;
    if (!mine) databases.delete(name);
    else databases.set(name, now === before || !now || !before ? mine : merged(s, before, mine, now));
  }
  s.transaction = undefined;
  s.shared.databases = databases;
  if (base.users !== work.users) s.shared.users = work.users;
}

function merged(s: Session, before: DatabaseContents, mine: DatabaseContents, now: DatabaseContents): DatabaseContents {
  const tables = new Map(now.tables);
  for (const name of new Set([...before.tables.keys(), ...mine.tables.keys()])) {
    const [b, m, n] = [before.tables.get(name), mine.tables.get(name), now.tables.get(name)];
    if (b === m) continue;
    if (!m) tables.delete(name);
    else tables.set(name, !b || !n || b === n ? m : mergedTable(s, b, m, n));
  }
  return { ...mine, tables };
}

function mergedTable(s: Session, before: Table, mine: Table, now: Table): Table {
  const had = new Set(before.rows);
  const kept = new Set(mine.rows);
  const rows = [...now.rows.filter((r) => !had.has(r) || kept.has(r)), ...mine.rows.filter((r) => !had.has(r))];
  const table: Table = { ...mine, rows, nextNumber: Math.max(mine.nextNumber, now.nextNumber) };
  try {
    checkAllUnique(s, table);
  } catch (e) {
    if (!(e instanceof SqlError)) throw e;
    s.transaction = undefined;
    throw new SqlError("Deadlock found when trying to get lock; try restarting transaction", "40001", 1213);
  }
  return table;
}

export function savepoint(s: Session, q: Extract<Statement, { kind: "savepoint" }>): Result {
  const open = s.transaction;
  const tag = q.word === "ROLLBACK" ? "ROLLBACK" : q.word;
  if (!open) {
    if (q.word === "SAVEPOINT") return command(tag);
    throw new SqlError(`SAVEPOINT ${q.name} does not exist`, "42000", 1305);
  }
  if (q.word === "SAVEPOINT") {
    open.savepoints = [...open.savepoints, { name: q.name, store: copyOf(open.work) }];
    return command(tag);
  }
  const at = open.savepoints.findLastIndex((p) => p.name === q.name);
  const point = open.savepoints[at];
  if (!point) throw new SqlError(`SAVEPOINT ${q.name} does not exist`, "42000", 1305);
  if (q.word === "ROLLBACK") {
    open.work = copyOf(point.store);
    open.savepoints = open.savepoints.slice(0, at + 1);
  } else open.savepoints = open.savepoints.slice(0, at);
  return command(tag);
}
