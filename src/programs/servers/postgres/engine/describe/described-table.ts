import { objectsOf } from "../catalog/lookup.ts";
import { contextOf, shownName } from "../catalog/names.ts";
import type { Table, View } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { foreignTo, heapOf, indexesOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { textOf } from "../types/text.ts";
import { quoteName, typeText } from "../types/type.ts";
import type { DescribedTable } from "./described.ts";
import { constraintText, defaultText, indexBody, indexText, triggerText, viewText } from "./texts.ts";

/** The types whose values may be stored apart, in TOAST. */
export const STORAGE = /^(text|varchar|bpchar|bytea|json|jsonb|_.*)$/;

/** A table or view as it is listed; with `rows`, as it is dumped. */
export function tableOf(s: Session, t: Table | View, rows: boolean): DescribedTable {
  const real = t.k === "view" ? undefined : t;
  const cx = contextOf(s);
  const keyOrder = { primary: 0, unique: 1, plain: 2 };
  const indexes = real
    ? indexesOf(s, real)
        .map((i) => ({ i, rank: i.primary ? keyOrder.primary : 1 }))
        .sort((a, b) => a.rank - b.rank || (a.i.name < b.i.name ? -1 : 1))
        .map(({ i }) => {
          const word = i.primary
            ? "PRIMARY KEY, "
            : i.unique
              ? i.constraint === undefined
                ? "UNIQUE, "
                : "UNIQUE CONSTRAINT, "
              : "";
          return {
            name: i.name,
            text: `"${i.name}" ${word}${indexBody(s, i)}`,
            ddl: indexText(s, i),
            constraint: i.constraint !== undefined,
            primary: i.primary,
          };
        })
    : [];
  const constraints = [...(real?.constraints ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const heap = real && rows ? heapOf(s, real) : undefined;
  return {
    schema: t.schema,
    name: t.name,
    type: t.k,
    owner: t.owner,
    columns: t.columns.map((c) => {
      const type = typeByOid(s, c.type);
      const q = c.sequence === undefined ? undefined : objectsOf(s).get(c.sequence);
      return {
        name: c.name,
        type: typeText(type, c.mod),
        notNull: c.notNull,
        default: defaultText(s, t, c, !rows),
        storage:
          type.name === "numeric"
            ? "main"
            : STORAGE.test(type.name) || type.kind === "array" || type.kind === "composite"
              ? "extended"
              : "plain",
        comment: c.comment ?? "",
        identity: c.identity ?? "",
        sequence: q ? `${q.schema}.${quoteName(q.name)}` : "",
      };
    }),
    indexes,
    checks: constraints.flatMap((c) =>
      c.k === "check" && real ? [{ name: c.name, text: constraintText(s, real, c, !rows) }] : [],
    ),
    keys: constraints.flatMap((c) =>
      (c.k === "primary" || c.k === "unique") && real ? [{ name: c.name, text: constraintText(s, real, c) }] : [],
    ),
    foreign: constraints.flatMap((c) =>
      c.k === "foreign" && real ? [{ name: c.name, text: constraintText(s, real, c) }] : [],
    ),
    referencedBy: real
      ? foreignTo(s, real)
          .map(({ child, key }) => ({
            table: shownName(s, child),
            name: key.name,
            text: constraintText(s, child, key),
          }))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
      : [],
    notNull: t.columns.filter((c) => c.notNull).map((c) => `"${t.name}_${c.name}_not_null" NOT NULL "${c.name}"`),
    triggers: [...objectsOf(s).values()]
      .flatMap((g) =>
        g.k === "trigger" && g.table === t.oid
          ? [{ name: g.name, text: triggerText(s, g, !rows), enabled: g.enabled }]
          : [],
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    definition: t.k === "table" ? "" : viewText(s, t),
    rows: heap
      ? heap.rows
          .filter((v) => !s.cluster.aborted.has(v.xmin) && (v.xmax === 0 || s.cluster.aborted.has(v.xmax)))
          .map((v) =>
            t.columns.map((c, i) =>
              v.values[i] === null || v.values[i] === undefined
                ? null
                : textOf(v.values[i] ?? null, typeByOid(s, c.type), cx),
            ),
          )
      : [],
  };
}
