import type { Cell } from "../client.ts";
import type { DescribedRelation, PgCatalog } from "../engine/describe/described.ts";
import { complain, type Psql, put } from "./state.ts";
import { table } from "./table.ts";

const plain = (name: string) => ({ name, numeric: false });

/** A listing under its title. `footer` null: without a count. */
export async function list(
  s: Psql,
  title: string,
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
  footer?: null,
): Promise<void> {
  await put(s, table(names.map(plain), rows, s.layout, title, footer));
}

const none = (text: string): Cell => (text === "" ? null : text);

/** A name pattern of psql's: `*` and `?`, a dot behind the schema. */
export function patternOf(text: string): { readonly schema: RegExp | undefined; readonly name: RegExp } {
  const regex = (t: string) =>
    new RegExp(
      `^(?:${[...t.matchAll(/"((?:[^"]|"")*)"|([^"])/g)].map(([, quoted, c = ""]) => (quoted === undefined ? (c === "*" ? ".*" : c === "?" ? "." : c.toLowerCase().replace(/[.+^${}()|[\]\\]/g, "\\$&")) : quoted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("")})$`,
    );
  const dot = /^((?:"[^"]*"|[^".])*)\.(.*)$/s.exec(text);
  return dot ? { schema: regex(dot[1] ?? ""), name: regex(dot[2] || "*") } : { schema: undefined, name: regex(text) };
}

function fits(
  o: { readonly schema: string; readonly name: string; readonly visible?: boolean },
  pattern: string | undefined,
): boolean {
  if (pattern === undefined) return o.visible !== false;
  const p = patternOf(pattern);
  return p.name.test(o.name) && (p.schema ? p.schema.test(o.schema) : o.visible !== false);
}

export const found = <O extends { readonly schema: string; readonly name: string }>(
  all: readonly O[],
  pattern: string | undefined,
): O[] => all.filter((o) => fits(o, pattern));

export async function listDatabases(s: Psql, c: PgCatalog, more: boolean, pattern: string | undefined): Promise<void> {
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
  const name = pattern === undefined ? undefined : patternOf(pattern).name;
  const rows = c.databases
    .filter((d) => !name || name.test(d.name))
    .map((d) => [
      d.name,
      d.owner,
      "UTF8",
      "libc",
      "en_US.utf8",
      "en_US.utf8",
      null,
      null,
      none(d.acl.join("\n")),
      ...(more ? ["7727 kB", "pg_default", none(d.comment)] : []),
    ]);
  await list(s, "List of databases", names, rows);
}

export async function listRoles(s: Psql, c: PgCatalog, more: boolean, pattern: string | undefined): Promise<void> {
  const name = pattern === undefined ? undefined : patternOf(pattern).name;
  const rows = c.roles
    .filter((r) => !name || name.test(r.name))
    .map((r) => [
      r.name,
      r.attributes.join(", ").replace(/, (?=\d+ connection|Password valid)/g, "\n"),
      ...(more ? [""] : []),
    ]);
  await list(s, "List of roles", ["Role name", "Attributes", ...(more ? ["Description"] : [])], rows, null);
}

export async function listSchemas(s: Psql, c: PgCatalog, more: boolean, pattern: string | undefined): Promise<void> {
  const name = pattern === undefined ? undefined : patternOf(pattern).name;
  const rows = c.schemas
    .filter((x) => !name || name.test(x.name))
    .map((x) => [x.name, x.owner, ...(more ? [none(x.acl.join("\n")), none(x.comment)] : [])]);
  await list(s, "List of schemas", ["Name", "Owner", ...(more ? ["Access privileges", "Description"] : [])], rows);
}

const WORDS: Readonly<Record<DescribedRelation["type"], string>> = {
  table: "tables",
  view: "views",
  index: "indexes",
  sequence: "sequences",
  "materialized view": "materialized views",
};

