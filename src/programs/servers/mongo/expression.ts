import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, numberOf, truthy } from "./compare.ts";
import { MongoError } from "./errors.ts";
import { ARRAYS, NAMED_ARRAYS } from "./expressions/arrays.ts";
import { CONVERSIONS, NAMED_CONVERSIONS } from "./expressions/convert.ts";
import { datePart, isDatePart, NAMED_DATES } from "./expressions/dates.ts";
import { NUMBERS } from "./expressions/numbers.ts";
import { NAMED_OBJECTS, OBJECTS } from "./expressions/objects.ts";
import { NAMED_TEXTS, needNamed, TEXTS } from "./expressions/texts.ts";
import { missing, type Named, type Run, type Scope, type Variables } from "./expressions/types.ts";

export const NO_VARIABLES: Variables = new Map();

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
        15983,
        `An object representing an expression must have exactly one field: { ${[...e.keys()].join(", ")} }`,
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
  if (!s.variables.has(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`);
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

const ordering =
  (f: (c: number) => boolean): Run =>
  ([a, b]) =>
    f(compare(a, b));

const LOGIC: Readonly<Record<string, Run>> = {
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
};

/** Functions whose arguments are all evaluated first. */
const FUNCTIONS: ReadonlyMap<string, Run> = new Map(
  [LOGIC, NUMBERS, TEXTS, ARRAYS, OBJECTS, CONVERSIONS].flatMap((t) => Object.entries(t)),
);

/** Functions whose arguments are named. */
const NAMED: ReadonlyMap<string, Named> = new Map(
  [NAMED_TEXTS, NAMED_ARRAYS, NAMED_OBJECTS, NAMED_CONVERSIONS, NAMED_DATES].flatMap((t) => Object.entries(t)),
);

/** How many arguments a function takes, where a wrong count is refused. */
const COUNTS: Readonly<Record<string, number>> = {
  $eq: 2,
  $ne: 2,
  $gt: 2,
  $gte: 2,
  $lt: 2,
  $lte: 2,
  $cmp: 2,
  $subtract: 2,
  $divide: 2,
  $mod: 2,
  $pow: 2,
  $in: 2,
  $split: 2,
  $arrayElemAt: 2,
  $setDifference: 2,
  $setIsSubset: 2,
  $strcasecmp: 2,
  $substrCP: 3,
};

function call(name: string, operand: Bson, s: Scope): Bson | undefined {
  const run = FUNCTIONS.get(name);
  if (run) {
    const args = isArray(operand) ? operand : [operand];
    const count = COUNTS[name];
    if (count !== undefined && args.length !== count)
      throw new MongoError(
        16020,
        `Expression ${name} takes exactly ${count} arguments. ${args.length} were passed in.`,
      );
    return run(
      args.map((a) => evaluate(a, s)),
      name,
    );
  }
  const named = NAMED.get(name);
  if (named) {
    needNamed(name, operand);
    const given: Doc = isDoc(operand) ? operand : new Map();
    return named((key) => {
      const e = given.get(key);
      return e === undefined ? undefined : evaluate(e, s);
    }, name);
  }
  const of = (key: string): Bson => (isDoc(operand) ? (operand.get(key) ?? null) : null);
  if (isDatePart(name)) {
    if (isDoc(operand) && operand.has("date"))
      return datePart(name, evaluate(of("date"), s), evaluate(of("timezone"), s));
    return datePart(name, evaluate(isArray(operand) ? (operand[0] ?? null) : operand, s), undefined);
  }
  return control(name, operand, of, s);
}

/** What evaluates only some of its operands, or gives them variables. */
function control(name: string, operand: Bson, of: (key: string) => Bson, s: Scope): Bson | undefined {
  const within = (...values: [string, Bson][]): Scope => ({ ...s, variables: new Map([...s.variables, ...values]) });
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
      if (!isDoc(operand) || !operand.has("default"))
        throw new MongoError(
          40066,
          "$switch could not find a matching branch for an input, and no default was specified.",
        );
      return evaluate(of("default"), s);
    }
    case "$let": {
      const vars = of("vars");
      const made = isDoc(vars) ? [...vars].map(([k, v]): [string, Bson] => [k, evaluate(v, s) ?? null]) : [];
      return evaluate(of("in"), within(...made));
    }
    case "$map":
    case "$filter": {
      const all = evaluate(of("input"), s);
      if (missing(all)) return null;
      if (!isArray(all))
        throw new MongoError(name === "$map" ? 16883 : 28651, `input to ${name} must be an array not ${typeof all}`);
      const as = of("as");
      const key = typeof as === "string" ? as : "this";
      if (name === "$map") return all.map((x) => evaluate(of("in"), within([key, x])) ?? null);
      const limit = numberOf(evaluate(of("limit"), s));
      return all.filter((x) => truthy(evaluate(of("cond"), within([key, x])))).slice(0, limit);
    }
    case "$reduce": {
      const all = evaluate(of("input"), s);
      if (!isArray(all)) return null;
      let value = evaluate(of("initialValue"), s) ?? null;
      for (const x of all) value = evaluate(of("in"), within(["value", value], ["this", x])) ?? null;
      return value;
    }
    case "$getField": {
      const named = isDoc(operand) && operand.has("field");
      const from = named && isDoc(operand) && operand.has("input") ? evaluate(of("input"), s) : s.root;
      return isDoc(from) ? from.get(String(evaluate(named ? of("field") : operand, s))) : undefined;
    }
    default:
      if (REAL.test(name)) throw new MongoError(238, `drydock: the expression ${name} is not simulated`);
      throw new MongoError(168, `Unrecognized expression '${name}'`);
  }
}

/** Expressions of the real server that have no counterpart here. */
const REAL =
  /^\$(accumulator|function|binarySize|meta|rand|sampleRate|toHashedIndexKey|tsIncrement|tsSecond|toUUID|sinh|cosh|tanh|asinh|acosh|atanh|median|percentile)$/;
