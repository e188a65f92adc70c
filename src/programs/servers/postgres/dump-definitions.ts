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

/** As a literal of SQL. */
export const text = (t: string): string => `'${t.replaceAll("'", "''")}'`;

export type Add = (name: string, type: string, schema: string, owner: string, body: string) => void;

/** The part before the data: schemas, types, functions, tables, sequences, views. */
export function definitions(
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
