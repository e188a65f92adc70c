import { isErrno } from "../../../../std/errno.ts";
import { runCommand } from "../../../lib/run-command.ts";
import { readPassword } from "../../database/readline.ts";
import { clientCopy } from "./client-copy.ts";
import { open } from "./connect.ts";
import { describe } from "./describe.ts";
import {
  found,
  list,
  listDatabases,
  listDomains,
  listExtensions,
  listFunctions,
  listPrivileges,
  listRelations,
  listRoles,
  listSchemas,
  listTypes,
} from "./listings.ts";
import { run } from "./run.ts";
import type { Scanner } from "./scanner.ts";
import { runScript } from "./script.ts";
import { complain, type Psql, put } from "./state.ts";
import { argumentsOf, printSetting, setVariable } from "./variables.ts";
import { connectionWords } from "./words.ts";

export type Next = "on" | "quit" | "failed";

/** Carries a backslash command out. `scanner`: what was typed of a statement before it. */
export async function metaCommand(
  s: Psql,
  line: string,
  scanner: Scanner,
  rows?: () => Promise<string>,
): Promise<Next> {
  const { p } = s;
  const name = /^\\(?:!|\?|[A-Za-z]+[+SxX]*|.)/.exec(line)?.[0] ?? line;
  const rest = line.slice(name.length).trim();
  const args = name === "\\!" || name === "\\copy" ? [] : argumentsOf(s, rest.replace(/;$/, ""));
  const [first] = args;
  const ok = (yes: boolean): Next => (yes ? "on" : "failed");
  switch (name) {
    case "\\q":
    case "\\quit":
      return "quit";
    case "\\c":
    case "\\connect":
      return ok(await connect(s, args));
    case "\\conninfo":
      await connectionInfo(s);
      if (first !== undefined) await complain(s, `${name}: extra argument "${first}" ignored\n`);
      return "on";
    case "\\echo":
    case "\\qecho":
    case "\\warn": {
      const bare = first === "-n";
      const text = `${(bare ? args.slice(1) : args).map((a) => a.replace(/^"(.*)"$/, "$1")).join(" ")}${bare ? "" : "\n"}`;
      if (name === "\\echo") await p.write(1, text);
      else if (name === "\\warn") await p.write(2, text);
      else await put(s, text);
      return "on";
    }
    case "\\i":
    case "\\include":
    case "\\ir":
    case "\\include_relative":
      return ok(await include(s, name, first));
    case "\\copy":
      return ok(await clientCopy(s, rest, rows));
    case "\\g":
    case "\\gx":
    case "\\gset":
    case "\\gexec":
    case "\\gdesc": {
      const sql = scanner.empty ? s.last : scanner.buffer.trimStart();
      scanner.reset();
      const how =
        name === "\\gx"
          ? { expanded: true, ...(first === undefined ? {} : { file: first }) }
          : name === "\\gset"
            ? { set: first ?? "" }
            : name === "\\gexec"
              ? { exec: true }
              : name === "\\gdesc"
                ? { desc: true }
                : first === undefined || first.startsWith("(")
                  ? {}
                  : { file: first };
      return ok(await run(s, sql, how));
    }
    case "\\watch":
      return ok(await watch(s, scanner, args));
    case "\\o":
    case "\\out":
      s.output = first;
      if (first !== undefined) p.files.writeFile(first, "");
      return "on";
    case "\\w":
    case "\\write":
      if (first === undefined) return missing(s, name);
      p.files.writeFile(first, `${scanner.empty ? s.last : scanner.buffer}\n`);
      return "on";
    case "\\p":
    case "\\print":
      await put(
        s,
        scanner.empty ? (s.last === "" ? "Query buffer is empty.\n" : `${s.last}\n`) : `${scanner.buffer}\n`,
      );
      return "on";
    case "\\r":
    case "\\reset":
      scanner.reset();
      s.last = "";
      if (!s.quiet) await put(s, "Query buffer reset (cleared).\n");
      return "on";
    case "\\x":
      return ok(await printSetting(s, `expanded ${first ?? ""}`));
    case "\\t":
      return ok(await printSetting(s, `tuples_only ${first ?? ""}`));
    case "\\a":
      return ok(await printSetting(s, `format ${s.layout.format === "aligned" ? "unaligned" : "aligned"}`));
    case "\\H":
      return ok(await printSetting(s, `format ${s.layout.format === "html" ? "aligned" : "html"}`));
    case "\\f":
      return ok(await printSetting(s, `fieldsep ${rest}`));
    case "\\C":
      return ok(await printSetting(s, `title ${rest}`));
    case "\\pset":
      return ok(await printSetting(s, rest));
    case "\\timing":
      s.timing = first === undefined ? !s.timing : /^(on|true|1|yes)$/i.test(first);
      if (!s.quiet) await put(s, `Timing is ${s.timing ? "on" : "off"}.\n`);
      return "on";
    case "\\!": {
      await runCommand(p, rest === "" ? ["/bin/sh"] : ["/bin/sh", "-c", rest]);
      return "on";
    }
    case "\\cd":
      try {
        p.chdir(first ?? p.env.get("HOME") ?? "/");
      } catch (e) {
        if (!isErrno(e)) throw e;
        await complain(s, `\\cd: could not change directory to "${first}": ${e.strerror}\n`);
        return "failed";
      }
      return "on";
    case "\\set":
      await setVariable(s, rest);
      return "on";
    case "\\unset":
      if (first === undefined) return missing(s, name);
      s.variables.delete(first);
      return "on";
    case "\\getenv": {
      const value = p.env.get(args[1] ?? "");
      if (first !== undefined && value !== undefined) s.variables.set(first, value);
      return "on";
    }
    case "\\setenv":
      if (first === undefined) return missing(s, name);
      if (args[1] === undefined) p.env.delete(first);
      else p.env.set(first, args[1]);
      return "on";
    case "\\encoding":
      if (first === undefined) await put(s, "UTF8\n");
      return "on";
    case "\\password":
      return ok(await setPassword(s, first));
    case "\\errverbose":
      await put(s, "There is no previous error.\n");
      return "on";
    case "\\restrict":
    case "\\unrestrict":
      return "on";
    case "\\prompt":
      if (first === undefined) return missing(s, name);
      await complain(s, "drydock: psql's \\prompt is not simulated\n");
      return "failed";
    case "\\copyright":
    case "\\e":
    case "\\edit":
    case "\\ef":
    case "\\ev":
    case "\\h":
    case "\\help":
    case "\\s":
    case "\\lo_import":
    case "\\crosstabview":
    case "\\bind":
      await complain(s, `drydock: psql's ${name} is not simulated\n`);
      return "failed";
    case "\\?":
      await put(s, HELP);
      return "on";
    default:
      return ok(await aboutDatabase(s, name, args.join(" ") || undefined));
  }
}

