import { Decimal, Interval } from "../../../sql/values/value.ts";

/** Numbers behind a type: a length, or precision and scale. */
export type Mod = readonly number[];

export interface Field {
  readonly name: string;
  readonly type: PgType;
  readonly mod: Mod;
}

/** A type of the server's or of the user's. */
export interface PgType {
  readonly oid: number;
  /** As pg_type has it: `int4`. */
  readonly name: string;
  /** As it is shown: `integer`. */
  readonly shown: string;
  readonly kind: "base" | "array" | "enum" | "domain" | "composite" | "pseudo";
  /** Of the system's categories: N numbers, S texts, D dates, B booleans, … */
  readonly category: string;
  readonly preferred: boolean;
  readonly elem?: PgType;
  readonly labels?: readonly string[];
  readonly base?: PgType;
  readonly baseMod?: Mod;
  readonly fields?: readonly Field[];
}

/** A value: a JavaScript number is an int2, int4, float or oid; a bigint an int8; dates count days, times microseconds. */
export type Value = null | boolean | number | bigint | string | Decimal | Interval | Jsonb | Arr | Rec | Uint8Array;
export type Row = readonly Value[];

export { Decimal, Interval };

export type JsonValue = null | boolean | string | Decimal | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** A jsonb value. */
export class Jsonb {
  constructor(readonly j: JsonValue) {}
}

/** An array: its items in one row, and how many there are in each dimension. */
export class Arr {
  constructor(
    readonly items: readonly Value[],
    readonly dims: readonly number[] = items.length ? [items.length] : [],
    readonly lower = 1,
  ) {}
}

/** A row as one value. */
export class Rec {
  constructor(
    readonly values: readonly Value[],
    readonly fields: readonly Field[],
  ) {}
}

/** A client's value for `$1`: a text whose type its place decides. */
export class RawParameter {
  constructor(readonly text: string) {}
}

export const NO_MOD: Mod = [];

const table: readonly (readonly [oid: number, name: string, shown: string, category: string, array: number])[] = [
  [16, "bool", "boolean", "B", 1000],
  [17, "bytea", "bytea", "U", 1001],
  [18, "char", '"char"', "Z", 1002],
  [19, "name", "name", "S", 1003],
  [20, "int8", "bigint", "N", 1016],
  [21, "int2", "smallint", "N", 1005],
  [23, "int4", "integer", "N", 1007],
  [24, "regproc", "regproc", "N", 1008],
  [25, "text", "text", "S", 1009],
  [26, "oid", "oid", "N", 1028],
  [114, "json", "json", "U", 199],
  [700, "float4", "real", "N", 1021],
  [701, "float8", "double precision", "N", 1022],
  [705, "unknown", "unknown", "X", 0],
  [869, "inet", "inet", "I", 1041],
  [1042, "bpchar", "character", "S", 1014],
  [1043, "varchar", "character varying", "S", 1015],
  [1082, "date", "date", "D", 1182],
  [1083, "time", "time without time zone", "D", 1183],
  [1114, "timestamp", "timestamp without time zone", "D", 1115],
  [1184, "timestamptz", "timestamp with time zone", "D", 1185],
  [1186, "interval", "interval", "T", 1187],
  [1266, "timetz", "time with time zone", "D", 1270],
  [1700, "numeric", "numeric", "N", 1231],
  [2205, "regclass", "regclass", "N", 2210],
  [2206, "regtype", "regtype", "N", 2211],
  [4096, "regrole", "regrole", "N", 4097],
  [4089, "regnamespace", "regnamespace", "N", 4090],
  [2950, "uuid", "uuid", "U", 2951],
  [3802, "jsonb", "jsonb", "U", 3807],
  [2249, "record", "record", "P", 2287],
  [2278, "void", "void", "P", 0],
  [2279, "trigger", "trigger", "P", 0],
  [2276, "any", '"any"', "P", 0],
  [2277, "anyarray", "anyarray", "P", 0],
  [2283, "anyelement", "anyelement", "P", 0],
  [2776, "anynonarray", "anynonarray", "P", 0],
  [3500, "anyenum", "anyenum", "P", 0],
];
const PREFERRED = new Set(["bool", "text", "float8", "timestamptz", "interval", "oid", "inet"]);

