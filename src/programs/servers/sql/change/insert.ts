import type { Assignment, ColumnDefinition, Statement } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { lenient } from "../mysql/lenient.ts";
import { warn } from "../mysql/warnings.ts";
import { evaluate, holds } from "../run/evaluate.ts";
import { runQuery } from "../run/query.ts";
import { needTable } from "../run/relations.ts";
import type { Scope } from "../run/scope.ts";
import { databaseFor, putTable, type Result, type Session } from "../session.ts";
import type { Table } from "../store.ts";
import { cast } from "../values/cast.ts";
import { compareDecimals, parseDecimal } from "../values/decimal.ts";
import { Decimal, Float, type Row, type Value } from "../values/value.ts";
import { follow } from "./cascade.ts";
import { returned } from "./returning.ts";
import { checkForeign, checkRow, clashOf, duplicate, keyMaps, rowScope, uniqueKeys, valueOf } from "./rules.ts";

type Insert = Extract<Statement, { kind: "insert" }>;

export function columnAt(table: Table, name: string): number {
  const at = table.columns.findIndex((c) => c.name.toLowerCase() === name.toLowerCase());
  if (at >= 0) return at;
  throw new SqlError(`Unknown column '${name}' in 'field list'`, "42S22", 1054);
}

/** A value as its column takes it; MySQL's messages name the column and the row. */
export function typed(s: Session, c: ColumnDefinition, value: Value, row: number, tableName = ""): Value {
  try {
    const made = cast(value, c.type);
    if (made instanceof Decimal && losesDigits(value, made))
      warn(s, 1265, `Data truncated for column '${c.name}' at row ${row + 1}`, "Note");
    return made;
  } catch (e) {
    if (!(e instanceof SqlError)) throw e;
    if (e.number === 3140)
      throw new SqlError(
        `${e.message.replace(/ for column$/, "")} for column '${tableName}.${c.name}'.`,
        e.state,
        e.number,
      );
    if (!/ for column$/.test(e.message)) throw e;
    const message = `${e.message} '${c.name}' at row ${row + 1}`;
    if (!s.writing && s.leniently) return lenient(s, c, value, e.number, row, message);
    throw new SqlError(message, e.state, e.number);
  }
}

/** Whether a decimal column keeps less than it was given. */
function losesDigits(given: Value, made: Decimal): boolean {
  const full =
    given instanceof Decimal
      ? given
      : typeof given === "string"
        ? parseDecimal(given)
        : given instanceof Float
          ? parseDecimal(String(given.n))
          : undefined;
  return full !== undefined && full.scale > made.scale && compareDecimals(full, made) !== 0;
}

export function standardOf(s: Session, c: ColumnDefinition): Value {
  return c.default ? cast(valueOf(c.default, s), c.type) : null;
}

/** A row with its computed columns filled in. */
export function computed(s: Session, table: Table, row: Row): Row {
  if (!table.columns.some((c) => c.computed)) return row;
  return table.columns.map((c, i) =>
    c.computed ? typed(s, c, evaluate(c.computed.of, rowScope(s, table, table.name, row)), 0) : (row[i] ?? null),
  );
}

