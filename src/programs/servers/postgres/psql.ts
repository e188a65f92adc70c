import { DnsError } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { readAll } from "../../../std/stream.ts";
import { decode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";
import { userName } from "../../lib/users.ts";
import { connectTo, type Database } from "../database/client.ts";
import { createReadline, readPassword } from "../database/readline.ts";
import type { Failure } from "../database/wire.ts";
import { splitStatements } from "../sql/lexer.ts";
import { copyCommand, copyIn, parseCopy } from "./copy.ts";
import { metaCommand } from "./meta.ts";
import { type Layout, table } from "./table.ts";
import { assign, interpolate } from "./variables.ts";

/** What a psql run works with. */
export interface Psql {
  readonly p: Process;
  readonly layout: Layout;
  user: string;
  /** As it was given, for \\c. */
  readonly password: string | undefined;
  /** Says how long each statement took. */
  timing: boolean;
  readonly host: string | undefined;
  readonly port: number;
  readonly version: string;
  quiet: boolean;
  stopOnError: boolean;
  /** What \\set and -v have set. */
  readonly variables: Map<string, string>;
  /** The statement before, for \\g. */
  last: string;
  database: string;
  db: Database;
  inTransaction: boolean;
  /** The transaction has failed: nothing goes until it is ended. */
  broken: boolean;
  /** A statement has failed. */
  failed: boolean;
}

const LONG = {
  "command:": "c",
  "dbname:": "d",
  "file:": "f",
  list: "l",
  "set:": "v",
  "host:": "h",
  "port:": "p",
  "username:": "U",
  password: "W",
  "no-password": "w",
  "tuples-only": "t",
  "no-align": "A",
  quiet: "q",
  "no-psqlrc": "X",
  expanded: "x",
  csv: "csv",
  version: "V",
};

/** PostgreSQL's terminal client. */
export const psql: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "18.1";
  let o: ReturnType<typeof parseOptions>;
  try {
    o = parseOptions({ short: "c:d:f:lv:h:p:U:WwtAqXxV1abeEF:", long: LONG }, p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    await p.write(2, `psql: ${e.message}\npsql: hint: Try "psql --help" for more information.\n`);
    return 1;
  }
  if (o.has("V")) {
    await p.write(1, `psql (PostgreSQL) ${version} (Debian ${version}-1.pgdg13+1)\n`);
    return 0;
  }
  const uri = /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@]*))?@)?([^:/]*)?(?::(\d+))?(?:\/([^?]*))?/.exec(
    o.operands[0] ?? o.value("d") ?? "",
  );
  const user =
    o.value("U") ??
    uri?.[1] ??
    (uri ? undefined : o.operands[1]) ??
    p.env.get("PGUSER") ??
    userName(p.files, p.credentials.uid) ??
    "root";
  const database = uri ? uri[5] || user : (o.value("d") ?? o.operands[0] ?? p.env.get("PGDATABASE") ?? user);
  const host = o.value("h") ?? (uri?.[3] || undefined) ?? p.env.get("PGHOST");
  const port = Number(o.value("p") ?? uri?.[4] ?? p.env.get("PGPORT") ?? 5432);
  let password = (uri?.[2] || undefined) ?? p.env.get("PGPASSWORD");
  if (o.has("W")) password = await readPassword(p, "Password: ");
  const opened = await open(p, { user, database, host, port, password, ask: !o.has("w") });
  if (typeof opened === "string") {
    await p.write(2, `psql: error: ${opened}\n`);
    return 2;
  }
  const layout: Layout = {
    tuplesOnly: o.has("t"),
    aligned: !o.has("A"),
    expanded: o.has("x"),
    separator: o.value("F") ?? "|",
    csv: o.has("csv"),
    nullText: "",
  };
  const s: Psql = {
    p,
    layout,
    user,
    password,
    timing: false,
    host,
    port,
    version,
    quiet: o.has("q"),
    stopOnError: false,
    variables: new Map(),
    last: "",
    database,
    db: opened,
    inTransaction: false,
    broken: false,
    failed: false,
  };
  for (const v of o.values("v")) assign(s, v.replace(/=.*$/s, ""), v.includes("=") ? v.slice(v.indexOf("=") + 1) : "");
  if (o.has("l")) {
    await metaCommand(s, "\\l");
    return 0;
  }
  if (o.has("c") || o.has("f")) return await batch(s, o.found);
  if (p.terminal(0) === undefined) return await piped(s, decode(await readAll(p.reader(0))));
  return await interactive(s);
};

export interface Target {
  readonly user: string;
  readonly database: string;
  readonly host: string | undefined;
  readonly port: number;
  readonly password: string | undefined;
  /** Ask for a password on the terminal when one is wanted. */
  readonly ask: boolean;
}

