import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { shown } from "./compare.ts";
import { RuntimeError } from "./errors.ts";

/**
 * All values that a dotted path finds in a document, arrays gone through: `a.b` of `{a: [{b: 1}, {b: 2}]}` finds 1 and 2.
 * A value that is an array is given as it is; `undefined` stands for what is missing.
 */
export function valuesAt(value: Bson | undefined, path: readonly string[]): (Bson | undefined)[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (isDoc(value)) return valuesAt(value.get(first), rest);
  if (isArray(value)) {
    const out: (Bson | undefined)[] = [];
    if (/^\d+$/.test(first)) out.push(...valuesAt(value[Number(first)], rest));
    for (const v of value) if (isDoc(v)) out.push(...valuesAt(v, path));
    return out.length ? out : [undefined];
  }
  return [undefined];
}

/** The value at a path that goes through documents and array places alone. */
export function valueAt(value: Bson | undefined, path: readonly string[]): Bson | undefined {
  let at = value;
  for (const part of path) {
    if (isDoc(at)) at = at.get(part);
    else if (isArray(at) && /^\d+$/.test(part)) at = at[Number(part)];
    else return undefined;
  }
  return at;
}

/** A document with the value at a path replaced; undefined takes the field away. Documents on the way are made. */
export function withValue(doc: Doc, path: readonly string[], value: Bson | undefined): Doc {
  return changed(doc, path, value, path.join(".")) as Doc;
}

function changed(
  at: Bson | undefined,
  path: readonly string[],
  value: Bson | undefined,
  whole: string,
): Bson | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (at === undefined) {
    if (value === undefined) return undefined;
    return new Map([[first, changed(undefined, rest, value, whole) ?? null]]);
  }
  if (isDoc(at)) {
    const out = new Map(at);
    const next = changed(at.get(first), rest, value, whole);
    if (next === undefined) out.delete(first);
    else out.set(first, next);
    return out;
  }
  if (isArray(at)) {
    if (!/^\d+$/.test(first)) {
      if (value === undefined) return at;
      throw new RuntimeError(28, `Cannot create field '${first}' in element {${above(whole, path)}: ${shown(at)}}`);
    }
    const out = [...at];
    while (out.length < Number(first)) out.push(null);
    out[Number(first)] = changed(at[Number(first)], rest, value, whole) ?? null;
    return out;
  }
  if (value === undefined) return at;
  throw new RuntimeError(28, `Cannot create field '${first}' in element {${above(whole, path)}: ${shown(at)}}`);
}

/** The field that the rest of a path begins below. */
function above(whole: string, rest: readonly string[]): string {
  return whole.split(".").at(-rest.length - 1) ?? "";
}
