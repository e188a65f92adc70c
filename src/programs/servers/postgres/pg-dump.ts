import { ownNote } from "../../../kernel/own-note.ts";
import type { Tool } from "../../lib/flavour.ts";
import { BadOption, parseOptions } from "../../lib/options.ts";
import { userName } from "../../lib/users.ts";
import type { Database } from "../database/client.ts";
import type { Catalog, CatalogTable } from "../sql/catalog/catalog.ts";
import { copyText } from "./copy.ts";
import { open } from "./psql.ts";

const LONG = {
  "dbname:": "d",
  "host:": "h",
  "port:": "p",
  "username:": "U",
  password: "W",
  "no-password": "w",
  "file:": "f",
  "table:": "t",
  "schema-only": "s",
  "data-only": "a",
  clean: "c",
  "if-exists": "if-exists",
  "no-owner": "O",
  "no-acl": "x",
  "no-privileges": "x",
  inserts: "inserts",
  "format:": "F",
  create: "C",
  version: "V",
};

/** PostgreSQL's dump of one database as a script for psql. */
export const pgDump: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "18.1";
  let o: ReturnType<typeof parseOptions>;
  try {
    o = parseOptions({ short: "d:h:p:U:Wwf:t:sacOxF:CV", long: LONG }, p.argv.slice(1));
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
  const refused = format !== "p" && format !== "plain" ? `the format ${format}` : o.has("C") ? "--create" : undefined;
  if (refused !== undefined) {
    await p.write(2, `drydock: pg_dump's ${refused} is not simulated\n`);
    return 1;
  }
  const user = o.value("U") ?? p.env.get("PGUSER") ?? userName(p.files, p.credentials.uid) ?? "root";
  const database = o.value("d") ?? o.operands[0] ?? p.env.get("PGDATABASE") ?? user;
  const opened = await open(p, {
    user,
    database,
    host: o.value("h") ?? p.env.get("PGHOST"),
    port: Number(o.value("p") ?? p.env.get("PGPORT") ?? 5432),
    password: p.env.get("PGPASSWORD"),
    ask: !o.has("w"),
  });
  if (typeof opened === "string") {
    await p.write(2, `pg_dump: error: ${opened}\n`);
    return 1;
  }
  const catalog = await opened.catalog();
  const wanted = o.values("t");
  const tables = (catalog?.tables ?? []).filter(
    (t) => wanted.length === 0 || wanted.includes(t.name) || wanted.includes(`public.${t.name}`),
  );
  if (!catalog || (wanted.length > 0 && tables.length === 0)) {
    await p.write(2, "pg_dump: error: no matching tables were found\n");
    return 1;
  }
  const text = await dump(opened, catalog, tables, version, {
    schema: !o.has("a"),
    data: !o.has("s"),
    clean: o.has("c"),
    ifExists: o.has("if-exists"),
    owner: !o.has("O"),
    inserts: o.has("inserts"),
    views: wanted.length === 0,
  });
  opened.close();
  const file = o.value("f");
  if (file === undefined) await p.write(1, text);
  else p.files.writeFile(file, text);
  return 0;
};

interface Parts {
  readonly schema: boolean;
  readonly data: boolean;
  readonly clean: boolean;
  readonly ifExists: boolean;
  readonly owner: boolean;
  readonly inserts: boolean;
  readonly views: boolean;
}

