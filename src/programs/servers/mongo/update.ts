import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, equal, numberOf, shown, typeName } from "./compare.ts";
import { MongoError, notSimulated } from "./errors.ts";
import { isOperators, matchedPlace, matches } from "./match.ts";
import { valueAt, withValue } from "./path.ts";

export interface UpdateContext {
  readonly filter: Doc;
  readonly inserting: boolean;
  now(): Date;
}

/** A document as an update with operators leaves it. Throws MongoError. */
export function applyUpdate(doc: Doc, update: Doc, context: UpdateContext): Doc {
  let out = doc;
  const touched: string[] = [];
  for (const [operator, fields] of update) {
    if (!operator.startsWith("$"))
      throw new MongoError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDoc(fields))
      throw new MongoError(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${shown(fields)}}`,
      );
    for (const [name, operand] of fields) {
      const other = touched.find((t) => t === name || t.startsWith(`${name}.`) || name.startsWith(`${t}.`));
      if (other !== undefined)
        throw new MongoError(
          40,
          `Updating the path '${name}' would create a conflict at '${other.length <= name.length ? other : name}'`,
        );
      touched.push(name);
      for (const path of placesOf(out, name, context)) out = operate(out, operator, path, operand, context);
    }
  }
  const before = doc.get("_id");
  if (before !== undefined && !equal(before, out.get("_id")))
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return out;
}

/** A path with `$` and `$[]` replaced by the places that they stand for. */
function placesOf(doc: Doc, name: string, context: UpdateContext): string[][] {
  let paths: string[][] = [[]];
  for (const part of name.split(".")) {
    if (/^\$\[.+\]$/.test(part)) throw notSimulated("arrayFilters");
    paths = paths.flatMap((path) => {
      if (part === "$") {
        const at = matchedPlace(doc, context.filter, path.join("."));
        if (at === undefined)
          throw new MongoError(2, "The positional operator did not find the match needed from the query.");
        return [[...path, String(at)]];
      }
      if (part === "$[]") {
        const array = valueAt(doc, path);
        if (!isArray(array))
          throw new MongoError(
            2,
            `The path '${path.join(".")}' must exist in the document in order to apply array updates.`,
          );
        return array.map((_, i) => [...path, String(i)]);
      }
      return [[...path, part]];
    });
  }
  return paths;
}

function operate(doc: Doc, operator: string, path: readonly string[], operand: Bson, c: UpdateContext): Doc {
  const now = valueAt(doc, path);
  const set = (v: Bson | undefined) => withValue(doc, path, v);
  const name = path.join(".");
  const amount = (): number => {
    const by = numberOf(operand);
    if (by === undefined)
      throw new MongoError(
        14,
        `Cannot ${operator === "$inc" ? "increment" : "multiply"} with non-numeric argument: {${name}: ${shown(operand)}}`,
      );
    if (now !== undefined && numberOf(now) === undefined)
      throw new MongoError(
        14,
        `Cannot apply ${operator} to a value of non-numeric type. {_id: ${shown(doc.get("_id"))}} has the field '${path.at(-1)}' of non-numeric type ${typeName(now)}`,
      );
    return by;
  };
  switch (operator) {
    case "$set":
      return set(operand);
    case "$setOnInsert":
      return c.inserting ? set(operand) : doc;
    case "$unset":
      return now === undefined ? doc : set(undefined);
    case "$inc":
      return set(amount() + (numberOf(now) ?? 0));
    case "$mul":
      return set(amount() * (numberOf(now) ?? 0));
    case "$min":
      return now === undefined || compare(operand, now) < 0 ? set(operand) : doc;
    case "$max":
      return now === undefined || compare(operand, now) > 0 ? set(operand) : doc;
    case "$rename":
      return now === undefined ? doc : withValue(set(undefined), String(operand).split("."), now);
    case "$currentDate":
      return set(c.now());
    case "$push":
    case "$addToSet":
      return set(pushed(operator, name, now, operand, doc));
    case "$pull":
      return isArray(now) ? set(now.filter((x) => !pulled(x, operand))) : doc;
    case "$pullAll":
      return isArray(now) ? set(now.filter((x) => !(isArray(operand) && operand.some((o) => equal(o, x))))) : doc;
    case "$pop":
      return isArray(now) ? set(numberOf(operand) === -1 ? now.slice(1) : now.slice(0, -1)) : doc;
    case "$bit":
      throw notSimulated(operator);
    default:
      throw new MongoError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
  }
}

function pulled(x: Bson, operand: Bson): boolean {
  if (isOperators(operand)) return matches(new Map([["x", x]]), new Map([["x", operand]]));
  return isDoc(operand) && isDoc(x) ? matches(x, operand) : equal(x, operand);
}

function pushed(operator: string, name: string, now: Bson | undefined, operand: Bson, doc: Doc): Bson {
  if (now !== undefined && !isArray(now))
    throw new MongoError(
      2,
      `The field '${name}' must be an array but is of type ${typeName(now)} in document {_id: ${shown(doc.get("_id"))}}`,
    );
  const each = isDoc(operand) ? operand.get("$each") : undefined;
  const added = isArray(each) ? each : [operand];
  const old = now ?? [];
  if (operator === "$addToSet") {
    const out = [...old];
    for (const a of added) if (!out.some((x) => equal(x, a))) out.push(a);
    return out;
  }
  if (!isDoc(operand) || !isArray(each)) return [...old, ...added];
  const position = numberOf(operand.get("$position")) ?? old.length;
  let out = [...old.slice(0, position), ...added, ...old.slice(position)];
  const sort = operand.get("$sort");
  if (sort !== undefined) out = sorted(out, sort);
  const slice = numberOf(operand.get("$slice"));
  if (slice !== undefined) out = slice < 0 ? out.slice(slice) : out.slice(0, slice);
  return out;
}

/** Values by `1` or `-1`, documents by `{field: 1}`. */
function sorted(values: readonly Bson[], by: Bson): Bson[] {
  if (!isDoc(by)) return [...values].sort((a, b) => compare(a, b) * (numberOf(by) ?? 1));
  return [...values].sort((a, b) => {
    for (const [name, direction] of by) {
      const c = compare(valueAt(a, name.split(".")), valueAt(b, name.split("."))) * (numberOf(direction) ?? 1);
      if (c !== 0) return c;
    }
    return 0;
  });
}

/** The document that an upsert begins with: what the filter says its fields are. */
export function seedOf(filter: Doc): Doc {
  let out: Doc = new Map();
  for (const [name, wanted] of filter) {
    if (name === "$and" && isArray(wanted)) {
      for (const f of wanted) if (isDoc(f)) out = new Map([...out, ...seedOf(f)]);
      continue;
    }
    if (name.startsWith("$")) continue;
    const value = isOperators(wanted) ? wanted.get("$eq") : wanted;
    if (value !== undefined) out = withValue(out, name.split("."), value);
  }
  return out;
}
