// Of arrays and objects alike: what walks over a collection, and what it is asked by (a function, a path, a shape).
const { at, isArrayLike, isObject, matches, property, toPath, values } = require("./values");

/** A function, `"a.b"`, `["name", value]` or `{ shape }` as the function that they stand for. */
function iteratee(by) {
  if (by === undefined || by === null) return (x) => x;
  if (typeof by === "function") return by;
  if (Array.isArray(by)) return (x) => matches({ v: at(x, toPath(by[0])) }, { v: by[1] });
  if (isObject(by)) return (x) => matches(x, by);
  return property(by);
}
const entries = (c) =>
  c === undefined || c === null
    ? []
    : isArrayLike(c)
      ? Array.from(c, (v, i) => [i, v])
      : Object.keys(c).map((k) => [k, c[k]]);

function forEach(c, fn = (x) => x) {
  for (const [k, v] of entries(c)) if (fn(v, k, c) === false) break;
  return c;
}
function forEachRight(c, fn) {
  for (const [k, v] of entries(c).reverse()) if (fn(v, k, c) === false) break;
  return c;
}
const map = (c, by) => {
  const f = iteratee(by);
  return entries(c).map(([k, v]) => f(v, k, c));
};
const filter = (c, by) => {
  const f = iteratee(by);
  return entries(c)
    .filter(([k, v]) => f(v, k, c))
    .map(([, v]) => v);
};
const reject = (c, by) => {
  const f = iteratee(by);
  return filter(c, (v, k) => !f(v, k, c));
};
const find = (c, by, from = 0) => {
  const f = iteratee(by);
  return entries(c).find(([k, v], i) => i >= from && f(v, k, c))?.[1];
};
const findLast = (c, by) => {
  const f = iteratee(by);
  return entries(c).findLast(([k, v]) => f(v, k, c))?.[1];
};
const some = (c, by) => {
  const f = iteratee(by);
  return entries(c).some(([k, v]) => f(v, k, c));
};
const every = (c, by) => {
  const f = iteratee(by);
  return entries(c).every(([k, v]) => f(v, k, c));
};
function reduce(c, fn, ...start) {
  const all = entries(c);
  if (!start.length && !all.length) return undefined;
  let out = start.length ? start[0] : all.shift()[1];
  for (const [k, v] of all) out = fn(out, v, k, c);
  return out;
}
function reduceRight(c, fn, ...start) {
  const all = entries(c).reverse();
  if (!start.length && !all.length) return undefined;
  let out = start.length ? start[0] : all.shift()[1];
  for (const [k, v] of all) out = fn(out, v, k, c);
  return out;
}
const gather = (put) => (c, by) => {
  const f = iteratee(by);
  const out = {};
  for (const [, v] of entries(c)) put(out, f(v), v);
  return out;
};
const has = (o, k) => Object.hasOwn(o, k);
const set = (o, k, v) =>
  Object.defineProperty(o, k, { value: v, writable: true, enumerable: true, configurable: true });
const groupBy = gather((out, k, v) => (has(out, k) ? out[k].push(v) : set(out, k, [v])));
const keyBy = gather((out, k, v) => set(out, k, v));
const countBy = gather((out, k) => set(out, k, (has(out, k) ? out[k] : 0) + 1));
const partition = (c, by) => {
  const f = iteratee(by);
  return [filter(c, (v) => f(v)), filter(c, (v) => !f(v))];
};

/** Smaller first; NaN, null, undefined and symbols last, in this order of coming. */
function compareAscending(a, b) {
  if (a === b) return 0;
  const rank = (x) => (x === undefined ? 3 : x === null ? 2 : Number.isNaN(x) ? 4 : typeof x === "symbol" ? 1 : 0);
  if (rank(a) || rank(b)) return rank(a) - rank(b);
  return a > b ? 1 : a < b ? -1 : 0;
}
function orderBy(c, by, orders = []) {
  const fs = (by === undefined || by === null ? [undefined] : [].concat(by)).map(iteratee);
  const ways = [].concat(orders);
  return entries(c)
    .map(([, v], i) => ({ v, i, keys: fs.map((f) => f(v)) }))
    .sort((a, b) => {
      for (let n = 0; n < fs.length; n++) {
        const order = compareAscending(a.keys[n], b.keys[n]);
        if (order) return ways[n] === "desc" ? -order : order;
      }
      return a.i - b.i;
    })
    .map((x) => x.v);
}
const sortBy = (c, ...by) => orderBy(c, by.length ? by.flat() : undefined);
const size = (c) => (c === undefined || c === null ? 0 : (c.size ?? entries(c).length));
function includes(c, x, from = 0) {
  if (typeof c === "string") return c.includes(x, from);
  return values(c).some((v, i) => i >= from && (v === x || (Number.isNaN(v) && Number.isNaN(x))));
}
const sample = (c) => values(c)[Math.floor(Math.random() * values(c).length)];
function shuffle(c) {
  const out = [...values(c)];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
const sampleSize = (c, n = 1) => shuffle(c).slice(0, n);
const flatMap = (c, by) => map(c, by).flat();
const invokeMap = (c, how, ...args) =>
  map(c, (v) => (typeof how === "function" ? how.apply(v, args) : at(v, toPath(how)).apply(v, args)));

module.exports = {
  each: forEach,
  eachRight: forEachRight,
  collect: map,
  compareAscending,
  countBy,
  detect: find,
  every,
  all: every,
  filter,
  find,
  findLast,
  flatMap,
  forEach,
  forEachRight,
  groupBy,
  includes,
  invokeMap,
  iteratee,
  keyBy,
  map,
  orderBy,
  partition,
  reduce,
  reduceRight,
  reject,
  sample,
  sampleSize,
  shuffle,
  size,
  some,
  any: some,
  sortBy,
};
