import { DnsError } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { readAll } from "../../../std/stream.ts";
import { decode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { userName } from "../../lib/users.ts";
import { connectTo, type Database, type Place } from "../database/client.ts";
import { createReadline, readPassword } from "../database/readline.ts";
import type { Failure } from "../database/wire.ts";
import { splitStatements } from "../sql/lexer.ts";
import { boxed, tabbed, vertical } from "./table.ts";

export interface MysqlOptions {
  host: string | undefined;
  port: number;
  user: string | undefined;
  password: string | undefined;
  askPassword: boolean;
  database: string | undefined;
  execute: string | undefined;
  /** Rows without names, in a table, nothing but errors. */
  skipNames: boolean;
  table: boolean;
  silent: boolean;
  force: boolean;
  protocolTcp: boolean;
  version: boolean;
}

/** The client of MySQL and MariaDB. */
export const mysql: Tool = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "mysql";
  const maria = name.startsWith("mariadb") || p.files.exists("/usr/bin/mariadb");
  const version = ownNote(p).split("\n")[0] || (maria ? "12.1.2" : "8.4.7");
  const o = mysqlOptions(p.argv.slice(1));
  if (typeof o === "string") {
    await p.write(2, `${name}: ${o.startsWith("drydock") ? o : `[ERROR] ${name}: ${o}`}\n`);
    return o.startsWith("unknown variable") ? 7 : 2;
  }
  if (o.version) {
    await p.write(
      1,
      maria
        ? `${name} from ${version}-MariaDB, client 15.2 for debian-linux-gnu (x86_64)\n`
        : `mysql  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)\n`,
    );
    return 0;
  }
  if (o.password !== undefined && !maria)
    await p.write(2, "mysql: [Warning] Using a password on the command line interface can be insecure.\n");
  if (o.askPassword) o.password = await readPassword(p, "Enter password: ");
  o.password ??= p.env.get("MYSQL_PWD");
  const opened = await openMysql(p, o, maria);
  if (typeof opened === "string") {
    await p.write(2, `${opened}\n`);
    return 1;
  }
  const s: Client = { p, o, db: opened, maria, version, database: o.database, line: 1 };
  if (o.execute !== undefined) return await script(s, o.execute);
  if (p.terminal(0) === undefined) return await script(s, decode(await readAll(p.reader(0))));
  return await interactive(s);
};

interface Client {
  readonly p: Process;
  readonly o: MysqlOptions;
  readonly db: Database;
  readonly maria: boolean;
  readonly version: string;
  database: string | undefined;
  /** Of a script, for messages. */
  line: number;
}

/** The options, or what is wrong with them; the words that are none go into `operands`. */
export function mysqlOptions(args: readonly string[], operands: string[] = []): MysqlOptions | string {
  const o: MysqlOptions = {
    host: undefined,
    port: 3306,
    user: undefined,
    password: undefined,
    askPassword: false,
    database: undefined,
    execute: undefined,
    skipNames: false,
    table: false,
    silent: false,
    force: false,
    protocolTcp: false,
    version: false,
  };
  const words = [...args];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (!word.startsWith("-")) {
      o.database = word;
      operands.push(word);
      continue;
    }
    // Letters without a value may stand together: `-te "…"`.
    const cluster = /^-([NtsBfVAqvCiI])([A-Za-z].*)$/s.exec(word);
    if (cluster) {
      words.splice(i, 1, `-${cluster[1]}`, `-${cluster[2]}`);
      i--;
      continue;
    }
    const long = /^--([a-z-]+)(?:=(.*))?$/s.exec(word);
    const name = long?.[1] ?? word[1] ?? "";
    const attached = long ? long[2] : word.length > 2 ? word.slice(2) : undefined;
    const value = () => attached ?? words[++i] ?? "";
    if (name === "h" || name === "host") o.host = value();
    else if (name === "P" || name === "port") o.port = Number(value());
    else if (name === "u" || name === "user") o.user = value();
    else if (name === "p" || name === "password") {
      if (attached === undefined) o.askPassword = true;
      else o.password = attached;
    } else if (name === "D" || name === "database") o.database = value();
    else if (name === "e" || name === "execute") o.execute = value();
    else if (name === "N" || name === "skip-column-names") o.skipNames = true;
    else if (name === "t" || name === "table") o.table = true;
    else if (name === "s" || name === "silent") o.silent = true;
    else if (name === "B" || name === "batch") o.table = false;
    else if (name === "f" || name === "force") o.force = true;
    else if (name === "V" || name === "version") o.version = true;
    else if (name === "protocol") o.protocolTcp = value().toLowerCase() === "tcp";
    else if (name === "default-character-set" || name === "connect-timeout" || name === "ssl-mode") value();
    else if (
      ["skip-ssl", "ssl", "i", "I", "A", "no-auto-rehash", "q", "quick", "v", "verbose", "compress", "C"].includes(name)
    )
      continue;
    else return long ? `unknown option '--${name}'.` : `unknown option '-${name}'.`;
  }
  return o;
}

