import type { DescribedSequence, DescribedTable, PgCatalog } from "./engine/describe/described.ts";
import { quoteName } from "./engine/types/type.ts";

export interface DumpParts {
  readonly version: string;
  readonly server: string;
  readonly database: string;
  readonly schema: boolean;
  readonly data: boolean;
  readonly clean: boolean;
  readonly ifExists: boolean;
  readonly create: boolean;
  readonly owner: boolean;
  readonly rights: boolean;
  readonly inserts: boolean;
  readonly columnInserts: boolean;
  /** All of the database, not some tables alone. */
  readonly whole: boolean;
  /** What stands behind \\restrict. */
  readonly mark: string;
}

const text = (t: string): string => `'${t.replaceAll("'", "''")}'`;

/** A database as a script, as pg_dump writes it. */
export function dumpText(c: PgCatalog, tables: readonly DescribedTable[], o: DumpParts): string {
  const out: string[] = [];
  const add = (name: string, type: string, schema: string, owner: string, body: string) => {
    if (type === "") {
      out.push(`${body}\n\n`);
      return;
    }
    const what = type === "TABLE DATA" || type === "SEQUENCE SET" ? "Data for Name" : "Name";
    out.push(
      `--\n-- ${type === "SEQUENCE SET" ? "Name" : what}: ${name}; Type: ${type}; Schema: ${schema}; Owner: ${o.owner ? owner : "-"}\n--\n\n${body}\n\n`,
    );
  };
  const owned = (what: string, owner: string) => (o.owner ? `\n\nALTER ${what} OWNER TO ${quoteName(owner)};` : "");
  const full = (t: { readonly schema: string; readonly name: string }) => `${quoteName(t.schema)}.${quoteName(t.name)}`;
  const real = tables.filter((t) => t.type === "table").sort(byName);
  const has = (q: DescribedSequence) => o.whole || real.some((t) => t.columns.some((x) => x.sequence === full(q)));
  const sequences = c.sequences.filter(has).sort(byName);
  if (o.clean && o.schema) out.push(cleaned(tables, c, o, full));
  if (o.schema) definitions(c, tables, real, sequences, o, add, owned, full);
  if (o.data) {
    for (const t of real) add(t.name, "TABLE DATA", t.schema, t.owner, rowsOf(t, full(t), o));
    for (const q of sequences)
      add(
        q.name,
        "SEQUENCE SET",
        q.schema,
        q.owner,
        `SELECT pg_catalog.setval(${text(full(q))}, ${q.last}, ${q.called});`,
      );
  }
  if (o.schema) rules(c, tables, real, o, add, full);
  const head = [
    "--\n-- PostgreSQL database dump\n--\n\n",
    `\\restrict ${o.mark}\n\n`,
    `-- Dumped from database version ${o.server} (Debian ${o.server}-1.pgdg13+1)\n-- Dumped by pg_dump version ${o.version} (Debian ${o.version}-1.pgdg13+1)\n\n`,
    "SET statement_timeout = 0;\nSET lock_timeout = 0;\nSET idle_in_transaction_session_timeout = 0;\nSET transaction_timeout = 0;\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\nSET check_function_bodies = false;\nSET xmloption = content;\nSET client_min_messages = warning;\nSET row_security = off;\n\n",
  ].join("");
  const created = o.create
    ? `--\n-- Name: ${o.database}; Type: DATABASE; Schema: -; Owner: ${c.user}\n--\n\nCREATE DATABASE ${quoteName(o.database)} WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = libc LOCALE = 'en_US.utf8';\n\n\n\\connect ${quoteName(o.database)}\n\n`
    : "";
  return `${head}${created}${out.join("")}--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict ${o.mark}\n\n`;
}

const byName = (
  a: { readonly schema: string; readonly name: string },
  b: { readonly schema: string; readonly name: string },
): number => (a.schema + a.name < b.schema + b.name ? -1 : 1);

