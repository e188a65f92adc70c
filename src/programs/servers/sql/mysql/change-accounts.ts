import type { Account, Statement } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { command, type Result, type Session, storeFor } from "../session.ts";
import { newUser, type Privilege, type User } from "../store.ts";
import { accountKey, ownAccount, shownAccount } from "./accounts.ts";
import { isMaria } from "./variables.ts";
import { warn } from "./warnings.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

function put(s: Session, key: string, user: User | undefined): void {
  const store = storeFor(s);
  const users = new Map(store.users);
  if (user) users.set(key, user);
  else users.delete(key);
  store.users = users;
}

const keyOf = (s: Session, a: Account) => (a.current ? (ownAccount(s)?.[0] ?? "") : accountKey(a));

/** CREATE, ALTER and DROP of USER and ROLE: all that are named, or none. */
export function changeAccounts(s: Session, q: Of<"account">): Result {
  const wrong: Account[] = [];
  for (const { account, password, locked } of q.users) {
    const key = keyOf(s, account);
    const there = storeFor(s).users.get(key);
    if ((q.verb === "create") === (there !== undefined)) {
      const how = q.verb === "create" ? "already exists" : "does not exist";
      if (q.ifExists)
        warn(s, q.verb === "create" ? 3163 : 3162, `Authorization ID ${shownAccount(account)} ${how}.`, "Note");
      else wrong.push(account);
      continue;
    }
    if (q.verb === "drop") {
      put(s, key, undefined);
      for (const [k, u] of storeFor(s).users)
        if (u.roles?.includes(key)) put(s, k, { ...u, roles: u.roles.filter((r) => r !== key) });
    } else if (q.verb === "create")
      put(s, key, {
        ...newUser(password, false),
        nologin: q.word === "ROLE" || locked === true,
        role: q.word === "ROLE",
      });
    else if (there) put(s, key, { ...there, password: password ?? there.password, nologin: locked ?? there.nologin });
  }
  if (wrong.length) {
    const how = isMaria(s) ? "" : ` (User account ${q.verb === "create" ? "already exists" : "does not exist"})`;
    const detail = isNewServer(s) ? how : "";
    throw new SqlError(
      `Operation ${q.verb.toUpperCase()} ${q.word} failed for ${wrong.map(shownAccount).join(",")}${detail}`,
      "HY000",
      1396,
    );
  }
  return command(`${q.verb.toUpperCase()} ${q.word}`);
}

/** From version 9 on MySQL says why. */
const isNewServer = (s: Session) => !isMaria(s) && Number.parseInt(s.version, 10) >= 9;

export function setPassword(s: Session, q: Of<"password">): Result {
  const key = q.account ? keyOf(s, q.account) : (ownAccount(s)?.[0] ?? "");
  const there = storeFor(s).users.get(key);
  if (!there) throw new SqlError("Can't find any matching row in the user table", "42000", 1133);
  put(s, key, { ...there, password: q.password });
  return command("SET PASSWORD");
}

export function renameUser(s: Session, q: Of<"rename user">): Result {
  for (const [from, to] of q.users) {
    const there = storeFor(s).users.get(accountKey(from));
    if (!there || storeFor(s).users.has(accountKey(to)))
      throw new SqlError(`Operation RENAME USER failed for ${shownAccount(from)}`, "HY000", 1396);
    put(s, accountKey(from), undefined);
    put(s, accountKey(to), there);
  }
  return command("RENAME USER");
}

const KNOWN_RIGHTS = new Set(
  "ALL PRIVILEGES,USAGE,GRANT OPTION,RELOAD,SHUTDOWN,PROCESS,FILE,SHOW DATABASES,SUPER,REPLICATION SLAVE,REPLICATION CLIENT,CREATE USER,CREATE TABLESPACE,CREATE ROLE,DROP ROLE,PROXY,BINLOG MONITOR,DELETE HISTORY,CONNECTION_ADMIN,SYSTEM_VARIABLES_ADMIN,BACKUP_ADMIN,ROLE_ADMIN,SYSTEM_USER,SESSION_VARIABLES_ADMIN,FLUSH_TABLES,XA_RECOVER_ADMIN,SET_ANY_DEFINER,SHOW_ROUTINE".split(
    ",",
  ),
);

