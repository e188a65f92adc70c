import { aggregate, type Sources } from "../aggregate.ts";
import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { equal, numberOf } from "../compare.ts";
import { MongoError } from "../errors.ts";
import { evaluate } from "../expression.ts";
import { matches } from "../match.ts";
import { valuesAt, withValue } from "../path.ts";

/** `$lookup`: each document with those of another collection that belong to it. */
export function lookup(docs: readonly Doc[], spec: Doc, sources: Sources): Doc[] {
  const [from, as, local, foreign, pipeline, vars] = [
    "from",
    "as",
    "localField",
    "foreignField",
    "pipeline",
    "let",
  ].map((k) => spec.get(k));
  if (typeof as !== "string") throw new MongoError(9, "must specify 'as' field for a $lookup");
  if (!isArray(pipeline) && (typeof local !== "string" || typeof foreign !== "string"))
    throw new MongoError(
      9,
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  const others = typeof from === "string" ? sources.documents(from) : [];
  return docs.map((root) => {
    let found = others;
    if (typeof local === "string" && typeof foreign === "string") {
      const wanted = valuesAt(root, local.split(".")).flatMap((v) => (isArray(v) ? [...v] : [v ?? null]));
      found = others.filter((o) => wanted.some((w) => matches(o, new Map([[foreign, new Map([["$eq", w]])]]))));
    }
    if (isArray(pipeline)) {
      const own = (isDoc(vars) ? [...vars] : []).map(([k, e]): [string, Bson] => [
        k,
        evaluate(e, { root, variables: sources.variables }) ?? null,
      ]);
      found = aggregate(found, pipeline, { ...sources, variables: new Map([...sources.variables, ...own]) });
    }
    return withValue(root, as.split("."), found);
  });
}

/** `$graphLookup`: what can be reached from a document by going from field to field. */
export function graphLookup(docs: readonly Doc[], spec: Doc, sources: Sources): Doc[] {
  const text = (k: string): string => {
    const v = spec.get(k);
    if (typeof v !== "string") throw new MongoError(40_105, `${k} is a required field of $graphLookup`);
    return v;
  };
  const others = sources.documents(text("from"));
  const [next, to, as] = [text("connectFromField"), text("connectToField"), text("as")];
  const deepest = numberOf(spec.get("maxDepth")) ?? Number.POSITIVE_INFINITY;
  const depthField = spec.get("depthField");
  const restrict = spec.get("restrictSearchWithMatch");
  const flat = (v: Bson | undefined): Bson[] => (isArray(v) ? [...v] : v === undefined ? [] : [v]);
  return docs.map((root) => {
    const found = new Map<Doc, Doc>();
    let sought = flat(evaluate(spec.get("startWith") ?? null, { root, variables: sources.variables }));
    const seen: Bson[] = [];
    for (let depth = 0; sought.length && depth <= deepest; depth++) {
      const reached: Doc[] = [];
      for (const value of sought) {
        if (seen.some((s) => equal(s, value))) continue;
        seen.push(value);
        for (const o of others) {
          if (found.has(o) || (isDoc(restrict) && !matches(o, restrict))) continue;
          if (!matches(o, new Map([[to, new Map([["$eq", value]])]]))) continue;
          found.set(o, typeof depthField === "string" ? withValue(o, [depthField], BigInt(depth)) : o);
          reached.push(o);
        }
      }
      sought = reached.flatMap((o) => valuesAt(o, next.split(".")).flatMap(flat));
    }
    return withValue(root, as.split("."), [...found.values()]);
  });
}
