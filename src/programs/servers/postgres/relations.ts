import type { Catalog, CatalogTable } from "../sql/catalog/catalog.ts";
import { DATABASES, MORE, moreOf, storageOf } from "./more.ts";
import type { Psql } from "./psql.ts";
import { type Cell, table } from "./table.ts";

const plain = (name: string) => ({ name, numeric: false });

/** A listing under its title. */
export async function show(
  s: Psql,
  title: string,
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
  footer = true,
): Promise<void> {
  const text = table(names.map(plain), rows, s.layout, title);
  await s.p.write(1, footer ? text : text.replace(/\(\d+ rows?\)\n(\n)?$/, "$1"));
}

/** `\l`. */
export async function listDatabases(s: Psql, c: Catalog, more: boolean): Promise<void> {
  const names = [
    "Name",
    "Owner",
    "Encoding",
    "Locale Provider",
    "Collate",
    "Ctype",
    "Locale",
    "ICU Rules",
    "Access privileges",
    ...(more ? ["Size", "Tablespace", "Description"] : []),
  ];
  const rows = [...c.databases]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((d) => [
      d.name,
      d.owner,
      "UTF8",
      "libc",
      "en_US.utf8",
      "en_US.utf8",
      "",
      "",
      /^template[01]$/.test(d.name) ? `=c/${d.owner}\n${d.owner}=CTc/${d.owner}` : "",
      ...(more ? [DATABASES[d.name]?.[0] ?? "7580 kB", "pg_default", DATABASES[d.name]?.[1] ?? ""] : []),
    ]);
  await show(s, "List of databases", names, rows);
}

/** `\du`. */
export async function listRoles(s: Psql, c: Catalog, more: boolean): Promise<void> {
  const attributes = (r: Catalog["roles"][number], first: boolean) =>
    [
      r.superuser ? "Superuser" : "",
      r.options.includes("CREATEROLE") || (r.superuser && first) ? "Create role" : "",
      r.options.includes("CREATEDB") || (r.superuser && first) ? "Create DB" : "",
      r.nologin ? "Cannot login" : "",
      r.superuser && first ? "Replication" : "",
      r.superuser && first ? "Bypass RLS" : "",
    ]
      .filter((x) => x !== "")
      .join(", ");
  const rows = c.roles
    .map((r, i) => [r.name, attributes(r, i === 0), ...(more ? [""] : [])])
    .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
  await show(s, "List of roles", ["Role name", "Attributes", ...(more ? ["Description"] : [])], rows, false);
}

interface Relation {
  readonly name: string;
  readonly type: "table" | "sequence" | "view" | "index";
  readonly owner: string;
  readonly of?: string;
}

function relations(c: Catalog): Relation[] {
  const all: Relation[] = [
    ...c.tables.map((t): Relation => ({ name: t.name, type: "table", owner: t.owner })),
    ...c.tables.flatMap((t) =>
      t.columns.flatMap((x): Relation[] =>
        x.numbered ? [{ name: `${t.name}_${x.name}_seq`, type: "sequence", owner: t.owner }] : [],
      ),
    ),
    ...c.tables.flatMap((t) =>
      t.indexes.map((i): Relation => ({ name: i.name, type: "index", owner: t.owner, of: t.name })),
    ),
    ...c.views.map((v): Relation => ({ name: v.name, type: "view", owner: v.owner })),
  ];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `\d`, `\dt`, `\di`, `\ds`, `\dv`. psql 18 names the kind in its title. */
export async function listRelations(
  s: Psql,
  c: Catalog,
  kinds: readonly Relation["type"][],
  pattern: string | undefined,
  more: boolean,
): Promise<void> {
  const fits =
    pattern === undefined
      ? undefined
      : new RegExp(
          `^${pattern
            .replace(/^public\./, "")
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", ".*")
            .replaceAll("?", ".")}$`,
        );
  const found = relations(c).filter((r) => kinds.includes(r.type) && (!fits || fits.test(r.name)));
  const [only] = kinds;
  const word =
    kinds.length === 1 && Number.parseInt(s.version, 10) >= 18
      ? { table: "tables", sequence: "sequences", view: "views", index: "indexes" }[only ?? "table"]
      : "relations";
  if (found.length === 0) {
    await s.p.write(
      2,
      pattern === undefined
        ? `Did not find any ${word}.\n`
        : `Did not find any ${kinds.length === 1 && word !== "relations" ? word : kinds.length === 1 ? "relation" : "relation"} named "${pattern}".\n`,
    );
    return;
  }
  const index = only === "index";
  const added = more ? MORE[kinds.length === 1 ? (only ?? "table") : "table"] : [];
  const method = added.some((a) => a === "Access method");
  const rows: string[][] = [];
  for (const r of found) {
    const types = c.tables.find((t) => t.name === r.name)?.columns.map((x) => x.type) ?? [];
    const rest = more ? await moreOf(s, r.type, r.name, r.of, types, method) : [];
    rows.push(["public", r.name, r.type, r.owner, ...(index ? [r.of ?? ""] : []), ...rest]);
  }
  await show(s, `List of ${word}`, ["Schema", "Name", "Type", "Owner", ...(index ? ["Table"] : []), ...added], rows);
}

/** `\d NAME`. */
export async function describe(s: Psql, c: Catalog, given: string, more: boolean): Promise<void> {
  const name = given.replace(/^public\./, "").replaceAll('"', "");
  const found = c.tables.find((t) => t.name === name);
  const names = ["Column", "Type", "Collation", "Nullable", "Default"];
  const stored = more ? ["Storage", "Compression", "Stats target", "Description"] : [];
  if (!found) {
    const view = c.views.find((v) => v.name === name);
    if (!view) {
      await s.p.write(2, `Did not find any relation named "${given}".\n`);
      return;
    }
    const reply = await s.db.ask(`SELECT * FROM "${name}" LIMIT 0`);
    const columns = reply && "result" in reply ? (reply.result.columns ?? []) : [];
    await show(
      s,
      `View "public.${name}"`,
      names,
      columns.map((x) => [x.name, x.type, "", "", ""]),
      false,
    );
    return;
  }
  const rows = found.columns.map((x) => [
    x.name,
    x.type,
    "",
    x.notNull ? "not null" : "",
    x.default,
    ...(more ? [storageOf(x.type), "", "", ""] : []),
  ]);
  const columns = [...names, ...stored].map(plain);
  const body = table(columns, rows, s.layout, `Table "public.${name}"`).replace(/\(\d+ rows?\)\n\n$/, "");
  await s.p.write(1, `${body}${below(found)}${more ? "Access method: heap\n" : ""}\n`);
}

function below(t: CatalogTable): string {
  const section = (title: string, lines: readonly string[]) =>
    lines.length ? `${title}:\n${lines.map((l) => `    ${l}\n`).join("")}` : "";
  const words = {
    primary: "PRIMARY KEY, btree",
    unique: "UNIQUE CONSTRAINT, btree",
    "unique index": "UNIQUE, btree",
    plain: "btree",
  };
  return (
    section(
      "Indexes",
      t.indexes.map((i) => `"${i.name}" ${words[i.kind]} (${i.columns.join(", ")})`),
    ) +
    section(
      "Check constraints",
      t.checks.map((c) => `"${c.name}" CHECK ${c.text}`),
    ) +
    section(
      "Foreign-key constraints",
      t.foreign.map((f) => `"${f.name}" ${f.text}`),
    ) +
    section(
      "Referenced by",
      t.referencedBy.map((r) => `TABLE "${r.table}" CONSTRAINT "${r.name}" ${r.text}`),
    )
  );
}