export function changeRights(s: Session, q: Of<"rights">): Result {
  for (const r of q.rights)
    if (!KNOWN_RIGHTS.has(r.name) && !SCHEMA_RIGHTS.includes(r.name))
      throw new SqlError(`Illegal privilege level specified for ${r.name}`, "HY000", 3619);
  const roles = q.roles.map(accountKey);
  for (const [i, r] of roles.entries())
    if (!storeFor(s).users.has(r)) {
      const shown = q.roles[i];
      throw new SqlError(`Unknown authorization ID \`${shown?.name}\`@\`${shown?.host}\``, "HY000", 3523);
    }
  const schema = q.target?.schema === "" ? (s.database ?? "") : (q.target?.schema ?? "*");
  if (q.target?.schema === "" && s.database === undefined) throw new SqlError("No database selected", "3D000", 1046);
  const table = q.target?.table ?? "*";
  checkTarget(s, q, schema, table);
  for (const account of q.users) {
    const key = keyOf(s, account);
    const there = storeFor(s).users.get(key);
    if (!there) {
      if (q.ifExists) continue;
      throw q.word === "GRANT"
        ? new SqlError("You are not allowed to create a user with GRANT", "42000", 1410)
        : new SqlError(
            `There is no such grant defined for user '${account.name}' on host '${account.host}'`,
            "42000",
            1141,
          );
    }
    if (roles.length) {
      const had = there.roles ?? [];
      put(s, key, {
        ...there,
        roles:
          q.word === "GRANT"
            ? [...had.filter((r) => !roles.includes(r)), ...roles]
            : had.filter((r) => !roles.includes(r)),
      });
      continue;
    }
    put(s, key, q.word === "GRANT" ? granted(there, schema, table, q) : revoked(there, account, schema, table, q));
  }
  return command(q.word);
}

function checkTarget(s: Session, q: Of<"rights">, schema: string, table: string): void {
  if (!q.target || table === "*") return;
  const contents = storeFor(s).databases.get(schema);
  const there = contents?.tables.has(table) || contents?.views.has(table);
  if (!there && q.word === "GRANT" && !q.rights.some((r) => r.name === "CREATE" || r.name === "ALL PRIVILEGES"))
    throw new SqlError(`Table '${schema}.${table}' doesn't exist`, "42S02", 1146);
}

function granted(user: User, schema: string, table: string, q: Of<"rights">): User {
  const all = user.privileges ?? [];
  const there = all.find((p) => p.schema === schema && p.table === table);
  const everything = q.rights.some((r) => r.name === "ALL PRIVILEGES");
  const had = there?.rights ?? [];
  const rights =
    everything || had.some((r) => r.name === "ALL PRIVILEGES")
      ? [{ name: "ALL PRIVILEGES", columns: [] }]
      : [...had.filter((h) => !q.rights.some((r) => r.name === h.name)), ...q.rights].filter((r) => r.name !== "USAGE");
  const next: Privilege = { schema, table, rights, option: (there?.option ?? false) || q.option };
  return { ...user, privileges: there ? all.map((p) => (p === there ? next : p)) : [...all, next] };
}

/** What ALL PRIVILEGES stands for, in the order in which the server lists it. */
export const SCHEMA_RIGHTS =
  "SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,REFERENCES,INDEX,ALTER,CREATE TEMPORARY TABLES,LOCK TABLES,EXECUTE,CREATE VIEW,SHOW VIEW,CREATE ROUTINE,ALTER ROUTINE,EVENT,TRIGGER".split(
    ",",
  );
const TABLE_RIGHTS =
  "SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,REFERENCES,INDEX,ALTER,CREATE VIEW,SHOW VIEW,TRIGGER".split(",");

function revoked(user: User, account: Account, schema: string, table: string, q: Of<"rights">): User {
  const all = user.privileges ?? [];
  // REVOKE ALL PRIVILEGES, GRANT OPTION FROM …: everything, everywhere.
  if (!q.target) return { ...user, privileges: [] };
  const there = all.find((p) => p.schema === schema && p.table === table);
  if (!there)
    throw new SqlError(
      `There is no such grant defined for user '${account.name}' on host '${account.host}'${table === "*" ? "" : ` on table '${table}'`}`,
      "42000",
      table === "*" ? 1141 : 1147,
    );
  const whole = there.rights.some((r) => r.name === "ALL PRIVILEGES");
  const had = whole
    ? (table === "*" ? SCHEMA_RIGHTS : TABLE_RIGHTS).map((name) => ({ name, columns: [] }))
    : there.rights;
  const everything = q.rights.some((r) => r.name === "ALL PRIVILEGES");
  const rights = everything ? [] : had.filter((h) => !q.rights.some((r) => r.name === h.name));
  const option = there.option && !q.rights.some((r) => r.name === "GRANT OPTION");
  const next: Privilege = { ...there, rights, option };
  return {
    ...user,
    privileges: rights.length || option ? all.map((p) => (p === there ? next : p)) : all.filter((p) => p !== there),
  };
}
