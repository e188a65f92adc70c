import { aggregate } from "../aggregate.ts";
import { type Bson, type Doc, encodeDoc, isArray, isDoc } from "../bson.ts";
import { equal, numberOf, shown } from "../compare.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { checkFilter, isOperators, matches } from "../match.ts";
import { sortDocs } from "../order.ts";
import { appendDoc, type Call, checkUnique } from "../server.ts";
import type { Collection } from "../store.ts";
import { applyUpdate, namedFilters, seedOf } from "../update.ts";
import { checkValid } from "../validate.ts";
import { newId } from "./new-id.ts";
import { sourcesOf } from "./read.ts";

/** Puts in a document: it gets an _id, which stands first. */
export function addDoc(call: Call, collection: Collection, ns: string, doc: Doc): Doc {
  const id = doc.get("_id") ?? newId(call);
  if (isArray(id)) throw new MongoError(2, "The '_id' value cannot be of type array");
  const rest = [...doc].filter(([k]) => k !== "_id");
  const whole: Doc = new Map([["_id", id], ...rest]);
  checkValid(collection, whole);
  checkUnique(collection, ns, whole);
  appendDoc(collection, whole);
  if (collection.options.get("capped") === true) trim(collection);
  return whole;
}

/** A capped collection lets its oldest documents go. */
function trim(c: Collection): void {
  const most = numberOf(c.options.get("max")) ?? Number.POSITIVE_INFINITY;
  const size = numberOf(c.options.get("size")) ?? Number.POSITIVE_INFINITY;
  let bytes = c.docs.reduce((n, d) => n + encodeDoc(d).length, 0);
  let from = 0;
  while (c.docs.length - from > 1 && (c.docs.length - from > most || bytes > size))
    bytes -= encodeDoc(c.docs[from++] ?? new Map()).length;
  if (from) c.docs = c.docs.slice(from);
}

interface Change {
  readonly filter: Doc;
  readonly change: Bson;
  readonly many: boolean;
  readonly upsert: boolean;
  readonly sort: Doc | undefined;
  readonly arrayFilters: Bson | undefined;
}

interface Changed {
  /** The documents that were found, as they were. */
  readonly before: readonly Doc[];
  readonly after: readonly Doc[];
  readonly modified: number;
  readonly upserted: Doc | undefined;
}

/** Changes the documents that a filter finds, or puts one in where that is wanted and none is there. */
export function updateDocs(call: Call, c: Collection, ns: string, how: Change): Changed {
  const { change } = how;
  if (c.options.has("viewOn")) throw new MongoError(166, `Namespace ${ns} is a view, not a collection`);
  if (isArray(change)) checkPipeline(change);
  else if (!isDoc(change)) throw new MongoError(9, "the update must be a document or a pipeline");
  checkFilter(how.filter);
  const operators = isArray(change) || isOperators(change);
  if (!operators && how.many) throw new MongoError(9, "multi update is not supported for replacement-style update");
  const context = {
    filter: how.filter,
    arrayFilters: namedFilters(how.arrayFilters),
    now: () => new Date(Math.floor(call.server.p.now() / 1000)),
  };
  const found = c.docs.filter((d) => matches(d, how.filter));
  const chosen = how.many ? found : (how.sort ? sortDocs(found, how.sort) : found).slice(0, 1);
  const next = (doc: Doc, inserting: boolean) =>
    isArray(change)
      ? piped(call, doc, change)
      : isOperators(change)
        ? applyUpdate(doc, change, { ...context, inserting })
        : replacement(doc, isDoc(change) ? change : new Map());
  if (chosen.length === 0) {
    if (!how.upsert) return { before: [], after: [], modified: 0, upserted: undefined };
    const seed = seedOf(how.filter);
    return { before: [], after: [], modified: 0, upserted: addDoc(call, c, ns, next(seed, true)) };
  }
  let modified = 0;
  const after: Doc[] = [];
  for (const doc of chosen) {
    const made = next(doc, false);
    after.push(made);
    if (same(doc, made)) continue;
    checkValid(c, made, doc);
    checkUnique(c, ns, made, doc);
    c.docs = c.docs.map((d) => (d === doc ? made : d));
    modified++;
  }
  return { before: chosen, after, modified, upserted: undefined };
}

/** An update may be a pipeline of the stages that reshape a document. */
function checkPipeline(stages: readonly Bson[]): void {
  for (const stage of stages) {
    const [name = ""] = isDoc(stage) ? [...stage.keys()] : [];
    if (!/^\$(addFields|set|project|unset|replaceRoot|replaceWith)$/.test(name))
      throw new MongoError(72, `${name} is not allowed to be used within an update`);
  }
}

function piped(call: Call, doc: Doc, stages: readonly Bson[]): Doc {
  const [made = new Map<string, Bson>()] = aggregate([doc], stages, sourcesOf(call));
  const id = doc.get("_id");
  if (id !== undefined && made.has("_id") && !equal(made.get("_id"), id))
    throw new RuntimeError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return id === undefined ? made : new Map<string, Bson>([["_id", id], ...[...made].filter(([k]) => k !== "_id")]);
}

function replacement(doc: Doc, change: Doc): Doc {
  const id = doc.get("_id") ?? change.get("_id");
  if (
    change.has("_id") &&
    doc.has("_id") &&
    !same(new Map([["_id", id ?? null]]), new Map([["_id", change.get("_id") ?? null]]))
  )
    throw new RuntimeError(
      66,
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shown(change.get("_id"))}`,
    );
  return new Map([...(id === undefined ? [] : [["_id", id] as const]), ...[...change].filter(([k]) => k !== "_id")]);
}

function same(a: Doc, b: Doc): boolean {
  const text = (v: Bson): string =>
    JSON.stringify(v, (_k, x: unknown) => (x instanceof Map ? { $: [...x] } : typeof x === "bigint" ? `${x}n` : x));
  return text(a) === text(b);
}
