import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, equal, numberOf, shown } from "./compare.ts";
import { MongoError, notSimulated, RuntimeError } from "./errors.ts";
import { evaluate } from "./expression.ts";
import { extreme } from "./expressions/arrays.ts";
import { deviation, mean, total } from "./expressions/numbers.ts";
import type { Variables } from "./expressions/types.ts";
import { comparer, sortDocs } from "./order.ts";

/** `$group`: one document for each value of `_id`, in the order in which they first came. */
export function groupDocs(docs: readonly Doc[], spec: Doc, variables: Variables): Doc[] {
  const id = spec.get("_id");
  if (id === undefined) throw new MongoError(15955, "a group specification must include an _id");
  for (const [name, accumulator] of spec) {
    if (name === "_id") continue;
    if (name.includes(".")) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
    if (!isDoc(accumulator) || ![...accumulator.keys()][0]?.startsWith("$"))
      throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
    if (accumulator.size > 1) throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  }
  const groups: { readonly id: Bson; readonly docs: Doc[] }[] = [];
  const known = new Map<string, { readonly id: Bson; readonly docs: Doc[] }>();
  for (const doc of docs) {
    const key = evaluate(id, { root: doc, variables }) ?? null;
    const text = shown(key);
    let group = known.get(text) ?? groups.find((g) => equal(g.id, key));
    if (!group) {
      group = { id: key, docs: [] };
      groups.push(group);
    }
    known.set(text, group);
    group.docs.push(doc);
  }
  return groups.map((g) => {
    const out: Doc = new Map([["_id", g.id]]);
    for (const [name, accumulator] of spec) {
      if (name === "_id") continue;
      const [first] = isDoc(accumulator) ? accumulator : [];
      if (first) out.set(name, accumulate(first[0], first[1], g.docs, variables));
    }
    return out;
  });
}

/** What an accumulator makes of documents. */
export function accumulate(operator: string, operand: Bson, docs: readonly Doc[], variables: Variables): Bson {
  if (isArray(operand) && UNARY.test(operator) && operand.length > 1)
    throw new MongoError(40237, `The ${operator} accumulator is a unary operator`);
  const evaluated = (e: Bson, from = docs) => from.map((root) => evaluate(e, { root, variables }));
  if (operator === "$count") return docs.length;
  if (/^\$(top|bottom|first|last|max|min)N$/.test(operator) || operator === "$top" || operator === "$bottom")
    return few(operator, operand, docs, evaluated);
  const all = evaluated(operand);
  switch (operator) {
    case "$sum":
      return total(all);
    case "$avg":
      return mean(all);
    case "$min":
      return extreme(all, -1);
    case "$max":
      return extreme(all, 1);
    case "$first":
      return all[0] ?? null;
    case "$last":
      return all.at(-1) ?? null;
    case "$push":
      return all.filter((v) => v !== undefined);
    case "$addToSet":
      return all.filter((v, i): v is Bson => v !== undefined && all.findIndex((w) => compare(v, w) === 0) === i);
    case "$mergeObjects":
      return new Map(all.flatMap((v) => (isDoc(v) ? [...v] : [])));
    case "$stdDevPop":
      return deviation(all, 0);
    case "$stdDevSamp":
      return deviation(all, 1);
    default:
      if (/^\$(accumulator|median|percentile|concatArrays|setUnion)$/.test(operator))
        throw notSimulated(`the accumulator ${operator}`);
      throw new MongoError(15952, `unknown group operator '${operator}'`);
  }
}

const UNARY = /^\$(sum|avg|min|max|first|last|push|addToSet|mergeObjects|stdDevPop|stdDevSamp)$/;