function cleaned(
  tables: readonly DescribedTable[],
  c: PgCatalog,
  o: DumpParts,
  full: (t: DescribedTable) => string,
): string {
  const exists = o.ifExists ? "IF EXISTS " : "";
  const lines = tables.flatMap((t) =>
    t.foreign.map(
      (f) =>
        `ALTER ${o.ifExists ? "TABLE IF EXISTS" : "TABLE"} ONLY ${full(t)} DROP CONSTRAINT ${exists}${quoteName(f.name)};\n`,
    ),
  );
  const kinds = { table: "TABLE", view: "VIEW", "materialized view": "MATERIALIZED VIEW" };
  const order = [...tables].sort((a, b) => Number(a.type === "table") - Number(b.type === "table") || -byName(a, b));
  for (const t of order) lines.push(`DROP ${kinds[t.type]} ${exists}${full(t)};\n`);
  if (o.whole) {
    for (const f of c.functions)
      lines.push(
        `DROP ${f.kind === "proc" ? "PROCEDURE" : "FUNCTION"} ${exists}${f.schema}.${quoteName(f.name)}(${f.identity});\n`,
      );
    for (const t of c.types)
      lines.push(`DROP ${t.kind === "domain" ? "DOMAIN" : "TYPE"} ${exists}${t.schema}.${quoteName(t.name)};\n`);
  }
  return `${lines.join("")}\n`;
}

type Add = (name: string, type: string, schema: string, owner: string, body: string) => void;