/** Connects; what psql says behind `psql: error: ` when it cannot. */
export async function open(p: Process, t: Target): Promise<Database | string> {
  const hello = (password: string | undefined) => ({ user: t.user, password, database: t.database });
  const socket = `/var/run/postgresql/.s.PGSQL.${t.port}`;
  if (t.host === undefined || t.host.startsWith("/")) {
    try {
      const found = await connectTo(p, { socket }, hello(t.password));
      return "message" in found ? `connection to server on socket "${socket}" failed: FATAL:  ${found.message}` : found;
    } catch (e) {
      if (!isErrno(e)) throw e;
      return `connection to server on socket "${socket}" failed: ${e.strerror}\n\tIs the server running locally and accepting connections on that socket?`;
    }
  }
  let addresses: string[];
  try {
    addresses = await p.resolve(t.host);
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    return `could not translate host name "${t.host}" to address: ${e.code === "NXDOMAIN" ? "Name or service not known" : "Temporary failure in name resolution"}`;
  }
  const problems: string[] = [];
  for (const address of addresses) {
    const where = `connection to server at "${t.host}"${t.host === address ? "" : ` (${address})`}, port ${t.port} failed: `;
    try {
      let found = await connectTo(p, { address, port: t.port }, hello(t.password));
      if ("message" in found && found.state === "28P01" && t.password === undefined) {
        if (!t.ask || p.controllingTerminal === undefined) return `${where}fe_sendauth: no password supplied`;
        found = await connectTo(
          p,
          { address, port: t.port },
          hello(await readPassword(p, `Password for user ${t.user}: `)),
        );
      }
      return "message" in found ? `${where}FATAL:  ${found.message}` : found;
    } catch (e) {
      if (!isErrno(e)) throw e;
      problems.push(`${where}${e.strerror}\n\tIs the server running on that host and accepting TCP/IP connections?`);
    }
  }
  return problems.join("\n");
}

async function batch(
  s: Psql,
  found: readonly { readonly name: string; readonly value: string | undefined }[],
): Promise<number> {
  for (const { name, value = "" } of found) {
    if (name !== "c" && name !== "f") continue;
    if (name === "c") {
      if (value.trim().startsWith("\\")) await metaCommand(s, value.trim());
      else {
        const { statements, rest } = splitStatements(value);
        for (const sql of rest.trim() === "" ? statements : [...statements, rest])
          if (!(await run(s, sql, value))) return 1;
      }
      continue;
    }
    try {
      const status = await piped(
        s,
        value === "-" ? decode(await readAll(s.p.reader(0))) : s.p.files.readText(value),
        value === "-" ? undefined : value,
      );
      if (status !== 0) return status;
    } catch (e) {
      if (!isErrno(e)) throw e;
      await s.p.write(2, `psql: error: ${value}: ${e.strerror}\n`);
      return 1;
    }
  }
  return s.failed && found.at(-1)?.name === "c" ? 1 : 0;
}

/** A script: statements and backslash commands line by line. */
export async function piped(s: Psql, text: string, file?: string): Promise<number> {
  let pending = "";
  let line = 0;
  // The lines behind a COPY … FROM stdin are its rows, up to `\\.`.
  let copy: ReturnType<typeof parseCopy>;
  let data = "";
  for (const raw of text.split("\n")) {
    line++;
    if (copy) {
      if (raw !== "\\.") {
        data += `${raw}\n`;
        continue;
      }
      const tag = await copyIn(s, copy, data, file === undefined ? "" : `psql:${file}:${line}: `);
      if (tag !== undefined && !s.quiet) await s.p.write(1, `${tag}\n`);
      if (tag === undefined && s.stopOnError) return 3;
      copy = undefined;
      data = "";
      continue;
    }
    if (pending.trim() === "" && raw.trim().startsWith("\\")) {
      if ((await metaCommand(s, raw.trim())) === "quit") return 0;
      continue;
    }
    const line_ = withGo(raw);
    pending += `${line_.text}\n`;
    const { statements, rest } = splitStatements(pending);
    pending = rest;
    for (const sql of statements) {
      const from = /^\s*(?:--[^\n]*\s*)*copy\s+(.*\bfrom\s+stdin\b.*)$/is.exec(sql);
      copy = from ? parseCopy(from[1] ?? "") : undefined;
      if (copy) {
        pending = "";
        continue;
      }
      const prefix = file === undefined ? undefined : `psql:${file}:${line}: `;
      if (!(await upright(s, line_.upright, () => run(s, sql, `${sql};`, prefix))) && s.stopOnError) return 3;
    }
  }
  if (copy) {
    const tag = await copyIn(s, copy, data, "");
    if (tag !== undefined && !s.quiet) await s.p.write(1, `${tag}\n`);
  }
  if (pending.replace(/--[^\n]*/g, "").trim() !== "" && !(await run(s, pending, pending)) && s.stopOnError) return 3;
  return 0;
}

/** A line that ends with `\\g` or `\\gx` ends its statement, as `;` does. */
function withGo(line: string): { readonly text: string; readonly upright: boolean } {
  const m = /^(.*?)\s*\\g(x?)\s*$/s.exec(line);
  return m ? { text: `${m[1]};`, upright: m[2] === "x" } : { text: line, upright: false };
}

/** With the rows of what is done shown upright, when they are to be. */
async function upright<T>(s: Psql, on: boolean, what: () => Promise<T>): Promise<T> {
  const before = s.layout.expanded;
  s.layout.expanded = on || before;
  try {
    return await what();
  } finally {
    s.layout.expanded = before;
  }
}

