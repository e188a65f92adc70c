import { SqlError } from "../lexer.ts";
import { jsonProblem } from "../mysql/json-problem.ts";
import { isNumber, toNumber } from "./compare.ts";
import { decimalText, ofWhole, parseDecimal, rescale } from "./decimal.ts";
import { ofKind, parseInstant, parseInterval } from "./moment.ts";
import { show } from "./show.ts";
import { Decimal, Float, Instant, Interval, Json, type Value } from "./value.ts";

/** A type without its length: `varchar` of `varchar(100)`. */
export function baseType(type: string): string {
  return type.replace(/\(.*?\)/, "").replace(/ (unsigned|zerofill)/g, "");
}

export const WHOLE =
  /^(int|integer|int2|int4|int8|bigint|smallint|tinyint|mediumint|(small|big)?serial|serial[248]|signed|signed integer|unsigned|year|oid)$/;
export const EXACT = /^(numeric|decimal|dec|money)$/;
const INEXACT = /^(real|float|float4|float8|double|double precision)$/;
export const TEXT =
  /^(text|varchar|character varying|char|character|bpchar|tinytext|mediumtext|longtext|name|citext|uuid|inet|enum|set|regclass)$/;

/** How far a whole number of each type reaches: below 2 to this power. */
const BITS: Readonly<Record<string, number>> = {
  tinyint: 7,
  smallint: 15,
  int2: 15,
  smallserial: 15,
  mediumint: 23,
  bigint: 63,
  int8: 63,
  bigserial: 63,
  signed: 63,
  unsigned: 64,
  oid: 32,
};

/** A value as a type takes it. Throws SqlError. Names of types that are none are refused when a table is made. */
export function cast(v: Value, type: string): Value {
  if (v === null) return null;
  const base = baseType(type);
  const wrong = (as: string): never => {
    throw new SqlError(`Incorrect ${as} value: '${show(v)}' for column`, "HY000", 1366);
  };
  if (WHOLE.test(base)) return toWhole(v, type, base, wrong);
  if (EXACT.test(base)) {
    const d =
      v instanceof Decimal
        ? v
        : isNumber(v) || typeof v === "boolean"
          ? parseDecimal(String(toNumber(v)))
          : parseDecimal(show(v));
    if (!d) return wrong("decimal");
    const [, precision, scale] = /\((\d+)(?:,\s*(\d+))?\)/.exec(type) ?? [];
    if (precision === undefined) return rescale(d, 0);
    const fixed = rescale(d, Number(scale ?? 0));
    if (decimalText(fixed).replace(/[-.]/g, "").replace(/^0+/, "").length > Number(precision)) {
      throw new SqlError("Out of range value for column", "22003", 1264);
    }
    return fixed;
  }
  if (INEXACT.test(base)) {
    const n = typeof v === "string" ? Number(v.trim() === "" ? "x" : v) : toNumber(v);
    if (Number.isNaN(n) && v !== "NaN") return wrong("DOUBLE");
    return new Float(
      base === "real" || base === "float4" || base === "float" ? Number(Math.fround(n).toPrecision(7)) : n,
    );
  }
  if (/^bool/.test(base)) {
    return toWhole(v, "tinyint", "tinyint", wrong);
  }
  const kind = kindOf(base);
  if (kind) {
    const made = v instanceof Instant ? (v.kind === kind ? v : ofKind(v.micros, kind)) : parseInstant(show(v), kind);
    if (!made) {
      throw new SqlError(
        `Incorrect ${kind === "date" ? "date" : kind === "time" ? "time" : "datetime"} value: '${show(v)}' for column`,
        "22007",
        1292,
      );
    }
    // MySQL's DATETIME has whole seconds unless its type says otherwise.
    if (kind === "timestamp" && !/\(\d\)/.test(type))
      return new Instant(Math.floor(made.micros / 1_000_000) * 1_000_000, kind);
    return made;
  }
  if (base === "interval") return v instanceof Interval ? v : (parseInterval(show(v)) ?? wrong("interval"));
  if (base === "json" || base === "jsonb") return toJson(v, base);
  if (base === "uuid") {
    const text = show(v).toLowerCase();
    return /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/.test(text) ? text : wrong("uuid");
  }
  if (base === "enum") {
    const members = [...type.matchAll(/'((?:[^']|'')*)'/g)].map((m) => m[1] ?? "");
    const text = show(v);
    const found = typeof v === "number" ? members[v - 1] : members.find((m) => m.toLowerCase() === text.toLowerCase());
    if (found === undefined) throw new SqlError("Data truncated for column", "01000", 1265);
    return found;
  }
  if (base === "set") return memberSet(show(v), type);
  const text = base === "char" ? show(v).replace(/ +$/, "") : show(v);
  if (base === "binary") return text.padEnd(Number(/\((\d+)\)/.exec(type)?.[1] ?? 1), "\0");
  const limit = /^(?:varchar|character varying|char|character|bpchar)\((\d+)\)/.exec(type)?.[1];
  if (limit === undefined) return text;
  if ([...text].length > Number(limit)) {
    throw new SqlError("Data too long for column", "22001", 1406);
  }
  return text;
}

