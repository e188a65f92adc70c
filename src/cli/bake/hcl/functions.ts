import { NotSimulated } from "../../../api/errors.ts";
import { fromBase64, toBase64 } from "../../../std/base64.ts";
import { digestOf } from "../../../std/digest.ts";
import { decode, encode } from "../../../std/text.ts";
import { FunctionFailed } from "./evaluate.ts";
import { asNumber, asText, asTruth, equalValues, fromJson, isList, isObject, toJson, type Value } from "./value.ts";

type Fn = (...args: readonly Value[]) => Value;

function text(value: Value | undefined): string {
  const shown = value === undefined ? undefined : asText(value);
  if (shown === undefined) throw new FunctionFailed("argument must be a string");
  return shown;
}

function number(value: Value | undefined): number {
  const n = value === undefined ? undefined : asNumber(value);
  if (n === undefined) throw new FunctionFailed("a number is required");
  return n;
}

function truth(value: Value | undefined): boolean {
  const b = value === undefined ? undefined : asTruth(value);
  if (b === undefined) throw new FunctionFailed("a bool is required");
  return b;
}

function list(value: Value | undefined): readonly Value[] {
  if (value === undefined || !isList(value)) throw new FunctionFailed("a list is required");
  return value;
}

function object(value: Value | undefined): ReadonlyMap<string, Value> {
  if (value === undefined || !isObject(value)) throw new FunctionFailed("an object is required");
  return value;
}

function bytesOf(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (!bytes) throw new FunctionFailed("failed to decode base64 data");
  return bytes;
}

const unique = (items: readonly Value[]) =>
  items.filter((v, i) => items.findIndex((other) => equalValues(v, other)) === i);
const sorted = (items: readonly string[]) => items.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const escapeRegex = (s: string) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const flat = (items: readonly Value[]): Value[] => items.flatMap((v) => (isList(v) ? flat(v) : [v]));

