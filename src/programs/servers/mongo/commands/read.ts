import { aggregate } from "../aggregate.ts";
import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { compare, numberOf } from "../compare.ts";
import { MongoError, notSimulated } from "../errors.ts";
import { matches } from "../match.ts";
import { valuesAt } from "../path.ts";
import { project, sortDocs } from "../project.ts";
import { type Call, findCollection, keepDocs, keepNames, needCollection, textOf } from "../server.ts";

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

export function find(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "find");
  const filter = docOf(command, "filter") ?? new Map();
  let docs = (findCollection(server, database, name)?.docs ?? []).filter((d) => matches(d, filter));
  const sort = docOf(command, "sort");
  if (sort) docs = sortDocs(docs, sort);
  docs = docs.slice(numberOf(command.get("skip")) ?? 0);
  const limit = Math.abs(numberOf(command.get("limit")) ?? 0);
  if (limit > 0) docs = docs.slice(0, limit);
  const projection = docOf(command, "projection");
  if (projection) docs = docs.map((d) => project(d, projection));
  const single = command.get("singleBatch") === true;
  const size = single ? Number.POSITIVE_INFINITY : (numberOf(command.get("batchSize")) ?? FIRST_BATCH);
  return cursor(call, `${database}.${name}`, docs, size);
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
  const { server, database, command } = call;
  const docs = findCollection(server, database, textOf(command, "count"))?.docs ?? [];
  const query = docOf(command, "query") ?? new Map();
  return new Map<string, Bson>([
    ["n", docs.filter((d) => matches(d, query)).length],
    ["ok", 1],
  ]);
}

export function distinct(call: Call): Doc {
  const { server, database, command } = call;
  const docs = findCollection(server, database, textOf(command, "distinct"))?.docs ?? [];
  const query = docOf(command, "query") ?? new Map();
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
  const { server, database, command } = call;
  const target = command.get("aggregate");
  const pipeline = command.get("pipeline");
  if (!isArray(pipeline)) throw new MongoError(14, "'pipeline' option must be specified as an array");
  if (command.get("explain") === true) throw notSimulated("explain of an aggregation");
  const name = typeof target === "string" ? target : "$cmd.aggregate";
  const docs = typeof target === "string" ? (findCollection(server, database, target)?.docs ?? []) : [];
  const out = aggregate(docs, pipeline, {
    documents: (from) => findCollection(server, database, from)?.docs ?? [],
    replace(to, made) {
      const collection = needCollection(server, database, to);
      collection.docs = [...made];
      keepDocs(server, collection);
      keepNames(server);
    },
    random: () => server.p.chance.integer("mongo sample", 1_000_000) / 1_000_000,
  });
  const size = numberOf(docOf(command, "cursor")?.get("batchSize")) ?? FIRST_BATCH;
  return cursor(call, `${database}.${name}`, out, size);
}

/** explain: which way the documents of a find would be sought. */
export function explain(call: Call): Doc {
  const { server, database } = call;
  const inner = docOf(call.command, "explain") ?? new Map<string, Bson>();
  const name = inner.get("find");
  if (typeof name !== "string") throw notSimulated("explain of anything but find");
  const filter = docOf(inner, "filter") ?? new Map<string, Bson>();
  const collection = findCollection(server, database, name);
  const index = collection?.indexes.find((i) => filter.has([...i.key.keys()][0] ?? ""));
  const fetch: Doc = index
    ? new Map<string, Bson>([
        ["stage", "FETCH"],
        [
          "inputStage",
          new Map<string, Bson>([
            ["stage", "IXSCAN"],
            ["keyPattern", new Map(index.key)],
            ["indexName", index.name],
          ]),
        ],
      ])
    : new Map<string, Bson>([["stage", collection ? "COLLSCAN" : "EOF"]]);
  return new Map<string, Bson>([
    [
      "queryPlanner",
      new Map<string, Bson>([
        ["namespace", `${database}.${name}`],
        ["parsedQuery", filter],
        ["winningPlan", fetch],
        ["rejectedPlans", []],
      ]),
    ],
    ["ok", 1],
  ]);
}