export async function openMysql(p: Process, o: MysqlOptions, maria: boolean): Promise<Database | string> {
  const user = o.user ?? userName(p.files, p.credentials.uid) ?? "root";
  const hello = { user, password: o.password, database: o.database };
  const prefix = "ERROR ";
  const failed = (f: Failure) => `${prefix}${f.number} (${f.state}): ${f.message}`;
  const socket = maria ? "/run/mysqld/mysqld.sock" : "/var/run/mysqld/mysqld.sock";
  const places: Place[] = [];
  if ((o.host === undefined || o.host === "localhost") && !o.protocolTcp) places.push({ socket });
  else {
    try {
      const addresses = await p.resolve(o.host ?? "127.0.0.1");
      places.push(...addresses.map((address) => ({ address, port: o.port })));
    } catch (e) {
      if (!(e instanceof DnsError)) throw e;
      return maria
        ? `ERROR 2005 (HY000): Unknown server host '${o.host}' (-2)`
        : `ERROR 2005 (HY000): Unknown MySQL server host '${o.host}' (${e.code === "NXDOMAIN" ? "-2" : "-3"})`;
    }
  }
  let problem = "";
  for (const place of places) {
    try {
      const found = await connectTo(p, place, hello);
      return "message" in found ? failed(found) : found;
    } catch (e) {
      if (!isErrno(e)) throw e;
      const number = { ECONNREFUSED: 111, ENOENT: 2, EHOSTUNREACH: 113, ETIMEDOUT: 110 }[e.code as string] ?? 111;
      problem =
        "socket" in place
          ? maria
            ? `ERROR 2002 (HY000): Can't connect to local server through socket '${socket}' (${number})`
            : `ERROR 2002 (HY000): Can't connect to local MySQL server through socket '${socket}' (${number})`
          : maria
            ? `ERROR 2002 (HY000): Can't connect to server on '${o.host}' (${number})`
            : `ERROR 2003 (HY000): Can't connect to MySQL server on '${o.host}:${o.port}' (${number})`;
    }
  }
  return problem;
}

/** Statements of -e or of standard input; the first error ends it. */
async function script(s: Client, text: string): Promise<number> {
  let at = 0;
  for (const { sql, upright } of statementsOf(text)) {
    s.line = text.slice(0, text.indexOf(sql.trimStart(), at)).split("\n").length;
    at = text.indexOf(sql, at) + sql.length;
    if (sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, "").trim() === "") continue;
    const source = /^(?:source|\\\.)\s+(\S+)$/i.exec(sql.trim());
    const done = source ? (await sourced(s, source[1] ?? "")) === 0 : await run(s, sql.trim(), false, upright);
    if (!done && !s.o.force) return 1;
  }
  return 0;
}

