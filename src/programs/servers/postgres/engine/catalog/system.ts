import type { Session } from "../session.ts";
import { SYSTEM_OIDS } from "./names.ts";
import { activityTables } from "./system/activity.ts";
import { clusterTables } from "./system/cluster.ts";
import { constraintTables } from "./system/constraints.ts";
import { listTables } from "./system/lists.ts";
import { relationTables } from "./system/relations.ts";
import { schemaConstraints } from "./system/schema-constraints.ts";
import { schemaRelations } from "./system/schema-relations.ts";
import { schemaRoutines } from "./system/schema-routines.ts";
import { type SystemTable, tables } from "./system/table.ts";
import { typeTables } from "./system/types.ts";

/** Finds a table of the system's own; without a schema, in pg_catalog. */
export function findSystemTable(_s: Session, schema: string | undefined, name: string): SystemTable | undefined {
  if (tables.size === 0) defineAll();
  return tables.get(schema === undefined ? `pg_catalog.${name}` : `${schema}.${name}`);
}

function defineAll(): void {
  relationTables();
  constraintTables();
  listTables();
  clusterTables();
  typeTables();
  activityTables();
  schemaRelations();
  schemaConstraints();
  schemaRoutines();
  tables.set("information_schema.table_privileges", tables.get("information_schema.role_table_grants") as SystemTable);
  [
    ["pg_class", 1259],
    ["pg_type", 1247],
    ["pg_attribute", 1249],
    ["pg_proc", 1255],
    ["pg_namespace", 2615],
    ["pg_database", 1262],
    ["pg_constraint", 2606],
    ["pg_index", 2610],
  ].forEach(([n, oid]) => {
    SYSTEM_OIDS.set(Number(oid), String(n));
  });
}
