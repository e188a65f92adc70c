import type { Session } from "../../session.ts";
import { Arr } from "../../types/type.ts";
import { objectsOf } from "../lookup.ts";
import type { Table } from "../objects.ts";
import { all, constraintsOf, isTable, relations, schemaOid, table } from "./table.ts";

/** What guards a table: indexes, constraints, triggers. */
export function constraintTables(): void {
  table(
    "pg_catalog.pg_index",
    "indexrelid oid, indrelid oid, indisunique bool, indisprimary bool, indisvalid bool, indnatts int2, indkey text",
    (s) =>
      relations(s).flatMap((i) =>
        i.k === "index"
          ? [
              [
                i.oid,
                i.table,
                i.unique,
                i.primary,
                true,
                i.keys.length,
                i.keys.map((k) => places(s, i.table, k.e)).join(" "),
              ],
            ]
          : [],
      ),
  );
  table(
    "pg_catalog.pg_constraint",
    "oid oid, conname name, connamespace oid, contype char, conrelid oid, confrelid oid, conkey int2[], confkey int2[], condeferrable bool, condeferred bool, convalidated bool, confupdtype char, confdeltype char",
    (s) =>
      all(s, isTable).flatMap((t) =>
        constraintsOf(t).map((c) => {
          const key = c.k === "check" ? [] : c.k === "not null" ? [c.column] : c.columns;
          const foreign = c.k === "foreign" ? c : undefined;
          const parent = foreign ? (objectsOf(s).get(foreign.table) as Table | undefined) : undefined;
          const letter = (a: string) =>
            ({ "NO ACTION": "a", RESTRICT: "r", CASCADE: "c", "SET NULL": "n", "SET DEFAULT": "d" })[a] ?? "a";
          return [
            c.oid,
            c.name,
            schemaOid(s, t.schema),
            { primary: "p", unique: "u", check: "c", foreign: "f", "not null": "n" }[c.k],
            t.oid,
            foreign?.table ?? 0,
            new Arr(key.map((n) => t.columns.findIndex((x) => x.name === n) + 1)),
            foreign && parent
              ? new Arr(foreign.references.map((n) => parent.columns.findIndex((x) => x.name === n) + 1))
              : null,
            foreign?.deferrable ?? false,
            foreign?.deferred ?? false,
            true,
            foreign ? letter(foreign.onUpdate) : " ",
            foreign ? letter(foreign.onDelete) : " ",
          ];
        }),
      ),
  );
  table(
    "pg_catalog.pg_trigger",
    "oid oid, tgrelid oid, tgname name, tgfoid oid, tgtype int2, tgenabled char, tgisinternal bool",
    (s) =>
      [...objectsOf(s).values()].flatMap((g) =>
        g.k === "trigger" ? [[g.oid, g.table, g.name, g.fn, 0, g.enabled ? "O" : "D", false]] : [],
      ),
  );
}

function places(s: Session, oid: number, e: { readonly k: string }): number {
  const t = objectsOf(s).get(oid);
  const { parts } = e as { readonly parts?: readonly string[] };
  return parts && t && "columns" in t ? (t as Table).columns.findIndex((c) => c.name === parts.at(-1)) + 1 : 0;
}
