import { rfc3339Nano } from "../../../std/time.ts";
import type { Expression, Value } from "./ast.ts";
import { compare, evaluate, type Scope, show, toNumber, truth } from "./evaluate.ts";
import { SqlError } from "./lexer.ts";

type Call = Extract<Expression, { kind: "call" }>;

const AGGREGATES = new Set(["count", "sum", "avg", "min", "max", "group_concat", "string_agg", "bool_and", "bool_or"]);

/** Whether an expression needs the rows of a group. */
export function hasAggregate(e: Expression): boolean {
  switch (e.kind) {
    case "call":
      return AGGREGATES.has(e.name) || e.args.some(hasAggregate);
    case "unary":
    case "is null":
    case "cast":
      return hasAggregate(e.of);
    case "binary":
      return hasAggregate(e.left) || hasAggregate(e.right);
    case "case":
      return (
        e.when.some(([a, b]) => hasAggregate(a) || hasAggregate(b)) ||
        (e.otherwise !== undefined && hasAggregate(e.otherwise))
      );
    default:
      return false;
  }
}

export function call(e: Call, s: Scope): Value {
  if (AGGREGATES.has(e.name)) return aggregate(e, s);
  const args = () => e.args.map((a) => evaluate(a, s));
  const run = FUNCTIONS[e.name];
  if (run) return run(args, s);
  if (e.name.startsWith("@@")) return s.session.variable(e.name.slice(2)) ?? null;
  if (s.session.dialect === "mysql")
    throw new SqlError(`FUNCTION ${s.session.database ?? ""}.${e.name} does not exist`, "42000", 1305);
  throw new SqlError(
    `function ${e.name}(${e.args.map(() => "unknown").join(", ")}) does not exist`,
    "42883",
    1305,
    e.at,
  );
}

function aggregate(e: Call, s: Scope): Value {
  const { group } = s;
  if (!group) throw new SqlError("aggregate functions are not allowed here", "42803", 1111);
  const [argument] = e.args;
  if (e.name === "count" && argument?.kind === "star") return group.length;
  let values = group.map((row) => (argument ? evaluate(argument, row) : null)).filter((v) => v !== null);
  if (e.distinct) values = values.filter((v, i) => values.findIndex((w) => compare(v, w) === 0) === i);
  switch (e.name) {
    case "count":
      return values.length;
    case "group_concat":
      return values.length ? values.map(show).join(",") : null;
    case "string_agg": {
      const separator = e.args[1] ? show(evaluate(e.args[1], s)) : "";
      return values.length ? values.map(show).join(separator) : null;
    }
    case "bool_and":
      return values.length ? values.every(truth) : null;
    case "bool_or":
      return values.length ? values.some(truth) : null;
    default:
  }
  if (values.length === 0) return null;
  if (e.name === "min") return values.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  if (e.name === "max") return values.reduce((a, b) => (compare(b, a) > 0 ? b : a));
  const places = Math.max(
    0,
    ...values.map((v) => (typeof v === "string" ? (/\.(\d+)$/.exec(v)?.[1]?.length ?? 0) : 0)),
  );
  const sum = values.reduce<number>((n, v) => n + toNumber(v), 0);
  if (e.name === "sum") return places ? sum.toFixed(places) : Number.parseFloat(sum.toPrecision(15));
  const average = sum / values.length;
  if (s.session.dialect === "mysql") return average.toFixed(places + 4);
  // PostgreSQL keeps sixteen digits that count, in groups of four.
  const size = Math.abs(average);
  return average.toFixed(size < 1 ? 20 : size < 10_000 ? 16 : size < 100_000_000 ? 12 : 8);
}

type Fn = (args: () => Value[], s: Scope) => Value;

const text = (v: Value | undefined) => (v === undefined || v === null ? null : show(v));
const onText =
  (f: (t: string, ...rest: Value[]) => Value): Fn =>
  (args) => {
    const [first, ...rest] = args();
    const t = text(first);
    return t === null ? null : f(t, ...rest);
  };

