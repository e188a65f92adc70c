import { isErrno } from "../../../std/errno.ts";
import { runCommand } from "../../lib/run-command.ts";
import { copyCommand } from "./copy.ts";
import { again, open, type Psql, piped } from "./psql.ts";
import { describe, listDatabases, listRelations, listRoles, show } from "./relations.ts";
import { printSetting, setVariable } from "./variables.ts";

/** Carries out a backslash command; "quit" for \q. */
export async function metaCommand(s: Psql, line: string): Promise<"quit" | undefined> {
  const { p } = s;
  const [name = "", ...args] = line.replace(/;$/, "").trim().split(/\s+/);
  const [first] = args;
  const rest = line.slice(name.length).trim();
  switch (name) {
    case "\\q":
    case "\\quit":
      return "quit";
    case "\\c":
    case "\\connect":
      await connect(s, args);
      return undefined;
    case "\\conninfo":
      await p.write(
        1,
        `You are connected to database "${s.database}" as user "${s.user}" ${s.host === undefined ? `via socket in "/var/run/postgresql"` : `on host "${s.host}"`} at port "${s.port}".\n`,
      );
      return undefined;
    case "\\echo":
      await p.write(1, `${args.map((a) => a.replace(/^'(.*)'$/, "$1")).join(" ")}\n`);
      return undefined;
    case "\\i":
    case "\\include":
    case "\\ir":
      await include(s, first);
      return undefined;
    case "\\copy":
      await copyCommand(s, rest);
      return undefined;
    case "\\x":
      s.layout.expanded = flag(first, s.layout.expanded);
      await p.write(1, `Expanded display is ${s.layout.expanded ? "on" : "off"}.\n`);
      return undefined;
    case "\\t":
      s.layout.tuplesOnly = flag(first, s.layout.tuplesOnly);
      await p.write(1, `Tuples only is ${s.layout.tuplesOnly ? "on" : "off"}.\n`);
      return undefined;
    case "\\a":
      s.layout.aligned = !s.layout.aligned;
      await p.write(1, `Output format is ${s.layout.aligned ? "aligned" : "unaligned"}.\n`);
      return undefined;
    case "\\timing":
      s.timing = flag(first, s.timing);
      await p.write(1, `Timing is ${s.timing ? "on" : "off"}.\n`);
      return undefined;
    case "\\!":
      await runCommand(p, rest === "" ? ["/bin/sh"] : ["/bin/sh", "-c", rest]);
      return undefined;
    case "\\g":
    case "\\gx":
      await again(s, name === "\\gx");
      return undefined;
    case "\\set":
      await setVariable(s, rest);
      return undefined;
    case "\\unset":
      s.variables.delete(first ?? "");
      return undefined;
    case "\\pset":
      await printSetting(s, rest);
      return undefined;
    case "\\encoding":
      await p.write(1, "UTF8\n");
      return undefined;
    case "\\r":
    case "\\p":
    case "\\w":
    case "\\e":
    case "\\h":
    case "\\watch":
    case "\\password":
    case "\\sf":
    case "\\dT":
    case "\\dp":
    case "\\z":
      await p.write(2, `drydock: psql's ${name} is not simulated\n`);
      return undefined;
    case "\\?":
      await p.write(
        1,
        "\\l databases  \\c NAME connect  \\dt tables  \\d NAME a table  \\di indexes  \\dv views  \\ds sequences  \\du roles  \\dn schemas\n\\x upright rows  \\timing  \\copy  \\i FILE  \\! COMMAND  \\conninfo  \\q leave\n",
      );
      return undefined;
    default:
  }
  if (/^\\(?:df|dx)\+$/.test(name)) {
    await p.write(2, `drydock: psql's ${name} is not simulated\n`);
    return undefined;
  }
  const known = await aboutDatabase(s, name.replace(/\+$/, ""), first, name.endsWith("+"));
  if (!known) await p.write(2, `invalid command ${name}\nTry \\? for help.\n`);
  return undefined;
}

/** The commands that show what there is; false for a name that is none of them. */
async function aboutDatabase(s: Psql, name: string, first: string | undefined, more: boolean): Promise<boolean> {
  const known = ["\\l", "\\list", "\\d", "\\dt", "\\di", "\\ds", "\\dv", "\\du", "\\dg", "\\dn", "\\df", "\\dx"];
  if (!known.includes(name)) return false;
  const catalog = await s.db.catalog();
  if (!catalog) {
    await s.p.write(2, "server closed the connection unexpectedly\n");
    return true;
  }
  const newest = Number.parseInt(s.version, 10) >= 18;
  switch (name) {
    case "\\l":
    case "\\list":
      await listDatabases(s, catalog, more);
      break;
    case "\\du":
    case "\\dg":
      await listRoles(s, catalog, more);
      break;
    case "\\df":
      await show(s, "List of functions", ["Schema", "Name", "Result data type", "Argument data types", "Type"], []);
      break;
    case "\\dx": {
      const row = ["plpgsql", "1.0", ...(newest ? ["1.0"] : []), "pg_catalog", "PL/pgSQL procedural language"];
      const names = ["Name", "Version", ...(newest ? ["Default version"] : []), "Schema", "Description"];
      await show(s, "List of installed extensions", names, [row]);
      break;
    }
    case "\\dn":
      await show(
        s,
        "List of schemas",
        ["Name", "Owner", ...(more ? ["Access privileges", "Description"] : [])],
        [
          [
            "public",
            "pg_database_owner",
            ...(more ? ["pg_database_owner=UC/pg_database_owner\n=U/pg_database_owner", "standard public schema"] : []),
          ],
        ],
      );
      break;
    case "\\d":
      if (first === undefined) await listRelations(s, catalog, ["table", "sequence", "view"], undefined, more);
      else await describe(s, catalog, first, more);
      break;
    default: {
      const kind = ({ "\\dt": "table", "\\di": "index", "\\ds": "sequence" } as const)[name as "\\dt"] ?? "view";
      await listRelations(s, catalog, [kind], first, more);
    }
  }
  return true;
}

function flag(given: string | undefined, now: boolean): boolean {
  if (given === undefined) return !now;
  return /^(on|true|1|yes)$/i.test(given);
}

async function connect(s: Psql, args: readonly string[]): Promise<void> {
  const { p } = s;
  const database = args[0] === undefined || args[0] === "-" ? s.database : args[0];
  const user = args[1] === undefined || args[1] === "-" ? s.user : args[1];
  const opened = await open(p, {
    user,
    database,
    host: s.host,
    port: s.port,
    password: user === s.user ? s.password : p.env.get("PGPASSWORD"),
    ask: true,
  });
  if (typeof opened === "string") {
    await p.write(2, `${opened}\nPrevious connection kept\n`);
    return;
  }
  s.db.close();
  s.db = opened;
  s.database = database;
  s.user = user;
  s.inTransaction = false;
  await p.write(1, `You are now connected to database "${database}" as user "${user}".\n`);
}

async function include(s: Psql, path: string | undefined): Promise<void> {
  if (path === undefined) {
    await s.p.write(2, "\\i: missing required argument\n");
    return;
  }
  const file = path.replace(/^'(.*)'$/, "$1");
  let text: string;
  try {
    text = s.p.files.readText(file);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await s.p.write(2, `${file}: ${e.strerror}\n`);
    return;
  }
  await piped(s, text, file);
}
