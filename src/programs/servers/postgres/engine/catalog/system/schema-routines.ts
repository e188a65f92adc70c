import { typeText } from "../../types/type.ts";
import { objectsOf } from "../lookup.ts";
import { typeByOid } from "../types.ts";
import { db, table, withColumns } from "./table.ts";

/** information_schema's routines, triggers and grants. */
export function schemaRoutines(): void {
  table(
    "information_schema.routines",
    "specific_catalog name, specific_schema name, specific_name name, routine_schema name, routine_name name, routine_type text, data_type text, external_language text, routine_definition text",
    (s) =>
      [...objectsOf(s).values()].flatMap((f) =>
        f.k === "function"
          ? [
              [
                db(s),
                f.schema,
                `${f.name}_${f.oid}`,
                f.schema,
                f.name,
                f.procedure ? "PROCEDURE" : "FUNCTION",
                typeText(typeByOid(s, f.returns)),
                f.language.toUpperCase(),
                f.body,
              ],
            ]
          : [],
      ),
  );
  table(
    "information_schema.triggers",
    "trigger_catalog name, trigger_schema name, trigger_name name, event_manipulation text, event_object_schema name, event_object_table name, action_statement text, action_orientation text, action_timing text",
    (s) =>
      [...objectsOf(s).values()].flatMap((g) =>
        g.k === "trigger"
          ? g.events.map((e) => [
              db(s),
              g.schema,
              g.name,
              e,
              g.schema,
              objectsOf(s).get(g.table)?.name ?? "",
              `EXECUTE FUNCTION ${objectsOf(s).get(g.fn)?.name ?? ""}()`,
              g.row ? "ROW" : "STATEMENT",
              g.timing,
            ])
          : [],
      ),
  );
  const rights: Record<string, string> = {
    a: "INSERT",
    r: "SELECT",
    w: "UPDATE",
    d: "DELETE",
    D: "TRUNCATE",
    x: "REFERENCES",
    t: "TRIGGER",
  };
  table(
    "information_schema.role_table_grants",
    "grantor name, grantee name, table_catalog name, table_schema name, table_name name, privilege_type text, is_grantable text",
    (s) =>
      withColumns(s).flatMap((t) =>
        (t.acl ?? [{ to: t.owner, by: t.owner, rights: "arwdDxt", grantable: "arwdDxt" }]).flatMap((a) =>
          [...a.rights].flatMap((r) =>
            rights[r]
              ? [
                  [
                    a.by,
                    a.to === "" ? "PUBLIC" : a.to,
                    db(s),
                    t.schema,
                    t.name,
                    rights[r],
                    a.grantable.includes(r) || a.to === t.owner ? "YES" : "NO",
                  ],
                ]
              : [],
          ),
        ),
      ),
  );
}
