import type { Process } from "../../../kernel/process.ts";
import { encode } from "../../../std/text.ts";
import type { Database } from "../database/client.ts";
import type { Result } from "../sql/session.ts";
import type { MysqlOptions } from "./options.ts";
import { BINARY, boxed, tabbed, vertical } from "./table.ts";

/** A client at work. */
export interface Client {
  readonly p: Process;
  readonly o: MysqlOptions;
  db: Database;
  readonly maria: boolean;
  /** Of the client itself. */
  readonly version: string;
  database: string | undefined;
  /** On a terminal: says what came of each statement. */
  readonly talkative: boolean;
  showWarnings: boolean;
  /** Another copy of what is printed: `tee`. */
  copy: string | undefined;
}

/** Carries one statement out and prints what comes of it. `line`: of a script, for its errors. False: it failed. */
export async function run(s: Client, sql: string, upright: boolean, line: number | undefined): Promise<boolean> {
  const { p, o } = s;
  const chatty = s.talkative || o.verbose >= 2;
  if (o.verbose >= 1) await say(s, `--------------\n${sql}\n--------------\n\n`);
  const began = p.now();
  const reply = await s.db.ask(sql);
  const at = line === undefined || !o.lineNumbers ? "" : ` at line ${line}`;
  if (!reply) {
    await p.write(2, `ERROR 2013 (HY000)${at}: Lost connection to ${s.maria ? "" : "MySQL "}server during query\n`);
    return false;
  }
  if ("failure" in reply) {
    const { number, state, message } = reply.failure;
    await p.write(2, `ERROR ${number} (${state})${at}: ${message}\n`);
    return false;
  }
  const { result } = reply;
  s.database = reply.database;
  const clock = s.talkative || o.verbose >= 3 ? ` (${seconds(p.now() - began, s.maria)} sec)` : "";
  const table = s.talkative || o.table || o.verbose >= 3 || (!o.batch && p.terminal(1) !== undefined);
  await say(s, resultText(result, s, { upright: upright || o.vertical, table, chatty, clock }));
  if (s.showWarnings && (result.warnings ?? 0) > 0) await say(s, `${await warningLines(s)}${chatty ? "\n" : ""}`);
  return true;
}

interface Look {
  readonly upright: boolean;
  readonly table: boolean;
  readonly chatty: boolean;
  readonly clock: string;
}

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;

function resultText(result: Result, s: Client, look: Look): string {
  const { o } = s;
  const warnings = (result.warnings ?? 0) > 0 ? `, ${plural(result.warnings ?? 0, "warning")}` : "";
  // A blank line follows; before the lines of warnings it does without.
  const end = s.showWarnings && warnings !== "" ? "\n" : "\n\n";
  if (!result.columns) {
    if (!look.chatty) return "";
    const info = result.info ? `\n${result.info}` : "";
    return `Query OK, ${plural(result.affected, "row")} affected${warnings}${look.clock}${info}\n\n`;
  }
  const { columns } = result;
  const rows = s.talkative && !s.maria ? inHexadecimal(result) : result.rows;
  let text = "";
  if (rows.length > 0) {
    if (look.upright) text = vertical(columns, rows);
    else if (look.table) text = boxed(columns, rows, o.skipNames, s.talkative && !s.maria);
    else text = tabbed(columns, rows, o.skipNames || o.silent > 1, o.raw);
  }
  if (!look.chatty) return text;
  if (rows.length === 0) return `Empty set${warnings}${look.clock}\n\n`;
  return `${text}${plural(rows.length, "row")} in set${warnings}${look.clock}${end}${end === "\n" ? "\n" : ""}`;
}

/** On a terminal bytes are shown as such: `0x616263`. */
function inHexadecimal(result: Result): Result["rows"] {
  const binary = (result.columns ?? []).map((c) => BINARY.test(c.type));
  if (!binary.includes(true)) return result.rows;
  const hex = (v: string) => `0x${[...encode(v)].map((b) => b.toString(16).padStart(2, "0").toUpperCase()).join("")}`;
  return result.rows.map((r) => r.map((v, i) => (binary[i] && v !== null ? hex(String(v)) : v)));
}

/** `Warning (Code 1365): Division by 0`, after each statement where that is wanted. */
async function warningLines(s: Client): Promise<string> {
  const reply = await s.db.ask("SHOW WARNINGS");
  if (!reply || !("result" in reply)) return "";
  return reply.result.rows.map(([level, code, message]) => `${level} (Code ${code}): ${message}\n`).join("");
}

function seconds(micros: number, maria: boolean): string {
  const all = micros / 1_000_000;
  const minutes = Math.floor(all / 60);
  const rest = (all - minutes * 60).toFixed(maria ? 3 : 2);
  return minutes > 0 ? `${minutes} min ${rest}` : rest;
}

/** Prints, and writes into the file of `tee`. */
export async function say(s: Client, text: string): Promise<void> {
  if (text === "") return;
  await s.p.write(1, text);
  if (s.copy === undefined) return;
  const { files } = s.p;
  const before = files.exists(s.copy) ? files.readText(s.copy) : "";
  files.writeFile(s.copy, before + text);
}
