import { SqlError } from "../lexer.ts";
import { ownAccount } from "../mysql/accounts.ts";
import type { Scope } from "../run/scope.ts";
import { putTable, storeFor } from "../session.ts";
import type { Table } from "../store.ts";
import { toNumber } from "../values/compare.ts";
import { typeOf, type Value } from "../values/value.ts";
import type { Fn } from "./function.ts";

/** The table whose numbers a sequence `TABLE_COLUMN_seq` gives. */
function sequence(name: Value, s: Scope): readonly [database: string, table: Table] {
  const text = String(name)
    .replace(/^public\./, "")
    .replaceAll('"', "");
  const database = s.session.database ?? "";
  for (const table of storeFor(s.session).databases.get(database)?.tables.values() ?? [])
    if (table.columns.some((c) => c.numbered && `${table.name}_${c.name}_seq` === text)) return [database, table];
  throw new SqlError(`relation "${text}" does not exist`, "42P01");
}

/** A size as PostgreSQL shows it: up to 10 of a unit in the one below it, rounded. */
function prettySize(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let n = bytes;
  let i = 0;
  while (Math.abs(n) >= 10_240 && i < units.length - 1) {
    n = Math.round(n / 1024);
    i++;
  }
  return `${n} ${units[i]}`;
}

const user: Fn = (_args, s) => (s.session.dialect === "mysql" ? `${s.session.user}@${s.session.host}` : s.session.user);
const database: Fn = (_args, s) => s.session.database ?? null;

export const systemFunctions: Readonly<Record<string, Fn>> = {
  connection_id: (_args, s) => s.session.id,
  currval: ([name = null], s) => sequence(name, s)[1].nextNumber - 1,
  current_catalog: database,
  current_database: database,
  current_role: user,
  current_schema: () => "public",
  current_user: (_args, s) => (s.session.dialect === "mysql" ? (ownAccount(s.session)?.[0] ?? "") : s.session.user),
  database,
  gen_random_uuid: (_args, s) => s.session.uuid(),
  isnull: ([v = null]) => v === null,
  last_insert_id: (_args, s) => s.session.lastInsertId,
  lastval: (_args, s) => s.session.lastInsertId,
  nextval: ([name = null], s) => {
    const [db, table] = sequence(name, s);
    putTable(s.session, db, table.name, { ...table, nextNumber: table.nextNumber + 1 });
    return table.nextNumber;
  },
  pg_backend_pid: () => 71,
  pg_database_size: () => 7_700_000,
  pg_size_pretty: ([bytes = null]) => (bytes === null ? null : prettySize(toNumber(bytes))),
  pg_sleep: () => "",
  pg_typeof: ([v = null]) => typeOf(v),
  row_count: (_args, s) => s.session.rowCount,
  schema: database,
  session_user: user,
  setval: ([name = null, n = null, called = true], s) => {
    const [db, table] = sequence(name, s);
    const value = toNumber(n);
    putTable(s.session, db, table.name, { ...table, nextNumber: called === false ? value : value + 1 });
    return value;
  },
  sleep: () => 0,
  system_user: user,
  user,
  uuid: (_args, s) => s.session.uuid(),
  uuid_generate_v4: (_args, s) => s.session.uuid(),
  version: (_args, s) => s.session.version,
};
