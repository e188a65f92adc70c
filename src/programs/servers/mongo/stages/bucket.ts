import type { Sources } from "../aggregate.ts";
import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { compare, numberOf } from "../compare.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { evaluate } from "../expression.ts";
import { accumulate } from "../group.ts";

function outputs(spec: Doc): [string, Bson][] {
  const output = spec.get("output");
  return isDoc(output) ? [...output] : [["count", new Map([["$sum", 1]])]];
}

function filled(id: Bson, docs: readonly Doc[], spec: Doc, { variables }: Sources): Doc {
  const out: Doc = new Map([["_id", id]]);
  for (const [name, accumulator] of outputs(spec)) {
    const [first] = isDoc(accumulator) ? accumulator : [];
    if (!first) throw new MongoError(40_234, `The field '${name}' must be an accumulator object`);
    out.set(name, accumulate(first[0], first[1], docs, variables));
  }
  return out;
}

/** `$bucket`: documents by the boundaries that their value lies between. */
export function bucket(docs: readonly Doc[], spec: Doc, sources: Sources): Doc[] {
  const [by, boundaries, other] = ["groupBy", "boundaries", "default"].map((k) => spec.get(k));
  if (by === undefined || boundaries === undefined)
    throw new MongoError(40_198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!isArray(boundaries)) throw new MongoError(40_200, "The $bucket 'boundaries' field must be an array.");
  if (boundaries.length < 2)
    throw new MongoError(
      40_192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  for (const [i, b] of boundaries.entries())
    if (i > 0 && compare(boundaries[i - 1], b) >= 0)
      throw new MongoError(40_194, "The 'boundaries' option to $bucket must be sorted in ascending order");
  const groups = new Map<Bson, Doc[]>();
  for (const doc of docs) {
    const value = evaluate(by, { root: doc, variables: sources.variables }) ?? null;
    const at = boundaries.findIndex(
      (b, i) => i < boundaries.length - 1 && compare(value, b) >= 0 && compare(value, boundaries[i + 1]) < 0,
    );
    const id = at >= 0 ? boundaries[at] : other;
    if (id === undefined)
      throw new RuntimeError(
        40_066,
        "$switch could not find a matching branch for an input, and no default was specified.",
      );
    groups.set(id, [...(groups.get(id) ?? []), doc]);
  }
  return [...groups].sort((a, b) => compare(a[0], b[0])).map(([id, all]) => filled(id, all, spec, sources));
}

/** `$bucketAuto`: as many buckets of about the same size as are asked for; equal values stay together. */
export function bucketAuto(docs: readonly Doc[], spec: Doc, sources: Sources): Doc[] {
  const by = spec.get("groupBy");
  const count = numberOf(spec.get("buckets"));
  if (by === undefined || count === undefined)
    throw new MongoError(40_246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  if (count <= 0)
    throw new MongoError(40_243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${count}`);
  const rows = docs
    .map((doc) => ({ doc, value: evaluate(by, { root: doc, variables: sources.variables }) ?? null }))
    .sort((a, b) => compare(a.value, b.value));
  const size = Math.max(Math.round(rows.length / count), 1);
  const cuts: (typeof rows)[] = [];
  for (let at = 0; at < rows.length; ) {
    let end = cuts.length === count - 1 ? rows.length : Math.min(at + size, rows.length);
    while (end < rows.length && compare(rows[end - 1]?.value, rows[end]?.value) === 0) end++;
    cuts.push(rows.slice(at, end));
    at = end;
  }
  return cuts.map((cut, i) => {
    const max = cuts[i + 1]?.[0]?.value ?? cut.at(-1)?.value ?? null;
    const id = new Map<string, Bson>([
      ["min", cut[0]?.value ?? null],
      ["max", max],
    ]);
    return filled(
      id,
      cut.map((r) => r.doc),
      spec,
      sources,
    );
  });
}
