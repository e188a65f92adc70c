import type { Expression, Select, Value } from "./ast.ts";
import { call } from "./functions.ts";
import { SqlError } from "./lexer.ts";
import type { Session } from "./session.ts";

/** A table's row in an expression's reach. */
export interface Bound {
  readonly alias: string;
  readonly columns: readonly string[];
  readonly row: readonly Value[];
}

export interface Scope {
  readonly session: Session;
  readonly bound: readonly Bound[];
  /** The rows of a group, for aggregates. */
  readonly group?: readonly Scope[];
  readonly outer?: Scope | undefined;
  /** Values of output columns by alias, for ORDER BY and HAVING. */
  readonly aliases?: ReadonlyMap<string, Value>;
  select(select: Select, outer: Scope): Value[][];
  /** MySQL names the part of the statement in its errors. */
  readonly part: string;
}

export function evaluate(e: Expression, s: Scope): Value {
  switch (e.kind) {
    case "literal":
      return e.value;
    case "column":
      return column(e, s);
    case "star":
      throw new SqlError("syntax error", "42601", 1064);
    case "unary": {
      const value = evaluate(e.of, s);
      if (e.operator === "NOT") return value === null ? null : !truth(value);
      return value === null ? null : -toNumber(value);
    }
    case "binary":
      return binary(e.operator, e, s);
    case "is null":
      return (evaluate(e.of, s) === null) !== e.not;
    case "in": {
      const value = evaluate(e.of, s);
      if (value === null) return null;
      const list = "kind" in e.list ? s.select(e.list, s).map((r) => r[0] ?? null) : e.list.map((x) => evaluate(x, s));
      return list.some((x) => x !== null && compare(value, x) === 0) !== e.not;
    }
    case "between": {
      const value = evaluate(e.of, s);
      const from = evaluate(e.from, s);
      const to = evaluate(e.to, s);
      if (value === null || from === null || to === null) return null;
      return (compare(value, from) >= 0 && compare(value, to) <= 0) !== e.not;
    }
    case "like": {
      const value = evaluate(e.of, s);
      const pattern = evaluate(e.pattern, s);
      if (value === null || pattern === null) return null;
      return like(String(value), String(pattern), e.caseless) !== e.not;
    }
    case "cast":
      return cast(evaluate(e.of, s), e.type, s.session.dialect);
    case "case": {
      const of = e.of === undefined ? undefined : evaluate(e.of, s);
      for (const [test, result] of e.when) {
        const value = evaluate(test, s);
        if (of === undefined ? truth(value) : of !== null && value !== null && compare(of, value) === 0)
          return evaluate(result, s);
      }
      return e.otherwise === undefined ? null : evaluate(e.otherwise, s);
    }
    case "subquery":
      return s.select(e.select, s)[0]?.[0] ?? null;
    case "exists":
      return s.select(e.select, s).length > 0;
    case "call":
      return call(e, s);
  }
}

function column(e: Extract<Expression, { kind: "column" }>, s: Scope): Value {
  const mysql = s.session.dialect === "mysql";
  const same = (a: string, b: string) => (mysql ? a.toLowerCase() === b.toLowerCase() : a === b);
  const found: Value[] = [];
  for (const b of s.bound) {
    if (e.table !== undefined && !same(b.alias, e.table)) continue;
    const at = b.columns.findIndex((c) => same(c, e.name));
    if (at >= 0) found.push(b.row[at] ?? null);
  }
  if (found.length > 1) {
    if (mysql) throw new SqlError(`Column '${e.name}' in ${s.part} is ambiguous`, "23000", 1052);
    throw new SqlError(`column reference "${e.name}" is ambiguous`, "42702", 1052, e.at);
  }
  if (found.length === 1) return found[0] ?? null;
  if (e.table === undefined && s.aliases?.has(e.name)) return s.aliases.get(e.name) ?? null;
  if (s.outer) return column(e, s.outer);
  const full = e.table === undefined ? e.name : `${e.table}.${e.name}`;
  if (mysql) throw new SqlError(`Unknown column '${full}' in '${s.part}'`, "42S22", 1054);
  if (e.table !== undefined && !s.bound.some((b) => b.alias === e.table))
    throw new SqlError(`missing FROM-clause entry for table "${e.table}"`, "42P01", 1054, e.at);
  throw new SqlError(`column ${e.table === undefined ? `"${e.name}"` : full} does not exist`, "42703", 1054, e.at);
}

