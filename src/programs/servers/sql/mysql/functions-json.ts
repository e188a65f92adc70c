import { type Fn, onText } from "../functions/function.ts";
import { fromJson, parsedJson, pathValue, plainJson } from "../functions/json.ts";
import { spaced } from "../values/cast.ts";
import { show } from "../values/show.ts";
import { Json, type Value } from "../values/value.ts";

type Part = string | number;

/** `$.a.b[0]` in its parts. */
function parts(path: string): Part[] {
  return [...path.slice(1).matchAll(/\.("[^"]*"|\w+)|\[(\d+|last)\]/g)].map((m) =>
    m[1] !== undefined ? m[1].replace(/^"|"$/g, "") : m[2] === "last" ? Number.POSITIVE_INFINITY : Number(m[2]),
  );
}

/** A document with one place changed. `put` gets what stands there (undefined: nothing) and says what shall; undefined takes it out. */
function changed(v: unknown, path: readonly Part[], put: (old: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return put(v);
  if (Array.isArray(v) && typeof first === "number") {
    const at = Math.min(first, first === Number.POSITIVE_INFINITY ? v.length - 1 : v.length);
    if (rest.length && at >= v.length) return v;
    const next = changed(v[at], rest, put);
    const out = [...v];
    if (next === undefined) out.splice(at, 1);
    else out[at] = next;
    return out;
  }
  if (typeof v === "object" && v !== null && !Array.isArray(v) && typeof first === "string") {
    const o = v as Readonly<Record<string, unknown>>;
    if (rest.length && !(first in o)) return v;
    const next = changed(o[first], rest, put);
    const { [first]: _gone, ...others } = o;
    return next === undefined ? others : { ...o, [first]: next };
  }
  return v;
}

/** JSON_SET and its kin: pairs of a path and a value. */
const assigning =
  (which: "set" | "insert" | "replace"): Fn =>
  ([v = null, ...rest]) => {
    if (v === null) return null;
    let doc = parsedJson(v);
    for (let i = 0; i + 1 < rest.length; i += 2) {
      const path = rest[i] ?? null;
      if (path === null) return null;
      const value = plainJson(rest[i + 1] ?? null);
      doc = changed(doc, parts(show(path)), (old) =>
        (old === undefined) === (which === "insert") || which === "set" ? value : old,
      );
    }
    return new Json(spaced(doc));
  };

function patched(a: unknown, b: unknown): unknown {
  if (typeof b !== "object" || b === null || Array.isArray(b)) return b;
  const out: Record<string, unknown> = typeof a === "object" && a !== null && !Array.isArray(a) ? { ...a } : {};
  for (const [k, v] of Object.entries(b)) {
    if (v === null) delete out[k];
    else out[k] = patched(out[k], v);
  }
  return out;
}

function preserved(a: unknown, b: unknown): unknown {
  const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
    typeof x === "object" && x !== null && !Array.isArray(x);
  if (isObject(a) && isObject(b)) {
    const out: Record<string, unknown> = { ...a };
    for (const [k, v] of Object.entries(b)) out[k] = k in out ? preserved(out[k], v) : v;
    return out;
  }
  return [...(Array.isArray(a) ? a : [a]), ...(Array.isArray(b) ? b : [b])];
}

const merging =
  (f: (a: unknown, b: unknown) => unknown): Fn =>
  (args) =>
    args.includes(null) ? null : new Json(spaced(args.map((a) => parsedJson(a)).reduce(f)));

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole))
    return Array.isArray(part)
      ? part.every((p) => whole.some((w) => contains(w, p)))
      : whole.some((w) => contains(w, part));
  if (typeof whole === "object" && whole !== null) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return false;
    const o = whole as Readonly<Record<string, unknown>>;
    return Object.entries(part).every(([k, v]) => k in o && contains(o[k], v));
  }
  return whole === part;
}

function at(v: unknown, path: Value | undefined): unknown {
  return path === undefined || path === null ? v : pathValue(v, show(path));
}

function depth(v: unknown): number {
  if (typeof v !== "object" || v === null) return 1;
  return 1 + Math.max(0, ...Object.values(v).map(depth));
}

const KINDS: Readonly<Record<string, string>> = { string: "STRING", boolean: "BOOLEAN" };

function kind(v: unknown): string {
  if (v === null) return "NULL";
  if (Array.isArray(v)) return "ARRAY";
  if (typeof v === "number") return Number.isInteger(v) ? "INTEGER" : "DOUBLE";
  return KINDS[typeof v] ?? "OBJECT";
}

function* leaves(v: unknown, path: string): Iterable<readonly [string, unknown]> {
  if (Array.isArray(v)) for (const [i, x] of v.entries()) yield* leaves(x, `${path}[${i}]`);
  else if (typeof v === "object" && v !== null)
    for (const [k, x] of Object.entries(v)) yield* leaves(x, `${path}.${/^\w+$/.test(k) ? k : JSON.stringify(k)}`);
  else yield [path, v];
}

