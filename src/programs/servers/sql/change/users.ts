import type { Statement } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { warn } from "../mysql/warnings.ts";
import { command, databaseFor, putDatabase, type Result, type Session, storeFor } from "../session.ts";
import { emptyDatabase } from "../store.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export function createDatabase(s: Session, q: Of<"create database">): Result {
  if (storeFor(s).databases.has(q.name)) {
    if (q.ifNotExists) {
      warn(s, 1007, `Can't create database '${q.name}'; database exists`, "Note");
      return command("CREATE DATABASE", 1);
    }
    throw new SqlError(`Can't create database '${q.name}'; database exists`, "HY000", 1007);
  }
  putDatabase(s, q.name, emptyDatabase(s.user));
  return command("CREATE DATABASE", 1);
}

export function dropDatabase(s: Session, q: Of<"drop database">): Result {
  const store = storeFor(s);
  const found = store.databases.get(q.name);
  if (!found) {
    if (q.ifExists) {
      warn(s, 1008, `Can't drop database '${q.name}'; database doesn't exist`, "Note");
      return command("DROP DATABASE");
    }
    throw new SqlError(`Can't drop database '${q.name}'; database doesn't exist`, "HY000", 1008);
  }
  putDatabase(s, q.name, undefined);
  if (s.database === q.name) s.database = undefined;
  return command("DROP DATABASE", found.tables.size);
}

export function use(s: Session, name: string): Result {
  if (!storeFor(s).databases.has(name)) throw new SqlError(`Unknown database '${name}'`, "42000", 1049);
  s.database = name;
  databaseFor(s, undefined);
  return command("USE");
}