async function dump(
  db: Database,
  c: Catalog,
  tables: readonly CatalogTable[],
  version: string,
  parts: Parts,
): Promise<string> {
  const server = /PostgreSQL ([\d.]+)/.exec(db.version)?.[1] ?? version;
  const out: string[] = [
    "--\n-- PostgreSQL database dump\n--\n",
    `-- Dumped from database version ${server} (Debian ${server}-1.pgdg13+1)\n-- Dumped by pg_dump version ${version} (Debian ${version}-1.pgdg13+1)\n`,
    "SET statement_timeout = 0;\nSET lock_timeout = 0;\nSET idle_in_transaction_session_timeout = 0;\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSET check_function_bodies = false;\nSET xmloption = content;\nSET client_min_messages = warning;\nSET row_security = off;\n",
  ];
  const note = (name: string, type: string, owner: string) =>
    `--\n-- Name: ${name}; Type: ${type}; Schema: public; Owner: ${parts.owner ? owner : "-"}\n--\n`;
  if (parts.clean)
    for (const t of [...tables].reverse())
      out.push(`DROP TABLE ${parts.ifExists ? "IF EXISTS " : ""}public.${t.name};`);
  if (parts.schema) {
    for (const t of tables) {
      const lines = [...t.columns.map(column), ...t.checks.map((k) => `    CONSTRAINT ${k.name} CHECK ${k.text}`)];
      out.push(note(t.name, "TABLE", t.owner), `CREATE TABLE public.${t.name} (\n${lines.join(",\n")}\n);\n`);
      if (parts.owner) out.push(`\nALTER TABLE public.${t.name} OWNER TO ${t.owner};\n`);
    }
    if (parts.views)
      for (const v of c.views)
        out.push(note(v.name, "VIEW", v.owner), `CREATE VIEW public.${v.name} AS\n ${v.text};\n`);
  }
  if (parts.data)
    for (const t of tables) out.push(await dataOf(db, t, parts.inserts, note(t.name, "TABLE DATA", t.owner)));
  if (parts.schema) {
    for (const t of tables)
      for (const i of t.indexes) {
        const constraint = i.kind === "primary" || i.kind === "unique";
        out.push(
          note(constraint ? `${t.name} ${i.name}` : i.name, constraint ? "CONSTRAINT" : "INDEX", t.owner),
          constraint
            ? `ALTER TABLE ONLY public.${t.name}\n    ADD CONSTRAINT ${i.name} ${i.kind === "primary" ? "PRIMARY KEY" : "UNIQUE"} (${i.columns.join(", ")});\n`
            : `CREATE ${i.kind === "plain" ? "" : "UNIQUE "}INDEX ${i.name} ON public.${t.name} USING btree (${i.columns.join(", ")});\n`,
        );
      }
    for (const t of tables)
      for (const f of t.foreign)
        out.push(
          note(`${t.name} ${f.name}`, "FK CONSTRAINT", t.owner),
          `ALTER TABLE ONLY public.${t.name}\n    ADD CONSTRAINT ${f.name} ${f.text.replace("REFERENCES ", "REFERENCES public.")};\n`,
        );
  }
  out.push("--\n-- PostgreSQL database dump complete\n--\n");
  return `${out.join("\n")}\n`;
}

/** A serial column stays one, so that its numbers go on. */
function column(c: CatalogTable["columns"][number]): string {
  if (c.numbered === "serial")
    return `    ${c.name} ${({ integer: "serial", bigint: "bigserial" })[c.type] ?? "smallserial"}`;
  const numbered = c.numbered ? ` GENERATED ${c.numbered.toUpperCase()} AS IDENTITY` : "";
  const computed = /^generated always as \(/.test(c.default);
  const standard =
    c.numbered || c.default === ""
      ? ""
      : computed
        ? ` ${c.default.replace("generated always as", "GENERATED ALWAYS AS").replace(/stored$/, "STORED")}`
        : ` DEFAULT ${c.default}`;
  return `    ${c.name} ${c.type}${numbered}${standard}${c.notNull && !c.numbered ? " NOT NULL" : ""}`;
}

async function dataOf(db: Database, t: CatalogTable, inserts: boolean, note: string): Promise<string> {
  const names = t.columns.map((c) => c.name);
  const reply = await db.ask(`SELECT ${names.map((n) => `"${n}"`).join(", ")} FROM "${t.name}"`);
  const rows = reply && "result" in reply ? reply.result.rows : [];
  const literal = (v: string | number | boolean | null) =>
    v === null ? "NULL" : typeof v === "string" ? `'${v.replaceAll("'", "''")}'` : String(v);
  const body = inserts
    ? rows.map((r) => `INSERT INTO public.${t.name} VALUES (${r.map(literal).join(", ")});\n`).join("")
    : `COPY public.${t.name} (${names.join(", ")}) FROM stdin;\n${copyText(names, rows, { csv: false, header: false, delimiter: "\t", nullText: "\\N" })}\\.\n`;
  const numbered = t.columns.find((c) => c.numbered);
  const next = numbered
    ? `\n\nSELECT pg_catalog.setval('public.${t.name}_${numbered.name}_seq', ${Math.max(1, t.nextNumber - 1)}, ${t.nextNumber > 1});\n`
    : "";
  return `${note}\n${body}\n${next}`;
}