export function insert(s: Session, q: Insert): Result {
  const [database, first] = needTable(s, q.table);
  let table = first;
  const given = q.columns?.map((name) => columnAt(table, name)) ?? table.columns.map((_, i) => i);
  checkTwice(q);
  const { values, defaults } = givenRows(s, q, given);
  let duplicates = 0;
  const ignoring = q.conflict !== undefined && q.conflict.set === undefined;
  const added: Row[] = [];
  const put: Row[] = [];
  let changedRows = 0;
  let insertId: number | undefined;
  let reserved: number | undefined;
  let maps = keyMaps(table, table.rows);
  for (const [n, row] of values.entries()) {
    let generated: number | undefined;
    const takeNumber = () => {
      table = { ...table, nextNumber: Math.max(table.nextNumber, (generated ?? 0) + 1) };
      // The first row takes the numbers of all: they are gone even when a later row is refused.
      reserved ??= Array.isArray(q.rows) ? (generated ?? 0) + values.length : 0;
      s.numbers.set(`${database}\0${table.name}`, Math.max(table.nextNumber, reserved));
    };
    const made: Value[] = table.columns.map((c, i) => {
      const at = given.indexOf(i);
      const isDefault = at < 0 || at >= row.length || (defaults[n]?.has(at) ?? false);
      const value = isDefault ? null : (row[at] ?? null);
      if (c.computed) {
        if (!isDefault)
          throw new SqlError(
            `The value specified for generated column '${c.name}' in table '${table.name}' is not allowed.`,
            "HY000",
            3105,
          );
        return null;
      }
      if (c.numbered && (isDefault || value === null || value === 0)) {
        generated = table.nextNumber;
        return generated;
      }
      if (!isDefault) {
        if (value === null && c.notNull && ignoring) {
          warn(s, 1048, `Column '${c.name}' cannot be null`);
          return cast(zeroOf(c.type), c.type);
        }
        if (value === null && c.notNull && values.length === 1)
          throw new SqlError(`Column '${c.name}' cannot be null`, "23000", 1048);
        return typed(s, c, value, n, table.name);
      }
      if (!c.default && c.notNull) {
        if (s.writing || !s.leniently)
          throw new SqlError(`Field '${c.name}' doesn't have a default value`, "HY000", 1364);
        warn(s, 1364, `Field '${c.name}' doesn't have a default value`);
        return cast(zeroOf(c.type), c.type);
      }
      return standardOf(s, c);
    });
    table.columns.forEach((c, i) => {
      if (c.numbered && typeof made[i] === "number")
        table = { ...table, nextNumber: Math.max(table.nextNumber, made[i] + 1) };
    });
    const whole = computed(s, table, made);
    try {
      checkRow(s, table, whole);
    } catch (e) {
      if (!ignoring || !(e instanceof SqlError) || e.number !== 3819) throw e;
      warn(s, e.number, e.message);
      continue;
    }
    // MySQL gives a number out when the row is sound, and keeps it gone when another one has its key.
    if (generated !== undefined) takeNumber();
    const clash = clashOf(table, whole, maps);
    if (clash) {
      duplicates++;
      const solved = conflict(s, q, table, whole, clash);
      if (solved === "skip") {
        if (ignoring) {
          const e = duplicate(s, table, whole, clash.key);
          warn(s, e.number, e.message);
        }
        continue;
      }
      changedRows += 1;
      const rows = table.rows.filter((r) => r !== clash.other);
      if (q.replace) {
        // All rows that stand in the way go.
        const gone = [clash.other];
        let rest = rows;
        let next = { ...table, rows: rest };
        for (let c = clashOf(next, whole, keyMaps(next, rest)); c; c = clashOf(next, whole, keyMaps(next, rest))) {
          const { other } = c;
          rest = rest.filter((r) => r !== other);
          gone.push(other);
          next = { ...table, rows: rest };
        }
        putTable(s, database, table.name, next);
        follow(
          s,
          database,
          next,
          gone.map((before) => ({ before, after: undefined })),
        );
        const { rows: left } = databaseFor(s, database)[1].tables.get(table.name) ?? next;
        table = { ...table, rows: [...left, whole] };
        putTable(s, database, table.name, table);
        added.push(whole);
        put.push(whole);
      } else {
        const changed = solved.row;
        if (changed === clash.other) changedRows -= 1;
        checkRow(s, table, changed);
        const others = keyMaps(table, rows);
        const second = clashOf(table, changed, others);
        if (second) throw duplicate(s, table, changed, second.key);
        table = { ...table, rows: table.rows.map((r) => (r === clash.other ? changed : r)) };
        putTable(s, database, table.name, table);
        follow(s, database, table, [{ before: clash.other, after: changed }]);
        added.push(changed);
        put.push(changed);
      }
      maps = keyMaps(table, table.rows);
      continue;
    }
    table = { ...table, rows: [...table.rows, whole] };
    note(table, whole, maps);
    added.push(whole);
    put.push(whole);
    if (generated !== undefined) insertId ??= generated;
  }
  putTable(s, database, table.name, table);
  checkForeign(s, database, table, put);
  if (insertId !== undefined) s.lastInsertId = insertId;
  const result = returned(s, table, q.table.alias ?? q.table.name, q.returning, added, `INSERT 0 ${added.length}`);
  return {
    ...result,
    affected: added.length + changedRows,
    ...{ counts: { records: values.length, duplicates } },
    ...(insertId === undefined ? {} : { insertId }),
  };
}

/** What MySQL puts where nothing was given and nothing is wanted. */
function zeroOf(type: string): Value {
  return /int|decimal|numeric|float|double|real|bool|year/.test(type)
    ? 0
    : /^(date|datetime|timestamp)/.test(type)
      ? "1970-01-01"
      : "";
}

function checkTwice(q: Insert): void {
  const seen = new Set<string>();
  for (const c of q.columns ?? []) {
    if (seen.has(c.toLowerCase())) throw new SqlError(`Column '${c}' specified twice`, "42000", 1110);
    seen.add(c.toLowerCase());
  }
}

function note(table: Table, row: Row, maps: readonly Map<string, Row>[]): void {
  const single = keyMaps(table, [row]);
  single.forEach((m, i) => {
    for (const [key, r] of m) maps[i]?.set(key, r);
  });
}

