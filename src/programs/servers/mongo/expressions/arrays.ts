import { type Bson, isArray } from "../bson.ts";
import { compare, equal, numberOf, truthy, typeName } from "../compare.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { sortedBy } from "../order.ts";
import { listed } from "./numbers.ts";
import { missing, type Named, type Run } from "./types.ts";

export function extreme(values: readonly (Bson | undefined)[], sign: number): Bson {
  const all = values.filter((v): v is Bson => !missing(v));
  return all.length ? all.reduce((a, b) => (compare(b, a) * sign > 0 ? b : a)) : null;
}

/** Each value once, in the order of values. */
function unique(values: readonly Bson[]): Bson[] {
  return values.toSorted(compare).filter((v, i, all) => i === 0 || !equal(v, all[i - 1] ?? null));
}

function sets(name: string, args: readonly (Bson | undefined)[]): (readonly Bson[])[] {
  return args.map((a) => {
    if (!isArray(a))
      throw new RuntimeError(17041, `both operands of ${name} must be arrays. One argument is of type: ${typeName(a)}`);
    return a;
  });
}

const has = (all: readonly Bson[], v: Bson) => all.some((x) => equal(x, v));

function edge(name: string, all: Bson | undefined, at: number): Bson | undefined {
  if (missing(all)) return null;
  if (!isArray(all)) throw new RuntimeError(28689, `${name}'s argument must be an array, but is ${typeName(all)}`);
  return all.at(at);
}

export const ARRAYS: Readonly<Record<string, Run>> = {
  $size: ([a]) => {
    if (!isArray(a))
      throw new RuntimeError(17124, `The argument to $size must be an array, but was of type: ${typeName(a)}`);
    return a.length;
  },
  $isArray: ([a]) => isArray(a),
  $in: ([a, all]) => {
    if (!isArray(all))
      throw new RuntimeError(40081, `$in requires an array as a second argument, found: ${typeName(all)}`);
    return has(all, a ?? null);
  },
  $arrayElemAt: ([all, n]) => {
    if (missing(all) || missing(n)) return null;
    if (!isArray(all))
      throw new RuntimeError(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(all)}`);
    return all.at(numberOf(n) ?? 0);
  },
  $first: ([all], name) => edge(name, all, 0),
  $last: ([all], name) => edge(name, all, -1),
  $concatArrays: (args) => {
    if (args.some(missing)) return null;
    return args.flatMap((a) => {
      if (!isArray(a)) throw new RuntimeError(28664, `$concatArrays only supports arrays, not ${typeName(a)}`);
      return [...a];
    });
  },
  $slice: ([all, n, count]) => {
    if (missing(all)) return null;
    if (!isArray(all))
      throw new RuntimeError(28724, `First argument to $slice must be an array, but is of type: ${typeName(all)}`);
    const from = numberOf(n) ?? 0;
    const start = Math.max(from < 0 ? all.length + from : from, 0);
    if (count !== undefined) return all.slice(start, start + (numberOf(count) ?? 0));
    return from < 0 ? all.slice(start) : all.slice(0, from);
  },
  $reverseArray: ([all]) => {
    if (missing(all)) return null;
    if (!isArray(all))
      throw new RuntimeError(
        34435,
        `The argument to $reverseArray must be an array, but was of type: ${typeName(all)}`,
      );
    return all.toReversed();
  },
  $indexOfArray: ([all, what, from, to]) => {
    if (missing(all)) return null;
    if (!isArray(all))
      throw new RuntimeError(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(all)}`);
    const start = numberOf(from) ?? 0;
    const end = numberOf(to) ?? all.length;
    return all.findIndex((x, i) => i >= start && i < end && equal(x, what ?? null));
  },
  $range: ([from, to, step]) => {
    const by = numberOf(step) ?? 1;
    const end = numberOf(to) ?? 0;
    const out: number[] = [];
    if (by === 0) throw new RuntimeError(34449, "$range requires a non-zero step value");
    for (let n = numberOf(from) ?? 0; by > 0 ? n < end : n > end; n += by) out.push(n);
    return out;
  },
  $setUnion: (args, name) => (args.some(missing) ? null : unique(sets(name, args).flat())),
  $setIntersection: (args, name) => {
    if (args.some(missing)) return null;
    const [first = [], ...rest] = sets(name, args);
    return unique(first.filter((v) => rest.every((r) => has(r, v))));
  },
  $setDifference: (args, name) => {
    if (args.some(missing)) return null;
    const [a = [], b = []] = sets(name, args);
    return a.filter((v, i) => !has(b, v) && a.findIndex((x) => equal(x, v)) === i);
  },
  $setIsSubset: (args, name) => {
    const [a = [], b = []] = sets(name, args);
    return a.every((v) => has(b, v));
  },
  $setEquals: (args, name) => {
    const [first = [], ...rest] = sets(name, args).map(unique);
    return rest.every((r) => equal(r, first));
  },
  $anyElementTrue: ([all]) => isArray(all) && all.some(truthy),
  $allElementsTrue: ([all]) => isArray(all) && all.every(truthy),
  $min: (args) => extreme(listed(args), -1),
  $max: (args) => extreme(listed(args), 1),
};

function counted(of: (key: string) => Bson | undefined): number {
  const n = numberOf(of("n"));
  if (n === undefined || n <= 0 || !Number.isInteger(n)) throw new RuntimeError(5787908, "'n' must be greater than 0");
  return n;
}

const few: Named = (of, name) => {
  const n = counted(of);
  const input = of("input");
  if (!isArray(input)) throw new RuntimeError(5788200, "Input must be an array");
  if (name === "$firstN") return input.slice(0, n);
  if (name === "$lastN") return input.slice(-n);
  const sign = name === "$minN" ? 1 : -1;
  return input
    .filter((v) => v !== null)
    .toSorted((a, b) => compare(a, b) * sign)
    .slice(0, n);
};

/** The functions on arrays whose arguments are named. */
export const NAMED_ARRAYS: Readonly<Record<string, Named>> = {
  $firstN: few,
  $lastN: few,
  $minN: few,
  $maxN: few,
  $sortArray: (of) => {
    const input = of("input");
    if (missing(input)) return null;
    if (!isArray(input))
      throw new RuntimeError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(input)}`,
      );
    return sortedBy(input, of("sortBy") ?? 1);
  },
  $zip: (of) => {
    const inputs = of("inputs");
    if (!isArray(inputs)) throw new MongoError(34461, "inputs must be an array of expressions");
    const lists = inputs.filter(isArray);
    if (lists.length < inputs.length) return null;
    const defaults = of("defaults");
    const lengths = lists.map((l) => l.length);
    const size = of("useLongestLength") === true ? Math.max(...lengths) : Math.min(...lengths);
    return Array.from({ length: size }, (_, i) =>
      lists.map((l, k) => l[i] ?? (isArray(defaults) ? (defaults[k] ?? null) : null)),
    );
  },
};
