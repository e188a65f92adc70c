import { type Bson, type Doc, isArray, isDoc, ObjectId } from "../bson.ts";
import { MongoError, notSimulated } from "../errors.ts";
import { isOperators, matches } from "../match.ts";
import { project, sortDocs } from "../project.ts";
import { type Call, checkUnique, findCollection, keepDocs, needCollection, textOf } from "../server.ts";
import type { Collection } from "../store.ts";
import { applyUpdate, seedOf } from "../update.ts";

/** insert: each document gets an _id, which stands first. The first that fails ends it, unless ordered is false. */
export function insert(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "insert");
  const docs = list(command, "documents");
  const collection = needCollection(server, database, name);
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
  checkUnique(collection, ns, whole);
  collection.docs = [...collection.docs, whole];
  return whole;
}

/** Four bytes of time, five by chance, three that count. */
function newId({ server }: Call): ObjectId {
  const { p } = server;
  const seconds = Math.floor(p.now() / 1_000_000);
  const chance = p.chance.hex("mongo object id");
  return new ObjectId(seconds.toString(16).padStart(8, "0") + chance.slice(0, 16));
}

/** Runs each statement of a write command; those that fail are told of in writeErrors. */
function writes(
  command: Doc,
  statements: readonly Doc[],
  count: "n",
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
      errors.push(writeError(index, e));
      if (command.get("ordered") !== false) break;
    }
  }
  if (collection && n > 0) keepDocs(call.server, collection);
  const out: Doc = new Map<string, Bson>([[count, n]]);
  if (errors.length) out.set("writeErrors", errors);
  return out.set("ok", 1);
}

function writeError(index: number, e: MongoError): Doc {
  const out: Doc = new Map<string, Bson>([
    ["index", index],
    ["code", e.code],
  ]);
  if (e.duplicate) {
    out.set("keyPattern", new Map(e.duplicate.pattern));
    out.set("keyValue", new Map(e.duplicate.values as ReadonlyMap<string, Bson>));
  }
  return out.set("errmsg", e.message);
}

export function update(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "update");
  const upserted: Doc[] = [];
  let modified = 0;
  const statements = list(command, "updates");
  const collection = statements.some((s) => s.get("upsert") === true)
    ? needCollection(server, database, name)
    : findCollection(server, database, name);
  const out = writes(command, statements, "n", collection, call, (s, index) => {
    if (!collection) return 0;
    const many = s.get("multi") === true;
    const found = updateDocs(call, collection, `${database}.${name}`, {
      filter: docOf(s, "q"),
      change: s.get("u") ?? null,
      many,
      upsert: s.get("upsert") === true,
      sort: undefined,
      arrayFilters: s.has("arrayFilters"),
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
  readonly arrayFilters: boolean;
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
  if (how.arrayFilters) throw notSimulated("arrayFilters");
  if (isArray(change)) throw notSimulated("an update by a pipeline");
  if (!isDoc(change)) throw new MongoError(9, "the update must be a document");
  const operators = isOperators(change);
  if (!operators && how.many) throw new MongoError(9, "multi update is not supported for replacement-style update");
  const context = { filter: how.filter, now: () => new Date(Math.floor(call.server.p.now() / 1000)) };
  const found = c.docs.filter((d) => matches(d, how.filter));
  const chosen = how.many ? found : (how.sort ? sortDocs(found, how.sort) : found).slice(0, 1);
  const next = (doc: Doc, inserting: boolean) =>
    operators ? applyUpdate(doc, change, { ...context, inserting }) : replacement(doc, change);
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
    checkUnique(c, ns, made, doc);
    c.docs = c.docs.map((d) => (d === doc ? made : d));
    modified++;
  }
  return { before: chosen, after, modified, upserted: undefined };
}

function replacement(doc: Doc, change: Doc): Doc {
  const id = doc.get("_id") ?? change.get("_id");
  if (
    change.has("_id") &&
    doc.has("_id") &&
    !same(new Map([["_id", id ?? null]]), new Map([["_id", change.get("_id") ?? null]]))
  )
    throw new MongoError(66, "After applying the update, the (immutable) field '_id' was found to have been altered");
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
    if (!collection) return 0;
    const filter = docOf(s, "q");
    const found = collection.docs.filter((d) => matches(d, filter));
    const gone = new Set(s.get("limit") === 1 ? found.slice(0, 1) : found);
    collection.docs = collection.docs.filter((d) => !gone.has(d));
    return gone.size;
  });
}

export function findAndModify(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, command.has("findAndModify") ? "findAndModify" : "findandmodify");
  const collection = needCollection(server, database, name);
  const sort = command.get("sort");
  const filter = docOf(command, "query");
  const fields = command.get("fields");
  const shape = (d: Doc | undefined): Bson => (d ? (isDoc(fields) ? project(d, fields) : d) : null);
  if (command.get("remove") === true) {
    const found = collection.docs.filter((d) => matches(d, filter));
    const [first] = isDoc(sort) ? sortDocs(found, sort) : found;
    collection.docs = collection.docs.filter((d) => d !== first);
    keepDocs(server, collection);
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
    arrayFilters: command.has("arrayFilters"),
  });
  keepDocs(server, collection);
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

function list(command: Doc, name: string): Doc[] {
  const value = command.get(name);
  if (!isArray(value)) throw new MongoError(40415, `BSON field '${name}' is missing but a required field`);
  return value.filter(isDoc);
}

function docOf(command: Doc, name: string): Doc {
  const value = command.get(name);
  return isDoc(value) ? value : new Map();
}
