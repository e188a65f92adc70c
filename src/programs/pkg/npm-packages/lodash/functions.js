// Of functions, numbers and the rest.
const { iteratee } = require("./collections");
const { cloneDeep, get, isMatch, isNil, isObject, property, toPath } = require("./values");

function debounce(fn, wait = 0, { leading = false, trailing = true, maxWait } = {}) {
  let timer;
  let since;
  let args;
  let self;
  let result;
  const run = () => {
    const a = args;
    args = undefined;
    since = undefined;
    result = fn.apply(self, a);
    return result;
  };
  const end = () => {
    timer = undefined;
    if (trailing && args) run();
    else args = since = undefined;
  };
  function debounced(...given) {
    args = given;
    self = this;
    const now = Date.now();
    const fresh = timer === undefined;
    since ??= now;
    clearTimeout(timer);
    const left = maxWait === undefined ? wait : Math.min(wait, Math.max(0, maxWait - (now - since)));
    timer = setTimeout(end, left);
    if (fresh && leading) run();
    return result;
  }
  debounced.cancel = () => {
    clearTimeout(timer);
    timer = args = since = undefined;
  };
  debounced.flush = () => {
    if (timer === undefined) return result;
    clearTimeout(timer);
    end();
    return result;
  };
  debounced.pending = () => timer !== undefined;
  return debounced;
}
const throttle = (fn, wait = 0, { leading = true, trailing = true } = {}) =>
  debounce(fn, wait, { leading, trailing, maxWait: wait });
function memoize(fn, key = (x) => x) {
  const memoized = function (...args) {
    const k = key.apply(this, args);
    if (!memoized.cache.has(k)) memoized.cache.set(k, fn.apply(this, args));
    return memoized.cache.get(k);
  };
  memoized.cache = new Map();
  return memoized;
}
function before(n, fn) {
  let result;
  return function (...args) {
    if (--n > 0) result = fn.apply(this, args);
    return result;
  };
}
function curry(fn, arity = fn.length) {
  const gather = (have) =>
    function (...more) {
      const all = [...have, ...more];
      return all.length >= arity ? fn.apply(this, all) : gather(all);
    };
  return gather([]);
}
const partial = (fn, ...first) =>
  function (...rest) {
    const more = [...rest];
    return fn.apply(this, [...first.map((a) => (a === partial.placeholder ? more.shift() : a)), ...more]);
  };
const flow = (...fns) =>
  function (...args) {
    const all = fns.flat();
    return all.length ? all.slice(1).reduce((v, f) => f.call(this, v), all[0].apply(this, args)) : args[0];
  };
function range(start, end, step, right) {
  if (end === undefined) [start, end] = [0, start];
  const by = step ?? (start < end ? 1 : -1);
  const out = Array.from({ length: Math.max(0, Math.ceil((end - start) / (by || 1))) }, (_, i) => start + i * by);
  return right ? out.reverse() : out;
}
const rounded =
  (how) =>
  (n, digits = 0) => {
    if (!digits) return Math[how](n);
    const [m, e = 0] = String(n).split("e");
    const [r, f = 0] = String(Math[how](Number(`${m}e${Number(e) + digits}`))).split("e");
    return Number(`${r}e${Number(f) - digits}`);
  };
const best = (better) => (a, by) => {
  const f = iteratee(by);
  let out;
  let most;
  for (const v of a ?? []) {
    const k = f(v);
    if (!isNil(k) && !Number.isNaN(k) && (most === undefined || better(k, most))) [out, most] = [v, k];
  }
  return out;
};
const sumBy = (a, by) => {
  const f = iteratee(by);
  return (
    (a ?? []).reduce((n, v) => {
      const x = f(v);
      return x === undefined ? n : n === undefined ? x : n + x;
    }, undefined) ?? 0
  );
};
const max = best((a, b) => a > b);
const min = best((a, b) => a < b);
const toNumber = (v) => (typeof v === "symbol" ? Number.NaN : Number(isObject(v) ? v.valueOf() : v));
function random(low = 0, high, floating = false) {
  if (typeof high === "boolean") [high, floating] = [undefined, high];
  let [a, b] = high === undefined ? [0, low === 0 && high === undefined ? 1 : low] : [low, high];
  if (a > b) [a, b] = [b, a];
  return floating || a % 1 || b % 1 ? a + Math.random() * (b - a) : a + Math.floor(Math.random() * (b - a + 1));
}
let ids = 0;

