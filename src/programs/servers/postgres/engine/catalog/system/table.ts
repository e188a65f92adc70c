import type { Session } from "../../session.ts";
import { Arr, arrayOf, builtin, type PgType, type Row, type Value } from "../../types/type.ts";
import { objectsOf } from "../lookup.ts";
import { type CatalogObject, isRelation, type Relation, type Table, type View } from "../objects.ts";
import { aclText } from "../rights.ts";

/** A table of the system's own: its rows are made when they are asked for. */
export interface SystemTable {
  readonly columns: readonly { readonly name: string; readonly type: PgType }[];
  rows(s: Session): Row[];
}

export const tables = new Map<string, SystemTable>();

/** Declares one: `pg_catalog.pg_class`, its columns as `oid oid, relname name`. */
export function table(name: string, columns: string, rows: (s: Session) => Value[][]): void {
  tables.set(name, {
    columns: columns.split(",").map((c) => {
      const [n = "", t = "text"] = c.trim().split(" ");
      return { name: n, type: t.endsWith("[]") ? arrayOf(builtin(t.slice(0, -2))) : builtin(t) };
    }),
    rows,
  });
}

export const all = <O extends CatalogObject>(s: Session, fits: (o: CatalogObject) => o is O): O[] =>
  [...objectsOf(s).values()].filter(fits);

export const relations = (s: Session): Relation[] => all(s, isRelation);

export const isTable = (o: CatalogObject): o is Table => o.k === "table" || o.k === "materialized view";

export const isView = (o: CatalogObject): o is View => o.k === "view";

/** The database's name, as information_schema has it in each row. */
export const db = (s: Session): string => s.database.name;

export const withColumns = (s: Session): (Table | View)[] => all(s, (o): o is Table | View => isTable(o) || isView(o));

export const roleOid = (s: Session, name: string): number =>
  s.cluster.roles.get(name)?.oid ?? (name === "pg_database_owner" ? 6171 : 10);

export const schemaOid = (s: Session, name: string): number => {
  for (const o of objectsOf(s).values()) if (o.k === "schema" && o.name === name) return o.oid;
  return name === "pg_catalog" ? 11 : name === "information_schema" ? 13000 : 0;
};

export const acl = (o: { readonly acl: Parameters<typeof aclText>[0] | undefined }): Value =>
  o.acl ? new Arr(aclText(o.acl)) : null;

/** A table's constraints, NOT NULL among them. */
export const constraintsOf = (t: Table) => [
  ...t.constraints,
  ...t.columns
    .filter((c) => c.notNull)
    .map((c, i) => ({
      oid: t.oid * 100 + i,
      name: `${t.name}_${c.name}_not_null`,
      k: "not null" as const,
      column: c.name,
    })),
];

/** The tables of pg_catalog that listings show. */
export const systemNames = (): string[] =>
  [...tables.keys()]
    .filter((n) =>
      /^pg_catalog\.pg_(class|namespace|attribute|attrdef|index|constraint|trigger|type|proc|database|authid|extension|enum|description|auth_members)$/.test(
        n,
      ),
    )
    .map((n) => n.slice(11));
