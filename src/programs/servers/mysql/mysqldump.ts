import { ownNote } from "../../../kernel/own-note.ts";
import type { Tool } from "../../lib/flavour.ts";
import type { Database } from "../database/client.ts";
import { readPassword } from "../database/readline.ts";
import { type MysqlOptions, mysqlOptions, openMysql } from "./mysql.ts";

/** MySQL's and MariaDB's dump of databases as a script for their client. */
export const mysqldump: Tool = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "mysqldump";
  const maria = p.files.exists("/usr/sbin/mariadbd") || name.startsWith("mariadb");
  const version = ownNote(p).split("\n")[0] || (maria ? "12.1.2" : "8.4.7");
  const own = { all: false, databases: false, noData: false, noCreate: false };
  const rest: string[] = [];
  for (const a of p.argv.slice(1)) {
    if (a === "--all-databases" || a === "-A") own.all = true;
    else if (a === "--databases" || a === "-B") own.databases = true;
    else if (a === "--no-data" || a === "-d") own.noData = true;
    else if (a === "--no-create-info") own.noCreate = true;
    else if (
      !/^--(single-transaction|routines|triggers|events|quick|lock-tables|skip-lock-tables|no-tablespaces|column-statistics=0|set-gtid-purged=.*|add-drop-table|opt|compact|skip-comments)$/.test(
        a,
      )
    )
      rest.push(a);
  }
  const operands: string[] = [];
  const o = mysqlOptions(rest, operands);
  if (typeof o === "string") {
    await p.write(2, `${name}: ${o.startsWith("drydock") ? o : `[ERROR] ${o}`}\n`);
    return 2;
  }
  if (!own.all && operands.length === 0) {
    await p.write(
      2,
      `Usage: ${name} [OPTIONS] database [tables]\nOR     ${name} [OPTIONS] --databases [OPTIONS] DB1 [DB2 DB3...]\nOR     ${name} [OPTIONS] --all-databases [OPTIONS]\nFor more options, use ${name} --help\n`,
    );
    return 1;
  }
  if (o.password !== undefined && !maria)
    await p.write(2, `${name}: [Warning] Using a password on the command line interface can be insecure.\n`);
  if (o.askPassword) o.password = await readPassword(p, "Enter password: ");
  o.password ??= p.env.get("MYSQL_PWD");
  const opened = await openMysql(p, { ...o, database: undefined }, maria);
  if (typeof opened === "string") {
    const m = /^ERROR (\d+) (?:\(\w+\)): (.*)$/s.exec(opened);
    await p.write(2, `${name}: Got error: ${m?.[1]}: ${maria ? `"${m?.[2]}"` : m?.[2]} when trying to connect\n`);
    return 2;
  }
  const plain = !own.all && !own.databases;
  const databases = own.all
    ? await names(opened, "SHOW DATABASES", /^(information_schema|performance_schema|mysql|sys)$/)
    : plain
      ? operands.slice(0, 1)
      : operands;
  let out = header(maria, version, opened.version, o, databases[0] ?? "");
  for (const database of databases) {
    const used = await opened.ask(`USE \`${database}\``);
    if (!used || "failure" in used) {
      await p.write(
        2,
        `${name}: Got error: ${used?.failure.number}: ${used?.failure.message} when selecting the database\n`,
      );
      return 2;
    }
    if (!plain)
      out += `--\n-- Current Database: \`${database}\`\n--\n\nCREATE DATABASE /*!32312 IF NOT EXISTS*/ \`${database}\` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;\n\nUSE \`${database}\`;\n\n`;
    const tables = plain && operands.length > 1 ? operands.slice(1) : await names(opened, "SHOW TABLES");
    for (const t of tables) out += await tableText(opened, t, own);
  }
  await p.write(
    1,
    `${out}/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;\n\n-- Dump completed on ${stamp(p.now())}\n`,
  );
  return 0;
};

const stamp = (micros: number) =>
  new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19).replace("T", " ").replace(" 0", "  ");

function header(maria: boolean, version: string, server: string, o: MysqlOptions, database: string): string {
  const tool = maria
    ? `-- MariaDB dump 10.19-${version}-MariaDB, for debian-linux-gnu (x86_64)`
    : `-- MySQL dump 10.13  Distrib ${version}, for Linux (x86_64)`;
  return `${tool}\n--\n-- Host: ${o.host ?? "localhost"}    Database: ${database}\n-- ------------------------------------------------------\n-- Server version\t${server}\n\n/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n\n`;
}

async function names(db: Database, sql: string, except?: RegExp): Promise<string[]> {
  const reply = await db.ask(sql);
  const rows = reply && "result" in reply ? reply.result.rows : [];
  return rows.map((r) => String(r[0])).filter((n) => !except?.test(n));
}

async function tableText(
  db: Database,
  table: string,
  own: { readonly noData: boolean; readonly noCreate: boolean },
): Promise<string> {
  const made = await db.ask(`SHOW CREATE TABLE \`${table}\``);
  const create = made && "result" in made ? String(made.result.rows[0]?.[1]) : "";
  const isView = /^CREATE VIEW/.test(create);
  let out = "";
  if (!own.noCreate)
    out += `--\n-- ${isView ? "View" : "Table"} structure for ${isView ? "view" : "table"} \`${table}\`\n--\n\nDROP ${isView ? "VIEW" : "TABLE"} IF EXISTS \`${table}\`;\n${create};\n\n`;
  if (own.noData || isView) return out;
  const reply = await db.ask(`SELECT * FROM \`${table}\``);
  const rows = reply && "result" in reply ? reply.result.rows : [];
  out += `--\n-- Dumping data for table \`${table}\`\n--\n\n`;
  if (rows.length === 0) return out;
  const literal = (v: string | number | boolean | null) =>
    v === null
      ? "NULL"
      : typeof v === "string"
        ? `'${v.replace(/\\/g, "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`
        : String(v);
  return `${out}INSERT INTO \`${table}\` VALUES ${rows.map((r) => `(${r.map(literal).join(",")})`).join(",")};\n\n`;
}
