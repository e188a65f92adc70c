import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { checkFilter, matches } from "../match.ts";
import { sortDocs } from "../order.ts";
import { project } from "../project.ts";
import { type Call, findCollection, keepDocs, needCollection, needWritable, textOf } from "../server.ts";
import type { Collection } from "../store.ts";
import { addDoc, updateDocs } from "./update-docs.ts";

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
