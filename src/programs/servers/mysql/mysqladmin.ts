import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import type { Database } from "../database/client.ts";
import { readPassword } from "../database/readline.ts";
import { openMysql, socketPath } from "./connect.ts";
import { fileOptions, type MysqlOptions, mysqlOptions } from "./options.ts";
import { clientVersion, serverFigures, uptimeText } from "./status.ts";
import { boxed } from "./table.ts";

const COMMANDS =
  /^(ping|status|version|variables|extended-status|processlist|create|drop|shutdown|password|flush-(privileges|tables|logs|hosts|status)|reload|refresh|kill)$/;

/** `mysqladmin ping`, what health checks use, and the other commands of every day. */
export const mysqladmin: Tool = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "mysqladmin";
  const maria = name.startsWith("mariadb") || p.files.exists("/usr/bin/mariadb");
  const version = ownNote(p).split("\n")[0] || (maria ? "12.1.2" : "8.4.7");
  const operands: string[] = [];
  const fromFiles = fileOptions(p, "mysqladmin");
  const o = typeof fromFiles === "string" ? fromFiles : mysqlOptions(p.argv.slice(1), operands, fromFiles);
  if (typeof o === "string") {
    await p.write(
      2,
      maria ? `${name}: ${o.replace(/\.$/, "")}\n` : `${name}: [ERROR] ${/'--/.test(o) ? "" : `${name}: `}${o}\n`,
    );
    return 2;
  }
  if (o.version) {
    await p.write(1, `${clientVersion(name, version, maria)}\n`);
    return 0;
  }
  const [command = "", argument] = operands;
  if (command === "") {
    await p.write(
      1,
      `${clientVersion(name, version, maria)}\nAdministration program for the mysqld daemon.\nUsage: ${name} [OPTIONS] command command....\n`,
    );
    return 1;
  }
  if (o.openPassword && !maria)
    await p.write(2, `${name}: [Warning] Using a password on the command line interface can be insecure.\n`);
  if (o.askPassword) o.password = await readPassword(p, "Enter password: ");
  o.password ??= p.env.get("MYSQL_PWD");
  const opened = await openMysql(p, { ...o, database: undefined }, maria);
  if (typeof opened === "string") return await unreached(p, name, o, maria, opened, command);
  if (!COMMANDS.test(command)) {
    await p.write(2, `${name}: Unknown command: '${command}'\n`);
    return 1;
  }
  return await carryOut({ p, name, o, maria, version, db: opened }, command, argument);
};

/** A server that lets nobody in still is alive: `ping` says what went wrong and ends well. */
async function unreached(
  p: Process,
  name: string,
  o: MysqlOptions,
  maria: boolean,
  line: string,
  command: string,
): Promise<number> {
  const why = line.replace(/^ERROR \d+ \(\w+\): /, "");
  const denied = /^ERROR 10(45|44|49)/.test(line);
  const host = o.host ?? "localhost";
  const socket = host === "localhost" && !o.protocolTcp;
  let text = `${name}: connect to server at '${host}' failed\nerror: '${why}'\n`;
  const server = maria ? "mariadbd" : "mysqld";
  if (!denied && socket)
    text += `Check that ${server} is running and that the socket: '${socketPath(o, maria)}' exists!\n`;
  else if (!denied)
    text += `Check that ${server} is running on ${host} and that the port is ${o.port}.\nYou can check this by doing 'telnet ${host} ${o.port}'\n`;
  await p.write(2, text);
  return denied && command === "ping" ? 0 : 1;
}

interface Admin {
  readonly p: Process;
  readonly name: string;
  readonly o: MysqlOptions;
  readonly maria: boolean;
  readonly version: string;
  readonly db: Database;
}

async function carryOut(a: Admin, command: string, argument: string | undefined): Promise<number> {
  const { p, name, db } = a;
  switch (command) {
    case "ping":
      await p.write(1, "mysqld is alive\n");
      return 0;
    case "status": {
      const { uptime, text } = await serverFigures({ db });
      await p.write(1, `Uptime: ${uptime}  ${text}\n`);
      return 0;
    }
    case "version":
      return await versionOf(a);
    case "variables":
      return await listed(a, "SHOW GLOBAL VARIABLES");
    case "extended-status":
      return await listed(a, "SHOW GLOBAL STATUS");
    case "processlist":
      return await listed(a, "SHOW PROCESSLIST");
    case "create":
      return await asked(a, `CREATE DATABASE \`${argument}\``, "CREATE DATABASE failed");
    case "drop":
      return await dropped(a, argument ?? "");
    case "shutdown":
      return await asked(a, "SHUTDOWN", "shutdown failed");
    case "password":
      return await asked(a, `SET PASSWORD = '${(argument ?? "").replaceAll("'", "\\'")}'`, "unable to change password");
    case "kill":
      return await asked(a, `KILL ${argument}`, "kill failed on");
    default:
      if (command === "flush-privileges" || command === "reload")
        return await asked(a, "FLUSH PRIVILEGES", "reload failed");
      return await asked(a, "FLUSH TABLES", "refresh failed");
  }

  async function asked(admin: Admin, sql: string, failed: string): Promise<number> {
    const reply = await admin.db.ask(sql);
    if (reply && "failure" in reply) {
      await p.write(2, `${name}: ${failed}; error: '${reply.failure.message}'\n`);
      return 1;
    }
    return 0;
  }

  async function dropped(admin: Admin, database: string): Promise<number> {
    if (!admin.o.force) {
      await p.write(
        1,
        `Dropping the database is potentially a very bad thing to do.\nAny data stored in the database will be destroyed.\n\nDo you really want to drop the '${database}' database [y/N] `,
      );
      const answer = await p.read(0);
      if (!answer || !/^y/i.test(String.fromCharCode(answer[0] ?? 0))) {
        await p.write(1, "\nOK, aborting database drop!\n");
        return 1;
      }
    }
    const status = await asked(admin, `DROP DATABASE \`${database}\``, `DROP DATABASE ${database} failed`);
    if (status === 0) await p.write(1, `Database "${database}" dropped\n`);
    return status;
  }
}

async function listed(a: Admin, sql: string): Promise<number> {
  const reply = await a.db.ask(sql);
  if (!reply || "failure" in reply) return 1;
  const { columns = [], rows } = reply.result;
  // All is text to the left here, and NULL is empty.
  const plain = columns.map((c) => ({ ...c, numeric: false, nullable: false }));
  await a.p.write(
    1,
    boxed(
      plain,
      rows.map((r) => r.map((v) => (v === null ? "" : String(v)))),
      false,
    ),
  );
  return 0;
}

async function versionOf({ p, name, o, maria, version, db }: Admin): Promise<number> {
  const figures = await serverFigures({ db });
  const owner = maria
    ? "Copyright (c) 2000, 2018, Oracle, MariaDB Corporation Ab and others.\n"
    : "Copyright (c) 2000, 2026, Oracle and/or its affiliates.\n\nOracle is a registered trademark of Oracle Corporation and/or its\naffiliates. Other names may be trademarks of their respective\nowners.\n";
  const over = o.host === undefined || o.host === "localhost";
  const place = over
    ? `Connection\t\tLocalhost via UNIX socket\nUNIX socket\t\t${socketPath(o, maria)}`
    : `Connection\t\t${o.host} via TCP/IP\nTCP port\t\t${o.port}`;
  await p.write(
    1,
    `${clientVersion(name, version, maria)}\n${owner}\nServer version\t\t${db.version}\nProtocol version\t10\n${place}\nUptime:\t\t\t${uptimeText(figures.uptime)}\n\n${figures.text}\n`,
  );
  return 0;
}
