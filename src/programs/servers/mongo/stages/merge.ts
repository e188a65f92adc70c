import type { Sources } from "../aggregate.ts";
import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { equal } from "../compare.ts";
import { MongoError, notSimulated, RuntimeError } from "../errors.ts";
import { valueAt } from "../path.ts";

/** `$merge`: puts documents into a collection; `whenMatched` and `whenNotMatched` say how. */
export function merge(docs: readonly Doc[], operand: Bson, sources: Sources): void {
  const spec: Doc = isDoc(operand) ? operand : new Map<string, Bson>([["into", operand]]);
  const into = spec.get("into");
  const name = isDoc(into) ? String(into.get("coll")) : String(into);
  const database = isDoc(into) && into.has("db") ? String(into.get("db")) : undefined;
  if (database !== undefined) throw notSimulated("$merge into another database");
  const on = spec.get("on") ?? "_id";
  const fields = (isArray(on) ? on : [on]).map((f) => String(f).split("."));
  const matched = spec.get("whenMatched") ?? "merge";
  const unmatched = spec.get("whenNotMatched") ?? "insert";
  if (isArray(matched)) throw notSimulated("$merge with a pipeline");
  for (const doc of docs) {
    const there = sources.documents(name).find((d) => fields.every((f) => equal(valueAt(d, f), valueAt(doc, f))));
    if (!there) {
      if (unmatched === "insert") sources.put(name, doc, undefined);
      else if (unmatched === "fail")
        throw new RuntimeError(
          13_113,
          "$merge could not find a matching document in the target collection for at least one document in the source collection",
        );
      continue;
    }
    if (matched === "fail")
      throw new MongoError(
        11_000,
        `$merge with whenMatched: fail found an existing document with the same values for the 'on' fields`,
      );
    const id = there.get("_id") ?? null;
    if (matched === "merge") sources.put(name, new Map([...there, ...doc, ["_id", id]]), there);
    else if (matched === "replace")
      sources.put(name, new Map<string, Bson>([["_id", id], ...doc]).set("_id", id), there);
  }
}