const now: Fn = (_args, s) => {
  const iso = rfc3339Nano(s.session.now());
  if (s.session.dialect === "mysql") return iso.slice(0, 19).replace("T", " ");
  return `${iso.replace("T", " ").replace("Z", "")}+00`;
};
const today: Fn = (_args, s) => rfc3339Nano(s.session.now()).slice(0, 10);
const round: Fn = (args) => {
  const [value = null, places = 0] = args();
  if (value === null) return null;
  const n = toNumber(places);
  const rounded = toNumber(value).toFixed(Math.max(0, n));
  return n > 0 ? rounded : Number(rounded);
};
const substring = onText((t, from = 1, count = null) => {
  const start = toNumber(from) - 1;
  return count === null ? t.slice(start) : t.slice(start, start + toNumber(count));
});

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  abs: (args) => Math.abs(toNumber(args()[0] ?? 0)),
  ceil: (args) => Math.ceil(toNumber(args()[0] ?? 0)),
  ceiling: (args) => Math.ceil(toNumber(args()[0] ?? 0)),
  char_length: onText((t) => [...t].length),
  coalesce: (args) => args().find((v) => v !== null) ?? null,
  concat: (args, s) => {
    const all = args();
    if (s.session.dialect === "mysql" && all.includes(null)) return null;
    return all.map(show).join("");
  },
  concat_ws: (args) => {
    const [separator = "", ...rest] = args();
    return rest
      .filter((v) => v !== null)
      .map(show)
      .join(show(separator));
  },
  connection_id: () => 8,
  curdate: today,
  current_database: (_args, s) => s.session.database ?? null,
  current_date: today,
  current_schema: () => "public",
  current_time: (_args, s) => rfc3339Nano(s.session.now()).slice(11, 19),
  current_timestamp: now,
  current_user: (_args, s) => (s.session.dialect === "mysql" ? `${s.session.user}@%` : s.session.user),
  database: (_args, s) => s.session.database ?? null,
  date: onText((t) => t.slice(0, 10)),
  floor: (args) => Math.floor(toNumber(args()[0] ?? 0)),
  gen_random_uuid: (_args, s) => s.session.uuid(),
  greatest: (args) => args().reduce((a, b) => (compare(b, a) > 0 ? b : a)),
  if: (args) => {
    const [test = null, yes = null, no = null] = args();
    return test !== null && truth(test) ? yes : no;
  },
  ifnull: (args) => args().find((v) => v !== null) ?? null,
  last_insert_id: (_args, s) => s.session.lastInsertId,
  least: (args) => args().reduce((a, b) => (compare(b, a) < 0 ? b : a)),
  left: onText((t, n = 0) => t.slice(0, toNumber(n))),
  length: onText((t) => t.length),
  lower: onText((t) => t.toLowerCase()),
  mod: (args) => {
    const [a = 0, b = 1] = args();
    return toNumber(a) % toNumber(b);
  },
  now,
  nullif: (args) => {
    const [a = null, b = null] = args();
    return a !== null && b !== null && compare(a, b) === 0 ? null : a;
  },
  pg_sleep: () => "",
  power: (args) => {
    const [a = 0, b = 1] = args();
    return toNumber(a) ** toNumber(b);
  },
  rand: (_args, s) => s.session.random(),
  random: (_args, s) => s.session.random(),
  replace: onText((t, from = "", to = "") => t.replaceAll(show(from), show(to))),
  reverse: onText((t) => [...t].reverse().join("")),
  right: onText((t, n = 0) => t.slice(-toNumber(n))),
  round,
  sleep: () => 0,
  sqrt: (args) => Math.sqrt(toNumber(args()[0] ?? 0)),
  substr: substring,
  substring,
  session_user: (_args, s) => (s.session.dialect === "mysql" ? `${s.session.user}@localhost` : s.session.user),
  trim: onText((t) => t.trim()),
  upper: onText((t) => t.toUpperCase()),
  user: (_args, s) => (s.session.dialect === "mysql" ? `${s.session.user}@localhost` : s.session.user),
  uuid: (_args, s) => s.session.uuid(),
  version: (_args, s) => s.session.version,
};
