// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** BSON's types as mongosh knows them, and how they travel to the host: as JSON with `$oid`, `$date` and their kin. */
export function guestMongoValues(exports, host) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const NativeDate = Date;
  const toJSON = NativeDate.prototype.toISOString;

  const zoned = (d) => `${native.call(d)} (Coordinated Universal Time)`;
  const native = NativeDate.prototype.toString;
  NativeDate.prototype.toString = function toString() {
    return Number.isNaN(this.getTime()) ? "Invalid Date" : zoned(this);
  };
  Object.defineProperty(NativeDate.prototype, "toString", { enumerable: false });
  function ClockDate(...args) {
    if (!new.target) return zoned(new NativeDate(host.now()));
    return Reflect.construct(NativeDate, args.length ? args : [host.now()], new.target);
  }
  Object.defineProperty(ClockDate, "name", { value: "Date" });
  Object.setPrototypeOf(ClockDate, NativeDate);
  ClockDate.now = () => host.now();
  ClockDate.prototype = NativeDate.prototype;
  Object.defineProperty(NativeDate.prototype, "constructor", { value: ClockDate, writable: true, configurable: true });
  NativeDate.prototype[custom] = function () {
    return Number.isNaN(this.getTime()) ? "Invalid Date" : `ISODate('${toJSON.call(this)}')`;
  };
  Object.defineProperty(NativeDate.prototype, custom, { enumerable: false });

  function callable(name, make) {
    // With `new` or without: an arrow function would be no constructor.
    const f = function (...args) {
      return Reflect.apply(make, this, args);
    };
    Object.defineProperty(f, "name", { value: name });
    return f;
  }

  class ObjectIdValue {
    constructor(hex) {
      Object.defineProperty(this, "hex", { value: hex });
    }
    toString() {
      return this.hex;
    }
    toHexString() {
      return this.hex;
    }
    valueOf() {
      return this.hex;
    }
    getTimestamp() {
      return new NativeDate(Number.parseInt(this.hex.slice(0, 8), 16) * 1000);
    }
    equals(other) {
      return String(other) === this.hex;
    }
    toJSON() {
      return this.hex;
    }
    [custom]() {
      return `ObjectId('${this.hex}')`;
    }
  }
  function failed(name, message, code) {
    const e = new Error(message);
    e.name = name;
    if (code) e.code = code;
    return e;
  }
  /** Numbers given as numbers may have lost digits on the way. */
  function warned(name, n) {
    if (typeof n === "number")
      host.print(
        `Warning: ${name}: specifying a number as argument is deprecated and may lead to loss of precision, pass a string instead`,
      );
    return n;
  }

  const ObjectId = callable("ObjectId", (hex) => {
    if (hex === undefined) return new ObjectIdValue(host.objectId());
    if (hex instanceof ObjectIdValue) return hex;
    if (typeof hex === "number")
      return new ObjectIdValue(Math.floor(hex).toString(16).padStart(8, "0") + host.objectId().slice(8));
    if (!/^[0-9a-f]{24}$/i.test(String(hex)))
      throw failed("BSONError", "input must be a 24 character hex string, 12 byte Uint8Array, or an integer");
    return new ObjectIdValue(String(hex).toLowerCase());
  });
  ObjectId.isValid = (s) => /^[0-9a-f]{24}$/i.test(String(s));
  ObjectId.prototype = ObjectIdValue.prototype;

  class LongValue {
    constructor(n) {
      Object.defineProperty(this, "n", { value: BigInt(n) });
    }
    toString() {
      return String(this.n);
    }
    toNumber() {
      return Number(this.n);
    }
    toInt() {
      return Number(BigInt.asIntN(32, this.n));
    }
    toBigInt() {
      return this.n;
    }
    add(other) {
      return long(this.n + long(other).n);
    }
    subtract(other) {
      return long(this.n - long(other).n);
    }
    multiply(other) {
      return long(this.n * long(other).n);
    }
    divide(other) {
      if (long(other).n === 0n) throw new Error("division by zero");
      return long(this.n / long(other).n);
    }
    modulo(other) {
      if (long(other).n === 0n) throw new Error("division by zero");
      return long(this.n % long(other).n);
    }
    negate() {
      return long(-this.n);
    }
    compare(other) {
      const { n } = long(other);
      return this.n < n ? -1 : this.n > n ? 1 : 0;
    }
    equals(other) {
      return this.n === long(other).n;
    }
    toJSON() {
      return { low: this.toInt(), high: Number(this.n >> 32n), unsigned: false };
    }
    [custom]() {
      return `Long('${this.n}')`;
    }
  }
  /** Of a text what reads as a whole number, as far as 64 bits hold it. */
  function long(n) {
    if (n instanceof LongValue) return n;
    if (typeof n === "number") return new LongValue(Number.isFinite(n) ? BigInt.asIntN(64, BigInt(Math.trunc(n))) : 0n);
    return new LongValue(BigInt.asIntN(64, BigInt(/^\s*-?\d+/.exec(String(n))?.[0] ?? 0)));
  }
  const Long = callable("Long", (n = 0) => long(n));
  Long.MAX_VALUE = new LongValue(2n ** 63n - 1n);
  Long.MIN_VALUE = new LongValue(-(2n ** 63n));
  Long.ZERO = new LongValue(0n);
  Long.ONE = new LongValue(1n);
  Long.fromNumber = (n) => Long(n);
  Long.fromString = (n) => Long(n);
  Long.prototype = LongValue.prototype;

  /** Numbers that say which type of BSON they are; in sums they are numbers. */
  class NumberValue {
    constructor(value) {
      Object.defineProperty(this, "value", { value });
    }
    valueOf() {
      return this.value;
    }
    toString(base) {
      return this.value.toString(base);
    }
    toJSON() {
      return this.value;
    }
  }
  class Int32Value extends NumberValue {
    [custom]() {
      return `Int32(${this.value})`;
    }
  }
  class DoubleValue extends NumberValue {
    [custom]() {
      return `Double(${Object.is(this.value, -0) ? "-0" : this.value})`;
    }
  }
  const Int32 = callable("Int32", (n = 0) => new Int32Value(Number(n) | 0));
  const Double = callable("Double", (n = 0) => new DoubleValue(Number(n)));
  Int32.prototype = Int32Value.prototype;
  Double.prototype = DoubleValue.prototype;

  /** The ends of BSON's order. */
  class EndValue {
    constructor(name) {
      Object.defineProperty(this, "name", { value: name });
    }
    [custom]() {
      return `${this.name}()`;
    }
  }

  class DecimalValue {
    constructor(text) {
      Object.defineProperty(this, "text", { value: String(text) });
    }
    toString() {
      return this.text;
    }
    toJSON() {
      return { $numberDecimal: this.text };
    }
    [custom]() {
      return `Decimal128('${this.text}')`;
    }
  }

  function decimal(n = 0) {
    if (!/^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?|nan)$/i.test(String(n)))
      throw failed("BSONError", `${n} not a valid Decimal128 string`);
    return new DecimalValue(n);
  }

  class UuidValue {
    constructor(hex) {
      Object.defineProperty(this, "hex", { value: hex });
    }
    toString() {
      return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }
    [custom]() {
      return `UUID('${this}')`;
    }
  }
  const UUID = callable("UUID", (text) => {
    if (text !== undefined) return new UuidValue(String(text).replace(/-/g, "").toLowerCase());
    const h = host.objectId() + host.objectId();
    return new UuidValue(`${h.slice(8, 20)}4${h.slice(21, 24)}a${h.slice(25, 28)}${h.slice(32, 44)}`);
  });

  class BinaryValue {
    constructor(hex, subtype) {
      Object.defineProperty(this, "hex", { value: hex });
      Object.defineProperty(this, "sub_type", { value: subtype });
    }
    toString() {
      return decodeURIComponent(this.hex.replace(/../g, "%$&"));
    }
    toJSON() {
      return host.base64(this.hex);
    }
    [custom]() {
      return `Binary.createFromBase64('${host.base64(this.hex)}', ${this.sub_type})`;
    }
  }

  /** Sixteen bytes of subtype 4 are a UUID. */
  const binary = (hex, subtype) =>
    subtype === 4 && hex.length === 32 ? new UuidValue(hex) : new BinaryValue(hex, subtype);

  class TimestampValue {
    constructor(t, i) {
      Object.defineProperty(this, "t", { value: t });
      Object.defineProperty(this, "i", { value: i });
    }
    [custom]() {
      return `Timestamp({ t: ${this.t}, i: ${this.i} })`;
    }
  }

  const ISODate = callable("ISODate", (text) => {
    if (text === undefined) return new ClockDate();
    const full = String(text).replace(/^(\d{4})(\d{2})(\d{2})/, "$1-$2-$3");
    const date = new ClockDate(full);
    if (Number.isNaN(date.getTime()))
      throw failed("MongoshInvalidInputError", `${JSON.stringify(text)} is not a valid ISODate`, "COMMON-10001");
    return date;
  });

  /** A value as the host reads it. */
  function out(v) {
    if (v === undefined || v === null) return null;
    if (typeof v === "number")
      return Number.isFinite(v) && !Object.is(v, -0) ? v : { $double: Object.is(v, -0) ? "-0" : String(v) };
    if (typeof v === "bigint") return { $numberLong: String(v) };
    if (typeof v === "function") return null;
    if (typeof v !== "object") return v;
    if (v instanceof ObjectIdValue) return { $oid: v.hex };
    if (v instanceof LongValue) return { $numberLong: String(v.n) };
    if (v instanceof NumberValue) return out(v.value);
    if (v instanceof EndValue) throw new Error(`drydock: ${v.name} is not simulated`);
    if (v instanceof DecimalValue) return { $numberDecimal: v.text };
    if (v instanceof UuidValue) return { $hex: v.hex, subtype: 4 };
    if (v instanceof BinaryValue) return { $hex: v.hex, subtype: v.sub_type };
    if (v instanceof TimestampValue) return { $timestamp: [v.t, v.i] };
    if (v instanceof NativeDate) return { $date: v.getTime() };
    if (v instanceof RegExp) return { $regularExpression: [v.source, v.flags.replace(/[^imsx]/g, "")] };
    if (Array.isArray(v)) return v.map(out);
    const fields = [];
    for (const k of Object.keys(v)) fields.push([k, out(v[k])]);
    return { $fields: fields };
  }

  /** What came from the host, as text. The innermost values are made first: none of the engine's calls lies in another. */
  const served = (v) => {
    host.served.add(v);
    return v;
  };
  function back(text) {
    return JSON.parse(text, (_key, v) => {
      if (v === null || typeof v !== "object") return v;
      if (Array.isArray(v)) return served(v);
      if ("$fields" in v) return served(Object.fromEntries(v.$fields));
      if ("$oid" in v) return new ObjectIdValue(v.$oid);
      if ("$numberLong" in v) return new LongValue(v.$numberLong);
      if ("$date" in v) return new ClockDate(v.$date);
      if ("$double" in v) return Number(v.$double);
      if ("$hex" in v) return binary(v.$hex, v.subtype);
      if ("$regularExpression" in v)
        return new RegExp(v.$regularExpression[0], v.$regularExpression[1].replace(/x/g, ""));
      if ("$timestamp" in v) return new TimestampValue(v.$timestamp[0], v.$timestamp[1]);
      if ("$numberDecimal" in v) return new DecimalValue(v.$numberDecimal);
      return v;
    });
  }

  Object.assign(exports, {
    out,
    back,
    globals: {
      Date: ClockDate,
      ObjectId,
      ISODate,
      Long,
      NumberLong: callable("NumberLong", (n = 0) => long(warned("NumberLong", n))),
      NumberInt: callable("NumberInt", (n = 0) => Int32(n)),
      Int32,
      Double,
      NumberDecimal: callable("NumberDecimal", (n) => decimal(warned("NumberDecimal", n))),
      Decimal128: callable("Decimal128", (n) => decimal(n)),
      MinKey: callable("MinKey", () => new EndValue("MinKey")),
      MaxKey: callable("MaxKey", () => new EndValue("MaxKey")),
      UUID,
      BinData: callable("BinData", (subtype, text) => binary(host.unbase64(text), subtype)),
      HexData: callable("HexData", (subtype, hex) => binary(String(hex).toLowerCase(), subtype)),
      Timestamp: callable("Timestamp", (t = 0, i = 0) =>
        typeof t === "object" ? new TimestampValue(t.t, t.i) : new TimestampValue(t, i),
      ),
    },
    /** A text's bytes in UTF-8. */
    text(s) {
      const hex = encodeURIComponent(s).replace(
        /%(..)|([^%])/g,
        (_, h, c) => h ?? c.charCodeAt(0).toString(16).padStart(2, "0"),
      );
      return new BinaryValue(hex.toLowerCase(), 0);
    },
  });
}
