import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { typeName } from "../compare.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { evaluate } from "../expression.ts";
import type { Variables } from "../expressions/types.ts";
import { valueAt, withValue } from "../path.ts";

/** `$addFields`: a document within is added to, a value in its place gives way. */
export function addFields(doc: Doc, spec: Doc, variables: Variables): Doc {
  let out = doc;
  for (const [name, e] of spec) out = put(out, name.split("."), e, doc, variables);
  return out;
}

function put(into: Doc, path: readonly string[], e: Bson, root: Doc, variables: Variables): Doc {
  const [first = "", ...rest] = path;
  const nested = rest.length === 0 && isDoc(e) && e.size > 0 && ![...e.keys()][0]?.startsWith("$");
  if (rest.length === 0 && !nested) {
    const value = evaluate(e, { root, variables });
    const out = new Map(into);
    if (value === undefined) out.delete(first);
    else out.set(first, value);
    return out;
  }
  const within = (at: Bson | undefined): Bson => {
    if (isArray(at)) return at.map(within);
    const base: Doc = isDoc(at) ? at : new Map();
    if (!nested) return put(base, rest, e, root, variables);
    return isDoc(e) ? [...e].reduce((d, [k, x]) => put(d, k.split("."), x, root, variables), base) : base;
  };
  return new Map(into).set(first, within(into.get(first)));
}

/** `$unwind`: a document for each element of an array. */
export function unwind(docs: readonly Doc[], operand: Bson): Doc[] {
  const path = isDoc(operand) ? operand.get("path") : operand;
  if (path === undefined) throw new MongoError(28_812, "no path specified to $unwind stage");
  if (typeof path !== "string")
    throw new MongoError(28_808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (!path.startsWith("$"))
    throw new MongoError(28_818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const keep = isDoc(operand) && operand.get("preserveNullAndEmptyArrays") === true;
  const index = isDoc(operand) ? operand.get("includeArrayIndex") : undefined;
  const field = path.slice(1).split(".");
  const numbered = (doc: Doc, i: Bson) => (typeof index === "string" ? withValue(doc, index.split("."), i) : doc);
  return docs.flatMap((doc) => {
    const value = valueAt(doc, field);
    if (isArray(value) && value.length) return value.map((v, i) => numbered(withValue(doc, field, v), BigInt(i)));
    if (value === undefined || value === null || isArray(value)) {
      if (!keep) return [];
      return [numbered(isArray(value) ? withValue(doc, field, undefined) : doc, null)];
    }
    return [numbered(doc, null)];
  });
}

/** `$redact`: `$$KEEP`, `$$PRUNE` or, for the documents within, `$$DESCEND`. Undefined: nothing is left. */
export function redact(doc: Doc, e: Bson, variables: Variables): Doc | undefined {
  const words = new Map<string, Bson>([...variables, ["KEEP", "keep"], ["PRUNE", "prune"], ["DESCEND", "descend"]]);
  const verdict = evaluate(e, { root: doc, variables: words });
  if (verdict === "prune") return undefined;
  if (verdict === "keep") return doc;
  if (verdict !== "descend")
    throw new RuntimeError(
      17_053,
      "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE",
    );
  const out: Doc = new Map();
  for (const [name, value] of doc) {
    let kept: Bson | undefined = value;
    if (isDoc(value)) kept = redact(value, e, variables);
    else if (isArray(value))
      kept = value.map((v) => (isDoc(v) ? redact(v, e, variables) : v)).filter((v) => v !== undefined);
    if (kept !== undefined) out.set(name, kept);
  }
  return out;
}
