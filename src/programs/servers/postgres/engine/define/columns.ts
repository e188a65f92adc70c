import { coerce } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { newScope } from "../analyse/scope.ts";
import type { ColumnDef } from "../ast.ts";
import type { Column, Sequence, Table } from "../catalog/objects.ts";
import { resolveType, serialType, typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { assigned, nextvalOf, tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { NO_MOD, typeText } from "../types/type.ts";
import { freeName } from "./new-object.ts";
import { newSequence } from "./new-sequence.ts";

function noPseudo(s: Session, c: ColumnDef, oid: number): void {
  const type = typeByOid(s, oid);
  if (type.kind === "pseudo") throw new PgError(`column "${c.name}" has pseudo-type ${type.shown}`, "42P16");
}

/** A column as the catalog keeps it; a serial's sequence is made. */
export function columnOf(
  s: Session,
  table: Pick<Table, "oid" | "name" | "schema" | "temp">,
  c: ColumnDef,
  num: number,
): Column {
  const serial = serialType(c.type);
  const { type, mod } = serial ? { type: serial, mod: NO_MOD } : resolveType(s, c.type);
  noPseudo(s, c, type.oid);
  let sequence: number | undefined;
  if (serial || c.identity) {
    const kind = type.name as Sequence["type"];
    if (!/^int[248]$/.test(kind))
      throw new PgError("identity column type must be smallint, integer, or bigint", "22023");
    const name = freeName(s, table.schema, `${table.name}_${c.name}_seq`);
    sequence = newSequence(s, name, table.schema, kind, {
      ownedBy: { table: table.oid, column: c.name },
      identity: c.identity !== undefined,
      temp: table.temp,
    }).oid;
  }
  if (serial && c.default)
    throw new PgError(`multiple default values specified for column "${c.name}" of table "${table.name}"`, "42601", {
      at: c.at,
    });
  const primary = c.constraints.some((x) => x.k === "primary");
  return {
    num,
    name: c.name,
    type: type.oid,
    mod,
    notNull: c.notNull || serial !== undefined || c.identity !== undefined || primary,
    default: serial && sequence !== undefined ? nextvalOf(sequence) : c.default,
    identity: c.identity,
    generated: c.generated,
    sequence,
    comment: undefined,
  };
}

/** Defaults and generated columns must be what their columns can take. Throws PgError. */
export function checkDefaults(s: Session, t: Table, columns: readonly Column[]): void {
  for (const c of columns) {
    const type = typeByOid(s, c.type);
    if (c.default) {
      const sc = { ...newScope(s, undefined), external: noColumns };
      sc.clause = "DEFAULT expressions";
      const ex = expression(c.default, sc);
      if (!coerce(s, ex, type, c.mod, "assignment"))
        throw new PgError(
          `column "${c.name}" is of type ${typeText(type, c.mod)} but default expression is of type ${typeText(ex.type)}`,
          "42804",
          { hint: "You will need to rewrite or cast the expression." },
        );
    }
    if (c.generated) assigned(s, expression(c.generated, tableScope(s, t)), c.name, type, c.mod);
  }
}

const noColumns = (parts: readonly string[], at: number): undefined => {
  void parts;
  throw new PgError("cannot use column reference in DEFAULT expression", "0A000", { at });
};
