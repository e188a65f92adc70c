// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** BSON's types as mongosh knows them, and how they travel to the host: as JSON with `$oid`, `$date` and their kin. */
export function guestMongoValues(exports, host) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const NativeDate = Date;
  const toJSON = NativeDate.prototype.toISOString;

  class ClockDate extends NativeDate {
    constructor(...args) {
      if (args.length === 0) super(host.now());
      else super(...args);
    }
    static now() {
      return host.now();
    }
  }
  Object.defineProperty(ClockDate, "name", { value: "Date" });
  NativeDate.prototype[custom] = function () {
    return Number.isNaN(this.getTime()) ? "Invalid Date" : `ISODate('${toJSON.call(this)}')`;
  };
  Object.defineProperty(NativeDate.prototype, custom, { enumerable: false });

  function callable(name, make) {
    const f = (...args) => make(...args);
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
  const ObjectId = callable("ObjectId", (hex) => {
    if (hex === undefined) return new ObjectIdValue(host.objectId());
    if (hex instanceof ObjectIdValue) return hex;
    if (typeof hex === "number")
      return new ObjectIdValue(Math.floor(hex).toString(16).padStart(8, "0") + host.objectId().slice(8));
    if (!/^[0-9a-f]{24}$/i.test(String(hex))) {
      const e = new Error("input must be a 24 character hex string, 12 byte Uint8Array, or an integer");
      e.name = "BSONError";
      throw e;
    }
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
    valueOf() {
      return Number(this.n);
    }
    toJSON() {
      return Number(this.n);
    }
    [custom]() {
      return `Long('${this.n}')`;
    }
  }
  const Long = callable("Long", (n = 0) => new LongValue(typeof n === "number" ? Math.trunc(n) : n));
  Long.fromNumber = (n) => Long(n);
  Long.fromString = (n) => Long(n);
  Long.prototype = LongValue.prototype;

  class DecimalValue {
    constructor(text) {
      Object.defineProperty(this, "text", { value: String(text) });
    }
    toString() {
      return this.text;
    }
    [custom]() {
      return `Decimal128('${this.text}')`;
    }
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
    [custom]() {
      return `Binary.createFromBase64('${host.base64(this.hex)}', ${this.sub_type})`;
    }
  }

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
    const full = /^\d{4}-?\d{2}-?\d{2}$/.test(text)
      ? `${text.slice(0, 4)}-${text.slice(-5).replace(/^-?(\d{2})-?/, "$1-")}`
      : text;
    const date = new ClockDate(full);
    if (Number.isNaN(date.getTime())) throw new Error(`${JSON.stringify(text)} is not a valid ISODate`);
    return date;
  });

  /** A value as the host reads it. */
  function out(v) {
    if (v === undefined || v === null) return null;
    if (typeof v === "number") return Number.isFinite(v) ? v : { $double: String(v) };
    if (typeof v === "bigint") return { $numberLong: String(v) };
    if (typeof v === "function") return null;
    if (typeof v !== "object") return v;
    if (v instanceof ObjectIdValue) return { $oid: v.hex };
    if (v instanceof LongValue) return { $numberLong: String(v.n) };
    if (v instanceof DecimalValue) throw new Error("drydock: Decimal128 is not simulated");
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

  /** What came from the host. */
  function back(v) {
    if (v === null || typeof v !== "object") return v;
    if (Array.isArray(v)) return v.map(back);
    if ("$fields" in v) {
      const o = {};
      for (const [k, x] of v.$fields) o[k] = back(x);
      return o;
    }
    if ("$oid" in v) return new ObjectIdValue(v.$oid);
    if ("$numberLong" in v) return new LongValue(v.$numberLong);
    if ("$date" in v) return new ClockDate(v.$date);
    if ("$double" in v) return Number(v.$double);
    if ("$hex" in v) return v.subtype === 4 ? new UuidValue(v.$hex) : new BinaryValue(v.$hex, v.subtype);
    if ("$regularExpression" in v)
      return new RegExp(v.$regularExpression[0], v.$regularExpression[1].replace(/x/g, ""));
    if ("$timestamp" in v) return new TimestampValue(v.$timestamp[0], v.$timestamp[1]);
    return new DecimalValue("NaN");
  }

  Object.assign(exports, {
    out,
    back,
    globals: {
      Date: ClockDate,
      ObjectId,
      ISODate,
      Long,
      NumberLong: Long,
      NumberInt: callable("NumberInt", (n = 0) => Math.trunc(Number(n))),
      Int32: callable("Int32", (n = 0) => Math.trunc(Number(n))),
      Double: callable("Double", (n = 0) => Number(n)),
      NumberDecimal: callable("NumberDecimal", (n = 0) => new DecimalValue(n)),
      Decimal128: callable("Decimal128", (n = 0) => new DecimalValue(n)),
      UUID,
      BinData: callable("BinData", (subtype, text) => new BinaryValue(host.unbase64(text), subtype)),
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
