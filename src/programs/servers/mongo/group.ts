import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, equal, numberOf, shown } from "./compare.ts";
import { MongoError, notSimulated } from "./errors.ts";
import { evaluate, extreme } from "./expression.ts";

/** `$group`: one document for each value of `_id`, in the order in which they first came. */
export function groupDocs(docs: readonly Doc[], spec: Doc): Doc[] {
  const id = spec.get("_id");
  if (id === undefined) throw new MongoError(15998, "a group specification must include an _id");
  const groups: { readonly id: Bson; readonly docs: Doc[] }[] = [];
  const known = new Map<string, { readonly id: Bson; readonly docs: Doc[] }>();
  for (const doc of docs) {
    const key = evaluate(id, { root: doc, variables: new Map() }) ?? null;
    const text = shown(key);
    let group = known.get(text) ?? groups.find((g) => equal(g.id, key));
    if (!group) {
      group = { id: key, docs: [] };
      groups.push(group);
    }
    known.set(text, group);
    group.docs.push(doc);
  }
  return groups.map((g) => {
    const out: Doc = new Map([["_id", g.id]]);
    for (const [name, accumulator] of spec) {
      if (name === "_id") continue;
      const [first] = isDoc(accumulator) ? accumulator : [];
      if (!first) throw new MongoError(40324, `The field '${name}' must be an accumulator object`);
      out.set(name, accumulate(first[0], first[1], g.docs));
    }
    return out;
  });
}

function accumulate(operator: string, operand: Bson, docs: readonly Doc[]): Bson {
  const all = docs.map((root) => evaluate(operand, { root, variables: new Map() }));
  const numbers = all.map(numberOf).filter((n) => n !== undefined);
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  switch (operator) {
    case "$sum":
      return numbers.reduce((a, b) => a + b, 0);
    case "$count":
      return docs.length;
    case "$avg":
      return numbers.length ? mean : null;
    case "$min":
      return extreme(all, -1);
    case "$max":
      return extreme(all, 1);
    case "$first":
      return all[0] ?? null;
    case "$last":
      return all.at(-1) ?? null;
    case "$push":
      return all.filter((v) => v !== undefined);
    case "$addToSet":
      return all.filter((v, i): v is Bson => v !== undefined && all.findIndex((w) => compare(v, w) === 0) === i);
    case "$mergeObjects":
      return new Map(all.flatMap((v) => (isDoc(v) ? [...v] : [])));
    case "$stdDevPop":
    case "$stdDevSamp": {
      const by = operator === "$stdDevPop" ? numbers.length : numbers.length - 1;
      return by > 0
        ? Math.sqrt(numbers.reduce((n, x) => n + (x - mean) ** 2, 0) / by)
        : operator === "$stdDevPop" && numbers.length
          ? 0
          : null;
    }
    default:
      if (isArray(operand)) throw new MongoError(40324, `The ${operator} accumulator is a unary operator`);
      throw notSimulated(`the accumulator ${operator}`);
  }
}
