import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, equal, numberOf, shown, typeName } from "./compare.ts";
import { MongoError, RuntimeError } from "./errors.ts";
import { NUMBERS, total } from "./expressions/numbers.ts";
import { isOperators, matchedPlace, matches } from "./match.ts";
import { sortedBy } from "./order.ts";
import { valueAt, withValue } from "./path.ts";

export interface UpdateContext {
  readonly filter: Doc;
  readonly inserting: boolean;
  /** `$[NAME]` stands for the elements that fit the filter of that name. */
  readonly arrayFilters: ReadonlyMap<string, Doc>;
  now(): Date;
}

/** The filters of an update's `arrayFilters` by the name that each one's fields begin with. */
export function namedFilters(list: Bson | undefined): ReadonlyMap<string, Doc> {
  const out = new Map<string, Doc>();
  for (const f of isArray(list) ? list : []) {
    if (!isDoc(f) || f.size === 0)
      throw new MongoError(9, "Cannot use an expression without a top-level field name in arrayFilters");
    const [field = ""] = [...f.keys()].flatMap((k) => (k.startsWith("$") ? namesWithin(f.get(k)) : [k]));
    const name = field.split(".")[0] ?? "";
    if (out.has(name))
      throw new MongoError(9, `Found multiple array filters with the same top-level field name ${name}`);
    out.set(name, f);
  }
  return out;
}

function namesWithin(v: Bson | undefined): string[] {
  return (isArray(v) ? v : []).filter(isDoc).flatMap((f) => [...f.keys()]);
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
    throw new RuntimeError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return out;
}

/** A path with `$` and `$[]` replaced by the places that they stand for. */
function placesOf(doc: Doc, name: string, context: UpdateContext): string[][] {
  let paths: string[][] = [[]];
  for (const part of name.split(".")) {
    const named = /^\$\[(.+)\]$/.exec(part)?.[1];
    const filter = named === undefined ? undefined : context.arrayFilters.get(named);
    if (named !== undefined && !filter)
      throw new MongoError(2, `No array filter found for identifier '${named}' in path '${name}'`);
    paths = paths.flatMap((path) => {
      if (part === "$") {
        const at = matchedPlace(doc, context.filter, path.join("."));
        if (at === undefined)
          throw new RuntimeError(2, "The positional operator did not find the match needed from the query.");
        return [[...path, String(at)]];
      }
      if (part === "$[]" || (filter && named !== undefined)) {
        const array = valueAt(doc, path);
        if (array === undefined)
          throw new RuntimeError(
            2,
            `The path '${path.join(".")}' must exist in the document in order to apply array updates.`,
          );
        if (!isArray(array))
          throw new RuntimeError(2, `Cannot apply array updates to non-array element ${path.at(-1)}: ${shown(array)}`);
        return array.flatMap((v, i) =>
          !filter || named === undefined || matches(new Map([[named, v]]), filter) ? [[...path, String(i)]] : [],
        );
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
      throw new RuntimeError(
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
      // An element of an array leaves its place behind.
      return now === undefined ? doc : set(isArray(valueAt(doc, path.slice(0, -1))) ? null : undefined);
    case "$inc":
      amount();
      return set(total([operand, now]));
    case "$mul":
      return set(product(operand, amount(), now));
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
      needArray(operator, now);
      return isArray(now) ? set(now.filter((x) => !pulled(x, operand))) : doc;
    case "$pullAll":
      return isArray(now) ? set(now.filter((x) => !(isArray(operand) && operand.some((o) => equal(o, x))))) : doc;
    case "$pop":
      if (now !== undefined && !isArray(now))
        throw new RuntimeError(14, `Path '${name}' contains an element of non-array type '${typeName(now)}'`);
      return isArray(now) ? set(numberOf(operand) === -1 ? now.slice(1) : now.slice(0, -1)) : doc;
    case "$bit": {
      const [how] = isDoc(operand) ? operand : [];
      const by = numberOf(how?.[1]) ?? 0;
      const n = numberOf(now) ?? 0;
      if (!how || !/^(and|or|xor)$/.test(how[0]))
        throw new MongoError(2, "The $bit modifier only supports 'and', 'or', and 'xor', not another operator");
      return set(how[0] === "and" ? n & by : how[0] === "or" ? n | by : n ^ by);
    }
    default:
      throw new MongoError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
  }
}

function product(operand: Bson, by: number, now: Bson | undefined): Bson {
  const decimal = NUMBERS["$multiply"]?.([operand, now ?? 0], "$mul");
  return decimal ?? by * (numberOf(now) ?? 0);
}

function needArray(operator: string, now: Bson | undefined): void {
  if (now !== undefined && !isArray(now)) throw new RuntimeError(2, `Cannot apply ${operator} to a non-array value`);
}

function pulled(x: Bson, operand: Bson): boolean {
  if (isOperators(operand)) return matches(new Map([["x", x]]), new Map([["x", operand]]));
  return isDoc(operand) && isDoc(x) ? matches(x, operand) : equal(x, operand);
}

function pushed(operator: string, name: string, now: Bson | undefined, operand: Bson, doc: Doc): Bson {
  if (now !== undefined && !isArray(now))
    throw new RuntimeError(
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
  if (sort !== undefined) out = sortedBy(out, sort);
  const slice = numberOf(operand.get("$slice"));
  if (slice !== undefined) out = slice < 0 ? out.slice(slice) : out.slice(0, slice);
  return out;
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
