import type { Expression, Select, TableRef, Value } from "./ast.ts";
import { type Bound, compare, evaluate, type Scope, toNumber, truth } from "./evaluate.ts";
import { hasAggregate } from "./functions.ts";
import { SqlError } from "./lexer.ts";
import type { Column, Session } from "./session.ts";
import type { Table } from "./store.ts";

/** The table that a name means. Throws as the server words it. */
export function tableOf(s: Session, ref: TableRef): Table {
  const mysql = s.dialect === "mysql";
  const database = mysql ? (ref.schema ?? s.database) : s.database;
  if (database === undefined) throw new SqlError("No database selected", "3D000", 1046);
  const tables = s.store.databases.get(database);
  if (!tables) throw new SqlError(`Unknown database '${database}'`, "42000", 1049);
  const found = tables.get(ref.name);
  if (found && (mysql || ref.schema === undefined || ref.schema === "public")) return found;
  if (mysql) throw new SqlError(`Table '${database}.${ref.name}' doesn't exist`, "42S02", 1146);
  const full = ref.schema === undefined ? ref.name : `${ref.schema}.${ref.name}`;
  throw new SqlError(`relation "${full}" does not exist`, "42P01", 1146, ref.at);
}

export interface Selected {
  readonly columns: Column[];
  readonly rows: Value[][];
}