/** `\\G` and `\\g` end a statement as `;` does; behind the first its rows stand upright. */
function statementsOf(text: string): { readonly sql: string; readonly upright: boolean }[] {
  const out: { sql: string; upright: boolean }[] = [];
  const take = (part: string, upright: boolean) => {
    const { statements, rest } = splitStatements(part);
    const all = rest.trim() === "" ? statements : [...statements, rest];
    for (const [i, sql] of all.entries()) out.push({ sql, upright: upright && i === all.length - 1 });
  };
  let from = 0;
  const marks = /'(?:[^'\\]|''|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|`[^`]*(?:`|$)|--[^\n]*|\/\*[^]*?(?:\*\/|$)|\\[gG]/g;
  for (const m of text.matchAll(marks)) {
    if (!/^\\[gG]$/.test(m[0])) continue;
    take(text.slice(from, m.index), m[0] === "\\G");
    from = m.index + 2;
  }
  take(text.slice(from), false);
  return out;
}

/** `source FILE`. */
async function sourced(s: Client, path: string): Promise<number> {
  let text: string;
  try {
    text = s.p.files.readText(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await s.p.write(
      2,
      `ERROR at line ${s.line}: Failed to open file '${path}', error: ${e.code === "EACCES" ? 13 : 2}\n`,
    );
    return 1;
  }
  return await script(s, text);
}

async function interactive(s: Client): Promise<number> {
  const { p, maria } = s;
  const monitor = maria ? "MariaDB" : "MySQL";
  await p.write(
    1,
    `Welcome to the ${monitor} monitor.  Commands end with ; or \\g.\nYour ${maria ? "MariaDB" : "MySQL"} connection id is ${maria ? 4 : 8}\nServer version: ${s.db.version}${maria ? " mariadb.org binary distribution" : " MySQL Community Server - GPL"}\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n`,
  );
  const readline = createReadline(p);
  let pending = "";
  for (;;) {
    const quote = /'(?:[^']|'')*$/.test(pending.replace(/'(?:[^'\\]|\\.|'')*'/g, "")) ? "'" : "-";
    const prompt = maria ? `MariaDB [${s.database ?? "(none)"}]> ` : "mysql> ";
    const line = await readline.read(pending.trim() === "" ? prompt : `${" ".repeat(prompt.length - 4)}${quote}> `);
    if (line === undefined) {
      await p.write(1, "Bye\n");
      return 0;
    }
    if (line === null) {
      pending = "";
      continue;
    }
    const word = line.trim().replace(/;$/, "").toLowerCase();
    if (pending.trim() === "" && ["exit", "quit", "\\q"].includes(word)) {
      await p.write(1, "Bye\n");
      return 0;
    }
    if (line.trim().endsWith("\\c")) {
      pending = "";
      continue;
    }
    if (pending.trim() === "" && ["help", "\\h", "?"].includes(word)) {
      await p.write(1, "\nStatements end with ; — use NAME chooses a database, exit leaves.\n\n");
      continue;
    }
    if (pending.trim() === "" && /^use \S+$/.test(word)) pending = `${line.trim().replace(/;$/, "")};`;
    else pending += `${line}\n`;
    const upright = /\\G\s*$/.test(pending);
    const { statements, rest } = splitStatements(pending.replace(/\\[gG]\s*$/, ";"));
    pending = rest.trim() === "" ? "" : rest;
    for (const sql of statements) await run(s, sql.trim(), true, upright);
  }
}

/** Carries one statement out and prints what comes of it. False: it failed. */
async function run(s: Client, sql: string, talkative: boolean, upright = false): Promise<boolean> {
  const { p, o } = s;
  const began = p.now();
  const reply = await s.db.ask(sql);
  if (!reply) {
    await p.write(2, "ERROR 2013 (HY000): Lost connection to MySQL server during query\n");
    return false;
  }
  if ("failure" in reply) {
    const { number, state, message } = reply.failure;
    await p.write(2, `ERROR ${number} (${state})${talkative ? "" : ` at line ${s.line}`}: ${message}\n`);
    return false;
  }
  const { result } = reply;
  const seconds = ((p.now() - began) / 1_000_000).toFixed(s.maria ? 3 : 2);
  const moved = reply.database !== s.database;
  s.database = reply.database;
  if (!result.columns) {
    if (!talkative) return true;
    if (/^use\b/i.test(sql) || (moved && /^use/i.test(sql))) await p.write(1, "Database changed\n");
    else {
      const rows = `${result.affected} row${result.affected === 1 ? "" : "s"} affected`;
      await p.write(1, `Query OK, ${rows} (${seconds} sec)\n`);
      if (/^update/i.test(sql))
        await p.write(1, `Rows matched: ${result.matched ?? 0}  Changed: ${result.affected}  Warnings: 0\n`);
      else if (/^insert/i.test(sql) && result.affected > 1)
        await p.write(1, `Records: ${result.affected}  Duplicates: 0  Warnings: 0\n`);
      await p.write(1, "\n");
    }
    return true;
  }
  if (result.rows.length === 0) {
    if (talkative) await p.write(1, `Empty set (${seconds} sec)\n\n`);
    return true;
  }
  if (upright) await p.write(1, vertical(result.columns, result.rows));
  else if (talkative || o.table || p.terminal(1) !== undefined)
    await p.write(1, boxed(result.columns, result.rows, o.skipNames));
  else await p.write(1, tabbed(result.columns, result.rows, o.skipNames));
  if (talkative)
    await p.write(1, `${result.rows.length} row${result.rows.length === 1 ? "" : "s"} in set (${seconds} sec)\n\n`);
  return true;
}
