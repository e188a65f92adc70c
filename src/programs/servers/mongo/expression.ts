import { type Bson, type Doc, isArray, isDoc, ObjectId } from "./bson.ts";
import { compare, equal, numberOf, truthy, typeName } from "./compare.ts";
import { dateExpression } from "./dates.ts";
import { MongoError } from "./errors.ts";
import { valueAt } from "./path.ts";

/** What an expression of an aggregation sees. */
export interface Scope {
  readonly root: Doc;
  /** `$$NAME`. */
  readonly variables: ReadonlyMap<string, Bson>;
}

/** An expression's value; undefined where a field is missing. Throws MongoError. */
export function evaluate(e: Bson, s: Scope): Bson | undefined {
  if (typeof e === "string")
    return e.startsWith("$$") ? variable(e.slice(2), s) : e.startsWith("$") ? field(s.root, e.slice(1).split(".")) : e;
  if (isArray(e)) return e.map((x) => evaluate(x, s) ?? null);
  if (!isDoc(e)) return e;
  const [first] = e;
  if (first?.[0].startsWith("$")) {
    if (e.size > 1)
      throw new MongoError(
        15998,
        "an expression specification must contain exactly one field, the name of the expression.",
      );
    return call(first[0], first[1], s);
  }
  const out: Doc = new Map();
  for (const [name, x] of e) {
    const value = evaluate(x, s);
    if (value !== undefined) out.set(name, value);
  }
  return out;
}

function variable(path: string, s: Scope): Bson | undefined {
  const [name = "", ...rest] = path.split(".");
  if (name === "ROOT" || name === "CURRENT") return field(s.root, rest);
  if (name === "REMOVE") return undefined;
  if (!s.variables.has(name)) throw new MongoError(2, `Use of undefined variable: ${name}`);
  return field(s.variables.get(name), rest);
}

/** A path in an expression: through an array it gives the array of what its documents hold there. */
function field(value: Bson | undefined, path: readonly string[]): Bson | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (isDoc(value)) return field(value.get(first), rest);
  if (isArray(value)) return value.map((v) => field(v, path)).filter((v) => v !== undefined);
  return undefined;
}

type Run = (args: readonly (Bson | undefined)[], name: string) => Bson | undefined;

const missing = (v: Bson | undefined) => v === undefined || v === null;

function math(f: (...n: number[]) => number): Run {
  return (args, name) => {
    if (args.some(missing)) return null;
    const numbers = args.map((a) => {
      const n = numberOf(a);
      if (n === undefined) throw new MongoError(14, `${name} only supports numeric types, not ${typeName(a)}`);
      return n;
    });
    return f(...numbers);
  };
}

const strings =
  (f: (...s: string[]) => Bson): Run =>
  (args) =>
    f(...args.map((a) => (missing(a) ? "" : String(a))));
const ordering =
  (f: (c: number) => boolean): Run =>
  ([a, b]) =>
    f(compare(a, b));

/** Functions whose arguments are all evaluated first. */
const FUNCTIONS: Readonly<Record<string, Run>> = {
  $add: (args, name) => {
    const date = args.find((a) => a instanceof Date);
    if (!(date instanceof Date)) return math((...n) => n.reduce((a, b) => a + b, 0))(args, name);
    return new Date(args.reduce<number>((n, a) => n + (a instanceof Date ? a.getTime() : (numberOf(a) ?? 0)), 0));
  },
  $subtract: (args, name) => {
    const [a, b] = args;
    if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
    if (a instanceof Date) return new Date(a.getTime() - (numberOf(b) ?? 0));
    return math((x, y = 0) => x - y)(args, name);
  },
  $multiply: math((...n) => n.reduce((a, b) => a * b, 1)),
  $divide: (args, name) => {
    if (args[1] === 0) throw new MongoError(2, "can't $divide by zero");
    return math((a, b = 1) => a / b)(args, name);
  },
  $mod: math((a, b = 1) => a % b),
  $pow: math((a, b = 1) => a ** b),
  $abs: math(Math.abs),
  $ceil: math(Math.ceil),
  $floor: math(Math.floor),
  $sqrt: math(Math.sqrt),
  $trunc: math((n, places = 0) => Math.trunc(n * 10 ** places) / 10 ** places),
  $round: math((n, places = 0) => roundEven(n, places)),
  $concat: (args) => (args.some(missing) ? null : args.map(String).join("")),
  $toUpper: strings((s = "") => s.toUpperCase()),
  $toLower: strings((s = "") => s.toLowerCase()),
  $strLenCP: strings((s = "") => [...s].length),
  $substr: strings((s = "", from = "0", count = "-1") => substring(s, from, count)),
  $substrCP: strings((s = "", from = "0", count = "-1") => substring(s, from, count)),
  $substrBytes: strings((s = "", from = "0", count = "-1") => substring(s, from, count)),
  $split: strings((s = "", by = " ") => s.split(by)),
  $indexOfCP: strings((s = "", what = "") => s.indexOf(what)),
  $eq: ordering((c) => c === 0),
  $ne: ordering((c) => c !== 0),
  $gt: ordering((c) => c > 0),
  $gte: ordering((c) => c >= 0),
  $lt: ordering((c) => c < 0),
  $lte: ordering((c) => c <= 0),
  $cmp: ([a, b]) => Math.sign(compare(a, b)),
  $and: (args) => args.every(truthy),
  $or: (args) => args.some(truthy),
  $not: ([a]) => !truthy(a),
  $ifNull: (args) => args.find((a) => !missing(a)) ?? args.at(-1),
  $size: ([a]) => {
    if (!isArray(a)) throw new MongoError(2, `The argument to $size must be an array, but was of type: ${typeName(a)}`);
    return a.length;
  },
  $isArray: ([a]) => isArray(a),
  $type: ([a]) => typeName(a),
  $in: ([a, all]) => {
    if (!isArray(all)) throw new MongoError(2, "$in requires an array as a second argument");
    return all.some((x) => equal(x, a));
  },
  $arrayElemAt: ([all, n]) => (isArray(all) ? all.at(numberOf(n) ?? 0) : null),
  $concatArrays: (args) => (args.some(missing) ? null : args.flatMap((a) => (isArray(a) ? a : []))),
  $slice: ([all, n, count]) => {
    if (!isArray(all)) return null;
    const from = numberOf(n) ?? 0;
    if (count !== undefined) return all.slice(from, (from < 0 ? all.length + from : from) + (numberOf(count) ?? 0));
    return from < 0 ? all.slice(from) : all.slice(0, from);
  },
  $reverseArray: ([all]) => (isArray(all) ? [...all].reverse() : null),
  $mergeObjects: (args) => new Map(args.flatMap((a) => (isDoc(a) ? [...a] : []))),
  $objectToArray: ([a]) =>
    isDoc(a)
      ? [...a].map(
          ([k, v]) =>
            new Map<string, Bson>([
              ["k", k],
              ["v", v],
            ]),
        )
      : null,
  $toString: ([a]) =>
    missing(a) ? null : a instanceof ObjectId ? a.hex : a instanceof Date ? a.toISOString() : String(a),
  $toInt: ([a]) => (missing(a) ? null : Math.trunc(Number(a))),
  $toDouble: ([a]) => (missing(a) ? null : Number(a)),
  $toBool: ([a]) => (missing(a) ? null : truthy(a)),
  $sum: (args) => listed(args).reduce<number>((n, a) => n + (numberOf(a) ?? 0), 0),
  $avg: (args) => {
    const n = listed(args)
      .map(numberOf)
      .filter((x) => x !== undefined);
    return n.length ? n.reduce((a, b) => a + b, 0) / n.length : null;
  },
  $min: (args) => extreme(listed(args), -1),
  $max: (args) => extreme(listed(args), 1),
  $first: ([all]) => (isArray(all) ? all[0] : all),
  $last: ([all]) => (isArray(all) ? all.at(-1) : all),
};

