import { aggregate } from "../aggregate.ts";
import { type Bson, type Doc, encodeDoc, isArray, isDoc } from "../bson.ts";
import { equal, numberOf, shown } from "../compare.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { checkFilter, isOperators, matches } from "../match.ts";
import { sortDocs } from "../order.ts";
import { project } from "../project.ts";
import {
  appendDoc,
  type Call,
  checkUnique,
  findCollection,
  keepDocs,
  needCollection,
  needWritable,
  textOf,
} from "../server.ts";
import type { Collection } from "../store.ts";
import { applyUpdate, namedFilters, seedOf } from "../update.ts";
import { checkValid } from "../validate.ts";
import { newId } from "./new-id.ts";
import { sourcesOf } from "./read.ts";

/** insert: each document gets an _id, which stands first. The first that fails ends it, unless ordered is false. */
export function insert(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "insert");
  const docs = list(command, "documents");
  const collection = needWritable(server, database, name);
  return writes(command, docs, "n", collection, call, (doc) => {
    addDoc(call, collection, `${database}.${name}`, doc);
    return 1;
  });
}

function addDoc(call: Call, collection: Collection, ns: string, doc: Doc): Doc {
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

/** Runs each statement of a write command; those that fail are told of in writeErrors. */
function writes(
  command: Doc,
  statements: readonly Doc[],
  /** What runs: an update that breaks off is told of as one. */
  count: "n" | "nModified",
  collection: Collection | undefined,
  call: Call,
  run: (statement: Doc, index: number) => number,
): Doc {
  let n = 0;
  const errors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      n += run(statement, index);
    } catch (e) {
      if (!(e instanceof MongoError)) throw e;
      errors.push(writeError(index, e, count === "nModified"));
      if (command.get("ordered") !== false) break;
    }
  }
  if (collection && n > 0) keepDocs(call.server, collection);
  const out: Doc = new Map<string, Bson>([["n", n]]);
  if (errors.length) out.set("writeErrors", errors);
  return out.set("ok", 1);
}

function writeError(index: number, e: MongoError, updating: boolean): Doc {
  const out: Doc = new Map<string, Bson>([
    ["index", index],
    ["code", e.code],
  ]);
  if (e.info) out.set("errInfo", e.info);
  if (e.duplicate) {
    out.set("keyPattern", new Map(e.duplicate.pattern));
    out.set("keyValue", new Map(e.duplicate.values as ReadonlyMap<string, Bson>));
  }
  const broken = updating && (e instanceof RuntimeError || e.duplicate || e.info);
  return out.set("errmsg", broken ? `Plan executor error during update :: caused by :: ${e.message}` : e.message);
}

export function update(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "update");
  const upserted: Doc[] = [];
  let modified = 0;
  const statements = list(command, "updates");
  const collection = statements.some((s) => s.get("upsert") === true)
    ? needWritable(server, database, name)
    : findCollection(server, database, name);
  const out = writes(command, statements, "nModified", collection, call, (s, index) => {
    if (!collection) {
      checkFilter(docOf(s, "q"));
      return 0;
    }
    const many = s.get("multi") === true;
    const found = updateDocs(call, collection, `${database}.${name}`, {
      filter: docOf(s, "q"),
      change: s.get("u") ?? null,
      many,
      upsert: s.get("upsert") === true,
      sort: isDoc(s.get("sort")) ? docOf(s, "sort") : undefined,
      arrayFilters: s.get("arrayFilters"),
    });
    modified += found.modified;
    if (found.upserted)
      upserted.push(
        new Map<string, Bson>([
          ["index", index],
          ["_id", found.upserted.get("_id") ?? null],
        ]),
      );
    return found.before.length + (found.upserted ? 1 : 0);
  });
  out.delete("ok");
  if (upserted.length) out.set("upserted", upserted);
  return out.set("nModified", modified).set("ok", 1);
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

function updateDocs(call: Call, c: Collection, ns: string, how: Change): Changed {
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

export function remove(call: Call): Doc {
  const { server, database, command } = call;
  const collection = findCollection(server, database, textOf(command, "delete"));
  return writes(command, list(command, "deletes"), "n", collection, call, (s) => {
    const filter = docOf(s, "q");
    checkFilter(filter);
    if (!collection) return 0;
    if (collection.options.has("viewOn"))
      throw new MongoError(166, `Namespace ${database}.${textOf(command, "delete")} is a view, not a collection`);
    const found = collection.docs.filter((d) => matches(d, filter));
    const gone = new Set(s.get("limit") === 1 ? found.slice(0, 1) : found);
    collection.docs = collection.docs.filter((d) => !gone.has(d));
    return gone.size;
  });
}

export function findAndModify(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, command.has("findAndModify") ? "findAndModify" : "findandmodify");
  const collection =
    command.get("upsert") === true
      ? needCollection(server, database, name)
      : (findCollection(server, database, name) ?? emptyCollection());
  const sort = command.get("sort");
  const filter = docOf(command, "query");
  const fields = command.get("fields");
  const shape = (d: Doc | undefined): Bson => (d ? (isDoc(fields) ? project(d, fields) : d) : null);
  if (command.get("remove") === true) {
    const found = collection.docs.filter((d) => matches(d, filter));
    const [first] = isDoc(sort) ? sortDocs(found, sort) : found;
    collection.docs = collection.docs.filter((d) => d !== first);
    if (first) keepDocs(server, collection);
    return new Map<string, Bson>([
      ["lastErrorObject", new Map([["n", first ? 1 : 0]])],
      ["value", shape(first)],
      ["ok", 1],
    ]);
  }
  const done = updateDocs(call, collection, `${database}.${name}`, {
    filter,
    change: command.get("update") ?? null,
    many: false,
    upsert: command.get("upsert") === true,
    sort: isDoc(sort) ? sort : undefined,
    arrayFilters: command.get("arrayFilters"),
  });
  if (done.modified || done.upserted) keepDocs(server, collection);
  const value = command.get("new") === true ? (done.after[0] ?? done.upserted) : done.before[0];
  const about: Doc = new Map<string, Bson>([
    ["n", done.before.length || (done.upserted ? 1 : 0)],
    ["updatedExisting", done.before.length > 0],
  ]);
  if (done.upserted) about.set("upserted", done.upserted.get("_id") ?? null);
  return new Map<string, Bson>([
    ["lastErrorObject", about],
    ["value", shape(value)],
    ["ok", 1],
  ]);
}

/** What stands for a collection that is not there, and is not made. */
function emptyCollection(): Collection {
  return { uuid: "", docs: [], indexes: [], options: new Map(), made: 0 };
}

function list(command: Doc, name: string): Doc[] {
  const value = command.get(name);
  if (!isArray(value)) throw new MongoError(40415, `BSON field '${name}' is missing but a required field`);
  return value.filter(isDoc);
}

function docOf(command: Doc, name: string): Doc {
  const value = command.get(name);
  return isDoc(value) ? value : new Map();
}
