import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { numberOf, shown, typeName } from "./compare.ts";
import { MongoError, notSimulated, RuntimeError } from "./errors.ts";
import { evaluate } from "./expression.ts";
import type { Variables } from "./expressions/types.ts";
import { groupDocs, windowFields } from "./group.ts";
import { checkFilter, matches } from "./match.ts";
import { sortDocs } from "./order.ts";
import { withValue } from "./path.ts";
import { project } from "./project.ts";
import { bucket, bucketAuto } from "./stages/bucket.ts";
import { graphLookup, lookup } from "./stages/lookup.ts";
import { merge } from "./stages/merge.ts";
import { addFields, redact, unwind } from "./stages/reshape.ts";

/** What stages need of the database. */
export interface Sources {
  documents(collection: string): readonly Doc[];
  /** `$out`; the database where another one is named. */
  replace(collection: string, docs: readonly Doc[], database?: string): void;
  /** `$merge`: one document takes the place of another, or comes anew. */
  put(collection: string, doc: Doc, before: Doc | undefined, database?: string): void;
  /** `$collStats`, `$indexStats`. */
  statistics(stage: string): readonly Doc[];
  /** From 0 up to 1. */
  random(): number;
  /** What expressions see besides the document: NOW, and those of `let`. */
  readonly variables: Variables;
}

/** Runs a pipeline over documents. Throws MongoError. */
export function aggregate(docs: readonly Doc[], pipeline: readonly Bson[], sources: Sources): readonly Doc[] {
  let out = docs;
  for (const [at, stage] of pipeline.entries()) {
    if (!isDoc(stage)) throw new MongoError(14, `Each element of the 'pipeline' array must be an object`);
    const [first] = stage;
    if (!first || stage.size !== 1)
      throw new MongoError(40323, "A pipeline stage specification object must contain exactly one field.");
    if (/^\$(out|merge)$/.test(first[0]) && at < pipeline.length - 1)
      throw new MongoError(40601, `${first[0]} can only be the final stage in the pipeline`);
    out = parsed(out, first[0], first[1], sources);
  }
  return out;
}

/** Runs a stage. What is wrong with its text is told even where no document comes to it, and with the stage's name. */
function parsed(docs: readonly Doc[], name: string, operand: Bson, sources: Sources): readonly Doc[] {
  const shaping = /^\$(project|addFields|set)$/.test(name);
  try {
    if (name === "$match" && isDoc(operand)) checkFilter(operand);
    else if (docs.length === 0 && (shaping || name === "$group" || name === "$unwind"))
      run([new Map()], name, operand, sources);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw named(e, name, shaping);
  }
  try {
    return run(docs, name, operand, sources);
  } catch (e) {
    throw named(e, name, shaping);
  }
}

function named(e: unknown, stage: string, shaping: boolean): unknown {
  if (!(e instanceof MongoError) || e instanceof RuntimeError || !shaping || e.code === 238) return e;
  return e.message.startsWith("Invalid $")
    ? e
    : new MongoError(e.code, `Invalid ${stage} :: caused by :: ${e.message}`);
}

