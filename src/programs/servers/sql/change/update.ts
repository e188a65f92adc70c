import type { Expression, OrderItem, Statement } from "../ast.ts";
import { evaluate, holds } from "../run/evaluate.ts";
import { sortRows } from "../run/order.ts";
import { clustered, needTable } from "../run/relations.ts";
import type { Scope } from "../run/scope.ts";
import { command, putTable, type Result, type Session } from "../session.ts";
import type { Table } from "../store.ts";
import { compare, toNumber } from "../values/compare.ts";
import type { Row } from "../values/value.ts";
import { type Change, follow } from "./cascade.ts";
import { assigned } from "./insert.ts";
import { returned } from "./returning.ts";
import { checkForeign, checkRow, clashOf, duplicate, keyMaps, rowScope } from "./rules.ts";

type Update = Extract<Statement, { kind: "update" }>;
type Delete = Extract<Statement, { kind: "delete" }>;

export function update(s: Session, q: Update): Result {
  const [database, table] = needTable(s, q.table);
  const alias = q.table.alias ?? q.table.name;
  const chosen = chosenRows(s, table, alias, q);
  const changes: Change[] = [];
  const after = new Map<Row, Row>();
  for (const [n, [row, scope]] of chosen.entries()) {
    const next = assigned(s, table, row, q.set, scope, undefined, n);
    checkRow(s, table, next);
    after.set(row, next);
    changes.push({ before: row, after: next });
  }
  const rows = table.rows.map((r) => after.get(r) ?? r);
  const next: Table = { ...table, rows };
  const maps = keyMaps(next, rows);
  for (const row of after.values()) {
    const clash = clashOf(next, row, maps);
    if (clash) throw duplicate(s, next, row, clash.key);
  }
  putTable(s, database, table.name, next);
  follow(s, database, next, changes);
  checkForeign(s, database, next, [...after.values()]);
  const made = [...after.values()];
  const result = command(`UPDATE ${made.length}`, made.length);
  const differ = changes.filter((c) => c.before.some((v, i) => !sameValue(v, c.after?.[i] ?? null)));
  return { ...result, affected: differ.length, matched: made.length };
}

function sameValue(a: Row[number], b: Row[number]): boolean {
  return a === null || b === null
    ? a === b
    : typeof a === typeof b && (typeof a === "string" ? a === b : compare(a, b) === 0);
}

export function remove(s: Session, q: Delete): Result {
  const [database, table] = needTable(s, q.table);
  const alias = q.table.alias ?? q.table.name;
  const chosen = chosenRows(s, table, alias, q);
  const gone = new Set(chosen.map(([row]) => row));
  const next: Table = { ...table, rows: table.rows.filter((r) => !gone.has(r)) };
  putTable(s, database, table.name, next);
  follow(
    s,
    database,
    next,
    [...gone].map((before) => ({ before, after: undefined })),
  );
  return returned(s, table, alias, q.returning, [...gone], `DELETE ${gone.size}`);
}

interface Choice {
  readonly where: Expression | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Expression | undefined;
}

/** The rows that a condition finds, each once, with the scope in which it was found. */
function chosenRows(s: Session, table: Table, alias: string, q: Choice): (readonly [Row, Scope])[] {
  const out: (readonly [Row, Scope])[] = [];
  const { where } = q;
  for (const row of clustered(table)) {
    const scope = rowScope(s, table, alias, row, "where clause");
    if (!where || holds(where, scope)) out.push([row, { ...scope, part: "field list" }]);
  }
  if (table.rows.length === 0 && where)
    evaluate(
      where,
      rowScope(
        s,
        table,
        alias,
        table.columns.map(() => null),
        "where clause",
      ),
    );
  const sorted = q.orderBy.length
    ? sortRows(out, ([, scope]) => q.orderBy.map((o) => evaluate(o.by, scope)), q.orderBy)
    : out;
  return q.limit ? sorted.slice(0, toNumber(evaluate(q.limit, rowScope(s, undefined, "", [])))) : sorted;
}
