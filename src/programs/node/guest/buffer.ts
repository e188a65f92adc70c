// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `buffer`. */
export function guestBuffer(exports, internal) {
  const { errors } = internal;
  const { FastBuffer, norm, need, encode, decode, byteLength } = internal.require("buffer_text");
  let warned = false;
  function Buffer(value, encoding, length) {
    if (!warned) {
      warned = true;
      process.emitWarning(
        "Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.",
        "DeprecationWarning",
        "DEP0005",
      );
    }
    if (typeof value === "number") return Buffer.alloc(value);
    return Buffer.from(value, encoding, length);
  }
  Buffer.prototype = FastBuffer.prototype;
  Object.defineProperty(FastBuffer.prototype, "constructor", {
    value: Buffer,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  Object.setPrototypeOf(Buffer, Uint8Array);
  Object.defineProperty(Buffer, Symbol.species, { get: () => FastBuffer, configurable: true, enumerable: false });
  const adopt = (u8) => {
    if (!(u8 instanceof FastBuffer)) Object.setPrototypeOf(u8, FastBuffer.prototype);
    return u8;
  };
  Buffer.poolSize = 8192;
  Buffer.from = (value, encoding, len) => {
    if (typeof value === "string") return encode(value, need(encoding));
    if (typeof value === "object" && value !== null) {
      if (internal.types.isAnyArrayBuffer(value)) return new FastBuffer(value, encoding, len);
      if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
        const out = new FastBuffer(value.length);
        out.set(value);
        return out;
      }
      const v = value.valueOf && value.valueOf();
      if (v != null && v !== value && (typeof v === "string" || typeof v === "object"))
        return Buffer.from(v, encoding, len);
      if (value.type === "Buffer" && Array.isArray(value.data)) return FastBuffer.from(value.data);
      if (Array.isArray(value) || typeof value.length === "number")
        return FastBuffer.from(Array.from(value, (x) => x & 255));
      if (typeof value[Symbol.toPrimitive] === "function")
        return Buffer.from(value[Symbol.toPrimitive]("string"), encoding);
    }
    throw errors.nodeError(
      TypeError,
      "ERR_INVALID_ARG_TYPE",
      `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.${errors.invalidArgType("x", "string", value).message.replace(/^.*?( Received )/s, "$1")}`,
    );
  };
  const size = (n) => {
    if (typeof n !== "number") throw errors.invalidArgType("size", "number", n);
    if (n < 0 || Number.isNaN(n) || n > 2 ** 32)
      throw errors.nodeError(
        RangeError,
        "ERR_OUT_OF_RANGE",
        `The value of "size" is out of range. It must be >= 0 && <= 4294967296. Received ${n}`,
      );
  };
  Buffer.alloc = (n, fill, enc) => {
    size(n);
    const b = new FastBuffer(n);
    return fill !== undefined && fill !== 0 ? b.fill(fill, enc) : b;
  };
  Buffer.allocUnsafe = (n) => {
    size(n);
    return new FastBuffer(n);
  };
  Buffer.allocUnsafeSlow = Buffer.allocUnsafe;
  Buffer.isBuffer = (b) => b instanceof FastBuffer;
  Buffer.isEncoding = (e) => typeof e === "string" && e !== "" && norm(e) !== undefined;
  Buffer.byteLength = (s, enc) => (typeof s === "string" ? byteLength(s, norm(enc) || "utf8") : s.byteLength);
  Buffer.concat = (list, total) => {
    if (!Array.isArray(list)) throw errors.invalidArgType("list", "Array", list);
    const n = total === undefined ? list.reduce((a, b) => a + b.length, 0) : total;
    const out = new FastBuffer(n);
    let at = 0;
    for (const b of list) {
      if (!(b instanceof Uint8Array))
        throw errors.invalidArgType(`list[${list.indexOf(b)}]`, ["Buffer", "Uint8Array"], b);
      if (at + b.length > n) {
        out.set(b.subarray(0, n - at), at);
        break;
      }
      out.set(b, at);
      at += b.length;
    }
    return out;
  };
  Buffer.compare = (a, b) => {
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
  };
  const P = FastBuffer.prototype;
  const def = (name, fn) =>
    Object.defineProperty(P, name, { value: fn, writable: true, configurable: true, enumerable: false });
  const custom = Symbol.for("nodejs.util.inspect.custom");
  def(custom, function (_depth, ctx) {
    const max = exports.INSPECT_MAX_BYTES;
    const n = Math.min(max, this.length);
    let s = "";
    for (let i = 0; i < n; i++) s += (i ? " " : "") + (this[i] < 16 ? "0" : "") + this[i].toString(16);
    if (this.length > max) s += ` ... ${this.length - max} more byte${this.length - max > 1 ? "s" : ""}`;
    void ctx;
    return `<${this.constructor.name} ${s}>`.replace(" >", ">").replace(/^<(\w+)>$/, "<$1 >");
  });
  def("toString", function toString(enc, from = 0, to = this.length) {
    if (arguments.length === 0) return decode(this, "utf8", 0, this.length);
    from = Math.max(0, Math.trunc(from) || 0);
    to = Math.min(this.length, to === undefined ? this.length : Math.trunc(to) || 0);
    return to <= from ? "" : decode(this, need(enc), from, to);
  });
  def("toLocaleString", P.toString);
  def("toJSON", function toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  });
  def("equals", function equals(o) {
    return Buffer.compare(this, o) === 0;
  });
  def("compare", function compare(o, ts = 0, te = o.length, ss = 0, se = this.length) {
    return Buffer.compare(this.subarray(ss, se), o.subarray(ts, te));
  });
  def("write", function write(s, offset, length, enc) {
    if (typeof offset === "string") {
      enc = offset;
      offset = 0;
      length = undefined;
    } else if (typeof length === "string") {
      enc = length;
      length = undefined;
    }
    offset = offset || 0;
    let b = encode(s, need(enc));
    let n = Math.min(b.length, this.length - offset, length === undefined ? Infinity : length);
    if (need(enc) === "utf8") while (n > 0 && n < b.length && (b[n] & 0xc0) === 0x80) n--;
    b = b.subarray(0, n);
    this.set(b, offset);
    return n;
  });
  def("copy", function copy(target, at = 0, from = 0, to = this.length) {
    const part = this.subarray(from, Math.min(to, from + target.length - at));
    target.set(part, at);
    return part.length;
  });
  def("slice", function slice(a, b) {
    return adopt(this.subarray(a, b));
  });
  const nativeSubarray = Uint8Array.prototype.subarray;
  def("subarray", function subarray(a, b) {
    const s = nativeSubarray.call(new Uint8Array(this.buffer, this.byteOffset, this.byteLength), a, b);
    return new FastBuffer(s.buffer, s.byteOffset, s.byteLength);
  });
  const nativeFill = Uint8Array.prototype.fill;
  def("fill", function fill(v, from, to, enc) {
    if (typeof from === "string") {
      enc = from;
      from = 0;
      to = this.length;
    }
    from = from || 0;
    to = to === undefined ? this.length : to;
    if (typeof v === "string") v = v.length ? encode(v, need(enc)) : 0;
    if (typeof v === "number" || typeof v === "boolean") return nativeFill.call(this, v & 255, from, to);
    if (v.length === 0) return nativeFill.call(this, 0, from, to);
    for (let i = from, k = 0; i < to; i++, k++) this[i] = v[k % v.length];
    return this;
  });
  const { apply } = Reflect;
  const { indexOf, lastIndexOf } = Uint8Array.prototype;
  const find = (self, v, from, enc, back) => {
    if (typeof from === "string") {
      enc = from;
      from = undefined;
    }
    const first = back ? lastIndexOf : indexOf;
    if (typeof v === "number")
      return apply(first, self, [v & 255, from === undefined ? (back ? self.length - 1 : 0) : from]);
    const n = typeof v === "string" ? encode(v, need(enc)) : v;
    const last = self.length - n.length;
    let i = from === undefined ? (back ? last : 0) : from < 0 ? self.length + from : from;
    i = back ? Math.min(i, last) : Math.max(0, i);
    if (n.length === 0) return Math.min(i, self.length);
    for (; i >= 0 && i <= last; i += back ? -1 : 1) {
      i = apply(first, self, [n[0], i]);
      if (i < 0 || i > last) return -1;
      let k = 1;
      while (k < n.length && self[i + k] === n[k]) k++;
      if (k === n.length) return i;
    }
    return -1;
  };
  def("indexOf", function indexOf(v, from, enc) {
    return find(this, v, from, enc, false);
  });
  def("lastIndexOf", function lastIndexOf(v, from, enc) {
    return find(this, v, from, enc, true);
  });
  def("includes", function includes(v, from, enc) {
    return find(this, v, from, enc, false) >= 0;
  });
  const swap = (n) =>
    function () {
      for (let i = 0; i + n <= this.length; i += n) this.subarray(i, i + n).reverse();
      return this;
    };
  def("swap16", swap(2));
  def("swap32", swap(4));
  def("swap64", swap(8));
  const view = (b) => new DataView(b.buffer, b.byteOffset, b.byteLength);
  const range = (b, at, n) => {
    if (typeof at !== "number") throw errors.invalidArgType("offset", "number", at);
    if (typeof at === "number" && !Number.isInteger(at) && !Number.isNaN(at))
      throw errors.nodeError(
        RangeError,
        "ERR_OUT_OF_RANGE",
        `The value of "offset" is out of range. It must be an integer. Received ${at}`,
      );
    if (at < 0 || at + n > b.length)
      throw at > b.length - n && b.length - n < 0
        ? errors.nodeError(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds")
        : errors.nodeError(
            RangeError,
            "ERR_OUT_OF_RANGE",
            `The value of "offset" is out of range. It must be >= 0 and <= ${b.length - n}. Received ${at}`,
          );
  };
  for (const [name, method, n] of [
    ["UInt8", "Uint8", 1],
    ["Int8", "Int8", 1],
    ["UInt16", "Uint16", 2],
    ["Int16", "Int16", 2],
    ["UInt32", "Uint32", 4],
    ["Int32", "Int32", 4],
    ["BigUInt64", "BigUint64", 8],
    ["BigInt64", "BigInt64", 8],
    ["Float", "Float32", 4],
    ["Double", "Float64", 8],
  ])
    for (const [suffix, little] of n === 1
      ? [["", true]]
      : [
          ["LE", true],
          ["BE", false],
        ]) {
      const read = function (at = 0) {
        range(this, at, n);
        return view(this)[`get${method}`](at, little);
      };
      const write = function (v, at = 0) {
        range(this, at, n);
        if (name.startsWith("UInt") || name.startsWith("Int")) {
          const max = name[0] === "U" ? 2 ** (8 * n) - 1 : 2 ** (8 * n - 1) - 1;
          const min = name[0] === "U" ? 0 : -(2 ** (8 * n - 1));
          if (v > max || v < min)
            throw errors.nodeError(
              RangeError,
              "ERR_OUT_OF_RANGE",
              `The value of "value" is out of range. It must be >= ${min} and <= ${max}. Received ${String(v).replace(/\B(?=(\d{3})+$)/g, Math.abs(v) > 2 ** 32 ? "_" : "")}`,
            );
        }
        view(this)[`set${method}`](at, v, little);
        return at + n;
      };
      for (const alias of [name, name.replace("UInt", "Uint")]) {
        def(`read${alias}${suffix}`, read);
        def(`write${alias}${suffix}`, write);
      }
    }
  for (const little of [true, false])
    for (const signed of [true, false]) {
      const s = `${signed ? "Int" : "UInt"}${little ? "LE" : "BE"}`;
      const read = function (at, n) {
        range(this, at, n);
        let v = 0;
        for (let i = 0; i < n; i++) v = v * 256 + this[little ? at + n - 1 - i : at + i];
        return signed && v >= 2 ** (8 * n - 1) ? v - 2 ** (8 * n) : v;
      };
      const write = function (v, at, n) {
        let x = v < 0 ? v + 2 ** (8 * n) : v;
        for (let i = 0; i < n; i++) {
          this[little ? at + i : at + n - 1 - i] = x % 256;
          x = Math.floor(x / 256);
        }
        return at + n;
      };
      for (const alias of [s, s.replace("UInt", "Uint")]) {
        def(`read${alias}`, read);
        def(`write${alias}`, write);
      }
    }
  Object.defineProperty(P, "parent", {
    get() {
      return this.buffer;
    },
  });
  for (const n of ["latin1", "utf8", "hex", "base64", "ascii", "ucs2"]) {
    def(`${n}Slice`, function (a, b) {
      return this.toString(n, a, b);
    });
    def(`${n}Write`, function (s, a, b) {
      return this.write(s, a, b, n);
    });
  }
  Object.defineProperty(Buffer, "name", { value: "Buffer" });
  Object.defineProperty(FastBuffer, "name", { value: "FastBuffer" });
  exports.Buffer = Buffer;
  Object.defineProperty(exports, "SlowBuffer", { value: Buffer, enumerable: false });
  exports.INSPECT_MAX_BYTES = 50;
  exports.kMaxLength = 4294967296;
  exports.kStringMaxLength = 536870888;
  exports.constants = { MAX_LENGTH: 4294967296, MAX_STRING_LENGTH: 536870888 };
  Object.assign(exports, internal.require("blob"));
  exports.isUtf8 = (b) => !decode(b, "utf8", 0, b.length).includes("\ufffd");
  exports.isAscii = (b) => b.every((c) => c < 128);
  exports.transcode = (b, from, to) => Buffer.from(b.toString(from), to);
}