function substring(s: string, from: string, count: string): string {
  const start = Number(from);
  return Number(count) < 0 ? s.slice(start) : s.slice(start, start + Number(count));
}

function roundEven(n: number, places: number): number {
  const scaled = n * 10 ** places;
  const floor = Math.floor(scaled);
  const up = scaled - floor > 0.5 || (scaled - floor === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) / 10 ** places;
}

function listed(args: readonly (Bson | undefined)[]): readonly (Bson | undefined)[] {
  return args.length === 1 && isArray(args[0]) ? args[0] : args;
}

export function extreme(values: readonly (Bson | undefined)[], sign: number): Bson {
  const all = values.filter((v): v is Bson => !missing(v));
  return all.length ? all.reduce((a, b) => (compare(b, a) * sign > 0 ? b : a)) : null;
}

function call(name: string, operand: Bson, s: Scope): Bson | undefined {
  const run = FUNCTIONS[name];
  if (run)
    return run(
      (isArray(operand) ? operand : [operand]).map((a) => evaluate(a, s)),
      name,
    );
  const dated = dateExpression(name, operand, (e) => evaluate(e, s));
  if (dated !== undefined) return dated;
  const of = (key: string): Bson => (isDoc(operand) ? (operand.get(key) ?? null) : null);
  const within = (key: string, value: Bson): Scope => ({ ...s, variables: new Map([...s.variables, [key, value]]) });
  switch (name) {
    case "$literal":
      return operand;
    case "$cond": {
      const [test = null, yes = null, no = null] = isArray(operand) ? operand : [of("if"), of("then"), of("else")];
      return evaluate(truthy(evaluate(test, s)) ? yes : no, s);
    }
    case "$switch": {
      const branches = of("branches");
      for (const b of isArray(branches) ? branches : [])
        if (isDoc(b) && truthy(evaluate(b.get("case") ?? null, s))) return evaluate(b.get("then") ?? null, s);
      return evaluate(of("default"), s);
    }
    case "$let": {
      const vars = of("vars");
      const made = isDoc(vars) ? [...vars].map(([k, v]) => [k, evaluate(v, s) ?? null] as const) : [];
      return evaluate(of("in"), { ...s, variables: new Map([...s.variables, ...made]) });
    }
    case "$map":
    case "$filter": {
      const all = evaluate(of("input"), s);
      if (!isArray(all)) return null;
      const as = of("as");
      const key = typeof as === "string" ? as : "this";
      if (name === "$map") return all.map((x) => evaluate(of("in"), within(key, x)) ?? null);
      return all.filter((x) => truthy(evaluate(of("cond"), within(key, x))));
    }
    case "$reduce": {
      const all = evaluate(of("input"), s);
      if (!isArray(all)) return null;
      let value = evaluate(of("initialValue"), s) ?? null;
      for (const x of all)
        value =
          evaluate(of("in"), { ...s, variables: new Map([...s.variables, ["value", value], ["this", x]]) }) ?? null;
      return value;
    }
    case "$getField":
      return valueAt(s.root, [String(isDoc(operand) ? of("field") : operand)]);
    default:
      throw new MongoError(2, `drydock: the expression ${name} is not simulated`);
  }
}
