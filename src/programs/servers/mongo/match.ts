import { type Bson, type Doc, isArray, isDoc, Pattern } from "./bson.ts";
import { compare, equal, isOfType, numberOf, truthy } from "./compare.ts";
import { MongoError, notSimulated } from "./errors.ts";
import { evaluate } from "./expression.ts";
import { valuesAt } from "./path.ts";

/** Whether a document fits a filter, as find's documentation defines it. `doc` may also be an element of an array. */
export function matches(doc: Bson, filter: Doc): boolean {
  for (const [name, wanted] of filter) if (!clause(doc, name, wanted)) return false;
  return true;
}

function clause(doc: Bson, name: string, wanted: Bson): boolean {
  switch (name) {
    case "$and":
      return clauses(name, wanted).every((f) => matches(doc, f));
    case "$or":
      return clauses(name, wanted).some((f) => matches(doc, f));
    case "$nor":
      return !clauses(name, wanted).some((f) => matches(doc, f));
    case "$expr":
      return truthy(evaluate(wanted, { root: isDoc(doc) ? doc : new Map(), variables: new Map() }));
    case "$comment":
      return true;
    default:
  }
  if (name.startsWith("$")) {
    if (/^\$(text|where|jsonSchema|near|nearSphere|geoWithin|geoIntersects)$/.test(name)) throw notSimulated(name);
    throw new MongoError(
      2,
      `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
    );
  }
  return field(valuesAt(doc, name.split(".")), wanted);
}

function clauses(name: string, wanted: Bson): Doc[] {
  if (!isArray(wanted) || wanted.length === 0) throw new MongoError(2, `${name} must be a nonempty array`);
  return wanted.map((f) => {
    if (!isDoc(f)) throw new MongoError(2, `${name} argument's entries must be objects`);
    return f;
  });
}

export function isOperators(v: Bson): v is Doc {
  return isDoc(v) && [...v.keys()][0]?.startsWith("$") === true;
}

/** Whether the values that a path found satisfy what is wanted of it: a value or operators. */
function field(values: readonly (Bson | undefined)[], wanted: Bson): boolean {
  if (!isOperators(wanted))
    return wanted instanceof Pattern ? some(values, (v) => fits(v, wanted)) : is(values, wanted);
  for (const [operator, operand] of wanted) if (!operate(values, operator, operand, wanted)) return false;
  return true;
}

/** An array fits when it does as a whole or one of its elements does. */
function some(values: readonly (Bson | undefined)[], test: (v: Bson | undefined) => boolean): boolean {
  return values.some((v) => test(v) || (isArray(v) && v.some(test)));
}

function is(values: readonly (Bson | undefined)[], wanted: Bson): boolean {
  return some(values, (v) => (wanted === null ? v === null || v === undefined : equal(v, wanted)));
}

function fits(v: Bson | undefined, pattern: Pattern): boolean {
  if (v instanceof Pattern) return v.source === pattern.source && v.flags === pattern.flags;
  return typeof v === "string" && new RegExp(pattern.source, pattern.flags.replace(/[^imsu]/g, "")).test(v);
}

/** Values of different kinds are never less or greater than each other here. */
function ordered(v: Bson | undefined, operand: Bson, test: (c: number) => boolean): boolean {
  if (operand === null) return (v === null || v === undefined) && test(0);
  if (v === undefined || v === null) return false;
  const a = numberOf(v) !== undefined;
  const b = numberOf(operand) !== undefined;
  const kind = (x: Bson) => (x instanceof Object ? x.constructor.name : typeof x);
  if (a !== b || (!a && kind(v) !== kind(operand))) return false;
  return test(compare(v, operand));
}

function operate(values: readonly (Bson | undefined)[], operator: string, operand: Bson, all: Doc): boolean {
  switch (operator) {
    case "$eq":
      return is(values, operand);
    case "$ne":
      return !is(values, operand);
    case "$gt":
      return some(values, (v) => ordered(v, operand, (c) => c > 0));
    case "$gte":
      return some(values, (v) => ordered(v, operand, (c) => c >= 0));
    case "$lt":
      return some(values, (v) => ordered(v, operand, (c) => c < 0));
    case "$lte":
      return some(values, (v) => ordered(v, operand, (c) => c <= 0));
    case "$in":
      return list(operator, operand).some((w) => oneOf(values, w));
    case "$nin":
      return !list(operator, operand).some((w) => oneOf(values, w));
    case "$exists":
      return values.some((v) => v !== undefined) === truthy(operand);
    case "$type":
      return some(values, (v) => (isArray(operand) ? operand : [operand]).some((t) => isOfType(v, t)));
    case "$regex": {
      const options = all.get("$options");
      const flags = typeof options === "string" ? options : operand instanceof Pattern ? operand.flags : "";
      const source = operand instanceof Pattern ? operand.source : String(operand);
      return some(values, (v) => fits(v, new Pattern(source, flags)));
    }
    case "$options":
      return true;
    case "$not":
      return !field(values, operand);
    case "$size":
      return values.some((v) => isArray(v) && v.length === numberOf(operand));
    case "$all":
      return list(operator, operand).every((w) => field(values, w));
    case "$elemMatch":
      if (!isDoc(operand)) throw new MongoError(2, "$elemMatch needs an Object");
      return values.some(
        (v) =>
          isArray(v) && v.some((x) => (isOperators(operand) ? field([x], operand) : isDoc(x) && matches(x, operand))),
      );
    case "$mod": {
      const [by, rest] = list(operator, operand).map(numberOf);
      return some(values, (v) => {
        const n = numberOf(v);
        return n !== undefined && by !== undefined && rest !== undefined && Math.trunc(n) % by === rest;
      });
    }
    default:
      throw new MongoError(2, `unknown operator: ${operator}`);
  }
}

function oneOf(values: readonly (Bson | undefined)[], w: Bson): boolean {
  return w instanceof Pattern ? some(values, (v) => fits(v, w)) : is(values, w);
}

function list(operator: string, operand: Bson): readonly Bson[] {
  if (!isArray(operand)) throw new MongoError(2, `${operator} needs an array`);
  return operand;
}

/** The place in the array at `path` of the first element by which a filter matched: what `$` in an update stands for. */
export function matchedPlace(doc: Doc, filter: Doc, path: string): number | undefined {
  for (const [name, wanted] of filter) {
    if (name !== path && !name.startsWith(`${path}.`)) continue;
    const [array] = valuesAt(doc, path.split("."));
    if (!isArray(array)) continue;
    const rest = name === path ? [] : name.slice(path.length + 1).split(".");
    const inner = isDoc(wanted) ? wanted.get("$elemMatch") : undefined;
    const at = array.findIndex((x) =>
      isDoc(inner) ? (isOperators(inner) ? field([x], inner) : matches(x, inner)) : field(valuesAt(x, rest), wanted),
    );
    if (at >= 0) return at;
  }
  return undefined;
}
