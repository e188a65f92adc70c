import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import type { Database } from "../database/client.ts";
import { readPassword } from "../database/readline.ts";
import { openMysql } from "./connect.ts";
import { type DumpStyle, head, heading, rowsText, tableText, tail, viewStub, viewText } from "./dump-text.ts";
import { fileOptions, type MysqlOptions, mysqlOptions } from "./options.ts";
import type { Cell } from "./table.ts";

interface Wanted {
  all: boolean;
  databases: boolean;
  noData: boolean;
  noCreate: boolean;
  noCreateDb: boolean;
  dropDatabase: boolean;
  complete: boolean;
  compact: boolean;
  comments: boolean;
  dropTable: boolean;
  locks: boolean;
  where: string | undefined;
  ignored: readonly string[];
  into: string | undefined;
}

/** What a dump here is by itself: nobody writes while it is made, all rows go into one INSERT. */
const WITHOUT_EFFECT =
  /^--(single-transaction|routines|triggers|skip-triggers|events|quick|lock-tables|skip-lock-tables|lock-all-tables|no-tablespaces|column-statistics=0|set-gtid-purged=.*|add-drop-table|opt|add-locks|disable-keys|extended-insert|hex-blob|set-charset|create-options|tz-utc|default-character-set=.*|order-by-primary|quote-names|source-data=0|flush-logs|dump-date)$|^-(R|E|q|l|x)$/;

/** MySQL's and MariaDB's dump of databases as a script for their client. */
export const mysqldump: Tool = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "mysqldump";
  const maria = p.files.exists("/usr/sbin/mariadbd") || name.startsWith("mariadb");
  const version = ownNote(p).split("\n")[0] || (maria ? "12.1.2" : "8.4.7");
  const w: Wanted = {
    all: false,
    databases: false,
    noData: false,
    noCreate: false,
    noCreateDb: false,
    dropDatabase: false,
    complete: false,
    compact: false,
    comments: true,
    dropTable: true,
    locks: true,
    where: undefined,
    ignored: [],
    into: undefined,
  };
  const rest = p.argv.slice(1).filter((a, i, all) => !own(w, a, all[i + 1], all[i - 1]));
  const operands: string[] = [];
  const fromFiles = fileOptions(p, "mysqldump");
  const o = typeof fromFiles === "string" ? fromFiles : mysqlOptions(rest, operands, fromFiles);
  if (typeof o === "string") {
    await p.write(
      2,
      maria ? `${name}: ${o.replace(/\.$/, "")}\n` : `${name}: [ERROR] ${/'--/.test(o) ? "" : `${name}: `}${o}\n`,
    );
    return 2;
  }
  if (!w.all && operands.length === 0) {
    await p.write(
      2,
      `Usage: ${name} [OPTIONS] database [tables]\nOR     ${name} [OPTIONS] --databases [OPTIONS] DB1 [DB2 DB3...]\nOR     ${name} [OPTIONS] --all-databases [OPTIONS]\nFor more options, use ${name} --help\n`,
    );
    return 1;
  }
  if (o.openPassword && !maria)
    await p.write(2, `${name}: [Warning] Using a password on the command line interface can be insecure.\n`);
  if (o.askPassword) o.password = await readPassword(p, "Enter password: ");
  o.password ??= p.env.get("MYSQL_PWD");
  const opened = await openMysql(p, { ...o, database: undefined }, maria);
  if (typeof opened === "string") {
    const m = /^ERROR (\d+) (?:\(\w+\)): (.*)$/s.exec(opened);
    await p.write(2, `${name}: Got error: ${m?.[1]}: ${maria ? `"${m?.[2]}"` : m?.[2]} when trying to connect\n`);
    return 2;
  }
  const dump = new Dump(p, name, w, opened, maria, version, o);
  const status = await dump.run(operands);
  if (w.into === undefined) await p.write(1, dump.text);
  else p.files.writeFile(w.into, dump.text);
  return status;
};

