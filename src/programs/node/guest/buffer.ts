// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `buffer`. */
export function guestBuffer(exports, internal) {
  const { errors } = internal;
  const B64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const B64URL = `${B64.slice(0, 62)}-_`;
  const rev = new Int16Array(128).fill(-1);
  for (let i = 0; i < 64; i++) rev[B64.charCodeAt(i)] = i;
  rev[45] = 62;
  rev[95] = 63;
  const norm = (e) => {
    if (e === undefined || e === null || e === "utf8" || e === "") return "utf8";
    const l = String(e).toLowerCase();
    switch (l) {
      case "utf8":
      case "utf-8":
        return "utf8";
      case "hex":
      case "base64":
      case "base64url":
      case "ascii":
        return l;
      case "latin1":
      case "binary":
        return "latin1";
      case "ucs2":
      case "ucs-2":
      case "utf16le":
      case "utf-16le":
        return "utf16le";
      default:
        return undefined;
    }
  };
  const need = (e) => {
    const n = norm(e);
    if (!n) throw errors.nodeError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${e}`);
    return n;
  };

  function utf8Encode(s) {
    let n = 0;
    const len = s.length;
    for (let i = 0; i < len; i++) {
      const c = s.charCodeAt(i);
      n +=
        c < 0x80
          ? 1
          : c < 0x800
            ? 2
            : c >= 0xd800 && c < 0xdc00 && i + 1 < len && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00
              ? (i++, 4)
              : 3;
    }
    const out = new FastBuffer(n);
    let at = 0;
    for (let i = 0; i < len; i++) {
      let c = s.charCodeAt(i);
      if (c < 0x80) out[at++] = c;
      else if (c < 0x800) {
        out[at++] = 0xc0 | (c >> 6);
        out[at++] = 0x80 | (c & 63);
      } else {
        if (c >= 0xd800 && c < 0xe000) {
          const d = i + 1 < len ? s.charCodeAt(i + 1) : 0;
          if (c < 0xdc00 && (d & 0xfc00) === 0xdc00) {
            i++;
            c = 0x10000 + ((c & 0x3ff) << 10) + (d & 0x3ff);
            out[at++] = 0xf0 | (c >> 18);
            out[at++] = 0x80 | ((c >> 12) & 63);
            out[at++] = 0x80 | ((c >> 6) & 63);
            out[at++] = 0x80 | (c & 63);
            continue;
          }
          c = 0xfffd;
        }
        out[at++] = 0xe0 | (c >> 12);
        out[at++] = 0x80 | ((c >> 6) & 63);
        out[at++] = 0x80 | (c & 63);
      }
    }
    return out;
  }
  function utf8Decode(b, from = 0, to = b.length) {
    let out = "";
    let part = [];
    let i = from;
    while (i < to) {
      const c = b[i];
      if (c < 0x80) {
        part.push(c);
        i++;
      } else {
        let extra = c >= 0xf0 && c < 0xf5 ? 3 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xc2 && c < 0xe0 ? 1 : 0;
        if (!extra) {
          part.push(0xfffd);
          i++;
        } else {
          let p = c & (extra === 3 ? 7 : extra === 2 ? 15 : 31);
          let k = 1;
          for (; k <= extra; k++) {
            const d = b[i + k];
            if (i + k >= to || (d & 0xc0) !== 0x80) break;
            if (
              k === 1 &&
              ((c === 0xe0 && d < 0xa0) ||
                (c === 0xed && d > 0x9f) ||
                (c === 0xf0 && d < 0x90) ||
                (c === 0xf4 && d > 0x8f))
            )
              break;
            p = (p << 6) | (d & 63);
          }
          if (k <= extra) {
            part.push(0xfffd);
            i += k;
          } else {
            i += extra + 1;
            if (p > 0xffff) {
              p -= 0x10000;
              part.push(0xd800 + (p >> 10), 0xdc00 + (p & 0x3ff));
            } else part.push(p);
          }
          extra = 0;
        }
      }
      if (part.length > 4000) {
        out += String.fromCharCode.apply(null, part);
        part = [];
      }
    }
    return out + String.fromCharCode.apply(null, part);
  }
  internal.utf8Encode = utf8Encode;
  internal.utf8Decode = utf8Decode;

  function encode(s, enc) {
    if (enc === "utf8") return utf8Encode(s);
    if (enc === "latin1" || enc === "ascii") {
      const out = new FastBuffer(s.length);
      for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
      return out;
    }
    if (enc === "utf16le") {
      const out = new FastBuffer(s.length * 2);
      for (let i = 0; i < s.length; i++) {
        const c = s.charCodeAt(i);
        out[2 * i] = c & 255;
        out[2 * i + 1] = c >> 8;
      }
      return out;
    }
    if (enc === "hex") {
      const out = new FastBuffer(s.length >> 1);
      for (let i = 0; i < out.length; i++) {
        const v = Number.parseInt(s.slice(2 * i, 2 * i + 2), 16);
        if (Number.isNaN(v) || !/^[0-9a-fA-F]{2}$/.test(s.slice(2 * i, 2 * i + 2))) return out.subarray(0, i);
        out[i] = v;
      }
      return out;
    }
    const out = [];
    let bits = 0;
    let acc = 0;
    for (let i = 0; i < s.length; i++) {
      const c = s.charCodeAt(i);
      if (c === 61) break;
      const v = c < 128 ? rev[c] : -1;
      if (v < 0) continue;
      acc = ((acc << 6) | v) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out.push((acc >> bits) & 255);
      }
    }
    return FastBuffer.from(out);
  }
  function decode(b, enc, from, to) {
    if (enc === "utf8") return utf8Decode(b, from, to);
    let s = "";
    if (enc === "latin1" || enc === "ascii") {
      for (let i = from; i < to; i++) s += String.fromCharCode(enc === "ascii" ? b[i] & 127 : b[i]);
      return s;
    }
    if (enc === "utf16le") {
      for (let i = from; i + 1 < to; i += 2) s += String.fromCharCode(b[i] | (b[i + 1] << 8));
      return s;
    }
    if (enc === "hex") {
      for (let i = from; i < to; i++) s += (b[i] < 16 ? "0" : "") + b[i].toString(16);
      return s;
    }
    const T = enc === "base64" ? B64 : B64URL;
    for (let i = from; i < to; i += 3) {
      const n = Math.min(3, to - i);
      const v = (b[i] << 16) | (((b[i + 1] || 0) << 8) & (n > 1 ? 0xff00 : 0)) | (n > 2 ? b[i + 2] : 0);
      s +=
        T[v >> 18] +
        T[(v >> 12) & 63] +
        (n > 1 ? T[(v >> 6) & 63] : enc === "base64" ? "=" : "") +
        (n > 2 ? T[v & 63] : enc === "base64" ? "=" : "");
    }
    return s;
  }

  class FastBuffer extends Uint8Array {}
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
        for (let i = 0; i < value.length; i++) out[i] = value[i];
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
  Buffer.byteLength = (s, enc) =>
    typeof s === "string"
      ? norm(enc) === "utf8" || !norm(enc)
        ? utf8Encode(s).length
        : encode(s, norm(enc)).length
      : s.byteLength;
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
    if (arguments.length === 0) return utf8Decode(this, 0, this.length);
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
  const find = (self, v, from, enc, back) => {
    if (typeof from === "string") {
      enc = from;
      from = undefined;
    }
    if (typeof v === "number")
      return back
        ? Uint8Array.prototype.lastIndexOf.call(self, v & 255, from === undefined ? self.length - 1 : from)
        : Uint8Array.prototype.indexOf.call(self, v & 255, from || 0);
    const n = typeof v === "string" ? encode(v, need(enc)) : v;
    let i = from === undefined ? (back ? self.length - n.length : 0) : from < 0 ? self.length + from : from;
    for (
      i = back ? Math.min(i, self.length - n.length) : Math.max(0, i);
      back ? i >= 0 : i <= self.length - n.length;
      i += back ? -1 : 1
    ) {
      let k = 0;
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
  const invalid = () => {
    const { DOMException } = internal.require("web");
    return new DOMException("Invalid character", "InvalidCharacterError");
  };
  exports.btoa = (s) => {
    s = String(s);
    for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 255) throw invalid();
    return decode(encode(s, "latin1"), "base64", 0, s.length);
  };
  exports.atob = (s) => {
    s = String(s).replace(/[\t\n\f\r ]/g, "");
    if (/[^A-Za-z0-9+/=]/.test(s) || s.replace(/=+$/, "").length % 4 === 1)
      throw new (internal.require("web").DOMException)("Invalid character", "InvalidCharacterError");
    const b = encode(s, "base64");
    return decode(b, "latin1", 0, b.length);
  };
  exports.isUtf8 = (b) => !utf8Decode(b).includes("\ufffd");
  exports.isAscii = (b) => b.every((c) => c < 128);
  exports.transcode = (b, from, to) => Buffer.from(b.toString(from), to);
  class Blob {
    constructor(parts = [], o = {}) {
      const bytes = Buffer.concat(
        [...parts].map((p) =>
          typeof p === "string"
            ? utf8Encode(p)
            : p instanceof Blob
              ? p.bytesOf()
              : internal.types.isAnyArrayBuffer(p)
                ? Buffer.from(p)
                : Buffer.from(p.buffer, p.byteOffset, p.byteLength),
        ),
      );
      Object.defineProperty(this, "data", { value: bytes, enumerable: false });
      Object.defineProperty(this, "type", { value: String(o.type || "").toLowerCase(), enumerable: false });
    }
    bytesOf() {
      return this.data;
    }
    get size() {
      return this.data.length;
    }
    async text() {
      return this.data.toString();
    }
    async arrayBuffer() {
      return this.data.buffer.slice(this.data.byteOffset, this.data.byteOffset + this.data.byteLength);
    }
    async bytes() {
      return new Uint8Array(await this.arrayBuffer());
    }
    slice(a, b, type) {
      return new Blob([this.data.subarray(a, b)], { type });
    }
    stream() {
      return internal.require("stream").Readable.from([this.data]);
    }
    [custom](depth, options, inspect) {
      return `Blob ${inspect({ size: this.size, type: this.type }, options)}`;
    }
  }
  exports.Blob = Blob;
  exports.File = class File extends Blob {
    constructor(parts, name, o) {
      super(parts, o);
      this.name = name;
      this.lastModified = (o && o.lastModified) || Date.now();
    }
    [custom](_depth, options, inspect) {
      const { size, type, name, lastModified } = this;
      return `File ${inspect({ size, type, name, lastModified }, options)}`;
    }
  };
}
