// Of arrays: cutting, joining, sets, searching.
const { compareAscending, iteratee } = require("./collections");
const { isArrayLike, isObjectLike, set } = require("./values");

const list = (a) => (a === undefined || a === null ? [] : Array.from(a));
const isList = (a) => isObjectLike(a) && isArrayLike(a);
const same = (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b));
const chunk = (a, n = 1) => {
  const out = [];
  for (let i = 0; n >= 1 && i < list(a).length; i += Math.trunc(n)) out.push(list(a).slice(i, i + Math.trunc(n)));
  return out;
};
const flattenDepth = (a, depth = 1) => list(a).flat(depth);
function uniqWith(a, equal) {
  const out = [];
  for (const v of list(a)) if (!out.some((w) => equal(w, v))) out.push(v);
  return out;
}
function uniqBy(a, by) {
  const f = iteratee(by);
  const seen = new Set();
  return list(a).filter((v) => !seen.has(f(v)) && seen.add(f(v)));
}
const uniq = (a) => [...new Set(list(a))];
/** The lists of the arguments, and what they are compared by when the last is no list. */
const apart = (args) => {
  const by = args.length && !isList(args.at(-1)) ? args.at(-1) : undefined;
  return [args.filter(isList).map(list), iteratee(by)];
};
const difference = (a, ...rest) =>
  list(a).filter(
    (v) =>
      !rest
        .filter(isList)
        .flat()
        .some((w) => same(v, w)),
  );
function differenceBy(a, ...rest) {
  const [lists, f] = apart(rest);
  const gone = new Set(lists.flat().map((v) => f(v)));
  return list(a).filter((v) => !gone.has(f(v)));
}
function intersectionBy(...args) {
  const [[first = [], ...rest], f] = apart(args);
  const sets = rest.map((r) => new Set(r.map((v) => f(v))));
  return uniqBy(first, f).filter((v) => sets.every((s) => s.has(f(v))));
}
const intersection = (...lists) => intersectionBy(...lists, (x) => x);
function unionBy(...args) {
  const [lists, f] = apart(args);
  return uniqBy(lists.flat(), f);
}
const union = (...lists) => uniq(lists.filter(isList).flat());
const xor = (...lists) => uniq(lists.flatMap((l, i) => difference(l, ...lists.filter((_, j) => j !== i))));
const findIndex = (a, by, from = 0) => {
  const f = iteratee(by);
  return list(a).findIndex((v, i) => i >= from && f(v, i, a));
};
const findLastIndex = (a, by) => {
  const f = iteratee(by);
  return list(a).findLastIndex((v, i) => f(v, i, a));
};
const whilst = (a, by, right) => {
  const f = iteratee(by);
  const i = right ? list(a).findLastIndex((v, n) => !f(v, n, a)) : list(a).findIndex((v, n) => !f(v, n, a));
  return right ? i + 1 : i < 0 ? list(a).length : i;
};
function sortedIndexBy(a, value, by) {
  const f = iteratee(by);
  let low = 0;
  let high = list(a).length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (compareAscending(f(a[mid]), f(value)) < 0) low = mid + 1;
    else high = mid;
  }
  return low;
}
function remove(a, by) {
  const f = iteratee(by);
  const out = [];
  for (let i = 0; i < a.length; )
    if (f(a[i], i, a)) out.push(...a.splice(i, 1));
    else i++;
  return out;
}
function pull(a, ...gone) {
  remove(a, (v) => gone.some((g) => same(g, v)));
  return a;
}
const zip = (...lists) =>
  Array.from({ length: Math.max(0, ...lists.map((l) => l.length)) }, (_, i) => lists.map((l) => l[i]));
const last = (a) => list(a).at(-1);
const indexOf = (a, x, from = 0) => list(a).findIndex((v, i) => i >= (from < 0 ? a.length + from : from) && same(v, x));

module.exports = {
  chunk,
  compact: (a) => list(a).filter(Boolean),
  concat: (...lists) => [].concat(...lists),
  difference,
  differenceBy,
  differenceWith: (a, b, equal) => list(a).filter((v) => !list(b).some((w) => equal(v, w))),
  drop: (a, n = 1) => list(a).slice(Math.max(0, n)),
  dropRight: (a, n = 1) => list(a).slice(0, Math.max(0, list(a).length - n)),
  dropRightWhile: (a, by) => list(a).slice(0, whilst(a, by, true)),
  dropWhile: (a, by) => list(a).slice(whilst(a, by)),
  fill: (a, v, from, to) => a.fill(v, from, to),
  findIndex,
  findLastIndex,
  first: (a) => list(a)[0],
  flatten: (a) => flattenDepth(a, 1),
  flattenDeep: (a) => flattenDepth(a, Number.POSITIVE_INFINITY),
  flattenDepth,
  fromPairs: (pairs) => Object.fromEntries(list(pairs)),
  head: (a) => list(a)[0],
  indexOf,
  initial: (a) => list(a).slice(0, -1),
  intersection,
  intersectionBy,
  join: (a, by = ",") => list(a).join(by),
  last,
  lastIndexOf: (a, x) => list(a).lastIndexOf(x),
  nth: (a, n = 0) => list(a).at(n),
  pull,
  pullAll: (a, gone) => pull(a, ...gone),
  pullAt: (a, ...indexes) => {
    const places = indexes.flat();
    const out = places.map((i) => a[i]);
    for (const i of [...places].sort((x, y) => y - x)) a.splice(i, 1);
    return out;
  },
  remove,
  reverse: (a) => a.reverse(),
  slice: (a, from, to) => list(a).slice(from, to),
  sortedIndex: (a, v) => sortedIndexBy(a, v),
  sortedIndexBy,
  sortedUniq: uniq,
  tail: (a) => list(a).slice(1),
  take: (a, n = 1) => list(a).slice(0, Math.max(0, n)),
  takeRight: (a, n = 1) => (n > 0 ? list(a).slice(-n) : []),
  takeRightWhile: (a, by) => list(a).slice(whilst(a, by, true)),
  takeWhile: (a, by) => list(a).slice(0, whilst(a, by)),
  union,
  unionBy,
  uniq,
  uniqBy,
  uniqWith,
  unzip: (lists) => zip(...lists),
  without: (a, ...gone) => difference(a, gone),
  xor,
  zip,
  zipObject: (keys, vs = []) => Object.fromEntries(list(keys).map((k, i) => [k, vs[i]])),
  zipObjectDeep: (keys, vs = []) => list(keys).reduce((o, k, i) => set(o, k, vs[i]), {}),
  zipWith: (...args) => zip(...args.slice(0, -1)).map((row) => args.at(-1)(...row)),
};