module.exports = {
  add: (a, b) => a + b,
  after:
    (n, fn) =>
    (...args) =>
      --n < 1 ? fn(...args) : undefined,
  ary:
    (fn, n = fn.length) =>
    (...args) =>
      fn(...args.slice(0, n)),
  attempt: (fn, ...args) => {
    try {
      return fn(...args);
    } catch (e) {
      return e instanceof Error ? e : new Error(e);
    }
  },
  before,
  bind: (fn, self, ...first) => fn.bind(self, ...first),
  bindAll: (o, ...names) => {
    for (const n of names.flat()) o[n] = o[n].bind(o);
    return o;
  },
  castArray: (...args) => (args.length ? (Array.isArray(args[0]) ? args[0] : [args[0]]) : []),
  ceil: rounded("ceil"),
  clamp: (n, low, high) => (high === undefined ? Math.min(n, low) : Math.max(low, Math.min(n, high))),
  cond:
    (pairs) =>
    (...args) =>
      pairs.find(([test]) => test(...args))?.[1](...args),
  constant: (v) => () => v,
  curry,
  debounce,
  defaultTo: (v, otherwise) => (isNil(v) || Number.isNaN(v) ? otherwise : v),
  defer: (fn, ...args) => setTimeout(fn, 1, ...args),
  delay: (fn, ms, ...args) => setTimeout(fn, ms, ...args),
  divide: (a, b) => a / b,
  eq: (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b)),
  flip:
    (fn) =>
    (...args) =>
      fn(...args.reverse()),
  floor: rounded("floor"),
  flow,
  flowRight: (...fns) => flow(...fns.flat().reverse()),
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  identity: (v) => v,
  inRange: (n, low, high) => {
    const [a, b] = high === undefined ? [0, low] : [low, high];
    return n >= Math.min(a, b) && n < Math.max(a, b);
  },
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  matches: (shape) => {
    const copy = cloneDeep(shape);
    return (o) => isMatch(o, copy);
  },
  matchesProperty: (path, v) => iteratee([path, v]),
  max: (a) => max(a),
  maxBy: max,
  mean: (a) => sumBy(a) / a.length,
  meanBy: (a, by) => sumBy(a, by) / a.length,
  memoize,
  method:
    (path, ...args) =>
    (o) =>
      get(o, toPath(path)).apply(o, args),
  min: (a) => min(a),
  minBy: min,
  multiply: (a, b) => a * b,
  negate:
    (fn) =>
    (...args) =>
      !fn(...args),
  noop: () => undefined,
  now: () => Date.now(),
  nthArg:
    (n = 0) =>
    (...args) =>
      args.at(n),
  once: (fn) => before(2, fn),
  over:
    (...fns) =>
    (...args) =>
      fns.flat().map((f) => iteratee(f)(...args)),
  overEvery:
    (...fns) =>
    (...args) =>
      fns.flat().every((f) => iteratee(f)(...args)),
  overSome:
    (...fns) =>
    (...args) =>
      fns.flat().some((f) => iteratee(f)(...args)),
  partial,
  partialRight:
    (fn, ...last) =>
    (...args) =>
      fn(...args, ...last),
  property,
  propertyOf: (o) => (path) => get(o, path),
  random,
  range: (a, b, step) => range(a, b, step),
  rangeRight: (a, b, step) => range(a, b, step, true),
  rearg:
    (fn, ...order) =>
    (...args) =>
      fn(...order.flat().map((i) => args[i])),
  rest:
    (fn) =>
    (...args) =>
      fn(...args.slice(0, fn.length - 1), args.slice(fn.length - 1)),
  round: rounded("round"),
  spread: (fn) => (args) => fn(...args),
  stubArray: () => [],
  stubFalse: () => false,
  stubObject: () => ({}),
  stubString: () => "",
  stubTrue: () => true,
  subtract: (a, b) => a - b,
  sum: (a) => sumBy(a),
  sumBy,
  tap: (v, fn) => {
    fn(v);
    return v;
  },
  throttle,
  thru: (v, fn) => fn(v),
  times: (n, fn = (i) => i) => Array.from({ length: Math.max(0, n) }, (_, i) => fn(i)),
  toArray: (v) => (isNil(v) ? [] : typeof v === "string" || v[Symbol.iterator] ? [...v] : Object.values(v)),
  toFinite: (v) => toNumber(v) || 0,
  toInteger: (v) => Math.trunc(toNumber(v)) || 0,
  toNumber,
  toSafeInteger: (v) => Math.trunc(toNumber(v)) || 0,
  unary: (fn) => (x) => fn(x),
  uniqueId: (prefix = "") => `${prefix}${++ids}`,
  wrap:
    (v, fn) =>
    (...args) =>
      fn(v, ...args),
};
partial.placeholder = module.exports;
