import { aggregate, checkStages, type Sources } from "../aggregate.ts";
import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { compare, equal, numberOf } from "../compare.ts";
import { MongoError, notSimulated } from "../errors.ts";
import { checkFilter, matches } from "../match.ts";
import { sortDocs } from "../order.ts";
import { valuesAt } from "../path.ts";
import { project } from "../project.ts";
import {
  appendDoc,
  type Call,
  checkUnique,
  findCollection,
  keepDocs,
  keepNames,
  needWritable,
  textOf,
} from "../server.ts";
import { checkValid } from "../validate.ts";
import { explain } from "./explain.ts";
import { newId } from "./new-id.ts";
import { statistics } from "./statistics.ts";

/** The first answer to a query without a batch size. */
const FIRST_BATCH = 101;

function docOf(command: Doc, name: string): Doc | undefined {
  const value = command.get(name);
  return isDoc(value) ? value : undefined;
}

/** An answer with a cursor: what does not fit into the first batch waits for getMore. */
function cursor(call: Call, ns: string, docs: readonly Doc[], batchSize: number): Doc {
  const { server } = call;
  let id = 0n;
  if (docs.length > batchSize) {
    id = server.nextCursor++;
    server.cursors.set(id, { ns, rest: docs.slice(batchSize) });
  }
  return answer("firstBatch", docs.slice(0, batchSize), id, ns);
}

function answer(name: string, batch: readonly Doc[], id: bigint, ns: string): Doc {
  return new Map<string, Bson>([
    [
      "cursor",
      new Map<string, Bson>([
        [name, batch],
        ["id", id],
        ["ns", ns],
      ]),
    ],
    ["ok", 1],
  ]);
}

/** The documents of a collection, or those that a view makes. */
export function documentsOf(call: Call, name: string): readonly Doc[] {
  const found = findCollection(call.server, call.database, name);
  const on = found?.options.get("viewOn");
  if (!found || typeof on !== "string") return found?.docs ?? [];
  const pipeline = found.options.get("pipeline");
  return aggregate(documentsOf(call, on), isArray(pipeline) ? pipeline : [], sourcesOf(call));
}

/** What a pipeline may ask of the database that a command is given to. */
export function sourcesOf(call: Call, target = ""): Sources {
  const { server, database } = call;
  return {
    documents: (from) => documentsOf(call, from),
    replace(to, made, into = database) {
      const collection = needWritable(server, into, to);
      const before = collection.docs;
      collection.docs = [];
      try {
        for (const doc of made) {
          const whole = doc.has("_id") ? doc : new Map<string, Bson>([["_id", newId(call)], ...doc]);
          checkUnique(collection, `${into}.${to}`, whole);
          appendDoc(collection, whole);
        }
      } catch (e) {
        collection.docs = before;
        throw e;
      }
      keepDocs(server, collection);
      keepNames(server);
    },
    put(to, doc, before) {
      const collection = needWritable(server, database, to);
      const whole = doc.has("_id") ? doc : new Map<string, Bson>([["_id", newId(call)], ...doc]);
      checkValid(collection, whole, before);
      checkUnique(collection, `${database}.${to}`, whole, before);
      if (before) collection.docs = collection.docs.map((d) => (d === before ? whole : d));
      else appendDoc(collection, whole);
      keepDocs(server, collection);
      keepNames(server);
    },
    statistics: (stage) => statistics(call, stage, target),
    random: () => server.p.chance.integer("mongo sample", 1_000_000) / 1_000_000,
    variables: new Map<string, Bson>([["NOW", new Date(Math.floor(server.p.now() / 1000))]]),
  };
}

export function find(call: Call): Doc {
  const { database, command } = call;
  const name = textOf(command, "find");
  const filter = docOf(command, "filter") ?? new Map();
  const { variables } = sourcesOf(call);
  if (command.has("collation")) throw notSimulated("a collation");
  checkFilter(filter);
  checkHint(call, name);
  let docs = documentsOf(call, name).filter((d) => matches(d, filter, variables));
  const sort = docOf(command, "sort");
  if (sort) docs = sortDocs(docs, sort);
  docs = docs.slice(numberOf(command.get("skip")) ?? 0);
  const limit = Math.abs(numberOf(command.get("limit")) ?? 0);
  if (limit > 0) docs = docs.slice(0, limit);
  const projection = docOf(command, "projection");
  if (projection) docs = docs.map((d) => project(d, projection, variables));
  const single = command.get("singleBatch") === true;
  const size = single ? Number.POSITIVE_INFINITY : (numberOf(command.get("batchSize")) ?? FIRST_BATCH);
  return cursor(call, `${database}.${name}`, docs, size);
}