/** `\\g` and `\\gx` of their own: the statement before, again. */
export const again = (s: Psql, on: boolean): Promise<boolean> => upright(s, on, () => run(s, s.last, `${s.last};`));

async function interactive(s: Psql): Promise<number> {
  const { p } = s;
  const server = /PostgreSQL ([\d.]+)/.exec(s.db.version)?.[1];
  await p.write(
    1,
    `psql (${s.version} (Debian ${s.version}-1.pgdg13+1)${server === s.version ? "" : `, server ${server}`})\nType "help" for help.\n\n`,
  );
  const readline = createReadline(p);
  const marks = new Map<string, string>();
  let pending = "";
  for (;;) {
    const mark = await isSuperuser(s, marks);
    const state =
      pending.trim() === ""
        ? "="
        : /'(?:[^']|'')*$/.test(pending.replace(/'(?:[^']|'')*'/g, ""))
          ? "'"
          : pending.split("(").length > pending.split(")").length
            ? "("
            : "-";
    const line = await readline.read(`${s.database}${state}${s.broken ? "!" : s.inTransaction ? "*" : ""}${mark} `);
    if (line === undefined) {
      await p.write(1, "\\q\n");
      return 0;
    }
    if (line === null) {
      pending = "";
      continue;
    }
    const word = line.trim();
    if (pending.trim() === "" && /^(quit|exit)$/i.test(word)) return 0;
    if (pending.trim() === "" && /^help$/i.test(word)) {
      await p.write(
        1,
        "psql, PostgreSQL's terminal client. Type:\n       \\h for SQL (not simulated)\n       \\? for backslash commands\n       \\g or ; to run a statement\n       \\q to leave\n",
      );
      continue;
    }
    if (pending.trim() === "" && word.startsWith("\\")) {
      if ((await metaCommand(s, word)) === "quit") return 0;
      continue;
    }
    const go = withGo(line);
    pending += `${go.text}\n`;
    const { statements, rest } = splitStatements(pending);
    pending = rest;
    for (const sql of statements) await upright(s, go.upright, () => run(s, sql, `${sql};`));
  }
}

/** `#` for a superuser, `>` for all others. */
async function isSuperuser(s: Psql, known: Map<string, string>): Promise<string> {
  const there = known.get(s.user);
  if (there !== undefined) return there;
  const catalog = await s.db.catalog();
  const mark = catalog?.roles.find((r) => r.name === s.user)?.superuser ? "#" : ">";
  known.set(s.user, mark);
  return mark;
}

/** Carries one statement out and prints what comes of it. False: it failed. */
export async function run(s: Psql, sql: string, whole: string, prefix = ""): Promise<boolean> {
  const { p } = s;
  if (sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, "").trim() === "") return true;
  const trimmed = interpolate(sql.replace(/^(\s+|--[^\n]*\n)+/, ""), s.variables);
  s.last = trimmed;
  const out = /^copy\s+(.*\bto\s+stdout\b.*)$/is.exec(trimmed);
  if (out && parseCopy(out[1] ?? "")) return copyCommand(s, out[1] ?? "", prefix);
  const began = p.now();
  const reply = await s.db.ask(trimmed);
  if (!reply) {
    await p.write(
      2,
      "server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n",
    );
    s.failed = true;
    return false;
  }
  if ("failure" in reply) {
    s.failed = true;
    s.broken = reply.broken === true;
    await p.write(2, `${prefix}ERROR:  ${reply.failure.message}\n${pointer(trimmed, reply.failure, whole)}`);
    return false;
  }
  s.inTransaction = reply.inTransaction;
  s.broken = false;
  for (const notice of reply.result.notices) await p.write(2, `${prefix}${notice}\n`);
  if (reply.result.columns) await p.write(1, table(reply.result.columns, reply.result.rows, s.layout));
  if (!reply.result.columns || /^(INSERT|UPDATE|DELETE)/.test(reply.result.tag))
    if (!s.quiet) await p.write(1, `${reply.result.tag}\n`);
  if (s.timing) await p.write(1, `Time: ${((p.now() - began) / 1000).toFixed(3)} ms\n`);
  return true;
}

/** `LINE 1: select x` with a caret under the place, and the detail. `whole`: the text that the statement stands in. */
function pointer(sql: string, failure: Failure, whole: string): string {
  const detail =
    (failure.detail === undefined ? "" : `DETAIL:  ${failure.detail}\n`) +
    (failure.hint === undefined ? "" : `HINT:  ${failure.hint}\n`);
  if (failure.at === undefined) return detail;
  const text = whole.trimStart();
  const at = Math.max(0, text.indexOf(sql)) + failure.at;
  const before = text.slice(0, at);
  const number = before.split("\n").length;
  const head = `LINE ${number}: `;
  const column = before.length - (before.lastIndexOf("\n") + 1);
  return `${head}${text.split("\n")[number - 1] ?? ""}\n${" ".repeat(head.length + column)}^\n${detail}`;
}