/** `\d`, `\dt`, `\di`, `\ds`, `\dv`, `\dm`. psql 18 names the kind in its title. False: nothing was found. */
export async function listRelations(
  s: Psql,
  c: PgCatalog,
  kinds: readonly DescribedRelation["type"][],
  pattern: string | undefined,
  more: boolean,
): Promise<boolean> {
  const all = found(
    c.relations.filter((r) => kinds.includes(r.type)),
    pattern,
  );
  const [only] = kinds;
  const word = kinds.length === 1 && only && Number.parseInt(s.version, 10) >= 18 ? WORDS[only] : "relations";
  if (all.length === 0) {
    if (!s.quiet)
      await complain(
        s,
        pattern === undefined
          ? `Did not find any ${word}.\n`
          : `Did not find any ${kinds.length === 1 ? word : "relations"} named "${pattern}".\n`,
      );
    return false;
  }
  const index = only === "index" || kinds.includes("index");
  const method = all.some((r) => r.method !== "");
  const names = [
    "Schema",
    "Name",
    "Type",
    "Owner",
    ...(index ? ["Table"] : []),
    ...(more ? ["Persistence", ...(method ? ["Access method"] : []), "Size", "Description"] : []),
  ];
  const rows = all.map((r) => [
    r.schema === "pg_temp" ? "pg_temp_3" : r.schema,
    r.name,
    r.type,
    r.owner,
    ...(index ? [none(r.table)] : []),
    ...(more ? [r.temp ? "temporary" : "permanent", ...(method ? [none(r.method)] : []), r.size, none(r.comment)] : []),
  ]);
  rows.sort((a, b) => (String(a[0]) + String(a[1]) < String(b[0]) + String(b[1]) ? -1 : 1));
  await list(s, `List of ${word}`, names, rows);
  return true;
}

export async function listFunctions(s: Psql, c: PgCatalog, more: boolean, pattern: string | undefined): Promise<void> {
  const all = found(c.functions, pattern);
  const names = [
    "Schema",
    "Name",
    "Result data type",
    "Argument data types",
    "Type",
    ...(more
      ? [
          "Volatility",
          "Parallel",
          "Owner",
          "Security",
          "Leakproof?",
          "Access privileges",
          "Language",
          "Internal name",
          "Description",
        ]
      : []),
  ];
  const rows = all.map((f) => [
    f.schema,
    f.name,
    none(f.returns),
    f.arguments,
    f.kind,
    ...(more
      ? [f.volatility, "unsafe", f.owner, f.definer ? "definer" : "invoker", "no", null, f.language, null, null]
      : []),
  ]);
  await list(s, "List of functions", names, rows);
}

export async function listTypes(s: Psql, c: PgCatalog, more: boolean, pattern: string | undefined): Promise<void> {
  const all = found(c.types, pattern);
  const names = [
    "Schema",
    "Name",
    ...(more ? ["Internal name", "Size", "Elements", "Owner", "Access privileges"] : []),
    "Description",
  ];
  const rows = all.map((t) => [
    t.schema,
    t.name,
    ...(more ? [t.name, t.kind === "composite" ? "tuple" : "4", t.labels.join("\n"), t.owner, null] : []),
    none(t.comment),
  ]);
  await list(s, "List of data types", names, rows);
}

export async function listDomains(s: Psql, c: PgCatalog, pattern: string | undefined): Promise<void> {
  const rows = found(c.types, pattern).flatMap((t) =>
    t.domain
      ? [
          [
            t.schema,
            t.name,
            t.domain.base,
            null,
            t.domain.notNull ? "not null" : null,
            none(t.domain.default),
            none(t.domain.checks.join(" ")),
          ],
        ]
      : [],
  );
  await list(s, "List of domains", ["Schema", "Name", "Type", "Collation", "Nullable", "Default", "Check"], rows);
}

export async function listPrivileges(s: Psql, c: PgCatalog, pattern: string | undefined): Promise<void> {
  const all = found(
    c.relations.filter((r) => r.type !== "index"),
    pattern,
  );
  await list(
    s,
    "Access privileges",
    ["Schema", "Name", "Type", "Access privileges", "Column privileges", "Policies"],
    all.map((r) => [r.schema, r.name, r.type, none(r.acl.join("\n")), "", ""]),
  );
}

export async function listExtensions(s: Psql, c: PgCatalog): Promise<void> {
  const newest = Number.parseInt(s.version, 10) >= 18;
  const names = ["Name", "Version", ...(newest ? ["Default version"] : []), "Schema", "Description"];
  await list(
    s,
    "List of installed extensions",
    names,
    c.extensions.map((x) => [x.name, x.version, ...(newest ? [x.version] : []), x.schema, x.comment]),
  );
}
