import { sha256 } from "@noble/hashes/sha2.js";
import { encode } from "../../../../std/text.ts";
import { type Bson, type Doc, hexOfBytes, isArray, isDoc } from "../bson.ts";
import { numberOf, shown } from "../compare.ts";
import { notSimulated } from "../errors.ts";
import { checkFilter, isOperators, matches } from "../match.ts";
import { type Call, findCollection } from "../server.ts";
import { type Collection, ID_INDEX, type Index } from "../store.ts";

/*
 * explain of a find: the plan that the server would choose. Here that is an index whose first field the filter names (of
 * several the one of which most fields are named, then the oldest), or one in the order of the sort; else the whole collection.
 */

const doc = (...fields: [string, Bson][]): Doc => new Map(fields);

interface Counts {
  readonly returned: number;
  readonly keys: number;
  readonly docs: number;
}

export function explain(call: Call): Doc {
  const { server, database } = call;
  const inner = call.command.get("explain");
  const command: Doc = isDoc(inner) ? inner : new Map();
  const name = command.get("find");
  if (typeof name !== "string") throw notSimulated("explain of anything but find");
  const given = (key: string): Doc => {
    const v = command.get(key);
    return isDoc(v) ? v : new Map();
  };
  const filter = given("filter");
  checkFilter(filter);
  const collection = findCollection(server, database, name);
  if (collection?.options.has("viewOn")) throw notSimulated("explain of a view");
  const sort = given("sort");
  const plan = planOf(collection, filter, sort);
  const limit = numberOf(command.get("limit")) ?? 0;
  const skip = numberOf(command.get("skip")) ?? 0;
  const counts = countsOf(collection, filter, plan, limit);
  const verbosity = String(call.command.get("verbosity") ?? "allPlansExecution");
  const ways = { filter, sort, projection: given("projection"), limit: Math.abs(limit), skip };
  const hash = (text: string, size: number) =>
    hexOfBytes(sha256(encode(text)))
      .slice(0, size)
      .toUpperCase();
  const shape = `${database}.${name} ${[...filter.keys()].join(" ")}`;
  const out = doc(
    ["explainVersion", "1"],
    [
      "queryPlanner",
      doc(
        ["namespace", `${database}.${name}`],
        ["parsedQuery", parsedQuery(filter)],
        ["indexFilterSet", false],
        ["queryHash", hash(shape, 8)],
        ["planCacheShapeHash", hash(shape, 8)],
        ["planCacheKey", hash(`${shape} ${collection?.indexes.length}`, 8)],
        ["optimizationTimeMillis", 0],
        ["maxIndexedOrSolutionsReached", false],
        ["maxIndexedAndSolutionsReached", false],
        ["maxScansToExplodeReached", false],
        ["prunedSimilarIndexes", false],
        ["winningPlan", new Map<string, Bson>([["isCached", false], ...stages(plan, ways, undefined)])],
        ["rejectedPlans", []],
      ),
    ],
  );
  if (verbosity !== "queryPlanner")
    out.set(
      "executionStats",
      doc(
        ["executionSuccess", true],
        ["nReturned", counts.returned],
        ["executionTimeMillis", 0],
        ["totalKeysExamined", counts.keys],
        ["totalDocsExamined", counts.docs],
        ["executionStages", new Map<string, Bson>([["isCached", false], ...stages(plan, ways, counts)])],
        ...(verbosity === "allPlansExecution" ? ([["allPlansExecution", []]] as [string, Bson][]) : []),
      ),
    );
  out.set("queryShapeHash", hash(shape, 64));
  out.set("command", new Map<string, Bson>([...command, ["$db", database]]));
  out.set(
    "serverInfo",
    doc(["host", server.p.hostname], ["port", server.port], ["version", server.version], ["gitVersion", "drydock"]),
  );
  return out.set("ok", 1);
}

type Plan =
  | { readonly kind: "none" }
  | { readonly kind: "all" }
  | { readonly kind: "id" }
  | { readonly kind: "index"; readonly index: Index; readonly forward: boolean; readonly sorts: boolean };

