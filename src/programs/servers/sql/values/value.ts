/** A number with a fixed count of decimal places: NUMERIC, DECIMAL. `n` is the number without its point. */
export class Decimal {
  constructor(
    readonly n: bigint,
    readonly scale: number,
  ) {}
}

/** DOUBLE PRECISION, REAL, FLOAT. */
export class Float {
  constructor(readonly n: number) {}
}

/** A date, a time of day, a moment: microseconds since 1970 (of a time: since midnight). */
export class Instant {
  constructor(
    readonly micros: number,
    readonly kind: "date" | "time" | "timestamp" | "timestamptz",
  ) {}
}

export class Interval {
  constructor(
    readonly months: number,
    readonly days: number,
    readonly micros: number,
  ) {}
}

export class Json {
  constructor(readonly text: string) {}
}

/** An array of PostgreSQL's. */
export class List {
  constructor(readonly items: readonly Value[]) {}
}

/** A value in a row. A JavaScript number is a whole one. */
export type Value = null | boolean | number | string | Decimal | Float | Instant | Interval | Json | List;
export type Row = readonly Value[];

/** What PostgreSQL calls a value's type. */
export function typeOf(v: Value): string {
  if (v === null) return "unknown";
  if (typeof v === "boolean") return "boolean";
  if (typeof v === "number") return Math.abs(v) < 2 ** 31 ? "integer" : "bigint";
  if (typeof v === "string") return "text";
  if (v instanceof Decimal) return "numeric";
  if (v instanceof Float) return "double precision";
  if (v instanceof Interval) return "interval";
  if (v instanceof Json) return "jsonb";
  if (v instanceof List) return `${v.items.length ? typeOf(v.items[0] ?? null) : "text"}[]`;
  return {
    date: "date",
    time: "time without time zone",
    timestamp: "timestamp without time zone",
    timestamptz: "timestamp with time zone",
  }[v.kind];
}

type Stored = null | boolean | number | string | { readonly [tag: string]: unknown };

/** A value as JSON keeps it. */
export function packed(v: Value): Stored {
  if (v === null || typeof v !== "object") return v;
  if (v instanceof Decimal) return { d: String(v.n), s: v.scale };
  if (v instanceof Float) return { f: String(v.n) };
  if (v instanceof Instant) return { t: v.micros, k: v.kind };
  if (v instanceof Interval) return { i: [v.months, v.days, v.micros] };
  if (v instanceof Json) return { j: v.text };
  return { a: v.items.map(packed) };
}

export function unpacked(v: unknown): Value {
  if (typeof v !== "object" || v === null)
    return typeof v === "boolean" || typeof v === "number" || typeof v === "string" ? v : null;
  const o = v as { readonly [tag: string]: unknown };
  if ("d" in o) return new Decimal(BigInt(String(o["d"])), Number(o["s"]));
  if ("f" in o) return new Float(Number(o["f"]));
  if ("t" in o) return new Instant(Number(o["t"]), o["k"] as Instant["kind"]);
  if ("j" in o) return new Json(String(o["j"]));
  if (Array.isArray(o["i"])) return new Interval(Number(o["i"][0]), Number(o["i"][1]), Number(o["i"][2]));
  return new List(Array.isArray(o["a"]) ? o["a"].map(unpacked) : []);
}
