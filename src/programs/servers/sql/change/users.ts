import type { Statement } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { warn } from "../mysql/warnings.ts";
import { command, databaseFor, putDatabase, type Result, type Session, storeFor } from "../session.ts";
import { emptyDatabase, newUser, type User } from "../store.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export function createDatabase(s: Session, q: Of<"create database">): Result {
  if (s.transaction && s.dialect === "postgres")
    throw new SqlError("CREATE DATABASE cannot run inside a transaction block", "25001");
  if (storeFor(s).databases.has(q.name)) {
    if (q.ifNotExists) {
      warn(s, 1007, `Can't create database '${q.name}'; database exists`, "Note");
      return command("CREATE DATABASE", 1);
    }
    throw s.dialect === "mysql"
      ? new SqlError(`Can't create database '${q.name}'; database exists`, "HY000", 1007)
      : new SqlError(`database "${q.name}" already exists`, "42P04");
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
      return command(
        "DROP DATABASE",
        0,
        s.dialect === "postgres" ? [`NOTICE:  database "${q.name}" does not exist, skipping`] : [],
      );
    }
    throw s.dialect === "mysql"
      ? new SqlError(`Can't drop database '${q.name}'; database doesn't exist`, "HY000", 1008)
      : new SqlError(`database "${q.name}" does not exist`, "3D000");
  }
  if (s.dialect === "postgres" && q.name === s.database)
    throw new SqlError("cannot drop the currently open database", "55006");
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

function putUser(s: Session, name: string, user: User | undefined): void {
  const store = storeFor(s);
  const users = new Map(store.users);
  if (user) users.set(name, user);
  else users.delete(name);
  store.users = users;
}

export function user(s: Session, q: Of<"user">): Result {
  const there = storeFor(s).users.get(q.name);
  const mysql = s.dialect === "mysql";
  const tag = `${q.verb.toUpperCase()} ${mysql ? q.word : "ROLE"}`;
  if (q.verb === "create") {
    if (there) {
      if (q.ifExists) return command(tag);
      throw mysql
        ? new SqlError(`Operation CREATE USER failed for '${q.name}'@'%'`, "HY000", 1396)
        : new SqlError(`role "${q.name}" already exists`, "42710");
    }
    const nologin = !mysql && (q.word === "ROLE" ? !q.options.includes("LOGIN") : q.options.includes("NOLOGIN"));
    putUser(s, q.name, {
      ...newUser(q.password, !mysql && q.options.includes("SUPERUSER")),
      options: q.options,
      nologin,
    });
    return command(tag);
  }
  if (!there) {
    if (q.ifExists) return command(tag, 0, mysql ? [] : [`NOTICE:  role "${q.name}" does not exist, skipping`]);
    throw mysql
      ? new SqlError(`Operation ${q.verb.toUpperCase()} USER failed for '${q.name}'@'%'`, "HY000", 1396)
      : new SqlError(`role "${q.name}" does not exist`, "42704");
  }
  if (q.verb === "drop") {
    if (!mysql && q.name === s.user) throw new SqlError("current user cannot be dropped", "55006");
    putUser(s, q.name, undefined);
    return command(tag);
  }
  const has = (word: string) => q.options.includes(word);
  const superuser = has("SUPERUSER") ? true : has("NOSUPERUSER") ? false : there.superuser;
  const nologin = has("LOGIN") ? false : has("NOLOGIN") ? true : there.nologin;
  const options = [
    ...there.options,
    ...q.options.filter((o) => /^(CREATEDB|CREATEROLE|REPLICATION|BYPASSRLS)$/.test(o)),
  ].filter((o) => !has(`NO${o}`));
  putUser(s, q.name, { ...there, password: q.password ?? there.password, superuser, nologin, options });
  return command(tag);
}

/** Rights are kept as they were given; `rights.ts` reads them. */
export function grant(s: Session, q: Of<"grant">): Result {
  for (const name of q.users) {
    const there = storeFor(s).users.get(name);
    if (!there) {
      if (s.dialect === "mysql") throw new SqlError("You are not allowed to create a user with GRANT", "42000", 1410);
      if (name.toLowerCase() !== "public") throw new SqlError(`role "${name}" does not exist`, "42704");
      continue;
    }
    if (q.word === "GRANT") putUser(s, name, { ...there, grants: [...there.grants, q.text] });
    else putUser(s, name, { ...there, grants: there.grants.filter((g) => target(g) !== target(q.text)) });
  }
  return command(q.word);
}

/** What a GRANT or REVOKE is about: `shop.*`. */
function target(text: string): string {
  return (/\bon\s+(.*?)\s+(?:to|from)\s/i.exec(text)?.[1] ?? "").replace(/[`\s]/g, "").toLowerCase();
}