/** MySQL's SET: its members in their own order. */
function memberSet(text: string, type: string): string {
  const members = [...type.matchAll(/'((?:[^']|'')*)'/g)].map((m) => m[1] ?? "");
  const given = text === "" ? [] : text.split(",").map((t) => t.toLowerCase());
  if (given.some((g) => !members.some((m) => m.toLowerCase() === g)))
    throw new SqlError("Data truncated for column", "01000", 1265);
  return members.filter((m) => given.includes(m.toLowerCase())).join(",");
}

function kindOf(base: string): Instant["kind"] | undefined {
  if (base === "date") return "date";
  if (base === "timestamptz" || base === "timestamp with time zone") return "timestamptz";
  if (/^(timestamp|datetime)/.test(base)) return "timestamp";
  return /^time/.test(base) ? "time" : undefined;
}

function toWhole(v: Value, type: string, base: string, wrong: (as: string) => never): Value {
  const name = "integer";
  let n: number;
  if (isNumber(v)) n = v instanceof Decimal ? toNumber(rescale(v, 0)) : v instanceof Float ? roundEven(v.n) : v;
  else if (typeof v === "boolean") n = Number(v);
  else {
    const text = show(v).trim();
    if (!/^[+-]?\d+(\.\d*)?$/.test(text)) return wrong(name);
    n = Math.round(Number(text));
  }
  return wholeForMysql(v, n, type, base);
}

/** A whole number as MySQL's column takes it, exact up to 64 bits. */
function wholeForMysql(v: Value, n: number, type: string, base: string): Value {
  const exact =
    v instanceof Decimal
      ? rescale(v, 0).n
      : typeof v === "string" && /^\s*[+-]?\d+\s*$/.test(v)
        ? BigInt(v.trim().replace(/^\+/, ""))
        : BigInt(n);
  const unsigned = / unsigned/.test(type) || base === "unsigned";
  const bits = BigInt(BITS[base] ?? 31);
  const top = unsigned ? 2n ** (base === "unsigned" ? 64n : bits + 1n) : 2n ** bits;
  const cut = base === "unsigned" && exact < 0n ? BigInt.asUintN(64, exact) : exact;
  if (base === "year") {
    const year = cut > 0n && cut < 70n ? cut + 2000n : cut >= 70n && cut < 100n ? cut + 1900n : cut;
    if (year !== 0n && (year < 1901n || year > 2155n))
      throw new SqlError("Out of range value for column", "22003", 1264);
    return Number(year);
  }
  if (cut >= top || cut < (unsigned ? 0n : -top)) throw new SqlError("Out of range value for column", "22003", 1264);
  return cut <= BigInt(Number.MAX_SAFE_INTEGER) && cut >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(cut)
    : new Decimal(cut, 0);
}

function roundEven(n: number): number {
  const r = Math.round(n);
  return Math.abs(n % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

function toJson(v: Value, base: string): Json {
  if (v instanceof Json && base === "json") return v;
  const text = show(v);
  try {
    const parsed: unknown = JSON.parse(text);
    return new Json(spaced(parsed));
  } catch {
    throw new SqlError(`Invalid JSON text: ${jsonProblem(text)} in value for column`, "22032", 3140);
  }
}

/** JSON as jsonb and MySQL write it: a space behind colons and commas. Keys by length, then by bytes. */
export function spaced(v: unknown): string {
  if (Array.isArray(v)) return `[${v.map(spaced).join(", ")}]`;
  if (typeof v !== "object" || v === null) return JSON.stringify(v) ?? "null";
  const keys = Object.keys(v).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return `{${keys.map((k) => `${JSON.stringify(k)}: ${spaced((v as Readonly<Record<string, unknown>>)[k])}`).join(", ")}}`;
}

/** A whole number or decimal as a Decimal. */
export function decimalOf(v: number | Decimal): Decimal {
  return typeof v === "number" ? ofWhole(v) : v;
}
