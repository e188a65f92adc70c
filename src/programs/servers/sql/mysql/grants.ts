import { sha1 } from "@noble/hashes/legacy.js";
import { hex } from "../../../../std/digest.ts";
import { encode } from "../../../../std/text.ts";
import { listing } from "../catalog/describe.ts";
import { SqlError } from "../lexer.ts";
import { type Result, type Session, storeFor } from "../session.ts";
import type { Privilege, User } from "../store.ts";
import { accountKey, accountOf, ownAccount } from "./accounts.ts";
import { SCHEMA_RIGHTS } from "./change-accounts.ts";
import { isMaria } from "./variables.ts";

const STATIC =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, SHUTDOWN, PROCESS, FILE, REFERENCES, INDEX, ALTER, SHOW DATABASES, SUPER, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, CREATE TABLESPACE, CREATE ROLE, DROP ROLE";
const DYNAMIC =
  "ALLOW_NONEXISTENT_DEFINER,APPLICATION_PASSWORD_ADMIN,AUDIT_ABORT_EXEMPT,AUDIT_ADMIN,AUTHENTICATION_POLICY_ADMIN,BACKUP_ADMIN,BINLOG_ADMIN,BINLOG_ENCRYPTION_ADMIN,CLONE_ADMIN,CONNECTION_ADMIN,CREATE_SPATIAL_REFERENCE_SYSTEM,ENCRYPTION_KEY_ADMIN,FIREWALL_EXEMPT,FLUSH_OPTIMIZER_COSTS,FLUSH_PRIVILEGES,FLUSH_STATUS,FLUSH_TABLES,FLUSH_USER_RESOURCES,GROUP_REPLICATION_ADMIN,GROUP_REPLICATION_STREAM,INNODB_REDO_LOG_ARCHIVE,INNODB_REDO_LOG_ENABLE,OPTIMIZE_LOCAL_TABLE,PASSWORDLESS_USER_ADMIN,PERSIST_RO_VARIABLES_ADMIN,REPLICATION_APPLIER,REPLICATION_SLAVE_ADMIN,RESOURCE_GROUP_ADMIN,RESOURCE_GROUP_USER,ROLE_ADMIN,SENSITIVE_VARIABLES_OBSERVER,SERVICE_CONNECTION_ADMIN,SESSION_VARIABLES_ADMIN,SET_ANY_DEFINER,SHOW_ROUTINE,SYSTEM_USER,SYSTEM_VARIABLES_ADMIN,TABLE_ENCRYPTION_ADMIN,TELEMETRY_LOG_ADMIN,TRANSACTION_GTID_TAG,XA_RECOVER_ADMIN";

/** SHOW GRANTS [FOR account]. `given`: `'ann'@'%'` as it was written, "" for the own account. */
export function showGrants(s: Session, given: string): Result {
  const own = ownAccount(s);
  const m = /^(['`"]?)(.*?)\1(?:@(['`"]?)(.*?)\3)?$/.exec(given);
  const key =
    given === "" || /^current_user(\s*\(\s*\))?$/i.test(given)
      ? (own?.[0] ?? "")
      : accountKey({ name: m?.[2] ?? "", host: m?.[4] ?? "%" });
  const user = storeFor(s).users.get(key);
  const { name, host } = accountOf(key);
  if (!user) throw new SqlError(`There is no such grant defined for user '${name}' on host '${host}'`, "42000", 1141);
  const who = `\`${name}\`@\`${host}\``;
  const lines: string[] = [];
  const global = (user.privileges ?? []).find((p) => p.schema === "*");
  if (user.superuser && isMaria(s)) {
    lines.push(`GRANT ALL PRIVILEGES ON *.* TO ${who}${identified(s, user)} WITH GRANT OPTION`);
    if (host === "localhost") lines.push(`GRANT PROXY ON \`\`@\`%\` TO ${who} WITH GRANT OPTION`);
  } else if (user.superuser || global?.rights.some((r) => r.name === "ALL PRIVILEGES")) {
    const option = user.superuser || global?.option ? " WITH GRANT OPTION" : "";
    lines.push(`GRANT ${STATIC} ON *.* TO ${who}${option}`, `GRANT ${DYNAMIC} ON *.* TO ${who}${option}`);
    if (user.superuser && host === "localhost") lines.push(`GRANT PROXY ON \`\`@\`\` TO ${who} WITH GRANT OPTION`);
  } else lines.push(global ? grantLine(global, who) : `GRANT USAGE ON *.* TO ${who}${identified(s, user)}`);
  for (const p of user.privileges ?? []) if (p.schema !== "*") lines.push(grantLine(p, who));
  const roles = (user.roles ?? []).map(accountOf).map((r) => `\`${r.name}\`@\`${r.host}\``);
  if (roles.length) lines.push(`GRANT ${roles.join(",")} TO ${who}`);
  return listing(
    [`Grants for ${name}@${host}`],
    lines.map((l) => [l]),
  );
}

/** MariaDB shows a password's digest: SHA-1 of its SHA-1. */
function identified(s: Session, { password }: User): string {
  if (!isMaria(s) || !password) return "";
  return ` IDENTIFIED BY PASSWORD '*${hex(sha1(sha1(encode(password)))).toUpperCase()}'`;
}

const ORDER = new Map([...STATIC.split(", "), ...SCHEMA_RIGHTS].map((r, i) => [r, i]));

function grantLine(p: Privilege, who: string): string {
  const rights = [...p.rights]
    .sort((a, b) => (ORDER.get(a.name) ?? 99) - (ORDER.get(b.name) ?? 99))
    .map((r) => (r.columns.length ? `${r.name} (${r.columns.map((c) => `\`${c}\``).join(", ")})` : r.name));
  const part = (x: string) => (x === "*" ? x : `\`${x}\``);
  return `GRANT ${rights.join(", ") || "USAGE"} ON ${part(p.schema)}.${part(p.table)} TO ${who}${p.option ? " WITH GRANT OPTION" : ""}`;
}
