import type { Call, Expression } from "../ast.ts";
import { AGGREGATES } from "../functions/aggregates.ts";
import { typeOf, type Value } from "../values/value.ts";
import { functionShape } from "./function-shapes.ts";
import { resolve, type Scope } from "./scope.ts";
import { joined, numberShape, type Shape, scaleOf } from "./shapes.ts";

/** What MySQL knows of an expression before it has a row: its type, and whether it may be null. */
export function shapeOf(e: Expression, s: Scope): Shape {
  const of = (x: Expression) => shapeOf(x, s);
  switch (e.kind) {
    case "literal":
      return literalShape(e.value);
    case "constant":
      return valueShape(e.value);
    case "decimal":
      return decimalShape(e.text);
    case "parameter":
      return valueShape(s.session.parameters[e.index] ?? null);
    case "column":
      return columnShape(e, s);
    case "unary":
      return e.operator === "NOT" ? { ...of(e.of), type: "int" } : numberShape(of(e.of));
    case "binary":
      return binaryShape(e.operator, of(e.left), of(e.right));
    case "is":
    case "exists":
      return { type: "int", nullable: false };
    case "in":
      return {
        type: "int",
        nullable: of(e.of).nullable || "kind" in e.list || e.list.some((x) => of(x).nullable),
      };
    case "interval":
      return { type: "interval", nullable: true };
    case "any":
      return { type: "int", nullable: true };
    case "between":
      return { type: "int", nullable: [e.of, e.from, e.to].some((x) => of(x).nullable) };
    case "like":
      return { type: "int", nullable: of(e.of).nullable || of(e.pattern).nullable };
    case "cast":
      return castShape(e.type, of(e.of));
    case "case": {
      const all = [...e.when.map(([, x]) => of(x)), ...(e.otherwise ? [of(e.otherwise)] : [])];
      const made = joined(all);
      return { ...made, nullable: made.nullable || e.otherwise === undefined };
    }
    case "subquery": {
      const [field] = s.run(e.query, { ...s, quiet: true }).fields;
      return { type: field?.type ?? "varchar", nullable: true };
    }
    case "call":
      return callShape(e, s);
    default:
      return { type: "varchar", nullable: true };
  }
}

function literalShape(value: string | number | boolean | null): Shape {
  if (value === null) return { type: "null", nullable: true };
  if (typeof value === "string") return { type: `varchar(${[...value].length})`, nullable: false };
  return { type: typeof value === "number" && Math.abs(value) >= 2 ** 31 ? "bigint" : "int", nullable: false };
}

export function valueShape(v: Value): Shape {
  if (v === null || typeof v !== "object") return literalShape(v);
  const type = typeOf(v);
  return {
    type:
      { "timestamp without time zone": "datetime", "time without time zone": "time", "double precision": "double" }[
        type
      ] ?? type,
    nullable: false,
  };
}

function decimalShape(text: string): Shape {
  if (/e/i.test(text)) return { type: "double", nullable: false };
  if (!text.includes(".")) return { type: "bigint", nullable: false };
  const [whole = "", part = ""] = text.split(".");
  return { type: `decimal(${whole.length + part.length},${part.length})`, nullable: false };
}

function columnShape(e: Extract<Expression, { kind: "column" }>, s: Scope): Shape {
  const found = resolve(e, s);
  if (!found) {
    const own = e.table === undefined ? s.aliasShapes?.get(e.name) : undefined;
    return own ?? (s.outer ? columnShape(e, s.outer) : { type: "varchar", nullable: true });
  }
  const field = found.bound.fields[found.at];
  return { type: field?.type ?? "varchar", nullable: field?.nullable ?? true };
}

function binaryShape(operator: string, left: Shape, right: Shape): Shape {
  const nullable = left.nullable || right.nullable;
  if (/^(AND|OR|XOR|=|<>|<|>|<=|>=)$/.test(operator)) return { type: "int", nullable };
  if (operator === "<=>") return { type: "int", nullable: false };
  if (operator === "->") return { type: "json", nullable: true };
  if (operator === "->>" || operator === "||") return { type: "text", nullable: true };
  if (/^(&|\||\^|#|<<|>>)$/.test(operator)) return { type: "bigint unsigned", nullable };
  // A date with an interval.
  if (left.type === "interval" || right.type === "interval") {
    const moment = left.type === "interval" ? right : left;
    return { type: /^(date|datetime|timestamp|time)/.test(moment.type) ? moment.type : "varchar", nullable: true };
  }
  if (operator === "DIV") return { type: "bigint", nullable: true };
  const a = numberShape(left);
  const b = numberShape(right);
  if (a.type === "double" || b.type === "double")
    return { type: "double", nullable: nullable || operator === "/" || operator === "%" };
  const [x, y] = [scaleOf(a.type), scaleOf(b.type)];
  if (operator === "/") return { type: `decimal(30,${(x ?? 0) + 4})`, nullable: true };
  if (x === undefined && y === undefined) return { type: "bigint", nullable: nullable || operator === "%" };
  const scale = operator === "*" ? (x ?? 0) + (y ?? 0) : Math.max(x ?? 0, y ?? 0);
  return { type: `decimal(30,${scale})`, nullable: nullable || operator === "%" };
}

function castShape(type: string, of: Shape): Shape {
  const base = type.replace(/\(.*/, "").replace(/ .*/, "");
  if (base === "signed") return { type: "bigint", nullable: of.nullable };
  if (base === "unsigned") return { type: "bigint unsigned", nullable: of.nullable };
  if (/^(decimal|dec|numeric)$/.test(base))
    return { type: /\(/.test(type) ? type.replace(/^\w+/, "decimal") : "decimal(10,0)", nullable: of.nullable };
  if (/^(date|datetime|timestamp|time|year)$/.test(base)) return { type, nullable: true };
  if (/^(char|character|nchar|binary)$/.test(base)) return { type: "varchar", nullable: of.nullable };
  if (/^(double|float|real)$/.test(base)) return { type: base === "float" ? "float" : "double", nullable: of.nullable };
  return { type: base, nullable: of.nullable };
}

function callShape(e: Call, s: Scope): Shape {
  const args = e.args.map((a) => (a.kind === "star" ? { type: "int", nullable: false } : shapeOf(a, s)));
  const [first = { type: "null", nullable: true }] = args;
  if (/^(count|row_number|rank|dense_rank|ntile)$/.test(e.name)) return { type: "bigint", nullable: false };
  if (/^(percent_rank|cume_dist)$/.test(e.name)) return { type: "double", nullable: false };
  if (/^(lag|lead)$/.test(e.name)) {
    const made = args[2] ? joined([first, args[2]]) : first;
    return { ...made, nullable: args[2] ? first.nullable || args[2].nullable : true };
  }
  if (/^(first_value|last_value|nth_value|min|max|any_value)$/.test(e.name))
    return { type: first.type, nullable: e.name === "any_value" ? first.nullable : true };
  if (e.name === "sum" || e.name === "avg") {
    const number = numberShape(first);
    if (number.type === "double") return { type: "double", nullable: true };
    const scale = (scaleOf(number.type) ?? 0) + (e.name === "avg" ? 4 : 0);
    return { type: `decimal(32,${scale})`, nullable: true };
  }
  if (/^(std|stddev|var)/.test(e.name)) return { type: "double", nullable: true };
  if (/^bit_(or|and|xor)$/.test(e.name)) return { type: "bigint unsigned", nullable: false };
  if (/^json_(array|object)agg$/.test(e.name)) return { type: "json", nullable: true };
  if (AGGREGATES.has(e.name)) return { type: "text", nullable: true };
  return functionShape(e, args, s);
}