const byName = new Map<string, PgType>();
const byOid = new Map<number, PgType>();
const arrays = new Map<number, number>();
for (const [oid, name, shown, category, array] of table) {
  const t: PgType = {
    oid,
    name,
    shown,
    kind: category === "P" || category === "X" ? "pseudo" : "base",
    category,
    preferred: PREFERRED.has(name),
  };
  byName.set(name, t);
  byOid.set(oid, t);
  if (array) arrays.set(oid, array);
}
const made = new Map<PgType, PgType>();

/** The type of arrays of a type. */
export function arrayOf(t: PgType): PgType {
  const there = made.get(t);
  if (there) return there;
  const oid = arrays.get(t.oid) ?? t.oid + 1;
  const a: PgType = {
    oid,
    name: `_${t.name}`,
    shown: `${t.shown}[]`,
    kind: "array",
    category: "A",
    preferred: false,
    elem: t,
  };
  made.set(t, a);
  if (arrays.has(t.oid)) byOid.set(oid, a);
  return a;
}
for (const [oid, array] of arrays) {
  const t = byOid.get(oid);
  if (t && array) arrayOf(t);
}

/** One of the server's own types, by pg_type's name. */
export function builtin(name: string): PgType {
  const t = byName.get(name);
  if (!t) throw new Error(`no type ${name}`);
  return t;
}

export const findBuiltin = (name: string): PgType | undefined => byName.get(name);
export const builtinByOid = (oid: number): PgType | undefined => byOid.get(oid);
export const builtinTypes = (): Iterable<PgType> => byOid.values();

export const T = {
  bool: builtin("bool"),
  int2: builtin("int2"),
  int4: builtin("int4"),
  int8: builtin("int8"),
  numeric: builtin("numeric"),
  float4: builtin("float4"),
  float8: builtin("float8"),
  text: builtin("text"),
  varchar: builtin("varchar"),
  bpchar: builtin("bpchar"),
  name: builtin("name"),
  oid: builtin("oid"),
  date: builtin("date"),
  time: builtin("time"),
  timestamp: builtin("timestamp"),
  timestamptz: builtin("timestamptz"),
  interval: builtin("interval"),
  uuid: builtin("uuid"),
  json: builtin("json"),
  jsonb: builtin("jsonb"),
  bytea: builtin("bytea"),
  unknown: builtin("unknown"),
  record: builtin("record"),
  void: builtin("void"),
  trigger: builtin("trigger"),
  regclass: builtin("regclass"),
  regtype: builtin("regtype"),
} as const;

/** What is at the bottom of a domain. */
export function plainType(t: PgType): PgType {
  return t.kind === "domain" && t.base ? plainType(t.base) : t;
}

/** Whether psql shows it to the right. */
export const isNumeric = (t: PgType): boolean => /^(int[248]|numeric|float[48]|oid)$/.test(t.name);

/** A type with its numbers: `numeric(10,2)`, `character varying(20)[]`. */
export function typeText(t: PgType, mod: Mod = NO_MOD): string {
  if (t.elem && t.kind === "array") return `${typeText(t.elem, mod)}[]`;
  if (t.kind === "enum" || t.kind === "domain" || t.kind === "composite") return quoteName(t.name);
  if (mod.length === 0) return t.shown;
  if (t.name === "timestamp" || t.name === "timestamptz" || t.name === "time" || t.name === "timetz")
    return t.shown.replace(/^(time(?:stamp)?)/, `$1(${mod[0]})`);
  if (t.name === "numeric") return `numeric(${mod[0]},${mod[1] ?? 0})`;
  return `${t.shown}(${mod.join(",")})`;
}

const KEYWORDS = new Set(
  "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char character check coalesce collate column constraint create cross current_date current_role current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit localtime localtimestamp national natural nchar none not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real references returning right row select session_user setof similar smallint some substring symmetric table then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with".split(
    " ",
  ),
);

/** A name as it must be written. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !KEYWORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export const quoteText = (text: string): string =>
  text.includes("\\") ? `E'${text.replaceAll("'", "''").replaceAll("\\", "\\\\")}'` : `'${text.replaceAll("'", "''")}'`;
