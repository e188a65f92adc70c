// The kinds of paths: how a value is made one of its kind.

const { BSONError, ObjectId } = require("./driver/bson.js");
const { CastError } = require("./errors.js");

class Mixed {}
const isPlain = (v) =>
  v !== null &&
  typeof v === "object" &&
  (Object.getPrototypeOf(v) === Object.prototype || Object.getPrototypeOf(v) === null);

const assertion = () => Object.assign(new Error("assertion"), { name: "AssertionError" });

const CASTS = {
  String(value, path, o) {
    const shownItself =
      isPlain(value) && typeof value.toString === "function" && value.toString !== Object.prototype.toString;
    if ((isPlain(value) && !shownItself) || Array.isArray(value) || typeof value === "function")
      throw new CastError("string", value, path);
    let s = value._id && value._id instanceof ObjectId ? String(value._id) : String(value);
    if (o.trim) s = s.trim();
    if (o.lowercase) s = s.toLowerCase();
    if (o.uppercase) s = s.toUpperCase();
    return s;
  },
  Number(value, path) {
    if (value === "") return null;
    const n =
      typeof value === "string" || typeof value === "boolean" || typeof value === "number" || typeof value === "bigint"
        ? Number(value)
        : value instanceof Date || value instanceof Number
          ? Number(value)
          : Number.NaN;
    if (Number.isNaN(n)) throw new CastError("Number", value, path, assertion());
    return n;
  },
  Boolean(value, path) {
    if ([true, "true", 1, "1", "yes"].includes(value)) return true;
    if ([false, "false", 0, "0", "no"].includes(value)) return false;
    throw new CastError("Boolean", value, path, { name: "CastError" });
  },
  Date(value, path) {
    if (value === "") return null;
    const numeric = typeof value === "string" && /^-?\d{5,}$/.test(value);
    const d =
      value instanceof Date
        ? value
        : typeof value === "boolean"
          ? new Date(Number.NaN)
          : new Date(numeric ? Number(value) : value);
    if (Number.isNaN(d.getTime())) throw new CastError("date", value, path, assertion());
    return d;
  },
  ObjectId(value, path) {
    if (value instanceof ObjectId) return value;
    if (value?._id !== undefined) return value._id instanceof ObjectId ? value._id : CASTS.ObjectId(value._id, path);
    try {
      return new ObjectId(
        typeof value === "object" && value.toString !== Object.prototype.toString ? String(value) : value,
      );
    } catch (e) {
      throw new CastError("ObjectId", value, path, e instanceof BSONError ? e : new BSONError("input"));
    }
  },
  Buffer: (value) => (Buffer.isBuffer(value) ? value : Buffer.from(value)),
  BigInt(value, path) {
    try {
      return BigInt(value);
    } catch {
      throw new CastError("BigInt", value, path, assertion());
    }
  },
  UUID: (value) => value,
  Decimal128: (value) => value,
  Mixed: (value) => value,
};

const KINDS = new Map([
  [String, "String"],
  [Number, "Number"],
  [Boolean, "Boolean"],
  [Date, "Date"],
  [ObjectId, "ObjectId"],
  [Buffer, "Buffer"],
  [BigInt, "BigInt"],
  [Mixed, "Mixed"],
  [Object, "Mixed"],
  [Map, "Map"],
  [Array, "Array"],
]);
const NAMES = new Map([...Object.keys(CASTS), "Map", "Array"].map((n) => [n.toLowerCase(), n]));

/** The kind that a schema's word for a type means; undefined where it means none. */
function kindOf(type) {
  if (typeof type === "string")
    return NAMES.get(type.toLowerCase()) ?? (type.toLowerCase() === "oid" ? "ObjectId" : undefined);
  return KINDS.get(type) ?? (type && NAMES.get(String(type.schemaName).toLowerCase()));
}

module.exports = { CASTS, Mixed, isPlain, kindOf };