/** The accumulators that keep a few values: `{n, input}`, or `{n, output, sortBy}`. */
function few(
  operator: string,
  operand: Bson,
  docs: readonly Doc[],
  evaluated: (e: Bson, from?: readonly Doc[]) => (Bson | undefined)[],
): Bson {
  if (!isDoc(operand))
    throw new MongoError(5788001, `specification must be an object; found ${operator}: ${shown(operand)}`);
  const single = operator === "$top" || operator === "$bottom";
  const n = single ? 1 : (numberOf(evaluated(operand.get("n") ?? null, [new Map()])[0]) ?? 0);
  if (n < 1) throw new RuntimeError(5787908, `'n' must be greater than 0, found ${n}`);
  const sort = operand.get("sortBy");
  if (isDoc(sort)) {
    const sorted = sortDocs(docs, sort);
    const chosen = operator.startsWith("$top") ? sorted.slice(0, n) : sorted.slice(-n);
    const out = evaluated(operand.get("output") ?? null, chosen).map((v) => v ?? null);
    return single ? (out[0] ?? null) : out;
  }
  const all = evaluated(operand.get("input") ?? null).map((v) => v ?? null);
  if (operator === "$firstN") return all.slice(0, n);
  if (operator === "$lastN") return all.slice(-n);
  const sign = operator === "$minN" ? 1 : -1;
  return all
    .filter((v) => v !== null)
    .toSorted((a, b) => compare(a, b) * sign)
    .slice(0, n);
}

/** `$setWindowFields`: each document gets values that are made of those around it in its part. */
export function windowFields(docs: readonly Doc[], spec: Doc, variables: Variables): Doc[] {
  const sort = spec.get("sortBy");
  const output = spec.get("output");
  const partition = spec.get("partitionBy") ?? null;
  const parts = groupDocs(
    docs,
    new Map<string, Bson>([
      ["_id", partition],
      ["docs", new Map([["$push", "$$ROOT"]])],
    ]),
    variables,
  ).toSorted((a, b) => compare(a.get("_id"), b.get("_id")));
  return parts.flatMap((part) => {
    const all = part.get("docs");
    const members = isArray(all) ? all.filter(isDoc) : [];
    const sorted = isDoc(sort) ? sortDocs(members, sort) : members;
    return sorted.map((doc, at) => {
      const out = new Map(doc);
      for (const [name, how] of isDoc(output) ? output : [])
        if (isDoc(how)) out.set(name, windowed(how, sorted, at, isDoc(sort) ? sort : undefined, variables));
      return out;
    });
  });
}

function windowed(how: Doc, docs: readonly Doc[], at: number, sort: Doc | undefined, variables: Variables): Bson {
  const [first] = [...how].filter(([k]) => k !== "window");
  const [operator, operand] = first ?? ["", null];
  if (/^\$(rank|denseRank|documentNumber|shift)$/.test(operator)) {
    if (!sort) throw new MongoError(5371602, `${operator} must be specified with a top level sortBy expression`);
    return placed(operator, operand, docs, at, sort, variables);
  }
  if (/^\$(derivative|integral|expMovingAvg|covariancePop|covarianceSamp|linearFill|locf|minMaxScaler)$/.test(operator))
    throw notSimulated(`the window function ${operator}`);
  const window = how.get("window");
  const documents = isDoc(window) ? window.get("documents") : undefined;
  if (isDoc(window) && !isArray(documents)) throw notSimulated("a window by range");
  const [from = "unbounded", to = "unbounded"] = isArray(documents) ? documents : [];
  const start = from === "unbounded" ? 0 : Math.max(0, at + (from === "current" ? 0 : (numberOf(from) ?? 0)));
  const end = to === "unbounded" ? docs.length : at + (to === "current" ? 0 : (numberOf(to) ?? 0)) + 1;
  return accumulate(operator, operand, docs.slice(start, Math.max(end, 0)), variables);
}

function placed(
  operator: string,
  operand: Bson,
  docs: readonly Doc[],
  at: number,
  sort: Doc,
  variables: Variables,
): Bson {
  if (operator === "$documentNumber") return at + 1;
  if (operator === "$shift") {
    const of = (k: string): Bson => (isDoc(operand) ? (operand.get(k) ?? null) : null);
    const root = docs[at + (numberOf(of("by")) ?? 0)];
    return root ? (evaluate(of("output"), { root, variables }) ?? null) : of("default");
  }
  const order = comparer(sort);
  const before = docs.slice(0, at + 1);
  const starts = before.filter((d, i) => i === 0 || order(docs[i - 1] ?? d, d) !== 0);
  return operator === "$denseRank" ? starts.length : docs.indexOf(starts.at(-1) ?? docs[0] ?? new Map()) + 1;
}