function definitions(
  c: PgCatalog,
  tables: readonly DescribedTable[],
  real: readonly DescribedTable[],
  sequences: readonly DescribedSequence[],
  o: DumpParts,
  add: Add,
  owned: (what: string, owner: string) => string,
  full: (t: { readonly schema: string; readonly name: string }) => string,
): void {
  if (o.whole) {
    for (const x of c.schemas)
      if (x.name !== "public")
        add(
          x.name,
          "SCHEMA",
          "-",
          x.owner,
          `CREATE SCHEMA ${quoteName(x.name)};\n${owned(`SCHEMA ${quoteName(x.name)}`, x.owner)}`,
        );
    for (const e of c.extensions)
      if (e.name !== "plpgsql")
        add(
          e.name,
          "EXTENSION",
          "-",
          "-",
          `CREATE EXTENSION IF NOT EXISTS ${quoteName(e.name)} WITH SCHEMA ${e.schema};`,
        );
    for (const t of c.types) {
      const name = full(t);
      const body = t.domain
        ? `CREATE DOMAIN ${name} AS ${t.domain.base}${t.domain.notNull ? " NOT NULL" : ""};`
        : t.kind === "enum"
          ? `CREATE TYPE ${name} AS ENUM (\n${t.labels.map((l) => `    ${text(l)}`).join(",\n")}\n);`
          : `CREATE TYPE ${name} AS (\n${t.fields.map(([n, y]) => `\t${quoteName(n)} ${y}`).join(",\n")}\n);`;
      add(
        t.name,
        t.domain ? "DOMAIN" : "TYPE",
        t.schema,
        t.owner,
        `${body}\n${owned(`${t.domain ? "DOMAIN" : "TYPE"} ${name}`, t.owner)}`,
      );
    }
    for (const f of c.functions) {
      const kind = f.kind === "proc" ? "PROCEDURE" : "FUNCTION";
      const body = f.definition
        .replace("CREATE OR REPLACE", "CREATE")
        .replace(/\n RETURNS ([^\n]*)\n LANGUAGE/, " RETURNS $1\n    LANGUAGE")
        .replace(
          /\n LANGUAGE (\w+)\n( \w[^\n]*\n)?AS /,
          (_a, l, more) => `\n    LANGUAGE ${l}${more ? more.trimEnd() : ""}\n    AS `,
        )
        .replaceAll(/\$(function|procedure)\$/g, () => "$$")
        .trimEnd();
      add(
        `${f.name}(${f.identity.replace(/(^|, )\S+ (?=\S)/g, "$1")})`,
        kind,
        f.schema,
        f.owner,
        `${body};\n${owned(`${kind} ${f.schema}.${quoteName(f.name)}(${f.identity})`, f.owner)}`,
      );
    }
  }
  if (real.length) {
    add0(add, "SET default_tablespace = '';\n\nSET default_table_access_method = heap;");
  }
  const placed = new Set<string>();
  const sequence = (q: DescribedSequence, t: DescribedTable | undefined) => {
    placed.add(full(q));
    const parts = `    START WITH ${q.start}\n    INCREMENT BY ${q.increment}\n    NO MINVALUE\n    NO MAXVALUE\n    CACHE 1`;
    if (q.identity && t) {
      const column = t.columns.find((x) => x.sequence === full(q));
      add(
        q.name,
        "SEQUENCE",
        q.schema,
        q.owner,
        `ALTER TABLE ${full(t)} ALTER COLUMN ${quoteName(column?.name ?? "")} ADD GENERATED ${column?.identity.toUpperCase() ?? "ALWAYS"} AS IDENTITY (\n    SEQUENCE NAME ${full(q)}\n${parts}\n);`,
      );
      return;
    }
    add(
      q.name,
      "SEQUENCE",
      q.schema,
      q.owner,
      `CREATE SEQUENCE ${full(q)}\n${q.type === "bigint" ? "" : `    AS ${q.type}\n`}${parts};\n${owned(`SEQUENCE ${full(q)}`, q.owner)}`,
    );
    if (q.ownedBy !== "")
      add(q.name, "SEQUENCE OWNED BY", q.schema, q.owner, `ALTER SEQUENCE ${full(q)} OWNED BY ${q.ownedBy};`);
  };
  for (const t of real) {
    const lines = t.columns.map((x) => {
      const standard =
        x.identity !== "" || x.default === "" || /^nextval\(/.test(x.default)
          ? ""
          : /^generated always as/.test(x.default)
            ? ` ${x.default.replace("generated always as", "GENERATED ALWAYS AS").replace(/ stored$/, " STORED")}`
            : ` DEFAULT ${x.default}`;
      return `    ${quoteName(x.name)} ${x.type}${standard}${x.notNull ? " NOT NULL" : ""}`;
    });
    lines.push(...t.checks.map((k) => `    CONSTRAINT ${quoteName(k.name)} ${k.text}`));
    add(
      t.name,
      "TABLE",
      t.schema,
      t.owner,
      `CREATE TABLE ${full(t)} (\n${lines.join(",\n")}\n);\n${owned(`TABLE ${full(t)}`, t.owner)}`,
    );
    const comment = c.relations.find((r) => r.schema === t.schema && r.name === t.name)?.comment ?? "";
    if (comment !== "")
      add(`TABLE ${t.name}`, "COMMENT", t.schema, t.owner, `COMMENT ON TABLE ${full(t)} IS ${text(comment)};`);
    for (const x of t.columns)
      if (x.comment !== "")
        add(
          `COLUMN ${t.name}.${x.name}`,
          "COMMENT",
          t.schema,
          t.owner,
          `COMMENT ON COLUMN ${full(t)}.${quoteName(x.name)} IS ${text(x.comment)};`,
        );
    for (const q of sequences) if (t.columns.some((x) => x.sequence === full(q))) sequence(q, t);
  }
  for (const q of sequences) if (!placed.has(full(q))) sequence(q, undefined);
  for (const t of tables) {
    if (t.type === "table") continue;
    const kind = t.type === "view" ? "VIEW" : "MATERIALIZED VIEW";
    const tail = t.type === "view" ? "" : "\n  WITH NO DATA";
    add(
      t.name,
      kind,
      t.schema,
      t.owner,
      `CREATE ${kind} ${full(t)} AS\n${t.definition.replace(/;$/, "")}${tail};\n${owned(`${kind} ${full(t)}`, t.owner)}`,
    );
  }
  for (const t of real)
    for (const x of t.columns)
      if (x.identity === "" && /^nextval\(/.test(x.default))
        add(
          `${t.name} ${x.name}`,
          "DEFAULT",
          t.schema,
          t.owner,
          `ALTER TABLE ONLY ${full(t)} ALTER COLUMN ${quoteName(x.name)} SET DEFAULT ${x.default};`,
        );
}

/** What stands between the parts without a note of its own. */
function add0(add: Add, body: string): void {
  add("", "", "", "", body);
}

function rowsOf(t: DescribedTable, name: string, o: DumpParts): string {
  const names = t.columns.map((x) => quoteName(x.name));
  if (o.inserts) {
    const literal = (v: string | null, i: number) =>
      v === null
        ? "NULL"
        : /^(integer|bigint|smallint|numeric|double|real)/.test(t.columns[i]?.type ?? "")
          ? v
          : t.columns[i]?.type === "boolean"
            ? v === "t"
              ? "true"
              : "false"
            : text(v);
    const columns = o.columnInserts ? ` (${names.join(", ")})` : "";
    return t.rows
      .map((r) => `INSERT INTO ${name}${columns} VALUES (${r.map(literal).join(", ")});\n`)
      .join("")
      .trimEnd();
  }
  const field = (v: string | null) =>
    v === null
      ? "\\N"
      : v.replace(/\\/g, "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
  return `COPY ${name} (${names.join(", ")}) FROM stdin;\n${t.rows.map((r) => `${r.map(field).join("\t")}\n`).join("")}\\.`;
}

function rules(
  c: PgCatalog,
  tables: readonly DescribedTable[],
  real: readonly DescribedTable[],
  o: DumpParts,
  add: Add,
  full: (t: { readonly schema: string; readonly name: string }) => string,
): void {
  for (const t of real)
    for (const k of t.keys)
      add(
        `${t.name} ${k.name}`,
        "CONSTRAINT",
        t.schema,
        t.owner,
        `ALTER TABLE ONLY ${full(t)}\n    ADD CONSTRAINT ${quoteName(k.name)} ${k.text};`,
      );
  for (const t of real)
    for (const i of t.indexes) if (!i.constraint) add(i.name, "INDEX", t.schema, t.owner, `${i.ddl};`);
  for (const t of real)
    for (const g of t.triggers)
      add(`${t.name} ${g.text.split(" ")[0]}`, "TRIGGER", t.schema, t.owner, `CREATE TRIGGER ${g.text};`);
  for (const t of real)
    for (const f of t.foreign)
      add(
        `${t.name} ${f.name}`,
        "FK CONSTRAINT",
        t.schema,
        t.owner,
        `ALTER TABLE ONLY ${full(t)}\n    ADD CONSTRAINT ${quoteName(f.name)} ${f.text};`,
      );
  for (const t of tables)
    if (t.type === "materialized view" && o.data)
      add(t.name, "MATERIALIZED VIEW DATA", t.schema, t.owner, `REFRESH MATERIALIZED VIEW ${full(t)};`);
  if (!o.rights) return;
  for (const r of c.relations) {
    if (!tables.some((t) => t.schema === r.schema && t.name === r.name)) continue;
    const given = r.acl.filter((a) => !a.startsWith(`${r.owner}=`));
    if (given.length)
      add(`TABLE ${r.name}`, "ACL", r.schema, r.owner, given.map((a) => grantText(a, full(r))).join("\n"));
  }
}

const RIGHTS: readonly (readonly [string, string])[] = [
  ["r", "SELECT"],
  ["a", "INSERT"],
  ["d", "DELETE"],
  ["D", "TRUNCATE"],
  ["x", "REFERENCES"],
  ["t", "TRIGGER"],
  ["w", "UPDATE"],
  ["m", "MAINTAIN"],
];

function grantText(acl: string, name: string): string {
  const [to = "", rest = ""] = acl.split("=");
  const letters = rest.replace(/\/.*$/, "").replaceAll("*", "");
  const words =
    letters.length === 8
      ? "ALL"
      : RIGHTS.filter(([l]) => letters.includes(l))
          .map(([, w]) => w)
          .join(",");
  return `GRANT ${words} ON TABLE ${name} TO ${to === "" ? "PUBLIC" : quoteName(to)};`;
}
