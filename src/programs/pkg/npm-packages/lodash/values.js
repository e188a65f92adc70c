// What a value is, whether two are equal, copies, and the paths that lead into them.
const tag = (v) => Object.prototype.toString.call(v).slice(8, -1);
const isObject = (v) => v !== null && (typeof v === "object" || typeof v === "function");
const isObjectLike = (v) => v !== null && typeof v === "object";
const isArrayLike = (v) =>
  v !== null && v !== undefined && typeof v !== "function" && Number.isInteger(v.length) && v.length >= 0;
const isPlainObject = (v) => {
  if (tag(v) !== "Object" || !isObjectLike(v)) return false;
  const proto = Object.getPrototypeOf(v);
  return proto === null || proto.constructor === Object;
};
const isString = (v) => typeof v === "string" || (isObjectLike(v) && tag(v) === "String");
const isNumber = (v) => typeof v === "number" || (isObjectLike(v) && tag(v) === "Number");
const isNil = (v) => v === null || v === undefined;
const isEmpty = (v) => {
  if (isNil(v)) return true;
  if (v instanceof Map || v instanceof Set) return v.size === 0;
  if (Array.isArray(v) || typeof v === "string" || Buffer.isBuffer(v) || tag(v) === "Arguments") return v.length === 0;
  return Object.keys(Object(v)).length === 0;
};
const values = (o) => (isNil(o) ? [] : isArrayLike(o) ? Array.from(o) : Object.keys(o).map((k) => o[k]));

/** `"a[0].b"` as its steps. */
function toPath(path) {
  if (Array.isArray(path)) return path.map((k) => (typeof k === "symbol" ? k : String(k)));
  if (typeof path === "symbol") return [path];
  const out = [];
  String(path).replace(
    /[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g,
    (m, n, q, s) => {
      out.push(q ? s.replace(/\\(\\)?/g, "$1") : (n ?? m));
    },
  );
  return out;
}
const steps = (o, path) => (!Array.isArray(path) && isObject(o) && path in o ? [path] : toPath(path));
const at = (o, keys) => keys.reduce((v, k) => (isNil(v) ? undefined : v[k]), o);
const property = (path) => (o) => (isNil(o) ? undefined : at(o, steps(o, path)));
function get(o, path, otherwise) {
  const v = property(path)(o);
  return v === undefined ? otherwise : v;
}
function has(o, path) {
  let v = o;
  for (const k of steps(o, path)) {
    if (isNil(v) || !Object.hasOwn(v, k)) return false;
    v = v[k];
  }
  return true;
}
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);
function set(o, path, value) {
  if (!isObject(o)) return o;
  const keys = toPath(path);
  let v = o;
  for (let i = 0; i < keys.length; i++) {
    if (UNSAFE.has(keys[i])) return o;
    if (i === keys.length - 1) v[keys[i]] = value;
    else {
      if (!isObject(v[keys[i]])) v[keys[i]] = /^\d+$/.test(keys[i + 1]) ? [] : {};
      v = v[keys[i]];
    }
  }
  return o;
}
const update = (o, path, fn) => set(o, path, fn(get(o, path)));
function unset(o, path) {
  const keys = steps(o, path);
  const parent = at(o, keys.slice(0, -1));
  return isNil(parent) ? true : delete parent[keys.at(-1)];
}

function isEqualWith(a, b, ask, seen = new Map()) {
  const told = ask?.(a, b);
  if (told !== undefined) return Boolean(told);
  if (a === b) return true;
  if (Number.isNaN(a) && Number.isNaN(b)) return true;
  if (!isObjectLike(a) || !isObjectLike(b)) return false;
  if (tag(a) !== tag(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  const same = (x, y) => isEqualWith(x, y, ask, seen);
  if (a instanceof Date || ["Number", "String", "Boolean"].includes(tag(a))) return Object.is(a.valueOf(), b.valueOf());
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error) return a.name === b.name && a.message === b.message;
  if (a instanceof Map)
    return a.size === b.size && [...a].every(([k, v]) => [...b].some(([l, w]) => same(k, l) && same(v, w)));
  if (a instanceof Set) return a.size === b.size && [...a].every((v) => b.has(v) || [...b].some((w) => same(v, w)));
  if (ArrayBuffer.isView(a)) return Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0;
  if (Array.isArray(a)) return a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) && a.constructor !== b.constructor) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]));
}
const isEqual = (a, b) => isEqualWith(a, b);

/** Whether an object has all of the shape. */
function matches(o, shape) {
  if (!isObjectLike(shape)) return isEqual(o, shape);
  if (Array.isArray(shape)) return Array.isArray(o) && shape.every((s) => o.some((v) => matches(v, s)));
  return !isNil(o) && Object.keys(shape).every((k) => k in Object(o) && matches(o[k], shape[k]));
}

const clone = (v) => {
  if (!isObjectLike(v)) return typeof v === "function" ? {} : v;
  if (Array.isArray(v)) return [...v];
  if (v instanceof Date) return new Date(v);
  if (v instanceof Map) return new Map(v);
  if (v instanceof Set) return new Set(v);
  if (v instanceof RegExp) return new RegExp(v);
  if (Buffer.isBuffer(v)) return Buffer.from(v);
  if (v instanceof Error) return {};
  return Object.assign(Object.create(Object.getPrototypeOf(v)), v);
};
function cloneDeepWith(v, ask, seen = new Map()) {
  const told = ask?.(v);
  if (told !== undefined) return told;
  if (!isObjectLike(v)) return v;
  if (seen.has(v)) return seen.get(v);
  if (v instanceof Map || v instanceof Set) {
    const out = new v.constructor();
    seen.set(v, out);
    for (const x of v) {
      if (v instanceof Map) out.set(x[0], cloneDeepWith(x[1], ask, seen));
      else out.add(cloneDeepWith(x, ask, seen));
    }
    return out;
  }
  const out = clone(v);
  seen.set(v, out);
  if (Array.isArray(v) || !(v instanceof Date || v instanceof RegExp || Buffer.isBuffer(v)))
    for (const k of Object.keys(v)) out[k] = cloneDeepWith(v[k], ask, seen);
  return out;
}

module.exports = {
  at,
  clone,
  cloneDeep: (v) => cloneDeepWith(v),
  cloneDeepWith,
  get,
  has,
  isArray: Array.isArray,
  isArrayLike,
  isArrayLikeObject: (v) => isObjectLike(v) && isArrayLike(v),
  isBoolean: (v) => typeof v === "boolean" || (isObjectLike(v) && tag(v) === "Boolean"),
  isBuffer: (v) => Buffer.isBuffer(v),
  isDate: (v) => tag(v) === "Date",
  isEmpty,
  isEqual,
  isEqualWith,
  isError: (v) => v instanceof Error,
  isFinite: (v) => typeof v === "number" && Number.isFinite(v),
  isFunction: (v) => typeof v === "function",
  isInteger: Number.isInteger,
  isMap: (v) => v instanceof Map,
  isMatch: matches,
  isNaN: (v) => isNumber(v) && Number.isNaN(Number(v)),
  isNil,
  isNull: (v) => v === null,
  isNumber,
  isObject,
  isObjectLike,
  isPlainObject,
  isRegExp: (v) => v instanceof RegExp,
  isSafeInteger: Number.isSafeInteger,
  isSet: (v) => v instanceof Set,
  isString,
  isSymbol: (v) => typeof v === "symbol",
  isUndefined: (v) => v === undefined,
  matches,
  property,
  set,
  toPath,
  unset,
  update,
  values,
};
