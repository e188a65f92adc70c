import type { Setting, Statement } from "../ast.ts";
import { valueOf } from "../change/rules.ts";
import { SqlError } from "../lexer.ts";
import { command, type Result, type Session } from "../session.ts";
import { commit } from "../transaction.ts";
import { toNumber } from "../values/compare.ts";
import { show } from "../values/show.ts";
import { settable, systemVariables } from "./variables.ts";

const READ_ONLY =
  /^(version|version_comment|hostname|port|datadir|basedir|socket|pid_file|protocol_version|license|have_ssl|lower_case_table_names|log_error|server_uuid)$/;

/** A connection has none of its own. */
const ONLY_GLOBAL =
  /^(max_connections|connect_timeout|event_scheduler|general_log|innodb_.*|local_infile|log_bin|read_only|slow_query_log|thread_cache_size|table_open_cache|server_id|bind_address)$/;

/** SET: user variables and the server's. */
export function setVariables(s: Session, q: Extract<Statement, { kind: "set" }>): Result {
  for (const a of q.assignments) {
    if (a.scope === "user") s.userVariables.set(a.name, a.value === "default" ? null : valueOf(a.value, s));
    else setOne(s, a);
  }
  return command("SET");
}

function setOne(s: Session, a: Setting): void {
  const standard = systemVariables(s).get(a.name);
  if (standard === undefined) throw new SqlError(`Unknown system variable '${a.name}'`, "HY000", 1193);
  if (READ_ONLY.test(a.name)) throw new SqlError(`Variable '${a.name}' is a read only variable`, "HY000", 1238);
  const value = a.value === "default" ? standard : settable(a.name, valueOf(a.value, s));
  const text = show(value);
  if (typeof standard === "number" && typeof value !== "number")
    throw /^\s*-?\d+\s*$/.test(text)
      ? new SqlError(`Incorrect argument type to variable '${a.name}'`, "42000", 1232)
      : SWITCH.test(a.name)
        ? new SqlError(`Variable '${a.name}' can't be set to the value of '${text}'`, "42000", 1231)
        : new SqlError(`Incorrect argument type to variable '${a.name}'`, "42000", 1232);
  if (a.scope === "global") {
    s.server.globals.set(a.name, value);
    if (ONLY_GLOBAL.test(a.name)) s.settings.set(a.name, value);
    return;
  }
  if (ONLY_GLOBAL.test(a.name))
    throw new SqlError(`Variable '${a.name}' is a GLOBAL variable and should be set with SET GLOBAL`, "HY000", 1229);
  s.settings.set(a.name, value);
  if (a.name === "foreign_key_checks") s.foreignChecks = toNumber(value) !== 0;
  if (a.name === "autocommit") autocommit(s, toNumber(value) !== 0);
}

const SWITCH =
  /^(autocommit|foreign_key_checks|unique_checks|sql_safe_updates|sql_notes|sql_warnings|general_log|slow_query_log)$/;

/** Switched on it ends what is open; off, the next statement begins a transaction. */
function autocommit(s: Session, on: boolean): void {
  if (on) commit(s);
}

/** Whether this statement, with autocommit off, begins a transaction of its own. */
export function beginsSilently(s: Session, kind: Statement["kind"]): boolean {
  return (
    s.transaction === undefined && s.settings.get("autocommit") === 0 && /^(query|insert|update|delete)$/.test(kind)
  );
}

/** KILL: the other connection is told nothing more; an own one ends too. */
export function kill(s: Session, q: Extract<Statement, { kind: "kill" }>): Result {
  const id = toNumber(valueOf(q.id, s));
  const found = s.server.connections.get(id);
  if (!found) throw new SqlError(`Unknown thread id: ${id}`, "HY000", 1094);
  if (!q.query) found.close();
  return command("KILL");
}

/** SHUTDOWN: the server ends once this is answered. */
export function shutdown(s: Session): Result {
  s.server.stop?.({ user: s.user, host: s.host, id: s.id });
  return command("SHUTDOWN");
}
