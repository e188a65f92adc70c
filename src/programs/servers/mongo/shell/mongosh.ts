import type { Process } from "../../../../kernel/process.ts";
import { isErrno } from "../../../../std/errno.ts";
import { readAll } from "../../../../std/stream.ts";
import { decode } from "../../../../std/text.ts";
import type { Tool } from "../../../lib/flavour.ts";
import { createReadline, readPassword } from "../../database/readline.ts";
import type { Bson, Doc } from "../bson.ts";
import { isArray } from "../bson.ts";
import { connectMongo, type MongoConnection, NoConnection, type Target } from "./connection.ts";
import { createEvaluator, type Evaluator } from "./evaluator.ts";
import { type ShellOptions, shellOptions } from "./options.ts";
import { unfinished } from "./unfinished.ts";

const VERSION = "2.5.9";

/** MongoDB's shell: JavaScript in an engine of its own, against a server on the simulated network. */
export const mongosh: Tool = async (p) => {
  const options = shellOptions(p.argv.slice(1));
  if (typeof options === "string") {
    await p.write(2, `${options}\n`);
    return 1;
  }
  if (options.version) {
    await p.write(1, `${VERSION}\n`);
    return 0;
  }
  let { target } = options;
  if (options.askPassword) target = { ...target, password: await readPassword(p, "Enter password: ") };
  const interactive = options.shell || (options.evals.length === 0 && options.files.length === 0);
  if (options.json && interactive) {
    await p.write(2, JSON_ALONE);
    return 1;
  }
  if (!options.quiet) await p.write(1, connecting(p, options.nodb ? undefined : target));
  let connection: MongoConnection = NOBODY;
  try {
    if (!options.nodb) connection = await connectMongo(p, target, VERSION);
  } catch (e) {
    if (!(e instanceof NoConnection)) throw e;
    await p.write(2, `${e.kind}: ${e.message}\n`);
    return 1;
  }
  if (!options.quiet) await p.write(1, await greeting(options.nodb ? undefined : connection));
  const colors = p.terminal(1) !== undefined;
  const settings = {
    database: target.database,
    colors: colors && !options.json,
    interactive,
    version: VERSION,
    connected: !options.nodb,
    terminal: colors,
    uri: addressOf(target),
    json: options.json,
  };
  const evaluator = await createEvaluator(p, connection, settings);
  try {
    return await work(p, options, connection, evaluator);
  } finally {
    connection.close();
  }
};

/** What stands for a connection where none is wanted. */
const NOBODY: MongoConnection = { request: async () => null, close() {} };

const JSON_ALONE =
  "MongoshUnimplementedError: [CLI-10004] Cannot use --json without --eval or --shell or with --file\n";

async function work(p: Process, o: ShellOptions, connection: MongoConnection, e: Evaluator): Promise<number> {
  for (const path of o.files) {
    let text: string;
    try {
      text = p.files.readText(path);
    } catch (error) {
      if (!isErrno(error)) throw error;
      await p.write(
        2,
        `Error: ${error.code}: ${error.strerror.toLowerCase()}, open '${p.files.exists(path) ? path : absolute(p, path)}'\n`,
      );
      return 1;
    }
    if (!o.quiet) await p.write(1, `Loading file: ${path}\n`);
    // A script shows only what it prints.
    const outcome = await e.run(`${text}\n;undefined`, path);
    await p.write(outcome.failed ? 2 : 1, outcome.text);
    if (outcome.exit !== undefined) return outcome.exit;
    if (outcome.failed) return 1;
  }
  for (const [i, code] of o.evals.entries()) {
    const outcome = await e.run(code, "eval");
    // Of several only the last one's result is shown.
    if (outcome.failed || i === o.evals.length - 1) await p.write(outcome.failed ? 2 : 1, outcome.text);
    if (outcome.exit !== undefined) return outcome.exit;
    if (outcome.failed) return 1;
  }
  if ((o.evals.length || o.files.length) && !o.shell) return 0;
  if (p.terminal(0) === undefined) return await piped(p, e);
  if (!o.quiet && !o.nodb) await p.write(1, await warnings(connection));
  return await interactive(p, e);
}

