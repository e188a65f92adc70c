import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { settable } from "../sql/mysql/variables.ts";
import type { Value } from "../sql/values/value.ts";

/** What the server is told by its files and its command line. */
export interface ServerOptions {
  readonly port: number;
  readonly globals: ReadonlyMap<string, Value>;
  /** The option that there is none of, as the log names it; no code: it is not simulated. */
  readonly problem: { readonly code: string | undefined; readonly text: string } | undefined;
}

/** Options that change nothing that a client can see, or that say what is so anyway. */
const UNSEEN =
  /^(user|socket|datadir|pid_file|skip_name_resolve|skip_host_cache|host_cache_size|secure_file_priv|console|authentication_policy|mysql_native_password|log_bin|disable_log_bin|skip_log_bin|innodb_log_file_size|innodb_redo_log_capacity|innodb_file_per_table|innodb_buffer_pool_instances|innodb_flush_method|symbolic_links|explicit_defaults_for_timestamp|binlog_expire_logs_seconds|expire_logs_days|slow_query_log_file|general_log_file|performance_schema|(skip_)?character_set_client_handshake|key_buffer_size|table_definition_cache|tmp_table_size|max_heap_table_size|sort_buffer_size|join_buffer_size|read_buffer_size|read_rnd_buffer_size|thread_stack|open_files_limit|back_log|binlog_format|gtid_mode|enforce_gtid_consistency|relay_log|log_replica_updates)$/;

/** Options that change what the server does, in a way that this one does not know. */
const UNKNOWN =
  /^(initialize|initialize_insecure|init_file|init_connect|skip_networking|skip_grant_tables|require_secure_transport|lower_case_table_names|bind_address)$/;
const AS_IT_IS = /^(\*|0\.0\.0\.0|::)$/;

/** The files that the images read, then the command line: `--max-connections=200`, `--max_connections 200`. */
export function serverOptions(p: Process, maria: boolean, known: ReadonlyMap<string, Value>): ServerOptions {
  const files = maria
    ? ["/etc/mysql/my.cnf", ...configs(p, "/etc/mysql/mariadb.conf.d"), ...configs(p, "/etc/mysql/conf.d")]
    : ["/etc/my.cnf", ...configs(p, "/etc/mysql/conf.d")];
  const given = [...files.flatMap((f) => fromFile(p, f)), ...fromArguments(p.argv.slice(1))];
  const globals = new Map<string, Value>();
  let port = 3306;
  let problem: ServerOptions["problem"];
  for (const { name, value, shown } of given) {
    const bare = name.replaceAll("-", "_").replace(/^loose_/, "");
    const key = bare === "default_time_zone" ? "time_zone" : bare;
    const same = value !== undefined && (AS_IT_IS.test(value) || value === String(known.get(key)));
    if (key === "port") port = Number(value ?? port);
    else if (UNKNOWN.test(key) && !same)
      problem ??= { code: undefined, text: `drydock: mysqld's ${key} is not simulated` };
    else if (known.has(key)) globals.set(key, typed(key, known.get(key), value));
    else if (!UNSEEN.test(key) && !/^loose[-_]/.test(name))
      problem ??=
        value === undefined
          ? { code: "MY-000068", text: `unknown option '${shown}'.` }
          : { code: "MY-000067", text: `unknown variable '${shown.replace(/^--/, "")}'.` };
    if (key === "character_set_server" && value !== undefined) globals.set("character_set_database", value);
    if (key === "collation_server" && value !== undefined) globals.set("collation_database", value);
  }
  return { port, globals, problem };
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
  readonly shown: string;
}

function typed(name: string, standard: Value | undefined, value: string | undefined): Value {
  if (value === undefined) return 1;
  const size = /^(\d+)([KMG])?$/i.exec(value);
  if (typeof standard === "number" && size)
    return Number(size[1]) * 1024 ** ("KMG".indexOf((size[2] ?? "").toUpperCase() || "-") + 1);
  return settable(name, value);
}

function configs(p: Process, folder: string): string[] {
  try {
    return p.files
      .readdir(folder)
      .map((e) => `${folder}/${e.name}`)
      .filter((f) => f.endsWith(".cnf"))
      .sort();
  } catch (e) {
    if (isErrno(e)) return [];
    throw e;
  }
}

function fromFile(p: Process, path: string): Given[] {
  let text: string;
  try {
    text = p.files.readText(path);
  } catch (e) {
    if (isErrno(e)) return [];
    throw e;
  }
  const out: Given[] = [];
  let group = "";
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const heading = /^\[(.+)\]$/.exec(line);
    if (heading) group = heading[1] ?? "";
    else if (/^(mysqld|server|mariadb|mariadbd|mysqld-\d.*)$/.test(group) && line !== "" && !/^[#;!]/.test(line)) {
      const [, name = "", value] = /^([^=\s]+)\s*(?:=\s*(.*))?$/.exec(line) ?? [];
      const bare = value?.replace(/\s+#.*$/, "").replace(/^(["'])(.*)\1$/, "$2");
      out.push({ name, value: bare, shown: bare === undefined ? `--${name}` : `${name}=${bare}` });
    }
  }
  return out;
}

function fromArguments(args: readonly string[]): Given[] {
  const out: Given[] = [];
  for (const arg of args) {
    const m = /^--([^=]+)(?:=([^]*))?$/.exec(arg);
    if (m) out.push({ name: m[1] ?? "", value: m[2], shown: arg });
  }
  return out;
}
