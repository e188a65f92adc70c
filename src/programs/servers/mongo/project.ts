import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { numberOf, truthy } from "./compare.ts";
import { MongoError, notSimulated } from "./errors.ts";
import { evaluate, NO_VARIABLES } from "./expression.ts";
import type { Variables } from "./expressions/types.ts";
import { matches } from "./match.ts";
import { valueAt } from "./path.ts";

/** A document with the fields that a projection keeps: `{name: 1}`, `{age: 0}`, `{total: {$add: [...]}}`. */
export function project(doc: Doc, projection: Doc, variables: Variables = NO_VARIABLES): Doc {
  if (projection.size === 0) return doc;
  const kept: string[] = [];
  const dropped: string[] = [];
  const computed: [string, Bson][] = [];
  for (const [name, v] of flat(projection)) {
    if (isFlag(v)) (truthy(v) ? kept : dropped).push(name);
    else computed.push([name, v]);
  }
  const [placed] = kept.filter((k) => k.endsWith(".$"));
  if (placed !== undefined) throw notSimulated(`the positional projection '${placed}'`);
  const others = dropped.filter((d) => d !== "_id");
  const [firstKept] = kept.filter((k) => k !== "_id");
  if (others[0] !== undefined && firstKept !== undefined) {
    const inclusive = [...projection].find(([n]) => n !== "_id")?.[1];
    if (truthy(inclusive))
      throw new MongoError(31254, `Cannot do exclusion on field ${others[0]} in inclusion projection`);
    throw new MongoError(31254, `Cannot do inclusion on field ${firstKept} in exclusion projection`);
  }
  const shaping = computed.filter(([, v]) => isShape(v));
  // `$slice` alone leaves the other fields; `$elemMatch` keeps its own field alone.
  const exclusive = kept.length === 0 && computed.every(([, v]) => isDoc(v) && v.has("$slice") && isShape(v));
  let out: Doc;
  if (exclusive) out = dropped.reduce((d, path) => without(d, path.split(".")) as Doc, doc);
  else {
    const paths = [...(dropped.includes("_id") ? [] : ["_id"]), ...kept.filter((k) => k !== "_id")];
    out = pick(
      doc,
      [...paths, ...shaping.map(([n]) => n)].map((p) => p.split(".")),
    ) as Doc;
  }
  for (const [name, v] of computed) {
    const value = isShape(v) ? shape(valueAt(doc, name.split(".")), v) : evaluate(v, { root: doc, variables });
    if (value === undefined) {
      out = without(out, name.split(".")) as Doc;
      continue;
    }
    out = set(out, name.split("."), value);
  }
  return out;
}

function isFlag(v: Bson): boolean {
  return typeof v === "boolean" || typeof v === "number" || typeof v === "bigint";
}

/** `{a: {b: 1}}` says the same as `{"a.b": 1}`. */
function flat(projection: Doc, prefix = ""): [string, Bson][] {
  return [...projection].flatMap(([name, v]): [string, Bson][] =>
    isDoc(v) && ![...v.keys()].some((k) => k.startsWith("$")) && [...v.values()].every((x) => isFlag(x) || isDoc(x))
      ? flat(v, `${prefix}${name}.`)
      : [[prefix + name, v]],
  );
}

function isShape(v: Bson): v is Doc {
  return isDoc(v) && (v.has("$elemMatch") || (v.has("$slice") && !isArrayOfPath(v.get("$slice"))));
}

/** `{$slice: ["$field", 2]}` is an expression, `{$slice: 2}` and `{$slice: [1, 2]}` shape the field itself. */
function isArrayOfPath(v: Bson | undefined): boolean {
  return isArray(v) && typeof v[0] !== "number";
}

function shape(value: Bson | undefined, how: Doc): Bson | undefined {
  if (!isArray(value)) return value;
  const wanted = how.get("$elemMatch");
  if (isDoc(wanted)) {
    const found = value.find((x) => matches(x, wanted));
    return found === undefined ? undefined : [found];
  }
  const slice = how.get("$slice");
  if (isArray(slice)) {
    const from = numberOf(slice[0]) ?? 0;
    return value.slice(from, (from < 0 ? value.length + from : from) + (numberOf(slice[1]) ?? 0));
  }
  const n = numberOf(slice) ?? 0;
  return n < 0 ? value.slice(n) : value.slice(0, n);
}

function set(doc: Doc, path: readonly string[], value: Bson): Doc {
  const [first = "", ...rest] = path;
  const inner = doc.get(first);
  return new Map(doc).set(first, rest.length ? set(isDoc(inner) ? inner : new Map(), rest, value) : value);
}

/** The fields on these paths, in the document's order. */
function pick(value: Bson, paths: readonly (readonly string[])[]): Bson | undefined {
  if (paths.some((p) => p.length === 0)) return value;
  if (isArray(value)) return value.map((v) => pick(v, paths)).filter((v) => v !== undefined);
  if (!isDoc(value)) return undefined;
  const out: Doc = new Map();
  for (const [name, v] of value) {
    const inner = paths.filter((p) => p[0] === name).map((p) => p.slice(1));
    const kept = inner.length ? pick(v, inner) : undefined;
    if (kept !== undefined) out.set(name, kept);
  }
  return out;
}

function without(value: Bson, path: readonly string[]): Bson {
  const [first = "", ...rest] = path;
  if (isArray(value)) return value.map((v) => without(v, path));
  if (!isDoc(value) || !value.has(first)) return value;
  const out = new Map(value);
  const inner = value.get(first);
  if (rest.length === 0 || inner === undefined) out.delete(first);
  else out.set(first, without(inner, rest));
  return out;
}
