import { described } from "./operators.ts";
import {
  compareValues,
  isArray,
  isNumber,
  isObject,
  JqError,
  type JqObject,
  type JqValue,
  toNumber,
  typeOf,
} from "./value.ts";

/** The way from the input to a value: names, numbers, and `{start, end}` objects for slices. */
export type Path = readonly JqValue[];

/** `.[index]`. Throws JqError. */
export function indexValue(v: JqValue, index: JqValue): JqValue {
  if (isObject(v) && typeof index === "string") return v.get(index) ?? null;
  if (isArray(v) && isNumber(index)) {
    const n = Math.floor(toNumber(index));
    return v[n < 0 ? n + v.length : n] ?? null;
  }
  if (isObject(index) && (isArray(v) || typeof v === "string" || v === null))
    return sliceValue(v, index.get("start") ?? null, index.get("end") ?? null);
  if (isArray(v) && isArray(index)) return indicesOf(v, index);
  if (v === null && (typeof index === "string" || isNumber(index) || index === null)) return null;
  if (typeof index === "string")
    throw new JqError(
      `Cannot index ${typeOf(v)} with string (${described(index)
        .replace(/^string \(/, "")
        .slice(0, -1)})`,
    );
  if (isNumber(index))
    throw new JqError(
      `Cannot index ${typeOf(v)} with number (${described(index)
        .replace(/^number \(/, "")
        .slice(0, -1)})`,
    );
  throw new JqError(`Cannot index ${typeOf(v)} with ${typeOf(index)}`);
}

export function indicesOf(v: readonly JqValue[], part: readonly JqValue[]): JqValue {
  const found: number[] = [];
  if (part.length === 0) return null;
  for (let i = 0; i + part.length <= v.length; i++)
    if (part.every((p, k) => compareValues(v[i + k] ?? null, p) === 0)) found.push(i);
  return found;
}

function bounds(length: number, from: JqValue, to: JqValue): [number, number] {
  const limit = (n: number) => Math.min(length, Math.max(0, n < 0 ? n + length : n));
  if ((from !== null && !isNumber(from)) || (to !== null && !isNumber(to)))
    throw new JqError("Start and end indices of an array slice must be numbers");
  const start = limit(from === null ? 0 : Math.floor(toNumber(from)));
  const end = limit(to === null ? length : Math.ceil(toNumber(to)));
  return [start, Math.max(start, end)];
}

export function sliceValue(v: JqValue, from: JqValue, to: JqValue): JqValue {
  if (v === null) return null;
  if (typeof v === "string") {
    const chars = [...v];
    return chars.slice(...bounds(chars.length, from, to)).join("");
  }
  if (!isArray(v)) throw new JqError(`Cannot index ${typeOf(v)} with object`);
  return v.slice(...bounds(v.length, from, to));
}

/** null where the way leads nowhere. */
export function getPath(v: JqValue, path: Path): JqValue {
  let at = v;
  for (const step of path) {
    if (at === null) return null;
    at = indexValue(at, step);
  }
  return at;
}

/** A copy of `v` with the value at the path replaced; makes objects and arrays on the way. Throws JqError. */
export function setPath(v: JqValue, path: Path, value: JqValue): JqValue {
  return updatePath(v, path, () => value);
}

export function updatePath(v: JqValue, path: Path, update: (old: JqValue) => JqValue): JqValue {
  const [step, ...rest] = path;
  if (step === undefined) return update(v);
  return setStep(v, step, updatePath(v === null ? null : indexValue(v, step), rest, update));
}

function setStep(v: JqValue, step: JqValue, value: JqValue): JqValue {
  if (typeof step === "string" && (v === null || isObject(v)))
    return new Map([...(v ?? new Map<string, JqValue>())]).set(step, value);
  if (isNumber(step) && (v === null || isArray(v))) {
    const out = [...(v ?? [])];
    const n = Math.floor(toNumber(step));
    const at = n < 0 ? n + out.length : n;
    if (at < 0) throw new JqError("Out of bounds negative array index");
    if (at > 536870911) throw new JqError("Array index too large");
    while (out.length < at) out.push(null);
    out[at] = value;
    return out;
  }
  if (isObject(step) && (v === null || isArray(v))) {
    if (!isArray(value)) throw new JqError("A slice of an array can only be assigned another array");
    const [from, to] = bounds(v?.length ?? 0, step.get("start") ?? null, step.get("end") ?? null);
    return [...(v ?? []).slice(0, from), ...value, ...(v ?? []).slice(to)];
  }
  indexValue(v, step);
  throw new JqError(`Cannot update field at ${typeOf(v)} index of ${typeOf(step)}`);
}

/** Without what the paths lead to; the last ones go first, so that the others keep their places. */
export function deletePaths(v: JqValue, paths: readonly Path[]): JqValue {
  const sorted = [...paths].sort((a, b) => compareValues(b, a));
  return sorted.reduce((value, path) => deletePath(value, path), v);
}

function deletePath(v: JqValue, path: Path): JqValue {
  const [step, ...rest] = path;
  if (step === undefined) return null;
  if (v === null) return null;
  if (rest.length) {
    const inner = indexValue(v, step);
    return inner === null ? v : setStep(v, step, deletePath(inner, rest));
  }
  if (isObject(v) && typeof step === "string") return without(v, step);
  if (isArray(v) && isNumber(step)) {
    const n = Math.floor(toNumber(step));
    const at = n < 0 ? n + v.length : n;
    return v.filter((_, i) => i !== at);
  }
  if (isArray(v) && isObject(step)) {
    const [from, to] = bounds(v.length, step.get("start") ?? null, step.get("end") ?? null);
    return [...v.slice(0, from), ...v.slice(to)];
  }
  if (isObject(v)) throw new JqError(`Cannot delete field at object index of ${typeOf(step)}`);
  if (isArray(v)) throw new JqError(`Cannot delete field at array index of ${typeOf(step)}`);
  throw new JqError(`Cannot delete field at ${typeOf(v)} index of ${typeOf(step)}`);
}

function without(o: JqObject, key: string): JqObject {
  const out = new Map(o);
  out.delete(key);
  return out;
}
