import { ownNote } from "../../../kernel/own-note.ts";
import type { Tool } from "../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";
import { userName } from "../../lib/users.ts";
import { open } from "./psql/connect.ts";

const LONG = {
  "host:": "h",
  "port:": "p",
  "username:": "U",
  "owner:": "O",
  "no-password": "w",
  password: "W",
  echo: "e",
  "if-exists": "if-exists",
  force: "f",
  version: "V",
};

/** `createdb NAME`, and `dropdb NAME`: a database more, or one less, by one statement. */
const about =
  (name: "createdb" | "dropdb"): Tool =>
  async (p) => {
    let o: ReturnType<typeof parseOptions>;
    try {
      o = parseOptions({ short: "h:p:U:O:wWefV", long: LONG }, p.argv.slice(1));
    } catch (e) {
      if (!(e instanceof BadOption)) throw e;
      await p.write(2, `${name}: ${e.message}\n${name}: hint: Try "${name} --help" for more information.\n`);
      return 1;
    }
    if (o.has("V")) {
      const version = ownNote(p).split("\n")[0] || "18.1";
      await p.write(1, `${name} (PostgreSQL) ${version} (Debian ${version}-1.pgdg13+1)\n`);
      return 0;
    }
    const user = o.value("U") ?? p.env.get("PGUSER") ?? userName(p.files, p.credentials.uid) ?? "root";
    const [given] = o.operands;
    if (given === undefined && name === "dropdb") {
      await p.write(
        2,
        `${name}: error: missing required argument database name\n${name}: hint: Try "${name} --help" for more information.\n`,
      );
      return 1;
    }
    const database = given ?? user;
    const opened = await open(p, {
      user,
      database: "postgres",
      host: o.value("h") ?? p.env.get("PGHOST"),
      port: Number(o.value("p") ?? p.env.get("PGPORT") ?? 5432),
      password: p.env.get("PGPASSWORD"),
      ask: !o.has("w"),
    });
    if (typeof opened === "string") {
      await p.write(2, `${name}: error: ${opened}\n`);
      return 1;
    }
    const owner = o.value("O");
    const quoted = `"${database.replaceAll('"', '""')}"`;
    const sql =
      name === "createdb"
        ? `CREATE DATABASE ${quoted}${owner === undefined ? "" : ` OWNER "${owner}"`}`
        : `DROP DATABASE ${o.has("if-exists") ? "IF EXISTS " : ""}${quoted}`;
    if (o.has("e")) await p.write(1, `${sql};\n`);
    const reply = await opened.ask(sql);
    opened.close();
    if (reply && "result" in reply) return 0;
    const step = name === "createdb" ? "creation" : "removal";
    await p.write(
      2,
      `${name}: error: database ${step} failed: ERROR:  ${reply?.failure.message ?? "server closed the connection unexpectedly"}\n${reply?.failure.detail === undefined ? "" : `DETAIL:  ${reply.failure.detail}\n`}`,
    );
    return 1;
  };

export const createdb = about("createdb");
export const dropdb = about("dropdb");
