import { ownNote } from "../../../../kernel/own-note.ts";
import { isErrno } from "../../../../std/errno.ts";
import { readAll } from "../../../../std/stream.ts";
import { decode } from "../../../../std/text.ts";
import type { Tool } from "../../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../../lib/options.ts";
import { userName } from "../../../lib/users.ts";
import { readPassword } from "../../database/readline.ts";
import { open } from "./connect.ts";
import { interactive } from "./interactive.ts";
import { metaCommand } from "./meta.ts";
import { run } from "./run.ts";
import { Scanner } from "./scanner.ts";
import { runScript } from "./script.ts";
import type { Psql } from "./state.ts";
import { newLayout } from "./table.ts";
import { assign, setLayout } from "./variables.ts";
import { connectionWords } from "./words.ts";

const LONG = {
  "command:": "c",
  "dbname:": "d",
  "file:": "f",
  list: "l",
  "set:": "v",
  "variable:": "v",
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
  html: "H",
  "field-separator:": "F",
  "record-separator:": "R",
  "pset:": "P",
  "echo-all": "a",
  "echo-queries": "e",
  "echo-errors": "b",
  "single-transaction": "1",
  "output:": "o",
  "log-file:": "L",
  version: "V",
};

/** PostgreSQL's terminal client. */
export const psql: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "18.1";
  let o: ReturnType<typeof parseOptions>;
  try {
    o = parseOptions({ short: "c:d:f:lv:h:p:U:WwtAqXxV1abeEF:R:P:Ho:L:nsS", long: LONG }, p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    await p.write(2, `psql: ${e.message}\npsql: hint: Try "psql --help" for more information.\n`);
    return 1;
  }
  if (o.has("V")) {
    await p.write(1, `psql (PostgreSQL) ${version} (Debian ${version}-1.pgdg13+1)\n`);
    return 0;
  }
  for (const extra of o.operands.slice(2))
    await p.write(2, `psql: warning: extra command-line argument "${extra}" ignored\n`);
  const words = connectionWords(o.value("d") ?? o.operands[0] ?? "");
  const user =
    o.value("U") ??
    words?.user ??
    (o.value("d") === undefined ? o.operands[1] : o.operands[0]) ??
    p.env.get("PGUSER") ??
    userName(p.files, p.credentials.uid) ??
    "root";
  const named = words ? words.database : (o.value("d") ?? o.operands[0]);
  const database = (named ?? p.env.get("PGDATABASE") ?? (o.has("l") ? "postgres" : user)) || user;
  const host = o.value("h") ?? words?.host ?? p.env.get("PGHOST");
  const port = Number(o.value("p") ?? words?.port ?? p.env.get("PGPORT") ?? 5432);
  let password = words?.password ?? p.env.get("PGPASSWORD");
  if (o.has("W")) password = await readPassword(p, "Password: ");
  const opened = await open(p, { user, database, host, port, password, ask: !o.has("w") }, (typed) => {
    password = typed;
  });
  if (typeof opened === "string") {
    await p.write(2, `psql: error: ${opened}\n`);
    return 2;
  }
  const batch = o.has("c") || o.has("f") || o.has("l");
  const s: Psql = {
    p,
    layout: {
      ...newLayout(),
      tuplesOnly: o.has("t"),
      expanded: o.has("x"),
      format: o.has("csv") ? "csv" : o.has("H") ? "html" : o.has("A") ? "unaligned" : "aligned",
      separator: o.value("F") ?? "|",
      recordSeparator: o.value("R") ?? "\n",
    },
    user,
    password,
    passwordUsed: password !== undefined && host !== undefined && !/^(\/|localhost$|127\.)/.test(host),
    timing: false,
    host,
    port,
    version,
    quiet: o.has("q"),
    stopOnError: false,
    echo: o.has("a") ? "all" : o.has("e") ? "queries" : o.has("b") ? "errors" : "none",
    singleTransaction: o.has("1"),
    variables: new Map([
      ["DBNAME", database],
      ["USER", user],
      ["PORT", String(port)],
      ["HOST", host ?? "/var/run/postgresql"],
      ["ENCODING", "UTF8"],
      ["VERSION", opened.version],
      ["SERVER_VERSION_NAME", version],
      ["AUTOCOMMIT", "on"],
      ["ON_ERROR_STOP", "off"],
      ["ON_ERROR_ROLLBACK", "off"],
      ["VERBOSITY", "default"],
      ["SHOW_CONTEXT", "errors"],
      ["PROMPT1", "%/%R%x%# "],
      ["PROMPT2", "%/%R%x%# "],
      ["QUIET", "off"],
      ["HISTSIZE", "500"],
      ["FETCH_COUNT", "0"],
    ]),
    last: "",
    database,
    db: opened,
    inTransaction: false,
    broken: false,
    lost: false,
    output: o.value("o"),
    script: undefined,
    interactive: !batch && p.terminal(0) !== undefined,
  };
  for (const v of o.values("v")) assign(s, v.replace(/=.*$/s, ""), v.includes("=") ? v.slice(v.indexOf("=") + 1) : "");
  for (const v of o.values("P")) await setLayout(s, v.replace("=", " "), true);
  if (o.has("l")) {
    await metaCommand(s, "\\l", new Scanner());
    return 0;
  }
  if (batch) return await actions(s, o.found);
  if (!s.interactive) return await runScript(s, decode(await readAll(p.reader(0))));
  return await interactive(s);
};

/** What -c and -f say, one after the other. */
async function actions(
  s: Psql,
  found: readonly { readonly name: string; readonly value: string | undefined }[],
): Promise<number> {
  const wanted = found.filter((f) => f.name === "c" || f.name === "f");
  if (s.singleTransaction) await s.db.ask("BEGIN");
  let status = 0;
  for (const { name, value = "" } of wanted) {
    if (name === "c") {
      if (value.trim().startsWith("\\")) {
        if ((await metaCommand(s, value.trim(), new Scanner())) === "failed") status = 1;
        else status = 0;
      } else status = (await run(s, value, {}, async () => decode(await readAll(s.p.reader(0))))) ? 0 : 1;
      if (status !== 0 && s.stopOnError) break;
      continue;
    }
    try {
      const text = value === "-" ? decode(await readAll(s.p.reader(0))) : s.p.files.readText(value);
      status = await runScript(s, text, value === "-" ? undefined : value);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await s.p.write(2, `psql: error: ${value}: ${e.strerror}\n`);
      return 1;
    }
    if (status !== 0) break;
  }
  if (s.singleTransaction) await s.db.ask(status === 0 ? "COMMIT" : "ROLLBACK");
  return status;
}