/** Takes an option of the dump's own. */
function own(w: Wanted, a: string, next: string | undefined, before: string | undefined): boolean {
  if (before === "-w" || before === "-r") return true;
  if (a === "--all-databases" || a === "-A") w.all = true;
  else if (a === "--databases" || a === "-B") w.databases = true;
  else if (a === "--no-data" || a === "-d") w.noData = true;
  else if (a === "--no-create-info" || a === "-t") w.noCreate = true;
  else if (a === "--no-create-db" || a === "-n") w.noCreateDb = true;
  else if (a === "--add-drop-database") w.dropDatabase = true;
  else if (a === "--complete-insert" || a === "-c") w.complete = true;
  else if (a === "--compact") w.compact = true;
  else if (a === "--skip-comments" || a === "--comments=0") w.comments = false;
  else if (a === "--skip-add-drop-table") w.dropTable = false;
  else if (a === "--skip-add-locks") w.locks = false;
  else if (a === "-w") w.where = next;
  else if (a === "-r") w.into = next;
  else if (a.startsWith("--where=")) w.where = a.slice(8).replace(/^(['"])(.*)\1$/s, "$2");
  else if (a.startsWith("--result-file=")) w.into = a.slice(14);
  else if (a.startsWith("--ignore-table=")) w.ignored = [...w.ignored, a.slice(15)];
  else return WITHOUT_EFFECT.test(a);
  return true;
}

const stamp = (micros: number) =>
  new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19).replace("T", " ").replace(" 0", "  ");
const q = (name: string) => `\`${name.replaceAll("`", "``")}\``;

class Dump {
  text = "";
  private readonly style: DumpStyle;

  constructor(
    private readonly p: Process,
    private readonly name: string,
    private readonly w: Wanted,
    private readonly db: Database,
    private readonly maria: boolean,
    private readonly version: string,
    private readonly o: MysqlOptions,
  ) {
    const { compact, dropTable, locks } = w;
    this.style = { maria, comments: w.comments && !compact, compact, dropTable, locks };
  }

  async run(operands: readonly string[]): Promise<number> {
    const { w, style } = this;
    const plain = !w.all && !w.databases;
    const databases = w.all
      ? (await this.first("SHOW DATABASES")).filter(
          (d) => !/^(information_schema|performance_schema|mysql|sys)$/.test(d),
        )
      : plain
        ? operands.slice(0, 1)
        : operands;
    this.text += this.header(w.all ? "" : (databases[0] ?? "")) + head(style);
    for (const database of databases) {
      const used = await this.db.ask(`USE ${q(database)}`);
      if (!used || "failure" in used)
        return await this.failed(
          2,
          `Got error: ${used?.failure.number}: ${this.maria ? `"${used?.failure.message}"` : used?.failure.message} when selecting the database`,
        );
      if (!plain) this.text += this.databaseText(database, await this.one(`SHOW CREATE DATABASE ${q(database)}`, 1));
      const status = await this.tables(database, plain ? operands.slice(1) : []);
      if (status !== 0) return status;
    }
    this.text += tail(style, stamp(this.p.now()));
    return 0;
  }

  private header(database: string): string {
    if (this.w.compact) return "";
    const sandbox = this.maria ? "/*M!999999\\- enable the sandbox mode */ \n" : "";
    if (!this.w.comments) return sandbox;
    const tool = this.maria
      ? `-- MariaDB dump 10.19-${this.version}-MariaDB, for debian-linux-gnu (x86_64)`
      : `-- MySQL dump 10.13  Distrib ${this.version}, for Linux (x86_64)`;
    return `${sandbox}${tool}\n--\n-- Host: ${this.o.host ?? "localhost"}    Database: ${database}\n-- ------------------------------------------------------\n-- Server version\t${this.db.version}\n`;
  }

  private databaseText(database: string, create: string): string {
    const drop = this.w.dropDatabase ? `/*!40000 DROP DATABASE IF EXISTS ${q(database)}*/;\n\n` : "";
    const made = create.replace("CREATE DATABASE", "CREATE DATABASE /*!32312 IF NOT EXISTS*/");
    const title = this.w.compact ? "" : `${heading(this.style, `Current Database: ${q(database)}`)}\n`;
    return `${title}${drop}${this.w.noCreateDb ? "" : `${made};\n\n`}USE ${q(database)};\n`;
  }

  private async tables(database: string, wanted: readonly string[]): Promise<number> {
    const kinds = new Map((await this.rows("SHOW FULL TABLES")).map((r) => [String(r[0]), String(r[1])] as const));
    const names = wanted.length ? wanted : [...kinds.keys()];
    const views: string[] = [];
    for (const t of names) {
      if (this.w.ignored.includes(`${database}.${t}`)) continue;
      const kind = kinds.get(t);
      if (kind === undefined) return await this.failed(6, `Couldn't find table: "${t}"`);
      if (kind === "VIEW") {
        views.push(t);
        if (!this.w.noCreate) this.text += viewStub(this.style, t, await this.first(`SHOW COLUMNS FROM ${q(t)}`));
        continue;
      }
      if (!this.w.noCreate) this.text += tableText(this.style, t, await this.one(`SHOW CREATE TABLE ${q(t)}`, 1));
      if (!this.w.noData) this.text += await this.data(t);
    }
    if (this.w.noCreate) return 0;
    for (const v of views) {
      const [row = []] = await this.rows(`SHOW CREATE VIEW ${q(v)}`);
      this.text += viewText(this.style, v, String(row[1]), String(row[3]));
    }
    return 0;
  }

  private async data(table: string): Promise<string> {
    const generated = (await this.rows(`SHOW COLUMNS FROM ${q(table)}`))
      .filter((r) => /GENERATED$/.test(String(r[5])) && !/^DEFAULT/.test(String(r[5])))
      .map((r) => String(r[0]));
    const condition = this.w.where === undefined ? "" : ` WHERE ${this.w.where}`;
    const reply = await this.db.ask(`SELECT * FROM ${q(table)}${condition}`);
    const result = reply && "result" in reply ? reply.result : undefined;
    const columns = result?.columns ?? [];
    const kept = columns.map((c, i) => [c.name, i] as const).filter(([n]) => !generated.includes(n));
    const values = (result?.rows ?? []).map(
      (r) => `(${kept.map(([, i]) => literal(r[i] ?? null, columns[i]?.numeric ?? false)).join(",")})`,
    );
    const named = this.w.complete || generated.length > 0 ? kept.map(([n]) => n) : undefined;
    return rowsText(this.style, table, values, named);
  }

  private async rows(sql: string): Promise<readonly (readonly Cell[])[]> {
    const reply = await this.db.ask(sql);
    return reply && "result" in reply ? reply.result.rows : [];
  }

  private async first(sql: string): Promise<string[]> {
    return (await this.rows(sql)).map((r) => String(r[0]));
  }

  private async one(sql: string, at: number): Promise<string> {
    return String((await this.rows(sql))[0]?.[at] ?? "");
  }

  private async failed(status: number, text: string): Promise<number> {
    await this.p.write(2, `${this.name}: ${text}\n`);
    return status;
  }
}

function literal(v: Cell, numeric: boolean): string {
  if (v === null) return "NULL";
  if (typeof v !== "string" || numeric) return String(v);
  const escaped = v.replace(/[\\'"\n\r\0]/g, (c) => ({ "\n": "\\n", "\r": "\\r", "\0": "\\0" })[c] ?? `\\${c}`);
  return `'${escaped}'`;
}
