import type { Add, DumpParts } from "./dump-definitions.ts";
import type { DescribedTable, PgCatalog } from "./engine/describe/described.ts";
import { quoteName } from "./engine/types/type.ts";

/** The part behind the data: keys, indexes, triggers, foreign keys, privileges. */
export function rules(
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
