import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, numberOf } from "./compare.ts";
import { MongoError } from "./errors.ts";
import { valueAt, valuesAt } from "./path.ts";

/** The fields of a sort with their directions. */
export function sortKeys(sort: Doc): (readonly [path: readonly string[], sign: number])[] {
  return [...sort].map(([name, direction]) => {
    const sign = numberOf(direction);
    if (sign !== 1 && sign !== -1)
      throw new MongoError(15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    return [name.split("."), sign] as const;
  });
}

/** An array sorts by its least element upwards, by its greatest downwards, an empty one below all; what is missing is null. */
function sortKey(doc: Doc, path: readonly string[], sign: number): Bson | undefined {
  const all = valuesAt(doc, path).flatMap((v): (Bson | undefined)[] =>
    isArray(v) ? (v.length ? [...v] : [undefined]) : [v ?? null],
  );
  return all.reduce((a, b) => (compare(b, a) * sign < 0 ? b : a));
}

/** Which of two documents comes first by a sort. */
export function comparer(sort: Doc): (a: Doc, b: Doc) => number {
  const keys = sortKeys(sort);
  return (a, b) => {
    for (const [path, sign] of keys) {
      const c = compare(sortKey(a, path, sign), sortKey(b, path, sign)) * sign;
      if (c !== 0) return c;
    }
    return 0;
  };
}

/** Documents in the order of a sort; those that are equal keep theirs. */
export function sortDocs(docs: readonly Doc[], sort: Doc): Doc[] {
  return docs.toSorted(comparer(sort));
}

/** Values by `1` or `-1`, documents by `{field: 1}`. */
export function sortedBy(values: readonly Bson[], by: Bson): Bson[] {
  if (!isDoc(by)) return values.toSorted((a, b) => compare(a, b) * (numberOf(by) ?? 1));
  return values.toSorted((a, b) => {
    for (const [name, direction] of by) {
      const c = compare(valueAt(a, name.split(".")), valueAt(b, name.split("."))) * (numberOf(direction) ?? 1);
      if (c !== 0) return c;
    }
    return 0;
  });
}
