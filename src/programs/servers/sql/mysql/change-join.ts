import type { FromItem, Join, Statement } from "../ast.ts";
import { type Change, follow } from "../change/cascade.ts";
import { assigned } from "../change/insert.ts";
import { checkForeign, checkRow, clashOf, duplicate, keyMaps, rowScope } from "../change/rules.ts";
import { SqlError } from "../lexer.ts";
import { holds } from "../run/evaluate.ts";
import { fromRows, needTable } from "../run/relations.ts";
import { resolve, type Scope } from "../run/scope.ts";
import { command, putTable, type Result, type Session } from "../session.ts";
import type { Table } from "../store.ts";
import { keyOf } from "../values/compare.ts";
import type { Row } from "../values/value.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

/** The rows that a join with its condition finds, each a scope in which every table has its row. */
function foundRows(s: Session, from: FromItem, joins: readonly Join[], where: Of<"delete join">["where"]) {
  const made = fromRows(from, joins, rowScope(s, undefined, "", []));
  return { ...made, rows: made.rows.filter((r) => !where || holds(where, { ...r, part: "where clause" })) };
}

function tableOf(
  s: Session,
  alias: string,
  from: FromItem,
  joins: readonly Join[],
): readonly [database: string, table: Table] {
  const item = [from, ...joins.map((j) => j.item)].find(
    (i) => i.kind === "table" && (i.alias ?? i.name).toLowerCase() === alias.toLowerCase(),
  );
  if (item?.kind !== "table") throw new SqlError(`Unknown table '${alias}' in MULTI DELETE`, "42S02", 1109);
  return needTable(s, item);
}

const rowIn = (scope: Scope, alias: string): Row | undefined =>
  scope.bound.find((b) => b.alias.toLowerCase() === alias.toLowerCase())?.row;

/** DELETE of rows in one or several of the tables that a join reads. */
export function deleteJoin(s: Session, q: Of<"delete join">): Result {
  const { rows } = foundRows(s, q.from, q.joins, q.where);
  let count = 0;
  for (const alias of q.targets) {
    const [database, table] = tableOf(s, alias, q.from, q.joins);
    const found = new Set(rows.map((r) => rowIn(r, alias)));
    const gone = table.rows.filter((r) => found.has(r));
    const next: Table = { ...table, rows: table.rows.filter((r) => !found.has(r)) };
    putTable(s, database, table.name, next);
    follow(
      s,
      database,
      next,
      gone.map((before) => ({ before, after: undefined })),
    );
    count += gone.length;
  }
  return command("DELETE", count);
}

/** UPDATE of what a join finds: each row once, with the first match's values. */
export function updateJoin(s: Session, q: Of<"update join">): Result {
  const { rows, empty } = foundRows(s, q.from, q.joins, q.where);
  const byTable = new Map<string, (readonly [string, (typeof q.set)[number][2]])[]>();
  for (const [table, name, value] of q.set) {
    const found = resolve({ kind: "column", table, name, at: 0 }, { ...empty, part: "field list" });
    if (!found)
      throw new SqlError(
        `Unknown column '${table === undefined ? name : `${table}.${name}`}' in 'field list'`,
        "42S22",
        1054,
      );
    const { alias } = found.bound;
    byTable.set(alias, [...(byTable.get(alias) ?? []), [name, value]]);
  }
  let matched = 0;
  let changed = 0;
  for (const [alias, set] of byTable) {
    const [database, table] = tableOf(s, alias, q.from, q.joins);
    const after = new Map<Row, Row>();
    for (const scope of rows) {
      const row = rowIn(scope, alias);
      if (!row || after.has(row) || !table.rows.includes(row)) continue;
      const own = scope.bound.findIndex((b) => b.alias === alias);
      // The table that is written stands first: later assignments see earlier ones.
      const ordered = [...scope.bound.filter((_, i) => i === own), ...scope.bound.filter((_, i) => i !== own)];
      const next = assigned(s, table, row, set, { ...scope, bound: ordered });
      checkRow(s, table, next);
      after.set(row, next);
    }
    const next: Table = { ...table, rows: table.rows.map((r) => after.get(r) ?? r) };
    const maps = keyMaps(next, next.rows);
    for (const row of after.values()) {
      const clash = clashOf(next, row, maps);
      if (clash) throw duplicate(s, next, row, clash.key);
    }
    putTable(s, database, table.name, next);
    const changes: Change[] = [...after].map(([before, made]) => ({ before, after: made }));
    follow(s, database, next, changes);
    checkForeign(s, database, next, [...after.values()]);
    matched += after.size;
    changed += changes.filter((c) => c.before.some((v, i) => keyOf(v) !== keyOf(c.after?.[i] ?? null))).length;
  }
  return { ...command("UPDATE", changed), matched };
}