/** The rows of VALUES or SELECT, and which of their places say DEFAULT. */
function givenRows(
  s: Session,
  q: Insert,
  given: readonly number[],
): { readonly values: readonly Row[]; readonly defaults: readonly ReadonlySet<number>[] } {
  let scope = rowScope(s, undefined, "", []);
  for (const cte of q.ctes) {
    const made = runQuery(cte.query, scope);
    scope = { ...scope, ctes: new Map([...scope.ctes, [cte.name, { ...made, key: [] }]]) };
  }
  const { rows } = q;
  if ("kind" in rows) {
    const values = runQuery(rows, scope).rows;
    for (const [n, r] of values.entries()) checkCount(r.length, given.length, n);
    return { values, defaults: [] };
  }
  const defaults = rows.map((r) => new Set(r.flatMap((e, i) => (e === "default" ? [i] : []))));
  const values = rows.map((r, n) => {
    checkCount(r.length, given.length, n);
    return r.map((e) => (e === "default" ? null : evaluate(e, scope)));
  });
  return { values, defaults };
}

function checkCount(have: number, want: number, n: number): void {
  if (have === want) return;
  throw new SqlError(`Column count doesn't match value count at row ${n + 1}`, "21S01", 1136);
}

/** What happens to a row whose key is taken: it is left out, or the other one is changed. */
function conflict(
  s: Session,
  q: Insert,
  table: Table,
  row: Row,
  clash: { readonly other: Row; readonly key: number },
): "skip" | { readonly row: Row } {
  if (q.replace) return { row };
  const { conflict: c } = q;
  if (!c) throw duplicate(s, table, row, clash.key);
  if (c.target !== undefined) {
    const key = uniqueKeys(table)[clash.key];
    const { target } = c;
    const fits =
      typeof target === "string"
        ? key?.name === target
        : key?.columns.length === target.length && target.every((t) => key.columns.includes(t));
    if (!fits) {
      const known = uniqueKeys(table).some((k) =>
        typeof target === "string"
          ? k.name === target
          : k.columns.length === target.length && target.every((t) => k.columns.includes(t)),
      );
      if (!known) throw noTarget(target, table);
      throw duplicate(s, table, row, clash.key);
    }
  }
  if (!c.set) return "skip";
  const alias = q.table.alias ?? q.table.name;
  const fields = table.columns.map((x) => ({ name: x.name, type: x.type }));
  const proposed = q.rowAlias ?? "\0new";
  const base = rowScope(s, table, alias, clash.other);
  const scope: Scope = { ...base, bound: [...base.bound, { alias: proposed, fields, row }] };
  const own: Scope = q.rowAlias === undefined ? base : scope;
  if (c.where && !holds(c.where, own)) return "skip";
  return { row: assigned(s, table, clash.other, c.set, own, row) };
}

function noTarget(target: readonly string[] | string, table: Table): SqlError {
  if (typeof target === "string")
    return new SqlError(`constraint "${target}" for table "${table.name}" does not exist`, "42704");
  return new SqlError("there is no unique or exclusion constraint matching the ON CONFLICT specification", "42P10");
}

/** A row with assignments carried out. `proposed`: the row that MySQL's VALUES() reads. */
export function assigned(
  s: Session,
  table: Table,
  row: Row,
  set: readonly Assignment[],
  scope: Scope,
  proposed?: Row,
  number = 0,
): Row {
  const out = [...row];
  for (const [name, e] of set) {
    const at = columnAt(table, name);
    const c = table.columns[at];
    if (!c) continue;
    if (c.computed)
      throw new SqlError(
        `The value specified for generated column '${c.name}' in table '${table.name}' is not allowed.`,
        "HY000",
        3105,
      );
    const inner = { ...scope, bound: scope.bound.map((b, i) => (i === 0 ? { ...b, row: [...out] } : b)) };
    const value = e === "default" ? standardOf(s, c) : evaluate(withProposed(e, table, proposed), inner);
    out[at] = typed(s, c, value, number);
  }
  table.columns.forEach((c, i) => {
    if (c.touched && !set.some(([n]) => n.toLowerCase() === c.name.toLowerCase()) && out.some((v, j) => v !== row[j]))
      out[i] = typed(
        s,
        c,
        valueOf(
          {
            kind: "call",
            name: "now",
            args: [],
            distinct: false,
            orderBy: [],
            over: undefined,
            at: 0,
          },
          s,
        ),
        0,
      );
  });
  return computed(s, table, out);
}

/** MySQL's VALUES(column) as a constant. */
function withProposed<E>(e: E, table: Table, row: Row | undefined): E {
  if (!row || !JSON.stringify(e).includes('"name":"values"')) return e;
  const walk = (x: unknown): unknown => {
    if (Array.isArray(x)) return x.map(walk);
    if (typeof x !== "object" || x === null) return x;
    const o = x as {
      readonly kind?: string;
      readonly name?: string;
      readonly args?: readonly { readonly name?: string }[];
    };
    if (o.kind === "call" && o.name === "values") {
      const at = table.columns.findIndex((c) => c.name.toLowerCase() === o.args?.[0]?.name?.toLowerCase());
      return { kind: "constant", value: row[at] ?? null };
    }
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, walk(v)]));
  };
  return walk(e) as E;
}
