import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { numberOf, typeName } from "./compare.ts";
import { MongoError, notSimulated } from "./errors.ts";
import { evaluate } from "./expression.ts";
import { groupDocs } from "./group.ts";
import { matches } from "./match.ts";
import { valuesAt, withValue } from "./path.ts";
import { project, sortDocs } from "./project.ts";

/** What stages need of the database. */
export interface Sources {
  documents(collection: string): readonly Doc[];
  /** `$out`. */
  replace(collection: string, docs: readonly Doc[]): void;
  /** From 0 up to 1. */
  random(): number;
}

/** Runs a pipeline over documents. Throws MongoError. */
export function aggregate(docs: readonly Doc[], pipeline: readonly Bson[], sources: Sources): readonly Doc[] {
  let out = docs;
  for (const stage of pipeline) {
    const [first] = isDoc(stage) ? stage : [];
    if (!isDoc(stage) || !first || stage.size !== 1)
      throw new MongoError(40324, "A pipeline stage specification object must contain exactly one field.");
    out = run(out, first[0], first[1], sources);
  }
  return out;
}

function run(docs: readonly Doc[], name: string, operand: Bson, sources: Sources): readonly Doc[] {
  const spec = (): Doc => {
    if (!isDoc(operand)) throw new MongoError(15998, `the ${name} stage's specification must be an object`);
    return operand;
  };
  switch (name) {
    case "$match":
      return docs.filter((d) => matches(d, spec()));
    case "$project":
      if (spec().size === 0)
        throw new MongoError(
          51272,
          "Invalid $project :: caused by :: projection specification must have at least one field",
        );
      return docs.map((d) => project(d, spec()));
    case "$addFields":
    case "$set":
      return docs.map((d) => addFields(d, spec()));
    case "$unset":
      return docs.map((d) =>
        (isArray(operand) ? operand : [operand]).reduce<Doc>(
          (x, f) => withValue(x, String(f).split("."), undefined),
          d,
        ),
      );
    case "$group":
      return groupDocs(docs, spec());
    case "$sortByCount":
      return sortDocs(
        groupDocs(
          docs,
          new Map<string, Bson>([
            ["_id", operand],
            ["count", new Map([["$sum", 1]])],
          ]),
        ),
        new Map([["count", -1]]),
      );
    case "$sort":
      return sortDocs(docs, spec());
    case "$limit": {
      const n = numberOf(operand);
      if (n === undefined || n <= 0) throw new MongoError(15998, "the limit must be positive");
      return docs.slice(0, n);
    }
    case "$skip":
      return docs.slice(numberOf(operand) ?? 0);
    case "$count":
      return docs.length ? [new Map([[String(operand), docs.length]])] : [];
    case "$unwind":
      return unwind(docs, operand);
    case "$lookup":
      return lookup(docs, spec(), sources);
    case "$replaceRoot":
    case "$replaceWith":
      return docs.map((root) => {
        const e = name === "$replaceRoot" ? (spec().get("newRoot") ?? null) : operand;
        const made = evaluate(e, { root, variables: new Map() });
        if (!isDoc(made))
          throw new MongoError(
            15998,
            `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeName(made)}`,
          );
        return made;
      });
    case "$sample":
      return docs
        .map((d) => [sources.random(), d] as const)
        .sort((a, b) => a[0] - b[0])
        .slice(0, numberOf(spec().get("size")) ?? 0)
        .map(([, d]) => d);
    case "$facet":
      return [new Map([...spec()].map(([key, inner]) => [key, aggregate(docs, isArray(inner) ? inner : [], sources)]))];
    case "$unionWith": {
      const from = isDoc(operand) ? String(operand.get("coll")) : String(operand);
      const inner = isDoc(operand) ? operand.get("pipeline") : undefined;
      return [...docs, ...aggregate(sources.documents(from), isArray(inner) ? inner : [], sources)];
    }
    case "$out":
      sources.replace(String(operand), docs);
      return [];
    default:
      if (
        /^\$(bucket|bucketAuto|graphLookup|merge|densify|fill|setWindowFields|geoNear|search|redact|indexStats|collStats|changeStream|currentOp)$/.test(
          name,
        )
      )
        throw notSimulated(`the stage ${name}`);
      throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

function addFields(doc: Doc, spec: Doc): Doc {
  let out = doc;
  for (const [name, e] of spec) out = withValue(out, name.split("."), evaluate(e, { root: doc, variables: new Map() }));
  return out;
}

function unwind(docs: readonly Doc[], operand: Bson): Doc[] {
  const path = String(isDoc(operand) ? operand.get("path") : operand);
  if (!path.startsWith("$")) throw new MongoError(15998, "path option to $unwind stage should be prefixed with a '$'");
  const keep = isDoc(operand) && operand.get("preserveNullAndEmptyArrays") === true;
  const index = isDoc(operand) ? operand.get("includeArrayIndex") : undefined;
  const field = path.slice(1).split(".");
  return docs.flatMap((doc) => {
    const [value] = valuesAt(doc, field);
    if (!isArray(value)) return value === undefined || value === null ? (keep ? [doc] : []) : [doc];
    if (value.length === 0) return keep ? [withValue(doc, field, undefined)] : [];
    return value.map((v, i) => {
      const one = withValue(doc, field, v);
      return typeof index === "string" ? withValue(one, [index], i) : one;
    });
  });
}

function lookup(docs: readonly Doc[], spec: Doc, sources: Sources): Doc[] {
  if (spec.has("let")) throw notSimulated("$lookup with let");
  const others = sources.documents(String(spec.get("from")));
  const local = spec.get("localField");
  const foreign = spec.get("foreignField");
  const pipeline = spec.get("pipeline");
  return docs.map((doc) => {
    let found: readonly Doc[] = others;
    if (typeof local === "string" && typeof foreign === "string") {
      const wanted = valuesAt(doc, local.split(".")).flatMap((v) => (isArray(v) ? [...v] : [v ?? null]));
      found = others.filter((o) => wanted.some((w) => matches(o, new Map([[foreign, new Map([["$eq", w]])]]))));
    }
    if (isArray(pipeline)) found = aggregate(found, pipeline, sources);
    return withValue(doc, String(spec.get("as")).split("."), found);
  });
}