const extracted: Fn = ([v = null, ...paths]) => {
  if (v === null || paths.includes(null)) return null;
  const doc = parsedJson(v);
  for (const p of paths) pathValue(null, show(p));
  const found = paths.map((p) => wildcards(doc, show(p ?? null)));
  const many = paths.length > 1 || found.some((f) => f.many);
  const all = found.flatMap((f) => f.values);
  if (many) return all.length ? new Json(spaced(all)) : null;
  return fromJson(all[0], false);
};

/** What a path finds; `[*]` and `.*` find many. */
function wildcards(doc: unknown, path: string): { readonly values: readonly unknown[]; readonly many: boolean } {
  const steps = [...path.slice(1).matchAll(/\.\*|\[\*\]|\.(?:"[^"]*"|\w+)|\[(?:\d+|last)\]/g)].map((m) => m[0]);
  let values: unknown[] = [doc];
  for (const step of steps) {
    if (step === ".*")
      values = values.flatMap((v) =>
        typeof v === "object" && v !== null && !Array.isArray(v) ? Object.values(v) : [],
      );
    else if (step === "[*]") values = values.flatMap((v) => (Array.isArray(v) ? v : []));
    else
      values = values
        .map((v) => pathValue(v, `$${step.replace("[last]", Array.isArray(v) ? `[${v.length - 1}]` : "[0]")}`))
        .filter((v) => v !== undefined);
  }
  return { values, many: /\*/.test(path) };
}

/** JSON_VALUE gives no value for a null. */
const plain = (found: unknown) => (found === null ? null : fromJson(found, true));

export const mysqlJson: Readonly<Record<string, Fn>> = {
  json_array_append: ([v = null, ...rest]) => {
    if (v === null) return null;
    let doc = parsedJson(v);
    for (let i = 0; i + 1 < rest.length; i += 2)
      doc = changed(doc, parts(show(rest[i] ?? null)), (old) =>
        old === undefined ? old : [...(Array.isArray(old) ? old : [old]), plainJson(rest[i + 1] ?? null)],
      );
    return new Json(spaced(doc));
  },
  json_contains: ([v = null, what = null, path]): Value => {
    if (v === null || what === null) return null;
    const whole = at(parsedJson(v), path);
    return whole === undefined ? null : Number(contains(whole, parsedJson(what)));
  },
  json_contains_path: ([v = null, mode = null, ...paths]): Value => {
    if (v === null || mode === null) return null;
    const doc = parsedJson(v);
    const there = paths.map((p) => wildcards(doc, show(p)).values.length > 0);
    return Number(/^all$/i.test(show(mode)) ? there.every((x) => x) : there.some((x) => x));
  },
  json_depth: ([v = null]) => (v === null ? null : depth(parsedJson(v))),
  json_extract: extracted,
  json_insert: assigning("insert"),
  json_keys: ([v = null, path]) => {
    if (v === null) return null;
    const found = at(parsedJson(v), path);
    if (typeof found !== "object" || found === null || Array.isArray(found)) return null;
    return new Json(spaced(Object.keys(found).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))));
  },
  json_length: ([v = null, path]) => {
    if (v === null) return null;
    const found = at(parsedJson(v), path);
    if (found === undefined) return null;
    return Array.isArray(found)
      ? found.length
      : typeof found === "object" && found !== null
        ? Object.keys(found).length
        : 1;
  },
  json_merge_patch: merging(patched),
  json_merge_preserve: merging(preserved),
  json_overlaps: ([a = null, b = null]): Value => {
    if (a === null || b === null) return null;
    const [x, y] = [parsedJson(a), parsedJson(b)].map((v) => (Array.isArray(v) ? v : [v]));
    return Number(x?.some((v) => y?.some((w) => spaced(v) === spaced(w))) ?? false);
  },
  json_pretty: ([v = null]) => (v === null ? null : JSON.stringify(parsedJson(cast(v)), null, 2)),
  json_quote: onText((t) => JSON.stringify(t)),
  json_remove: ([v = null, ...paths]) => {
    if (v === null || paths.includes(null)) return null;
    return new Json(
      spaced(paths.reduce<unknown>((doc, p) => changed(doc, parts(show(p)), () => undefined), parsedJson(v))),
    );
  },
  json_replace: assigning("replace"),
  json_search: ([v = null, mode = null, what = null]) => {
    if (v === null || mode === null || what === null) return null;
    const source = show(what)
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".");
    const found = [...leaves(parsedJson(v), "$")]
      .filter(([, x]) => typeof x === "string" && new RegExp(`^${source}$`, "i").test(x))
      .map(([p]) => p);
    if (found.length === 0) return null;
    return new Json(spaced(/^one$/i.test(show(mode)) || found.length === 1 ? found[0] : found));
  },
  json_set: assigning("set"),
  json_type: ([v = null]) => (v === null ? null : kind(parsedJson(v))),
  json_value: ([v = null, path = null]) =>
    v === null || path === null ? null : plain(pathValue(parsedJson(v), show(path))),
};

/** The document with its keys in the server's order. */
function cast(v: Value): Value {
  return new Json(spaced(parsedJson(v)));
}
