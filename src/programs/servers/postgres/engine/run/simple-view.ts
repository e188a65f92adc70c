import { findRelation } from "../catalog/lookup.ts";
import type { Table, View } from "../catalog/objects.ts";
import type { Session } from "../session.ts";

/** The table that a view shows a part of by its own columns' names, so that it can be changed through the view. */
export function simpleView(s: Session, v: View): Table | undefined {
  const { body, ctes } = v.query;
  if (
    ctes.length ||
    body.k !== "select" ||
    body.from.length !== 1 ||
    body.groupBy.length ||
    body.having ||
    body.distinct
  )
    return undefined;
  const [from] = body.from;
  if (from?.k !== "table") return undefined;
  const t = findRelation(s, from.table);
  if (t?.k !== "table") return undefined;
  const plain = body.outputs.every(
    (o) => o.e.k === "star" || (o.e.k === "col" && (o.alias === undefined || o.alias === o.e.parts.at(-1))),
  );
  return plain ? t : undefined;
}
