import { expandOutputs, type NamedEx } from "../analyse/outputs.ts";
import type { Plan } from "../analyse/plan.ts";
import { scan } from "../analyse/scan.ts";
import type { Frame, Scope } from "../analyse/scope.ts";
import type { Source } from "../analyse/source.ts";
import type { Insert, Output } from "../ast.ts";
import { findRelation, noRelation } from "../catalog/lookup.ts";
import type { Column, Table } from "../catalog/objects.ts";
import type { Version } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import type { Row } from "../types/type.ts";
import { simpleView } from "./simple-view.ts";

export interface ChangePlan extends Plan {
  /** How many rows the last run changed. */
  count(): number;
}

/** The table that a statement changes: a simple view's is the one below it. */
export function target(s: Session, name: Insert["table"], verb: string): Table {
  const found = findRelation(s, name);
  if (!found) throw noRelation(name);
  if (found.k === "table") return found;
  if (found.k === "view") {
    const base = simpleView(s, found);
    if (base) return base;
    throw new PgError(`cannot ${verb === "insert into" ? "insert into" : verb} view "${found.name}"`, "55000", {
      detail: "Views that do not select from a single table or view are not automatically updatable.",
      hint: `To enable ${verb === "insert into" ? "inserting into" : verb === "update" ? "updating" : "deleting from"} the view, provide an INSTEAD OF ${verb === "insert into" ? "INSERT" : verb === "update" ? "UPDATE" : "DELETE"} trigger or an unconditional ON ${verb === "insert into" ? "INSERT" : verb === "update" ? "UPDATE" : "DELETE"} DO INSTEAD rule.`,
    });
  }
  if (found.k === "materialized view") throw new PgError(`cannot change materialized view "${found.name}"`, "42809");
  throw new PgError(`cannot open relation "${found.name}"`, "42809");
}

/** The rows of the table that a statement changes, under the name that it has there; `right`: what that needs. */
export function scanTarget(
  c: { readonly table: Insert["table"]; readonly alias: string | undefined },
  t: Table,
  sc: Scope,
  right: string,
): Source {
  const alias = c.alias === undefined ? undefined : { name: c.alias, columns: [], types: [] };
  return scan({ k: "table", table: c.table, alias }, t, sc, right);
}

interface Returning {
  readonly columns: Plan["columns"];
  row(f: Frame): Row;
}

/** What RETURNING gives of a row. */
export function returning(outputs: readonly Output[] | undefined, sc: Scope): Returning | undefined {
  if (!outputs) return undefined;
  const made = expandOutputs(outputs, sc);
  return {
    columns: made.map((o: NamedEx) => ({ name: o.name, type: o.ex.type, mod: o.ex.mod })),
    row: (f) => made.map((o) => o.ex.ev(f)),
  };
}

export function columnNamed(t: Table, name: string, at: number | undefined): readonly [Column, number] {
  const i = t.columns.findIndex((c) => c.name === name);
  const c = t.columns[i];
  if (!c) throw new PgError(`column "${name}" of relation "${t.name}" does not exist`, "42703", { at });
  return [c, i];
}

export const versionOf = (row: Row, t: Source): Version => row[t.offset + t.width - 1] as unknown as Version;
