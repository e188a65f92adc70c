import type { Native } from "./machine.ts";
import { valueNative } from "./native-kinds.ts";
import { described } from "./operators.ts";
import { deletePaths, indicesOf, setPath } from "./paths.ts";
import {
  compareValues,
  isArray,
  isNumber,
  isObject,
  JqError,
  type JqValue,
  sortedKeys,
  toNumber,
  typeOf,
} from "./value.ts";

function arrayOf(v: JqValue, what: string): readonly JqValue[] {
  if (!isArray(v)) throw new JqError(`${described(v)} cannot be ${what}, as it is not an array`);
  return v;
}

function keyed(v: JqValue, keys: JqValue, what: string): { item: JqValue; key: JqValue }[] {
  const by = isArray(keys) ? keys : [];
  return arrayOf(v, what).map((item, i) => ({ item, key: by[i] ?? null }));
}

/** Functions of arrays and objects. */
export function containerNatives(): Record<string, Native> {
  return {
    "length/0": valueNative(length),
    "type/0": valueNative((v) => typeOf(v)),
    "keys/0": valueNative((v) => keysOf(v, true)),
    "keys_unsorted/0": valueNative((v) => keysOf(v, false)),
    "has/1": valueNative((v, key) => {
      if (isObject(v) && typeof key === "string") return v.has(key);
      if (isArray(v) && isNumber(key)) return toNumber(key) >= 0 && toNumber(key) < v.length;
      throw new JqError(
        `Cannot check whether ${typeOf(v)} has a ${typeof key === "string" ? "string" : typeOf(key)} key`,
      );
    }),
    "contains/1": valueNative((v, part) => {
      if (typeOf(v) !== typeOf(part))
        throw new JqError(`${described(v)} and ${described(part)} cannot have their containment checked`);
      return contains(v, part);
    }),
    "reverse/0": valueNative((v) => {
      if (v === null) return [];
      if (typeof v === "string") return [...v].reverse().join("");
      return [...arrayOf(v, "reversed")].reverse();
    }),
    "sort/0": valueNative((v) => [...arrayOf(v, "sorted")].sort(compareValues)),
    "sort_by_keys/1": valueNative((v, keys) => sorted(keyed(v, keys, "sorted")).map((e) => e.item)),
    "group_by_keys/1": valueNative((v, keys) => {
      const groups: { key: JqValue; items: JqValue[] }[] = [];
      for (const e of sorted(keyed(v, keys, "grouped"))) {
        const last = groups.at(-1);
        if (last && compareValues(last.key, e.key) === 0) last.items.push(e.item);
        else groups.push({ key: e.key, items: [e.item] });
      }
      return groups.map((g) => g.items);
    }),
    "min/0": valueNative(
      (v) =>
        arrayOf(v, "iterated over").reduce<JqValue | undefined>(
          (a, b) => (a === undefined || compareValues(b, a) < 0 ? b : a),
          undefined,
        ) ?? null,
    ),
    "max/0": valueNative(
      (v) =>
        arrayOf(v, "iterated over").reduce<JqValue | undefined>(
          (a, b) => (a === undefined || compareValues(b, a) >= 0 ? b : a),
          undefined,
        ) ?? null,
    ),
    "min_by_keys/1": valueNative((v, keys) => sorted(keyed(v, keys, "iterated over"))[0]?.item ?? null),
    "max_by_keys/1": valueNative((v, keys) => sorted(keyed(v, keys, "iterated over")).at(-1)?.item ?? null),
    "flatten/1": valueNative((v, depth) => {
      if (!isNumber(depth) || toNumber(depth) < 0) throw new JqError("flatten depth must not be negative");
      return flatten(isObject(v) ? [...v.values()] : arrayOf(v, "iterated over"), toNumber(depth));
    }),
    "indices/1": valueNative((v, part) => {
      if (v === null) return null;
      if (typeof v === "string" && typeof part === "string") return textIndices(v, part);
      if (isArray(v)) return indicesOf(v, isArray(part) ? part : [part]);
      throw new JqError(`Cannot determine indices of ${typeOf(part)} in ${typeOf(v)}`);
    }),
    "setpath/2": valueNative((v, path, value) => {
      if (!isArray(path)) throw new JqError("Path must be specified as an array");
      return setPath(v, path, value);
    }),
    "delpaths/1": valueNative((v, paths) => {
      if (!isArray(paths)) throw new JqError("Paths must be specified as an array");
      return deletePaths(
        v,
        paths.map((p) => (isArray(p) ? p : [p])),
      );
    }),
    "bsearch/1": valueNative((v, target) => {
      const items = arrayOf(v, "searched");
      let [low, high] = [0, items.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const order = compareValues(items[middle] ?? null, target);
        if (order === 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      return -1 - low;
    }),
  };
}

function sorted(entries: { item: JqValue; key: JqValue }[]): { item: JqValue; key: JqValue }[] {
  return entries.sort((a, b) => compareValues(a.key, b.key));
}

function length(v: JqValue): JqValue {
  if (v === null) return 0;
  if (typeof v === "string") return [...v].length;
  if (isArray(v)) return v.length;
  if (isObject(v)) return v.size;
  if (isNumber(v)) return Math.abs(toNumber(v));
  throw new JqError(`${described(v)} has no length`);
}

function keysOf(v: JqValue, ordered: boolean): JqValue {
  if (isObject(v)) return ordered ? sortedKeys(v) : [...v.keys()];
  if (isArray(v)) return v.map((_, i) => i);
  throw new JqError(`${described(v)} has no keys`);
}

function contains(v: JqValue, part: JqValue): boolean {
  if (isObject(v) && isObject(part))
    return [...part].every(
      ([key, p]) => v.has(key) && typeOf(v.get(key) ?? null) === typeOf(p) && contains(v.get(key) ?? null, p),
    );
  if (isArray(v) && isArray(part)) return part.every((p) => v.some((x) => typeOf(x) === typeOf(p) && contains(x, p)));
  if (typeof v === "string" && typeof part === "string") return v.includes(part);
  return compareValues(v, part) === 0;
}

function flatten(items: readonly JqValue[], depth: number): JqValue[] {
  return items.flatMap((item) => (isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]));
}

function textIndices(text: string, part: string): JqValue {
  if (part === "") return null;
  const found: number[] = [];
  for (let i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + 1)) found.push([...text.slice(0, i)].length);
  return found;
}