function binary(operator: string, e: Extract<Expression, { kind: "binary" }>, s: Scope): Value {
  const left = evaluate(e.left, s);
  if (operator === "AND" || operator === "OR") {
    const l = left === null ? null : truth(left);
    if (operator === "AND" && l === false) return false;
    if (operator === "OR" && l === true) return true;
    const right = evaluate(e.right, s);
    const r = right === null ? null : truth(right);
    if (operator === "AND") return r === false ? false : l === null || r === null ? null : true;
    return r === true ? true : l === null || r === null ? null : false;
  }
  const right = evaluate(e.right, s);
  if (operator === "<=>") return left === null || right === null ? left === right : compare(left, right) === 0;
  if (left === null || right === null) return null;
  switch (operator) {
    case "=":
      return compare(left, right) === 0;
    case "<>":
      return compare(left, right) !== 0;
    case "<":
      return compare(left, right) < 0;
    case ">":
      return compare(left, right) > 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">=":
      return compare(left, right) >= 0;
    case "||":
      return s.session.dialect === "mysql" ? truth(left) || truth(right) : show(left) + show(right);
    default:
      return arithmetic(operator, toNumber(left), toNumber(right), s);
  }
}

function arithmetic(operator: string, a: number, b: number, s: Scope): Value {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
    case "%":
      if (b === 0) {
        if (s.session.dialect === "mysql") return null;
        throw new SqlError("division by zero", "22012");
      }
      if (operator === "%") return a % b;
      return s.session.dialect === "postgres" && Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;
    default:
      throw new SqlError(`drydock: the operator ${operator} is not simulated`, "0A000", 1235);
  }
}

export function truth(value: Value): boolean {
  if (typeof value === "string") return value !== "" && value !== "0" && !/^(f|false|n|no|off)$/i.test(value);
  return value === true || (typeof value === "number" && value !== 0);
}

export function toNumber(value: Value): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return Number.parseFloat(String(value)) || 0;
}

/** -1, 0, 1. A number and a text that is one compare as numbers. */
export function compare(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  const x = toNumber(a);
  const y = toNumber(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function show(value: Value): string {
  return value === null ? "" : typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

function like(text: string, pattern: string, caseless: boolean): boolean {
  const source = pattern.replace(/\\?[^]/g, (c) =>
    c === "%" ? "[^]*" : c === "_" ? "[^]" : c.replace(/^\\(?=.)/, "").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, caseless ? "iu" : "u").test(text);
}

/** A value as a column of this type takes it. Throws SqlError. */
export function cast(value: Value, type: string, dialect: "postgres" | "mysql"): Value {
  if (value === null) return null;
  const base = type.replace(/\(.*$/, "").replace(/ unsigned.*$/, "");
  if (/^(int|integer|int4|int8|bigint|smallint|int2|tinyint|mediumint|(small|big)?serial|signed)$/.test(base)) {
    const text = String(typeof value === "boolean" ? Number(value) : value).trim();
    if (!/^[+-]?\d+(\.\d+)?$/.test(text)) {
      if (dialect === "mysql") throw new SqlError(`Incorrect integer value: '${text}' for column`, "HY000", 1366);
      throw new SqlError(
        `invalid input syntax for type ${base === "bigint" ? "bigint" : "integer"}: "${text}"`,
        "22P02",
      );
    }
    return Math.round(Number(text));
  }
  if (/^(real|float|float4|float8|double|double precision|numeric|decimal)$/.test(base)) {
    if (Number.isNaN(Number(value)))
      throw new SqlError(`invalid input syntax for type ${base}: "${value}"`, "22P02", 1366);
    const scale = /\(\d+,(\d+)\)/.exec(type)?.[1];
    return scale === undefined ? Number(value) : Number(value).toFixed(Number(scale));
  }
  if (/^bool/.test(base)) {
    if (dialect === "mysql") return truth(value) ? 1 : 0;
    if (typeof value === "boolean") return value;
    if (/^(t|true|y|yes|on|1)$/i.test(String(value))) return true;
    if (/^(f|false|n|no|off|0)$/i.test(String(value))) return false;
    throw new SqlError(`invalid input syntax for type boolean: "${value}"`, "22P02");
  }
  const limit = /^(?:varchar|character varying|char|character)\((\d+)\)/.exec(type)?.[1];
  const text = typeof value === "boolean" ? String(value) : String(value);
  if (limit !== undefined && [...text].length > Number(limit)) {
    if (dialect === "mysql") throw new SqlError("Data too long for column", "22001", 1406);
    throw new SqlError(`value too long for type character varying(${limit})`, "22001");
  }
  return text;
}