function planOf(c: Collection | undefined, filter: Doc, sort: Doc): Plan {
  if (!c) return { kind: "none" };
  const id = filter.get("_id");
  if (filter.size === 1 && id !== undefined && !isOperators(id)) return { kind: "id" };
  const named = (i: Index) => {
    const keys = [...i.key.keys()];
    const until = keys.findIndex((k) => !usable(filter.get(k)));
    return until < 0 ? keys.length : until;
  };
  const usableIndexes = c.indexes.filter(
    (i) => i.options.get("hidden") !== true && !i.options.has("partialFilterExpression"),
  );
  const [best] = usableIndexes.filter((i) => named(i) > 0).sort((a, b) => named(b) - named(a));
  const order = (i: Index) => {
    const keys = [...i.key];
    const wanted = [...sort];
    const fits = (sign: number) =>
      wanted.length > 0 &&
      wanted.every(([k, v], n) => keys[n]?.[0] === k && numberOf(keys[n]?.[1] ?? null) === sign * (numberOf(v) ?? 1));
    return fits(1) ? 1 : fits(-1) ? -1 : 0;
  };
  const index = best ?? usableIndexes.find((i) => order(i) !== 0);
  if (!index) return { kind: "all" };
  const way = order(index);
  return { kind: "index", index, forward: way !== -1, sorts: way !== 0 };
}

/** Whether an index helps with what is wanted of its field. */
function usable(wanted: Bson | undefined): boolean {
  if (wanted === undefined) return false;
  return !isOperators(wanted) || [...wanted.keys()].some((k) => /^\$(eq|gte?|lte?|in|regex|exists|ne|nin)$/.test(k));
}

function countsOf(c: Collection | undefined, filter: Doc, plan: Plan, limit: number): Counts {
  const docs = c?.docs ?? [];
  const found = docs.filter((d) => matches(d, filter)).length;
  const returned = limit ? Math.min(found, Math.abs(limit)) : found;
  if (plan.kind === "none") return { returned: 0, keys: 0, docs: 0 };
  if (plan.kind === "all") return { returned, keys: 0, docs: docs.length };
  if (plan.kind === "id") return { returned, keys: returned, docs: returned };
  const keys = new Set(plan.index.key.keys());
  const part: Doc = new Map([...filter].filter(([k]) => keys.has(k)));
  const read = docs.filter((d) => matches(d, part)).length;
  return { returned, keys: read, docs: read };
}

/** An equality is told as `$eq`, several conditions as an `$and`. */
function parsedQuery(filter: Doc): Doc {
  const all = [...filter].flatMap(([k, v]): Doc[] =>
    k.startsWith("$")
      ? [doc([k, isArray(v) ? v.map((f) => (isDoc(f) ? parsedQuery(f) : f)) : v])]
      : isOperators(v)
        ? [...v].map(([o, x]) => doc([k, doc([o, x])]))
        : [doc([k, doc(["$eq", v])])],
  );
  return all.length > 1 ? doc(["$and", all.toSorted((a, b) => (shown(a) < shown(b) ? -1 : 1))]) : (all[0] ?? new Map());
}

interface Ways {
  readonly filter: Doc;
  readonly sort: Doc;
  readonly projection: Doc;
  readonly limit: number;
  readonly skip: number;
}

/** The stages of a plan, the last to work first. With what each one did where it was carried out. */
function stages(plan: Plan, ways: Ways, counts: Counts | undefined): Doc {
  const { filter, sort, projection, limit, skip } = ways;
  let out = source(plan, filter, counts);
  const above = (stage: string, ...fields: [string, Bson][]) => {
    out = doc(["stage", stage], ...work(counts, counts?.returned ?? 0), ...fields, ["inputStage", out]);
  };
  const sorted = sort.size > 0 && !(plan.kind === "index" && plan.sorts);
  if (sorted)
    above(
      "SORT",
      ["sortPattern", sort],
      ["memLimit", 104_857_600],
      ...(limit ? ([["limitAmount", limit + skip]] as [string, Bson][]) : []),
      ["type", "simple"],
    );
  if (skip) above("SKIP", ["skipAmount", skip]);
  if (limit && !sorted) above("LIMIT", ["limitAmount", limit]);
  if (projection.size) {
    const simple = [...projection].every(([k, v]) => !k.includes(".") && !isDoc(v));
    above(simple ? "PROJECTION_SIMPLE" : "PROJECTION_DEFAULT", ["transformBy", projection]);
  }
  return out;
}

