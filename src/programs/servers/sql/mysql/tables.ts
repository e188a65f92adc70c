import type { Statement } from "../ast.ts";
import { listing } from "../catalog/describe.ts";
import { renameTable } from "../change/alter.ts";
import { SqlError } from "../lexer.ts";
import { findTable, needTable } from "../run/relations.ts";
import { command, databaseFor, type Result, type Session } from "../session.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

/** RENAME TABLE. */
export function renameTables(s: Session, q: Of<"rename">): Result {
  for (const [from, to] of q.tables) {
    const [database, table] = needTable(s, from);
    const [, contents] = databaseFor(s, to.schema);
    if (contents.tables.has(to.name) || contents.views.has(to.name))
      throw new SqlError(`Table '${to.name}' already exists`, "42S01", 1050);
    if (to.schema !== undefined && to.schema !== database)
      throw new SqlError("drydock: RENAME TABLE into another database is not simulated", "HY000", 1235);
    renameTable(s, database, table, to.name);
  }
  return command("RENAME TABLE");
}

/** ANALYZE, CHECK, OPTIMIZE and REPAIR TABLE: all is well with them. */
export function maintain(s: Session, q: Of<"maintenance">): Result {
  const rows = q.tables.flatMap((ref) => {
    const [database, table] = findTable(s, ref);
    const name = `${database}.${ref.name}`;
    if (!table)
      return [
        [name, q.verb, "Error", `Table '${name}' doesn't exist`],
        [name, q.verb, "status", "Operation failed"],
      ];
    if (q.verb === "optimize")
      return [
        [name, q.verb, "note", "Table does not support optimize, doing recreate + analyze instead"],
        [name, q.verb, "status", "OK"],
      ];
    if (q.verb === "repair") return [[name, q.verb, "note", "The storage engine for the table doesn't support repair"]];
    return [[name, q.verb, "status", "OK"]];
  });
  return listing(["Table", "Op", "Msg_type", "Msg_text"], rows);
}
