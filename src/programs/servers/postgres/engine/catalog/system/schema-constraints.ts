import { constraintText } from "../../describe/texts.ts";
import { objectsOf } from "../lookup.ts";
import { all, constraintsOf, db, isTable, table } from "./table.ts";

/** information_schema's constraints and the columns that they use. */
export function schemaConstraints(): void {
  const word: Record<string, string> = {
    primary: "PRIMARY KEY",
    unique: "UNIQUE",
    check: "CHECK",
    foreign: "FOREIGN KEY",
    "not null": "CHECK",
  };
  table(
    "information_schema.table_constraints",
    "constraint_catalog name, constraint_schema name, constraint_name name, table_catalog name, table_schema name, table_name name, constraint_type text, is_deferrable text, initially_deferred text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        constraintsOf(t).map((c) => [db(s), t.schema, c.name, db(s), t.schema, t.name, word[c.k] ?? "", "NO", "NO"]),
      ),
  );
  table(
    "information_schema.key_column_usage",
    "constraint_catalog name, constraint_schema name, constraint_name name, table_catalog name, table_schema name, table_name name, column_name name, ordinal_position int4",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) =>
          c.k === "primary" || c.k === "unique" || c.k === "foreign"
            ? c.columns.map((n, i) => [db(s), t.schema, c.name, db(s), t.schema, t.name, n, i + 1])
            : [],
        ),
      ),
  );
  table(
    "information_schema.constraint_column_usage",
    "table_catalog name, table_schema name, table_name name, column_name name, constraint_catalog name, constraint_schema name, constraint_name name",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) => {
          if (c.k === "foreign") {
            const parent = objectsOf(s).get(c.table);
            return c.references.map((n) => [
              db(s),
              parent?.schema ?? "",
              parent?.name ?? "",
              n,
              db(s),
              t.schema,
              c.name,
            ]);
          }
          return c.k === "primary" || c.k === "unique"
            ? c.columns.map((n) => [db(s), t.schema, t.name, n, db(s), t.schema, c.name])
            : [];
        }),
      ),
  );
  table(
    "information_schema.referential_constraints",
    "constraint_catalog name, constraint_schema name, constraint_name name, unique_constraint_name name, match_option text, update_rule text, delete_rule text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) =>
          c.k === "foreign" ? [[db(s), t.schema, c.name, "", "NONE", c.onUpdate, c.onDelete]] : [],
        ),
      ),
  );
  table(
    "information_schema.check_constraints",
    "constraint_catalog name, constraint_schema name, constraint_name name, check_clause text",
    (s) =>
      all(s, isTable).flatMap((t) =>
        t.constraints.flatMap((c) =>
          c.k === "check"
            ? [[db(s), t.schema, c.name, constraintText(s, t, c).replace(/^CHECK \(([^]*)\)$/, "$1")]]
            : [],
        ),
      ),
  );
}