/** A hint does not change what is found, but the index must be there. */
function checkHint({ server, database, command }: Call, name: string): void {
  const hint = command.get("hint");
  const collection = findCollection(server, database, name);
  if (hint === undefined || !collection || (isDoc(hint) && hint.has("$natural"))) return;
  if (collection.indexes.some((i) => (isDoc(hint) ? equal(new Map(i.key), hint) : i.name === hint))) return;
  throw new MongoError(
    2,
    `error processing query: ns=${database}.${name}Tree: $and\nSort: {}\nProj: {}\n planner returned error :: caused by :: hint provided does not correspond to an existing index`,
  );
}

export function getMore(call: Call): Doc {
  const { server, command } = call;
  const wanted = command.get("getMore");
  const id = typeof wanted === "bigint" ? wanted : BigInt(numberOf(wanted) ?? 0);
  const open = server.cursors.get(id);
  if (!open) throw new MongoError(43, `cursor id ${id} not found`);
  const size = numberOf(command.get("batchSize")) ?? Number.POSITIVE_INFINITY;
  const batch = open.rest.slice(0, size);
  open.rest = open.rest.slice(size);
  if (open.rest.length === 0) server.cursors.delete(id);
  return answer("nextBatch", batch, open.rest.length ? id : 0n, open.ns);
}

export function killCursors(call: Call): Doc {
  const ids = call.command.get("cursors");
  for (const id of isArray(ids) ? ids : [])
    call.server.cursors.delete(typeof id === "bigint" ? id : BigInt(Number(id)));
  return new Map<string, Bson>([
    ["cursorsKilled", isArray(ids) ? ids : []],
    ["ok", 1],
  ]);
}

export function count(call: Call): Doc {
  const { command } = call;
  const query = docOf(command, "query") ?? new Map();
  checkFilter(query);
  const found = documentsOf(call, textOf(command, "count")).filter((d) => matches(d, query));
  const from = found.slice(numberOf(command.get("skip")) ?? 0);
  return new Map<string, Bson>([
    ["n", from.slice(0, numberOf(command.get("limit")) || undefined).length],
    ["ok", 1],
  ]);
}

export function distinct(call: Call): Doc {
  const { command } = call;
  const docs = documentsOf(call, textOf(command, "distinct"));
  const query = docOf(command, "query") ?? new Map();
  checkFilter(query);
  const path = String(command.get("key")).split(".");
  const all = docs
    .filter((d) => matches(d, query))
    .flatMap((d) => valuesAt(d, path).flatMap((v) => (isArray(v) ? [...v] : [v])))
    .filter((v) => v !== undefined)
    .sort(compare);
  return new Map<string, Bson>([
    ["values", all.filter((v, i) => i === 0 || compare(v, all[i - 1]) !== 0)],
    ["ok", 1],
  ]);
}

export function runAggregate(call: Call): Doc {
  const { database, command } = call;
  const target = command.get("aggregate");
  const pipeline = command.get("pipeline");
  if (!isArray(pipeline)) throw new MongoError(14, "'pipeline' option must be specified as an array");
  if (command.get("explain") === true) return explain({ ...call, command: new Map([["explain", command]]) });
  const name = typeof target === "string" ? target : "$cmd.aggregate";
  if (command.has("collation")) throw notSimulated("a collation");
  checkStages(pipeline);
  const docs = typeof target === "string" ? documentsOf(call, target) : [];
  const out = aggregate(docs, pipeline, sourcesOf(call, name));
  const size = numberOf(docOf(command, "cursor")?.get("batchSize")) ?? FIRST_BATCH;
  return cursor(call, `${database}.${name}`, out, size);
}