/** `%s`, `%d`, `%05.2f`, `%q`, `%v`, `%%`. */
function format(template: string, args: readonly Value[]): string {
  let next = 0;
  return template.replace(/%([-+0 #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g, (_, flags, width, precision, verb) => {
    if (verb === "%") return "%";
    const arg = args[next++] ?? null;
    const shown = formatOne(arg, verb, precision === undefined ? undefined : Number(precision));
    const size = Number(width || 0);
    if (flags.includes("-")) return shown.padEnd(size);
    return shown.padStart(size, flags.includes("0") ? "0" : " ");
  });
}

function formatOne(arg: Value, verb: string, precision: number | undefined): string {
  switch (verb) {
    case "d":
      return String(Math.trunc(number(arg)));
    case "f":
      return number(arg).toFixed(precision ?? 6);
    case "x":
      return Math.trunc(number(arg)).toString(16);
    case "t":
      return String(truth(arg));
    case "q":
      return JSON.stringify(text(arg));
    case "s":
    case "v":
      return isList(arg) || isObject(arg) || arg === null ? JSON.stringify(toJson(arg)) : text(arg);
    default:
      throw new FunctionFailed(`unsupported format verb '${verb}'`);
  }
}

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  absolute: (a) => Math.abs(number(a)),
  add: (a, b) => number(a) + number(b),
  and: (a, b) => truth(a) && truth(b),
  base64decode: (a) => decode(bytesOf(text(a))),
  base64encode: (a) => toBase64(encode(text(a))),
  basename: (a) => text(a).replace(/\/+$/, "").split("/").pop() ?? "",
  ceil: (a) => Math.ceil(number(a)),
  chomp: (a) => text(a).replace(/[\r\n]+$/, ""),
  chunklist: (a, n) => {
    const items = list(a);
    const size = Math.max(1, number(n));
    return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
  },
  coalesce: (...args) => args.find((v) => v !== null) ?? null,
  coalescelist: (...args) => args.find((v) => isList(v) && v.length > 0) ?? [],
  compact: (a) => list(a).filter((v) => v !== "" && v !== null),
  concat: (...args) => args.flatMap((v) => list(v)),
  contains: (a, v = null) => list(a).some((item) => equalValues(item, v)),
  dirname: (a) => text(a).replace(/\/[^/]*\/*$/, "") || (text(a).startsWith("/") ? "/" : "."),
  distinct: (a) => unique(list(a)),
  divide: (a, b) => number(a) / number(b),
  element: (a, i) => list(a)[number(i) % Math.max(1, list(a).length)] ?? null,
  equal: (a = null, b = null) => equalValues(a, b),
  flatten: (a) => flat(list(a)),
  floor: (a) => Math.floor(number(a)),
  format: (f, ...args) => format(text(f), args),
  formatlist: (f, ...args) => {
    const length = Math.max(...args.map((v) => (isList(v) ? v.length : 1)), 0);
    return Array.from({ length }, (_, i) =>
      format(
        text(f),
        args.map((v) => (isList(v) ? (v[i] ?? null) : v)),
      ),
    );
  },
  greaterthan: (a, b) => number(a) > number(b),
  greaterthanorequalto: (a, b) => number(a) >= number(b),
  hasindex: (a = null, k = null) => (isList(a) ? list(a)[number(k)] !== undefined : object(a).has(text(k))),
  indent: (n, a) => text(a).replace(/\n/g, `\n${" ".repeat(number(n))}`),
  index: (a = null, k = null) => (isList(a) ? (a[number(k)] ?? null) : (object(a).get(text(k)) ?? null)),
  int: (a) => Math.trunc(number(a)),
  join: (sep, ...lists) => lists.flatMap((l) => list(l).map(text)).join(text(sep)),
  jsondecode: (a) => {
    try {
      return fromJson(JSON.parse(text(a)) as unknown);
    } catch {
      throw new FunctionFailed("invalid JSON");
    }
  },
  jsonencode: (a = null) => JSON.stringify(toJson(a)),
  keys: (a) => sorted([...object(a).keys()]),
  length: (a = null) => (isObject(a) ? a.size : list(a).length),
  lessthan: (a, b) => number(a) < number(b),
  lessthanorequalto: (a, b) => number(a) <= number(b),
  lookup: (a, k, fallback = null) => object(a).get(text(k)) ?? fallback,
  lower: (a) => text(a).toLowerCase(),
  max: (...args) => Math.max(...args.map(number)),
  merge: (...args) => new Map(args.flatMap((o) => (o === null ? [] : [...object(o)]))),
  min: (...args) => Math.min(...args.map(number)),
  modulo: (a, b) => number(a) % number(b),
  multiply: (a, b) => number(a) * number(b),
  negate: (a) => -number(a),
  not: (a) => !truth(a),
  notequal: (a = null, b = null) => !equalValues(a, b),
  or: (a, b) => truth(a) || truth(b),
  parseint: (a, base) => Number.parseInt(text(a), number(base)),
  pow: (a, b) => number(a) ** number(b),
  range: (...args) => {
    const [a = 0, b, step = 1] = args.map(number);
    const [from, to] = b === undefined ? [0, a] : [a, b];
    return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
  },
  regex_replace: (a, p, r) => text(a).replace(new RegExp(text(p), "g"), text(r).replace(/\$\{(\w+)\}/g, "$$$1")),
  replace: (a, from, to) => text(a).replace(new RegExp(escapeRegex(text(from)), "g"), () => text(to)),
  reverse: (a) => [...text(a)].reverse().join(""),
  reverselist: (a) => list(a).toReversed(),
  sanitize: (a) => text(a).replace(/[^a-zA-Z0-9_-]/g, "_"),
  sethaselement: (a, v = null) => list(a).some((item) => equalValues(item, v)),
  setproduct: (...lists) =>
    lists.reduce<Value[][]>((all, l) => all.flatMap((p) => list(l).map((v) => [...p, v])), [[]]),
  setunion: (...lists) => unique(lists.flatMap((l) => list(l))),
  sha256: (a) => digestOf(text(a)).slice("sha256:".length),
  signum: (a) => Math.sign(number(a)),
  slice: (a, from, to) => list(a).slice(number(from), number(to)),
  sort: (a) => sorted(list(a).map(text)),
  split: (sep, a) => text(a).split(text(sep)),
  strlen: (a) => [...text(a)].length,
  substr: (a, offset, length) => {
    const chars = [...text(a)];
    const from = number(offset) < 0 ? chars.length + number(offset) : number(offset);
    return chars.slice(from, number(length) < 0 ? undefined : from + number(length)).join("");
  },
  subtract: (a, b) => number(a) - number(b),
  title: (a) => text(a).replace(/(^|\s)(\S)/g, (_, space: string, c: string) => space + c.toUpperCase()),
  trim: (a, cut) => text(a).replace(new RegExp(`^[${escapeRegex(text(cut))}]+|[${escapeRegex(text(cut))}]+$`, "g"), ""),
  trimprefix: (a, p) => (text(a).startsWith(text(p)) ? text(a).slice(text(p).length) : text(a)),
  trimspace: (a) => text(a).trim(),
  trimsuffix: (a, p) => (text(p) !== "" && text(a).endsWith(text(p)) ? text(a).slice(0, -text(p).length) : text(a)),
  try: (a = null) => a,
  upper: (a) => text(a).toUpperCase(),
  urlencode: (a) => encodeURIComponent(text(a)).replaceAll("%20", "+"),
  values: (a) => [...object(a)].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, v]) => v),
  zipmap: (keys, values) => new Map(list(keys).map((k, i) => [text(k), list(values)[i] ?? null])),
};

/** What bake knows besides. */
const LEFT_OUT = [
  ..."assertnotnull bcrypt byteslen bytesslice can cidrhost cidrnetmask cidrsubnet cidrsubnets convert csvdecode env".split(
    " ",
  ),
  ..."formatdate formattimestamp homedir log md5 rand regex regexall semvercmp setintersection setsubtract".split(" "),
  ..."setsymmetricdifference sha1 sha512 timeadd timestamp unixtimestampparse unset uuidv4 uuidv5".split(" "),
];

export const FUNCTION_NAMES: readonly string[] = [...Object.keys(FUNCTIONS), ...LEFT_OUT];

export function callFunction(name: string, args: readonly Value[]): Value {
  const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!fn) throw new NotSimulated(`the function ${name} of a bake file is not simulated`);
  return fn(...args);
}