function absolute(p: Process, path: string): string {
  return path.startsWith("/") ? path : `${p.cwd === "/" ? "" : p.cwd}/${path}`;
}

/** Lines from a pipe, each behind its prompt. */
async function piped(p: Process, e: Evaluator): Promise<number> {
  const lines = decode(await readAll(p.reader(0))).split("\n");
  if (lines.at(-1) === "") lines.pop();
  let pending = "";
  await p.write(1, `${e.database()}> `);
  for (const line of lines) {
    pending += `${line}\n`;
    if (unfinished(pending)) {
      await p.write(1, "... ");
      continue;
    }
    const outcome = await e.run(pending, "REPL");
    pending = "";
    await p.write(1, outcome.text);
    if (outcome.exit !== undefined) return outcome.exit;
    await p.write(1, `${e.database()}> `);
  }
  return 0;
}

async function interactive(p: Process, e: Evaluator): Promise<number> {
  const readline = createReadline(p);
  let pending = "";
  let interrupted = false;
  for (;;) {
    const line = await readline.read(pending === "" ? `${e.database()}> ` : "... ");
    if (line === undefined) return 0;
    if (line === null) {
      if (interrupted && pending === "") return 0;
      interrupted = pending === "";
      if (interrupted) await p.write(1, "(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n");
      pending = "";
      continue;
    }
    interrupted = false;
    if (pending === "" && line.trim() === ".exit") return 0;
    if (pending === "" && line.trim() === "") continue;
    pending += `${line}\n`;
    if (unfinished(pending)) continue;
    const outcome = await e.run(pending, "REPL1");
    pending = "";
    await p.write(1, outcome.text);
    if (outcome.exit !== undefined) return outcome.exit;
  }
}

/** A server's address as the shell shows it. */
function addressOf(t: Target): string {
  const who = t.user === undefined ? "" : "<credentials>@";
  const source = t.user !== undefined && t.authDatabase !== "admin" ? `&authSource=${t.authDatabase}` : "";
  const database = t.database === "test" ? "" : t.database;
  return `mongodb://${who}${t.host}:${t.port}/${database}?directConnection=true&serverSelectionTimeoutMS=2000${source}&appName=mongosh+${VERSION}`;
}

function connecting(p: Process, t: Target | undefined): string {
  const seconds = Math.floor(p.now() / 1_000_000);
  const id = seconds.toString(16).padStart(8, "0") + p.chance.hex("mongosh log").slice(0, 16);
  return `Current Mongosh Log ID:\t${id}\n${t ? `Connecting to:\t\t${addressOf(t)}\n` : ""}`;
}

async function greeting(connection: MongoConnection | undefined): Promise<string> {
  const info = await connection?.request("admin", new Map([["buildInfo", 1]]));
  const server = connection ? `Using MongoDB:\t\t${String(info?.get("version") ?? "")}\n` : "";
  return `${server}Using Mongosh:\t\t${VERSION}\n\nFor mongosh info see: https://www.mongodb.com/docs/mongodb-shell/\n\n`;
}

async function warnings(connection: MongoConnection): Promise<string> {
  const reply: Doc | null = await connection.request("admin", new Map<string, Bson>([["getLog", "startupWarnings"]]));
  const log = reply?.get("log");
  if (!isArray(log) || log.length === 0) return "";
  const lines = log.map((l) => {
    const parsed = JSON.parse(String(l)) as { readonly t: { readonly $date: string }; readonly msg: string };
    return `   ${parsed.t.$date}: ${parsed.msg}\n`;
  });
  return `------\n   The server generated these startup warnings when booting\n${lines.join("")}------\n\n`;
}