function work(counts: Counts | undefined, advanced: number, read = advanced): [string, Bson][] {
  if (!counts) return [];
  return [
    ["nReturned", advanced],
    ["executionTimeMillisEstimate", 0],
    ["works", read + 1],
    ["advanced", advanced],
    ["needTime", read - advanced],
    ["needYield", 0],
    ["saveState", 0],
    ["restoreState", 0],
    ["isEOF", 1],
  ];
}

function source(plan: Plan, filter: Doc, counts: Counts | undefined): Doc {
  const filtered = (f: Doc): [string, Bson][] => (f.size ? [["filter", parsedQuery(f)]] : []);
  if (plan.kind === "none") return doc(["stage", "EOF"], ...work(counts, 0));
  if (plan.kind === "id")
    return doc(
      ["stage", "EXPRESS_IXSCAN"],
      ["keyPattern", "{ _id: 1 }"],
      ["indexName", ID_INDEX.name],
      ...(counts
        ? ([
            ["keysExamined", counts.keys],
            ["docsExamined", counts.docs],
            ["nReturned", counts.returned],
          ] as [string, Bson][])
        : []),
    );
  if (plan.kind === "all")
    return doc(
      ["stage", "COLLSCAN"],
      ...filtered(filter),
      ...work(counts, counts?.returned ?? 0, counts?.docs),
      ["direction", "forward"],
      ...(counts ? ([["docsExamined", counts.docs]] as [string, Bson][]) : []),
    );
  const { index, forward } = plan;
  const rest: Doc = new Map([...filter].filter(([k]) => !index.key.has(k)));
  const scan = doc(
    ["stage", "IXSCAN"],
    ...work(counts, counts?.keys ?? 0),
    ["keyPattern", new Map(index.key)],
    ["indexName", index.name],
    ["isMultiKey", false],
    ["multiKeyPaths", new Map([...index.key.keys()].map((k) => [k, []]))],
    ["isUnique", index.unique],
    ["isSparse", index.options.get("sparse") === true],
    ["isPartial", false],
    ["indexVersion", 2],
    ["direction", forward ? "forward" : "backward"],
    ["indexBounds", new Map([...index.key.keys()].map((k) => [k, boundsOf(filter.get(k), forward)]))],
    ...(counts ? ([["keysExamined", counts.keys]] as [string, Bson][]) : []),
  );
  return doc(
    ["stage", "FETCH"],
    ...filtered(rest),
    ...work(counts, counts?.returned ?? 0, counts?.docs),
    ...(counts ? ([["docsExamined", counts.docs]] as [string, Bson][]) : []),
    ["inputStage", scan],
  );
}

/** The part of an index that is read, as intervals of its values. */
function boundsOf(wanted: Bson | undefined, forward: boolean): string[] {
  const all = forward ? "[MinKey, MaxKey]" : "[MaxKey, MinKey]";
  if (wanted === undefined) return [all];
  if (!isOperators(wanted)) return [`[${shown(wanted)}, ${shown(wanted)}]`];
  const among = wanted.get("$in");
  if (isArray(among)) return among.map((v) => `[${shown(v)}, ${shown(v)}]`);
  const [equal, gt, gte, lt, lte] = ["$eq", "$gt", "$gte", "$lt", "$lte"].map((k) => wanted.get(k));
  if (equal !== undefined) return [`[${shown(equal)}, ${shown(equal)}]`];
  const low = gt ?? gte;
  const high = lt ?? lte;
  if (low === undefined && high === undefined) return [all];
  const text = typeof (low ?? high) === "string";
  const from = low === undefined ? (text ? '[""' : "[-inf") : `${gt === undefined ? "[" : "("}${shown(low)}`;
  const to = high === undefined ? (text ? "{})" : "inf]") : `${shown(high)}${lt === undefined ? "]" : ")"}`;
  return [`${from}, ${to}`];
}
