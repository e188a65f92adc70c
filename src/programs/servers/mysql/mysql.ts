import { ownNote } from "../../../kernel/own-note.ts";
import { readAll } from "../../../std/stream.ts";
import { decode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { readPassword } from "../database/readline.ts";
import { script } from "./commands.ts";
import { openMysql } from "./connect.ts";
import { monitor } from "./monitor.ts";
import { fileOptions, mysqlOptions } from "./options.ts";
import { type Client, say } from "./print.ts";
import { clientVersion } from "./status.ts";

/** The client of MySQL and MariaDB. */
export const mysql: Tool = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "mysql";
  const maria = name.startsWith("mariadb") || p.files.exists("/usr/bin/mariadb");
  const version = ownNote(p).split("\n")[0] || (maria ? "12.1.2" : "8.4.7");
  const fromFiles = fileOptions(p, name);
  const o = typeof fromFiles === "string" ? fromFiles : mysqlOptions(p.argv.slice(1), [], fromFiles);
  if (typeof o === "string") {
    const long = /^unknown option '--/.test(o);
    await p.write(
      2,
      maria ? `${name}: ${o.replace(/\.$/, "")}\n` : `${name}: [ERROR] ${long ? "" : `${name}: `}${o}\n`,
    );
    return maria && long ? 7 : o.startsWith("unknown") ? 2 : 1;
  }
  if (o.version) {
    await p.write(1, `${clientVersion(name, version, maria)}\n`);
    return 0;
  }
  if (o.openPassword && !maria)
    await p.write(2, `${name}: [Warning] Using a password on the command line interface can be insecure.\n`);
  if (o.askPassword) o.password = await readPassword(p, "Enter password: ");
  o.password ??= p.env.get("MYSQL_PWD");
  const opened = await openMysql(p, o, maria);
  if (typeof opened === "string") {
    await p.write(2, `${opened}\n`);
    return 1;
  }
  const fromTerminal = p.terminal(0) !== undefined && o.execute === undefined;
  const s: Client = {
    p,
    o,
    db: opened,
    maria,
    version,
    database: o.database,
    talkative: fromTerminal && !o.batch && p.terminal(1) !== undefined,
    showWarnings: o.showWarnings,
    copy: undefined,
  };
  if (o.initCommand !== undefined) await opened.ask(o.initCommand);
  if (s.talkative) return await monitor(s);
  const text = o.execute ?? decode(await readAll(p.reader(0)));
  const ended = await script(s, text, "file");
  if (o.verbose >= 2 && ended !== "failed") await say(s, "Bye\n");
  return ended === "failed" ? 1 : 0;
};
