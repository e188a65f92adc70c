import { type DumpParts, definitions, text } from "./dump-definitions.ts";
import { rules } from "./dump-rules.ts";
import type { DescribedSequence, DescribedTable, PgCatalog } from "./engine/describe/described.ts";
import { quoteName } from "./engine/types/type.ts";

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
