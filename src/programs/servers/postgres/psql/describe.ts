import type { Cell } from "../client.ts";
import type { DescribedTable, PgCatalog } from "../engine/describe/described.ts";
import { found } from "./listings.ts";
import { complain, type Psql, put } from "./state.ts";
import { table } from "./table.ts";

const plain = (name: string) => ({ name, numeric: false });
const none = (text: string): Cell => (text === "" ? null : text);

/** `\d NAME`: what a relation consists of. False: there is none. */
export async function describe(s: Psql, c: PgCatalog, pattern: string, more: boolean): Promise<boolean> {
  const all = found(c.relations, pattern);
  if (all.length === 0) {
    if (!s.quiet) await complain(s, `Did not find any relation named "${pattern}".\n`);
    return false;
  }
  for (const r of all) {
    if (r.type === "sequence") await sequence(s, c, r.schema, r.name);
    else if (r.type === "index") await index(s, c, r.schema, r.name);
    else {
      const t = c.tables.find((x) => x.schema === r.schema && x.name === r.name);
      if (t) await tableLike(s, t, more);
    }
  }
  return true;
}

async function tableLike(s: Psql, t: DescribedTable, more: boolean): Promise<void> {
  const kind = { table: "Table", view: "View", "materialized view": "Materialized view" }[t.type];
  const stats = more && t.type !== "view";
  const names = [
    "Column",
    "Type",
    "Collation",
    "Nullable",
    "Default",
    ...(more ? ["Storage", ...(stats ? ["Compression", "Stats target"] : []), "Description"] : []),
  ];
  const rows = t.columns.map((x) => [
    x.name,
    x.type,
    "",
    x.notNull ? "not null" : "",
    x.default,
    ...(more ? [x.storage, ...(stats ? ["", null] : []), none(x.comment)] : []),
  ]);
  const body = table(names.map(plain), rows, s.layout, `${kind} "${t.schema}.${t.name}"`, null).replace(/\n\n$/, "\n");
  await put(s, `${body}${below(t, more)}\n`);
}

function below(t: DescribedTable, more: boolean): string {
  const section = (title: string, lines: readonly string[]) =>
    lines.length ? `${title}:\n${lines.map((l) => `    ${l}\n`).join("")}` : "";
  const definition = more && t.definition !== "" ? `View definition:\n${t.definition}\n` : "";
  const rest =
    section(
      "Indexes",
      t.indexes.map((i) => i.text),
    ) +
    section(
      "Check constraints",
      t.checks.map((c) => `"${c.name}" ${c.text}`),
    ) +
    section(
      "Foreign-key constraints",
      t.foreign.map((f) => `"${f.name}" ${f.text}`),
    ) +
    section(
      "Referenced by",
      t.referencedBy.map((r) => `TABLE "${r.table}" CONSTRAINT "${r.name}" ${r.text}`),
    ) +
    (more ? section("Not-null constraints", t.notNull) : "") +
    section(
      "Triggers",
      t.triggers.filter((g) => g.enabled).map((g) => g.text),
    ) +
    section(
      "Disabled user triggers",
      t.triggers.filter((g) => !g.enabled).map((g) => g.text),
    );
  return `${definition}${rest}${more && t.type !== "view" ? "Access method: heap\n" : ""}`;
}

async function sequence(s: Psql, c: PgCatalog, schema: string, name: string): Promise<void> {
  const q = c.sequences.find((x) => x.schema === schema && x.name === name);
  if (!q) return;
  const right = (n: string) => ({ name: n, numeric: true });
  const columns = [
    plain("Type"),
    right("Start"),
    right("Minimum"),
    right("Maximum"),
    right("Increment"),
    plain("Cycles?"),
    right("Cache"),
  ];
  const body = table(
    columns,
    [[q.type, q.start, q.min, q.max, q.increment, q.cycle ? "yes" : "no", "1"]],
    s.layout,
    `Sequence "${schema}.${name}"`,
    null,
  ).replace(/\n\n$/, "\n");
  await put(
    s,
    `${body}${q.ownedBy === "" ? "" : q.identity ? `Sequence for identity column: ${q.ownedBy}\n` : `Owned by: ${q.ownedBy}\n`}\n`,
  );
}

async function index(s: Psql, c: PgCatalog, schema: string, name: string): Promise<void> {
  const i = c.indexes.find((x) => x.schema === schema && x.name === name);
  if (!i) return;
  const rows = i.columns.map((x) => [x.name, x.type, x.key ? "yes" : "no", x.definition]);
  const body = table(
    ["Column", "Type", "Key?", "Definition"].map(plain),
    rows,
    s.layout,
    `Index "${schema}.${name}"`,
    null,
  ).replace(/\n\n$/, "\n");
  const kind = i.primary ? "primary key, " : i.unique ? "unique, " : "";
  await put(
    s,
    `${body}${kind}${i.method}, for table "${schema}.${i.table.replace(/^.*\./, "")}"${i.predicate === "" ? "" : `, predicate (${i.predicate})`}\n\n`,
  );
}