export function runSelect(session: Session, select: Select, outer?: Scope): Selected {
  const scope = (bound: readonly Bound[], part = "field list"): Scope => ({
    session,
    bound,
    outer,
    part,
    select: (inner, around) => runSelect(session, inner, around).rows,
  });
  let rows: Scope[] = [scope([])];
  const sources: { readonly alias: string; readonly table: Table }[] = [];
  if (select.from) {
    const add = (ref: TableRef) => {
      const table = tableOf(session, ref);
      const source = { alias: ref.alias ?? ref.name, table };
      sources.push(source);
      return source;
    };
    const boundRow = (source: (typeof sources)[number], row: readonly Value[]): Bound => ({
      alias: source.alias,
      columns: source.table.columns.map((c) => c.name),
      row,
    });
    const first = add(select.from);
    rows = first.table.rows.map((row) => scope([boundRow(first, row)]));
    for (const join of select.joins) {
      const source = add(join.table);
      const on = join.on;
      const using = join.using;
      const joined: Scope[] = [];
      for (const left of rows) {
        let any = false;
        for (const row of source.table.rows) {
          const right = boundRow(source, row);
          const both = scope([...left.bound, right], "on clause");
          const fits = on
            ? truth(evaluate(on, both))
            : (using ?? []).every((name) => usingFits(name, left.bound, right));
          if (!fits) continue;
          any = true;
          joined.push(both);
        }
        if (!any && join.kind === "left")
          joined.push(
            scope([
              ...left.bound,
              boundRow(
                source,
                source.table.columns.map(() => null),
              ),
            ]),
          );
      }
      rows = joined;
    }
  }
  const { where } = select;
  if (where) rows = rows.filter((r) => truth(evaluate(where, { ...r, part: "where clause" })));
  const outputs = select.outputs.flatMap((o) => expand(o, sources, session));
  const grouped =
    select.groupBy.length > 0 ||
    outputs.some((o) => hasAggregate(o.expression)) ||
    (select.having !== undefined && hasAggregate(select.having));
  const groups: Scope[] = grouped ? group(rows, select.groupBy, outputs, scope) : rows;
  let made = groups.map((g) => {
    const values = outputs.map((o) => evaluate(o.expression, { ...g, part: "field list" }));
    const aliases = new Map(outputs.map((o, i) => [o.name, values[i] ?? null]));
    return { values, scope: { ...g, aliases } satisfies Scope };
  });
  const { having } = select;
  if (having) made = made.filter((m) => truth(evaluate(having, { ...m.scope, part: "having clause" })));
  if (select.distinct) {
    const seen = new Set<string>();
    made = made.filter((m) => {
      const key = JSON.stringify(m.values);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }
  if (select.orderBy.length) {
    const keyed = made.map((m) => ({ m, keys: select.orderBy.map(({ by }) => orderKey(by, m.values, m.scope)) }));
    keyed.sort((a, b) => {
      for (const [i, { descending }] of select.orderBy.entries()) {
        const order = compareNulls(a.keys[i] ?? null, b.keys[i] ?? null, session);
        if (order !== 0) return descending ? -order : order;
      }
      return 0;
    });
    made = keyed.map((k) => k.m);
  }
  const count = (e: Expression | undefined) => (e === undefined ? undefined : toNumber(evaluate(e, scope([]))));
  const offset = count(select.offset) ?? 0;
  const limit = count(select.limit);
  made = made.slice(offset, limit === undefined ? undefined : offset + limit);
  const values = made.map((m) => m.values);
  return { columns: outputs.map((o, i) => ({ name: o.name, numeric: isNumeric(o.type, values, i) })), rows: values };
}

/** A column's place in the list (`ORDER BY 2`), its alias, or an expression. */
function orderKey(by: Expression, values: readonly Value[], scope: Scope): Value {
  if (by.kind === "literal" && typeof by.value === "number") return values[by.value - 1] ?? null;
  if (by.kind === "column" && by.table === undefined && scope.aliases?.has(by.name))
    return scope.aliases.get(by.name) ?? null;
  return evaluate(by, { ...scope, part: "order clause" });
}

/** PostgreSQL sorts nulls last, MySQL first. */
function compareNulls(a: Value, b: Value, s: Session): number {
  if (a === null || b === null) return a === b ? 0 : (a === null) === (s.dialect === "postgres") ? 1 : -1;
  if (s.dialect === "mysql" && typeof a === "string" && typeof b === "string")
    return compare(a.toLowerCase(), b.toLowerCase());
  return compare(a, b);
}

function usingFits(name: string, left: readonly Bound[], right: Bound): boolean {
  const a = left.find((b) => b.columns.includes(name));
  const x = a?.row[a.columns.indexOf(name)] ?? null;
  const y = right.row[right.columns.indexOf(name)] ?? null;
  return x !== null && y !== null && compare(x, y) === 0;
}

interface Named {
  readonly expression: Expression;
  readonly name: string;
  readonly type: string | undefined;
}

export function expand(
  o: Select["outputs"][number],
  sources: readonly { readonly alias: string; readonly table: Table }[],
  session: Session,
): Named[] {
  const { expression } = o;
  if (expression.kind === "star") {
    const chosen = expression.table === undefined ? sources : sources.filter((s) => s.alias === expression.table);
    if (chosen.length === 0)
      throw new SqlError(
        session.dialect === "mysql" ? "No tables used" : "SELECT * with no tables specified is not valid",
        "42601",
        1096,
      );
    return chosen.flatMap((s) =>
      s.table.columns.map((c) => ({
        expression: { kind: "column" as const, table: s.alias, name: c.name, at: 0 },
        name: c.name,
        type: c.type,
      })),
    );
  }
  const type =
    expression.kind === "column"
      ? sources
          .filter((s) => expression.table === undefined || s.alias === expression.table)
          .flatMap((s) => s.table.columns)
          .find((c) => c.name === expression.name)?.type
      : undefined;
  return [{ expression, name: o.alias ?? nameOf(expression, o.text, session), type }];
}

/** How a column without an alias is headed. */
function nameOf(e: Expression, text: string, session: Session): string {
  if (e.kind === "column") return e.name;
  if (session.dialect === "mysql") return e.kind === "literal" && typeof e.value === "string" ? e.value : text;
  if (e.kind === "call") return e.name;
  if (e.kind === "case" || e.kind === "exists") return e.kind;
  if (e.kind === "cast" && e.of.kind === "column") return e.of.name;
  return "?column?";
}

function isNumeric(type: string | undefined, rows: readonly (readonly Value[])[], i: number): boolean {
  if (type !== undefined)
    return /^(int|integer|bigint|smallint|tinyint|mediumint|numeric|decimal|real|float|double|(small|big)?serial)/.test(
      type,
    );
  return (
    rows.length > 0 &&
    rows.every(
      (r) =>
        typeof r[i] === "number" || r[i] === null || (typeof r[i] === "string" && /^-?\d+\.\d+$/.test(String(r[i]))),
    ) &&
    rows.some((r) => r[i] !== null)
  );
}

function group(
  rows: readonly Scope[],
  by: readonly Expression[],
  outputs: readonly Named[],
  scope: (bound: readonly Bound[]) => Scope,
): Scope[] {
  if (by.length === 0) return [{ ...(rows[0] ?? scope([])), group: rows }];
  const groups = new Map<string, Scope[]>();
  for (const row of rows) {
    const key = JSON.stringify(
      by.map((e) => {
        if (e.kind === "literal" && typeof e.value === "number")
          return evaluate(outputs[e.value - 1]?.expression ?? e, row);
        const alias =
          e.kind === "column" && e.table === undefined && !row.bound.some((b) => b.columns.includes(e.name))
            ? outputs.find((o) => o.name === e.name)
            : undefined;
        return evaluate(alias?.expression ?? e, { ...row, part: "group statement" });
      }),
    );
    const there = groups.get(key);
    if (there) there.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((all) => (all[0] ? [{ ...all[0], group: all }] : []));
}
