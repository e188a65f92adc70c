import { Binary, type Bson, type Doc, isArray, isDoc, Pattern } from "./bson.ts";
import { compare, equal, isOfType, numberOf, truthy } from "./compare.ts";
import { MongoError, notSimulated, RuntimeError } from "./errors.ts";
import { evaluate, NO_VARIABLES } from "./expression.ts";
import type { Variables } from "./expressions/types.ts";
import { valuesAt } from "./path.ts";
import { regularExpression } from "./pattern.ts";
import { breaches } from "./schema.ts";

/**
 * Whether a document fits a filter, as find's documentation defines it. `doc` may also be an element of an array.
 * `variables`: what `$expr` sees besides the document.
 */
export function matches(doc: Bson, filter: Doc, variables: Variables = NO_VARIABLES): boolean {
  for (const [name, wanted] of filter) if (!clause(doc, name, wanted, variables)) return false;
  return true;
}

function clause(doc: Bson, name: string, wanted: Bson, variables: Variables): boolean {
  switch (name) {
    case "$and":
      return clauses(name, wanted).every((f) => matches(doc, f, variables));
    case "$or":
      return clauses(name, wanted).some((f) => matches(doc, f, variables));
    case "$nor":
      return !clauses(name, wanted).some((f) => matches(doc, f, variables));
    case "$expr":
      return truthy(evaluate(wanted, { root: isDoc(doc) ? doc : new Map(), variables }));
    case "$jsonSchema":
      if (!isDoc(wanted)) throw new MongoError(14, "$jsonSchema must be an object");
      return breaches(doc, wanted).length === 0;
    case "$comment":
      return true;
    case "$alwaysTrue":
      return true;
    case "$alwaysFalse":
      return false;
    case "$sampleRate":
      throw notSimulated(name);
    default:
  }
  if (name.startsWith("$")) {
    if (/^\$(text|where|near|nearSphere|geoWithin|geoIntersects)$/.test(name)) throw notSimulated(name);
    throw new MongoError(
      2,
      `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
    );
  }
  return field(valuesAt(doc, name.split(".")), wanted);
}

/** Refuses a filter that is none, whether or not there are documents to try it on. */
export function checkFilter(filter: Doc): void {
  for (const [name, wanted] of filter) {
    if (/^\$(and|or|nor)$/.test(name)) for (const f of clauses(name, wanted)) checkFilter(f);
    else if (!name.startsWith("$") && isOperators(wanted))
      for (const [operator, operand] of wanted) operate([undefined], operator, operand, wanted);
    else {
      try {
        clause(new Map(), name, wanted, NO_VARIABLES);
      } catch (e) {
        // What an empty document or no variables do to an expression does not count.
        if (!(e instanceof RuntimeError) && !(e instanceof MongoError && e.code === 17_276)) throw e;
      }
    }
  }
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
  return typeof v === "string" && regularExpression(pattern.source, pattern.flags).test(v);
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
      const [by, rest, ...more] = list(operator, operand).map(numberOf);
      if (rest === undefined || more.length)
        throw new MongoError(2, `malformed mod, ${rest === undefined ? "not enough" : "too many"} elements`);
      if (by === 0) throw new MongoError(2, "divisor cannot be 0");
      return some(values, (v) => {
        const n = numberOf(v);
        return n !== undefined && by !== undefined && rest !== undefined && Math.trunc(n) % by === rest;
      });
    }
    case "$bitsAllSet":
    case "$bitsAllClear":
    case "$bitsAnySet":
    case "$bitsAnyClear":
      return some(values, (v) => bits(v, operator, operand));
    default:
      if (/^\$(near|nearSphere|geoWithin|geoIntersects|maxDistance|minDistance)$/.test(operator))
        throw notSimulated(operator);
      throw new MongoError(2, `unknown operator: ${operator}`);
  }
}

/** A mask is a number, a list of places, or bytes. */
function bits(v: Bson | undefined, operator: string, operand: Bson): boolean {
  const n = typeof v === "bigint" ? v : Number.isInteger(v) ? BigInt(Number(v)) : undefined;
  if (n === undefined) return false;
  let mask = 0n;
  if (isArray(operand)) for (const place of operand) mask |= 1n << BigInt(numberOf(place) ?? 0);
  else if (operand instanceof Binary) for (const [i, b] of operand.bytes.entries()) mask |= BigInt(b) << BigInt(8 * i);
  else mask = BigInt(numberOf(operand) ?? 0);
  const set = n & mask;
  switch (operator) {
    case "$bitsAllSet":
      return set === mask;
    case "$bitsAnySet":
      return set !== 0n;
    case "$bitsAllClear":
      return set === 0n;
    default:
      return set !== mask;
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
