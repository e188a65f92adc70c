// Of objects: picking, merging, turning.
const { iteratee } = require("./collections");
const { cloneDeep, get, has, isNil, isObject, isPlainObject, set, toPath, unset, values } = require("./values");

const keys = (o) => (isNil(o) ? [] : Object.keys(Object(o)));
const keysIn = (o) => {
  const out = [];
  for (const k in Object(o)) out.push(k);
  return out;
};
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);
function mergeWith(target, ...args) {
  const ask = args.pop();
  for (const source of args) {
    for (const k of keysIn(source)) {
      if (UNSAFE.has(k)) continue;
      const from = source[k];
      const told = ask?.(target[k], from, k, target, source);
      if (told !== undefined) target[k] = told;
      else if (Array.isArray(from)) target[k] = mergeWith(Array.isArray(target[k]) ? target[k] : [], from, ask);
      else if (isPlainObject(from)) target[k] = mergeWith(isObject(target[k]) ? target[k] : {}, from, ask);
      else if (from !== undefined || !(k in target)) target[k] = from;
    }
  }
  return target;
}
const pickBy = (o, by) => {
  const f = iteratee(by);
  return Object.fromEntries(keysIn(o).flatMap((k) => (f(o[k], k) ? [[k, o[k]]] : [])));
};
const pick = (o, ...paths) => {
  const out = {};
  for (const path of paths.flat())
    if (!isNil(o) && (path in Object(o) || has(o, path))) set(out, path in o ? [path] : path, get(o, path));
  return out;
};
function omit(o, ...paths) {
  const gone = paths.flat();
  const out = gone.some((p) => toPath(p).length > 1)
    ? cloneDeep(o)
    : Object.fromEntries(keysIn(o).map((k) => [k, o[k]]));
  for (const path of gone) unset(out ?? {}, path);
  return out ?? {};
}
const defaults = (o, ...sources) => {
  for (const s of sources) for (const k of keysIn(s)) if (o[k] === undefined) o[k] = s[k];
  return o;
};
const defaultsDeep = (o, ...sources) => {
  for (const s of sources)
    for (const k of keys(s)) {
      if (isPlainObject(o[k]) && isPlainObject(s[k])) defaultsDeep(o[k], s[k]);
      else if (o[k] === undefined) o[k] = cloneDeep(s[k]);
    }
  return o;
};
const mapValues = (o, by) => {
  const f = iteratee(by);
  return Object.fromEntries(keys(o).map((k) => [k, f(o[k], k, o)]));
};
const mapKeys = (o, by) => {
  const f = iteratee(by);
  return Object.fromEntries(keys(o).map((k) => [f(o[k], k, o), o[k]]));
};
function transform(o, fn, out = Array.isArray(o) ? [] : {}) {
  for (const k of keys(o)) if (fn(out, o[k], Array.isArray(o) ? Number(k) : k, o) === false) break;
  return out;
}
const findKey = (o, by) => {
  const f = iteratee(by);
  return keys(o).find((k) => f(o[k], k, o));
};
const toPairs = (o) => (o instanceof Map || o instanceof Set ? [...o.entries()] : keys(o).map((k) => [k, o[k]]));
const assign = (o, ...sources) => Object.assign(o, ...sources);
const assignIn = (o, ...sources) => {
  for (const s of sources) for (const k of keysIn(s)) o[k] = s[k];
  return o;
};

module.exports = {
  assign,
  assignIn,
  at: (o, ...paths) => paths.flat().map((p) => get(o, p)),
  create: (proto, own) => Object.assign(Object.create(proto), own),
  defaults,
  defaultsDeep,
  entries: toPairs,
  extend: assignIn,
  findKey,
  forIn: (o, fn) => {
    for (const k of keysIn(o)) if (fn(o[k], k, o) === false) break;
    return o;
  },
  forOwn: (o, fn) => {
    for (const k of keys(o)) if (fn(o[k], k, o) === false) break;
    return o;
  },
  functions: (o) => keys(o).filter((k) => typeof o[k] === "function"),
  hasIn: (o, path) => get(o, path) !== undefined || has(o, path),
  invert: (o) => Object.fromEntries(keys(o).map((k) => [o[k], k])),
  invertBy: (o, by) => {
    const f = iteratee(by);
    const out = {};
    for (const k of keys(o)) (out[f(o[k])] ??= []).push(k);
    return out;
  },
  invoke: (o, path, ...args) => {
    const parent = get(o, toPath(path).slice(0, -1), o);
    return parent?.[toPath(path).at(-1)]?.(...args);
  },
  keys,
  keysIn,
  mapKeys,
  mapValues,
  merge: (o, ...sources) => mergeWith(o, ...sources, undefined),
  mergeWith,
  omit,
  omitBy: (o, by) => {
    const f = iteratee(by);
    return pickBy(o, (v, k) => !f(v, k));
  },
  pick,
  pickBy: (o, by) => pickBy(o, by),
  result: (o, path, otherwise) => {
    const v = get(o, path, otherwise);
    return typeof v === "function" ? v.call(get(o, toPath(path).slice(0, -1), o)) : v;
  },
  toPairs,
  transform,
  valuesIn: (o) => keysIn(o).map((k) => o[k]),
  conformsTo: (o, shape) => keys(shape).every((k) => k in o && shape[k](o[k])),
  values,
};