const HELP =
  "Here (all others of psql's are refused):\n  \\l \\c \\conninfo \\password      databases and connections\n  \\d \\dt \\dv \\dm \\di \\ds \\dn \\du \\df \\dT \\dD \\dp \\dx \\sf \\sv   what there is\n  \\x \\t \\a \\H \\f \\C \\pset \\timing    how it is shown\n  \\i \\o \\w \\copy \\! \\echo \\qecho   files and commands\n  \\g \\gx \\gset \\gexec \\gdesc \\watch \\p \\r   the statement\n  \\set \\unset \\if \\elif \\else \\endif \\q\n";

async function missing(s: Psql, name: string): Promise<"failed"> {
  await complain(s, `${name}: missing required argument\n`);
  return "failed";
}

/** The commands that show what there is. False: it failed. */
async function aboutDatabase(s: Psql, name: string, pattern: string | undefined): Promise<boolean> {
  const bare = name.replace(/[+S]+$/, "");
  const more = name.includes("+");
  const known = /^\\(l|list|z|sf|sv|d|dt|dv|dm|di|ds|dn|du|dg|df|dT|dD|dp|dx|d[tvmis]{2,})$/;
  if (!known.test(bare)) {
    if (/^\\(da|db|dc|dC|dd|ddp|dE|des|deu|dew|dF|dFd|dl|dL|do|dO|dP|drds|drg|dRp|dRs|dX|dy|dconfig)$/.test(bare)) {
      await complain(s, `drydock: psql's ${bare} is not simulated\n`);
      return false;
    }
    await complain(s, `invalid command ${name}\n${s.interactive ? "Try \\? for help.\n" : ""}`);
    return false;
  }
  const c = s.lost ? null : await s.db.describe();
  if (!c) {
    await complain(s, "You are currently not connected to a database.\n");
    return false;
  }
  switch (bare) {
    case "\\l":
    case "\\list":
      await listDatabases(s, c, more, pattern);
      return true;
    case "\\du":
    case "\\dg":
      await listRoles(s, c, more, pattern);
      return true;
    case "\\dn":
      await listSchemas(s, c, more, pattern);
      return true;
    case "\\df":
      await listFunctions(s, c, more, pattern);
      return true;
    case "\\dT":
      await listTypes(s, c, more, pattern);
      return true;
    case "\\dD":
      await listDomains(s, c, pattern);
      return true;
    case "\\dx":
      await listExtensions(s, c);
      return true;
    case "\\z":
    case "\\dp":
      await listPrivileges(s, c, pattern);
      return true;
    case "\\sf": {
      const wanted = (pattern ?? "").replace(/\(.*$/, "");
      const all = found(c.functions, wanted);
      const [one] = all;
      if (!one) {
        await complain(s, `ERROR:  function "${pattern}" does not exist\n`);
        return false;
      }
      if (all.length > 1 && !(pattern ?? "").includes("(")) {
        await complain(s, `ERROR:  more than one function named "${pattern}"\n`);
        return false;
      }
      await put(s, one.definition);
      return true;
    }
    case "\\sv": {
      const [one] = found(
        c.tables.filter((t) => t.type === "view"),
        pattern,
      );
      if (!one) {
        await complain(s, `ERROR:  relation "${pattern}" does not exist\n`);
        return false;
      }
      await put(s, `CREATE OR REPLACE VIEW ${one.schema}.${one.name} AS\n${one.definition.replace(/;$/, "")}\n`);
      return true;
    }
    case "\\d":
      if (pattern === undefined)
        return listRelations(s, c, ["table", "view", "materialized view", "sequence"], undefined, more);
      return describe(s, c, pattern, more);
    default: {
      const kinds = [...bare.slice(2)].map(
        (k) => ({ t: "table", v: "view", m: "materialized view", i: "index", s: "sequence" })[k] as "table",
      );
      return listRelations(s, c, kinds, pattern, more);
    }
  }
}

async function connect(s: Psql, args: readonly string[]): Promise<boolean> {
  const { p } = s;
  const words = connectionWords(args[0] ?? "");
  const pick = (given: string | undefined, now: string): string =>
    given === undefined || given === "-" ? now : given.replace(/^"(.*)"$/, "$1");
  const database = words ? (words.database ?? s.database) : pick(args[0], s.database);
  const user = words ? (words.user ?? s.user) : pick(args[1], s.user);
  const host = words ? (words.host ?? s.host) : args[2] === undefined || args[2] === "-" ? s.host : args[2];
  const port = Number(words?.port ?? pick(args[3], String(s.port)));
  const opened = await open(p, {
    user,
    database,
    host,
    port,
    password: words?.password ?? (user === s.user ? s.password : p.env.get("PGPASSWORD")),
    ask: true,
  });
  if (typeof opened === "string") {
    await complain(s, s.interactive ? `${opened}\nPrevious connection kept\n` : `\\connect: ${opened}\n`);
    if (!s.interactive) s.lost = true;
    return false;
  }
  const moved = host !== s.host || port !== s.port;
  s.db.close();
  Object.assign(s, { db: opened, database, user, host, port, inTransaction: false, broken: false, lost: false });
  s.variables.set("DBNAME", database);
  s.variables.set("USER", user);
  if (!s.quiet) {
    const where = moved
      ? (host === undefined || host.startsWith("/")
          ? ` via socket in "${host ?? "/var/run/postgresql"}"`
          : ` on host "${host}"`) + ` at port "${port}"`
      : "";
    await put(s, `You are now connected to database "${database}" as user "${user}"${where}.\n`);
  }
  return true;
}

async function connectionInfo(s: Psql): Promise<void> {
  if (Number.parseInt(s.version, 10) < 18) {
    await put(
      s,
      `You are connected to database "${s.database}" as user "${s.user}" ${s.host === undefined ? `via socket in "/var/run/postgresql"` : `on host "${s.host}"`} at port "${s.port}".\n`,
    );
    return;
  }
  const local = s.host === undefined || s.host.startsWith("/");
  const addresses = local ? [] : await s.p.resolve(s.host ?? "");
  const c = await s.db.describe();
  const rows: [string, string][] = [
    ["Database", s.database],
    ["Client User", s.user],
    ...(local
      ? ([["Socket Directory", s.host ?? "/var/run/postgresql"]] as [string, string][])
      : ([
          ["Host", s.host ?? ""],
          ["Host Address", addresses[0] ?? ""],
        ] as [string, string][])),
    ["Server Port", String(s.port)],
    ["Options", ""],
    ["Protocol Version", "3.0"],
    ["Password Used", s.passwordUsed ? "true" : "false"],
    ["GSSAPI Authenticated", "false"],
    ["Backend PID", String(s.db.pid)],
    ["SSL Connection", "false"],
    ["Superuser", c?.superuser ? "on" : "off"],
    ["Hot Standby", "off"],
  ];
  await list(s, "Connection Information", ["Parameter", "Value"], rows);
}

async function include(s: Psql, name: string, path: string | undefined): Promise<boolean> {
  if (path === undefined) {
    await complain(s, `${name}: missing required argument\n`);
    return false;
  }
  let text: string;
  try {
    text = s.p.files.readText(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await complain(s, `${path}: ${e.strerror}\n`);
    return false;
  }
  return (await runScript(s, text, path)) === 0;
}

async function setPassword(s: Psql, given: string | undefined): Promise<boolean> {
  const user = given ?? s.user;
  const first = await readPassword(s.p, `Enter new password for user "${user}": `);
  const second = await readPassword(s.p, "Enter it again: ");
  if (first !== second) {
    await complain(s, "Passwords didn't match.\n");
    return false;
  }
  const reply = await s.db.ask(`ALTER USER "${user.replaceAll('"', '""')}" PASSWORD '${first.replaceAll("'", "''")}'`);
  if (reply && "result" in reply) return true;
  await complain(s, `ERROR:  ${reply?.failure.message ?? "server closed the connection unexpectedly"}\n`);
  return false;
}

/** \\watch: the statement again and again, until Ctrl-C, or so many times. */
async function watch(s: Psql, scanner: Scanner, args: readonly string[]): Promise<boolean> {
  let seconds = 2;
  let times = Number.POSITIVE_INFINITY;
  for (const a of args) {
    const m = /^(i|interval|c|count|m|min_rows)=(\d+(?:\.\d+)?)$/.exec(a);
    if (!m && !/^\d+(\.\d+)?$/.test(a)) {
      await complain(s, `\\watch: incorrect interval value "${a}"\n`);
      return false;
    }
    if (m?.[1]?.startsWith("c")) times = Number(m[2]);
    else if (!m?.[1]?.startsWith("m")) seconds = Number(m?.[2] ?? a);
  }
  const sql = scanner.empty ? s.last : scanner.buffer.trimStart();
  scanner.reset();
  if (sql.trim() === "") {
    await complain(s, "\\watch cannot be used with an empty query\n");
    return false;
  }
  let stopped = false;
  s.p.onSignal(2, () => {
    stopped = true;
  });
  const title = s.layout.title;
  try {
    for (let i = 0; i < times && !stopped; i++) {
      const d = new Date(Math.floor(s.p.now() / 1000))
        .toUTCString()
        .replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, (_a, w, day, m, y, t) => `${w} ${m} ${day} ${t} ${y}`);
      s.layout.title = `${title === undefined ? "" : `${title}\t`}${d} (every ${seconds}s)\n`;
      if (!(await run(s, sql))) return false;
      if (i + 1 < times) for (let k = 0; k < seconds * 10 && !stopped; k++) await s.p.sleep(100_000);
    }
  } finally {
    s.layout.title = title;
    s.p.onSignal(2, "default");
  }
  return true;
}
