import { ownNote } from "../../../kernel/own-note.ts";
import type { Tool } from "../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";
import { userName } from "../../lib/users.ts";
import { dumpText } from "./dump-text.ts";
import { open } from "./psql/connect.ts";
import { patternOf } from "./psql/listings.ts";
import { connectionWords } from "./psql/words.ts";

const LONG = {
  "dbname:": "d",
  "host:": "h",
  "port:": "p",
  "username:": "U",
  password: "W",
  "no-password": "w",
  "file:": "f",
  "table:": "t",
  "exclude-table:": "T",
  "schema-only": "s",
  "data-only": "a",
  clean: "c",
  "if-exists": "if-exists",
  "no-owner": "O",
  "no-acl": "x",
  "no-privileges": "x",
  inserts: "inserts",
  "column-inserts": "column-inserts",
  "format:": "F",
  create: "C",
  verbose: "v",
  version: "V",
};

/** PostgreSQL's dump of one database as a script for psql. */
export const pgDump: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "18.1";
  let o: ReturnType<typeof parseOptions>;
  try {
    o = parseOptions({ short: "d:h:p:U:Wwf:t:T:sacOxF:CvV", long: LONG }, p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    await p.write(2, `pg_dump: ${e.message}\npg_dump: hint: Try "pg_dump --help" for more information.\n`);
    return 1;
  }
  if (o.has("V")) {
    await p.write(1, `pg_dump (PostgreSQL) ${version} (Debian ${version}-1.pgdg13+1)\n`);
    return 0;
  }
  const format = o.value("F") ?? "p";
  if (!/^(p|plain)$/.test(format)) {
    await p.write(2, `drydock: pg_dump's format ${format} is not simulated\n`);
    return 1;
  }
  const words = connectionWords(o.value("d") ?? o.operands[0] ?? "");
  const user = o.value("U") ?? words?.user ?? p.env.get("PGUSER") ?? userName(p.files, p.credentials.uid) ?? "root";
  const database = (words ? words.database : (o.value("d") ?? o.operands[0])) ?? p.env.get("PGDATABASE") ?? user;
  const opened = await open(p, {
    user,
    database,
    host: o.value("h") ?? words?.host ?? p.env.get("PGHOST"),
    port: Number(o.value("p") ?? words?.port ?? p.env.get("PGPORT") ?? 5432),
    password: words?.password ?? p.env.get("PGPASSWORD"),
    ask: !o.has("w"),
    application: "pg_dump",
  });
  if (typeof opened === "string") {
    await p.write(2, `pg_dump: error: ${opened}\n`);
    return 1;
  }
  const catalog = await opened.describe(true);
  const fits = (patterns: readonly string[], t: { readonly schema: string; readonly name: string }) =>
    patterns.map(patternOf).some((x) => x.name.test(t.name) && (!x.schema || x.schema.test(t.schema)));
  const wanted = o.values("t");
  const tables = (catalog?.tables ?? []).filter(
    (t) => (wanted.length === 0 || fits(wanted, t)) && !fits(o.values("T"), t),
  );
  if (!catalog || (wanted.length > 0 && tables.length === 0)) {
    await p.write(2, "pg_dump: error: no matching tables were found\n");
    return 1;
  }
  const text = dumpText(catalog, tables, {
    version,
    server: /PostgreSQL ([\d.]+)/.exec(opened.version)?.[1] ?? version,
    database,
    schema: !o.has("a"),
    data: !o.has("s"),
    clean: o.has("c"),
    ifExists: o.has("if-exists"),
    create: o.has("C"),
    owner: !o.has("O"),
    rights: !o.has("x"),
    inserts: o.has("inserts") || o.has("column-inserts"),
    columnInserts: o.has("column-inserts"),
    whole: wanted.length === 0,
    mark: p.chance.hex("pg_dump restrict").slice(0, 63),
  });
  opened.close();
  const file = o.value("f");
  if (file === undefined) await p.write(1, text);
  else p.files.writeFile(file, text);
  return 0;
};
