// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** Values in other forms: as EJSON, relaxed or canonical, and as deep copies. */
export function guestMongoCopies(exports, { values, errors }) {
  function plain(v) {
    if (v === null || typeof v !== "object") return v;
    if (Array.isArray(v)) return v.map(plain);
    const fields = (o) => Object.fromEntries(Object.keys(o).map((k) => [k, plain(o[k])]));
    if (Object.getPrototypeOf(v) === Object.prototype) return fields(v);
    const json = v.toJSON?.();
    if (json?.$numberDecimal !== undefined) return json;
    const moved = values.out(v);
    if (moved === null || typeof moved !== "object") return moved;
    if ("$fields" in moved) return fields(v);
    // Relaxed, as it is unless asked otherwise: a long is a number, whole seconds have no fraction.
    if (moved.$date !== undefined) return { $date: new Date(moved.$date).toISOString().replace(".000Z", "Z") };
    if (moved.$numberLong !== undefined) return Number(moved.$numberLong);
    return moved;
  }

  /** EJSON's canonical form: each number says its type. */
  function canonical(v) {
    if (typeof v === "number") {
      if (Number.isInteger(v) && Math.abs(v) < 2 ** 31 && !Object.is(v, -0)) return { $numberInt: String(v) };
      return {
        $numberDouble: Number.isInteger(v) && !Object.is(v, -0) ? `${v}.0` : Object.is(v, -0) ? "-0.0" : String(v),
      };
    }
    if (v === null || typeof v !== "object") return v;
    if (Array.isArray(v)) return v.map(canonical);
    if (v instanceof Date) return { $date: { $numberLong: String(v.getTime()) } };
    const moved = values.out(v);
    if (moved && typeof moved === "object" && !("$fields" in moved) && !Array.isArray(moved)) return moved;
    return Object.fromEntries(Object.keys(v).map((k) => [k, canonical(v[k])]));
  }

  /** A deep copy; what cannot be copied is refused. */
  function cloned(v) {
    if (typeof v === "function" || typeof v === "symbol")
      throw errors.of("DataCloneError", `${String(v)} could not be cloned.`);
    if (v === null || typeof v !== "object") return v;
    if (v instanceof Date) return new Date(v);
    if (Array.isArray(v)) return v.map(cloned);
    if (v instanceof Map) return new Map([...v].map(([k, x]) => [cloned(k), cloned(x)]));
    if (v instanceof Set) return new Set([...v].map(cloned));
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, cloned(x)]));
  }
  Object.assign(exports, { plain, canonical, cloned });
}