/** Checks that every stage is one that the server knows, before the first one is run. */
export function checkStages(pipeline: readonly Bson[]): void {
  for (const stage of pipeline) {
    const [name = ""] = isDoc(stage) ? [...stage.keys()] : [];
    if (name === "" || STAGES.test(name)) continue;
    if (name === "$changeStream")
      throw new MongoError(40573, "The $changeStream stage is only supported on replica sets");
    if (REAL.test(name)) throw notSimulated(`the stage ${name}`);
    throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

const STAGES =
  /^\$(match|project|addFields|set|unset|group|sortByCount|sort|limit|skip|count|unwind|lookup|replaceRoot|replaceWith|sample|facet|unionWith|out|merge|bucket|bucketAuto|graphLookup|redact|setWindowFields|documents|collStats|indexStats)$/;
const REAL =
  /^\$(densify|fill|geoNear|search|searchMeta|vectorSearch|currentOp|listSessions|listLocalSessions|planCacheStats|queryStats|shardedDataDistribution|listSearchIndexes)$/;

function run(docs: readonly Doc[], name: string, operand: Bson, sources: Sources): readonly Doc[] {
  const { variables } = sources;
  const spec = (code = 15_998): Doc => {
    if (!isDoc(operand)) throw new MongoError(code, `the ${name} stage's specification must be an object`);
    return operand;
  };
  switch (name) {
    case "$match":
      if (!isDoc(operand)) throw new MongoError(15_959, "the match filter must be an expression in an object");
      return docs.filter((d) => matches(d, operand, variables));
    case "$project":
      if (!isDoc(operand)) throw new MongoError(15_969, "$project specification must be an object");
      if (operand.size === 0)
        throw new MongoError(
          51_272,
          "Invalid $project :: caused by :: projection specification must have at least one field",
        );
      return docs.map((d) => project(d, operand, variables));
    case "$addFields":
    case "$set":
      if (!isDoc(operand))
        throw new MongoError(40_272, `${name} specification stage must be an object, got ${typeName(operand)}`);
      return docs.map((d) => addFields(d, operand, variables));
    case "$unset":
      return docs.map((d) =>
        (isArray(operand) ? operand : [operand]).reduce<Doc>(
          (x, f) => withValue(x, String(f).split("."), undefined),
          d,
        ),
      );
    case "$group":
      if (!isDoc(operand)) throw new MongoError(15_947, "a group's fields must be specified in an object");
      return groupDocs(docs, operand, variables);
    case "$sortByCount":
      return sortDocs(groupDocs(docs, counting(operand), variables), new Map([["count", -1]]));
    case "$sort":
      if (!isDoc(operand)) throw new MongoError(15_973, "the $sort key specification must be an object");
      if (operand.size === 0) throw new MongoError(15_976, "$sort stage must have at least one sort key");
      return sortDocs(docs, operand);
    case "$limit": {
      const n = numberOf(operand);
      if (n === undefined || n < 0)
        throw new MongoError(
          2_107_201,
          `invalid argument to $limit stage: Expected a non-negative number in: $limit: ${shown(operand)}`,
        );
      if (n === 0) throw new MongoError(15_958, "the limit must be positive");
      return docs.slice(0, n);
    }
    case "$skip": {
      const n = numberOf(operand);
      if (n === undefined || n < 0)
        throw new MongoError(
          5_107_200,
          `invalid argument to $skip stage: Expected a non-negative number in: $skip: ${shown(operand)}`,
        );
      return docs.slice(n);
    }
    case "$count":
      if (typeof operand !== "string") throw new MongoError(40_156, "the count field must be a non-empty string");
      return docs.length ? [new Map([[operand, docs.length]])] : [];
    case "$unwind":
      return unwind(docs, operand);
    case "$lookup":
      return lookup(docs, spec(), sources);
    case "$graphLookup":
      return graphLookup(docs, spec(), sources);
    case "$replaceRoot":
    case "$replaceWith":
      return docs.map((root) => {
        const e = name === "$replaceRoot" ? (spec(40_229).get("newRoot") ?? null) : operand;
        const made = evaluate(e, { root, variables });
        if (!isDoc(made))
          throw new RuntimeError(
            40_228,
            `'${name === "$replaceRoot" ? "newRoot" : "replacement document"}' expression ${name === "$replaceRoot" ? " " : ""}must evaluate to an object, but resulting value was: ${made === undefined ? "MISSING" : shown(made)}. Type of resulting value: '${typeName(made)}'. Input document: ${shown(root)}`,
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
      return [
        new Map([...spec(40_169)].map(([key, inner]) => [key, aggregate(docs, isArray(inner) ? inner : [], sources)])),
      ];
    case "$unionWith": {
      const from = isDoc(operand) ? String(operand.get("coll")) : String(operand);
      const inner = isDoc(operand) ? operand.get("pipeline") : undefined;
      return [...docs, ...aggregate(sources.documents(from), isArray(inner) ? inner : [], sources)];
    }
    case "$bucket":
      return bucket(docs, spec(40_201), sources);
    case "$bucketAuto":
      return bucketAuto(docs, spec(40_240), sources);
    case "$setWindowFields":
      return windowFields(docs, spec(), variables);
    case "$redact":
      return docs.flatMap((d) => redact(d, operand, variables) ?? []);
    case "$documents": {
      const made = evaluate(operand, { root: new Map(), variables });
      return isArray(made) ? made.filter(isDoc) : [];
    }
    case "$collStats":
    case "$indexStats":
      return sources.statistics(name);
    case "$merge":
      merge(docs, operand, sources);
      return [];
    case "$out":
      if (isDoc(operand)) sources.replace(String(operand.get("coll")), docs, String(operand.get("db")));
      else sources.replace(String(operand), docs);
      return [];
    default:
      checkStages([new Map([[name, operand]])]);
      throw notSimulated(`the stage ${name}`);
  }
}

/** `$sortByCount` is a group with a count. */
function counting(operand: Bson): Doc {
  return new Map<string, Bson>([
    ["_id", operand],
    ["count", new Map([["$sum", 1]])],
  ]);
}
