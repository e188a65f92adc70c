const crypto = require("node:crypto");
const inspect = Symbol.for("nodejs.util.inspect.custom");
let counter = crypto.randomBytes(3).readUIntBE(0, 3);
const machine = crypto.randomBytes(5);
class BSONError extends Error {
  get name() {
    return "BSONError";
  }
}
class ObjectId {
  constructor(id) {
    if (id === undefined || id === null) {
      const b = Buffer.alloc(12);
      b.writeUInt32BE(Math.floor(Date.now() / 1000) >>> 0, 0);
      machine.copy(b, 4);
      counter = (counter + 1) & 0xffffff;
      b.writeUIntBE(counter, 9, 3);
      this.hex = b.toString("hex");
    } else if (id instanceof ObjectId) this.hex = id.hex;
    else if (typeof id === "string" && /^[0-9a-f]{24}$/i.test(id)) this.hex = id.toLowerCase();
    else if (id instanceof Uint8Array && id.length === 12) this.hex = Buffer.from(id).toString("hex");
    else if (id && typeof id.toHexString === "function") this.hex = id.toHexString();
    else throw new BSONError("input must be a 24 character hex string, 12 byte Uint8Array, or an integer");
    Object.defineProperty(this, "hex", { enumerable: false });
  }
  get _bsontype() {
    return "ObjectId";
  }
  get id() {
    return Buffer.from(this.hex, "hex");
  }
  toHexString() {
    return this.hex;
  }
  toString() {
    return this.hex;
  }
  toJSON() {
    return this.hex;
  }
  equals(other) {
    return other !== undefined && other !== null && String(other) === this.hex;
  }
  getTimestamp() {
    return new Date(Number.parseInt(this.hex.slice(0, 8), 16) * 1000);
  }
  static isValid(id) {
    if (id instanceof ObjectId) return true;
    return (typeof id === "string" && /^[0-9a-f]{24}$/i.test(id)) || (id instanceof Uint8Array && id.length === 12);
  }
  static createFromHexString(hex) {
    return new ObjectId(hex);
  }
  [inspect]() {
    return `new ObjectId('${this.hex}')`;
  }
}
const cstring = (s) => Buffer.from(`${s}\0`);
const int32 = (n) => {
  const b = Buffer.alloc(4);
  b.writeInt32LE(n);
  return b;
};
/** The kind's byte and the value's bytes; undefined leaves the field out. */
function encodeValue(v) {
  if (v === null) return [10, Buffer.alloc(0)];
  switch (typeof v) {
    case "string": {
      const b = Buffer.from(v);
      return [2, Buffer.concat([int32(b.length + 1), b, Buffer.from([0])])];
    }
    case "boolean":
      return [8, Buffer.from([v ? 1 : 0])];
    case "bigint": {
      const b = Buffer.alloc(8);
      b.writeBigInt64LE(v);
      return [18, b];
    }
    case "number": {
      if (Number.isInteger(v) && v >= -(2 ** 31) && v < 2 ** 31 && !Object.is(v, -0)) return [16, int32(v)];
      const b = Buffer.alloc(8);
      b.writeDoubleLE(v);
      return [1, b];
    }
    case "object":
      break;
    default:
      return undefined;
  }
  if (v instanceof ObjectId) return [7, v.id];
  if (v instanceof Date) {
    const b = Buffer.alloc(8);
    b.writeBigInt64LE(BigInt(v.getTime()));
    return [9, b];
  }
  if (v instanceof RegExp) return [11, Buffer.concat([cstring(v.source), cstring(v.flags.replace(/[^imsx]/g, ""))])];
  if (v instanceof Uint8Array) return [5, Buffer.concat([int32(v.length), Buffer.from([0]), Buffer.from(v)])];
  if (typeof v.toBSON === "function") return encodeValue(v.toBSON());
  return [Array.isArray(v) ? 4 : 3, encode(v)];
}
function encode(doc) {
  const parts = [];
  const entries = doc instanceof Map ? [...doc] : Array.isArray(doc) ? doc.map((v, i) => [i, v]) : Object.entries(doc);
  for (const [key, value] of entries) {
    const e = Array.isArray(doc) && value === undefined ? [10, Buffer.alloc(0)] : encodeValue(value);
    if (e) parts.push(Buffer.from([e[0]]), cstring(key), e[1]);
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length + 5), body, Buffer.from([0])]);
}
function decode(b, from = 0, list = false) {
  const out = list ? [] : {};
  const end = from + b.readInt32LE(from) - 1;
  let at = from + 4;
  const text = () => {
    const zero = b.indexOf(0, at);
    const s = b.toString("utf8", at, zero);
    at = zero + 1;
    return s;
  };
  const put = (key, value) => {
    if (list) out.push(value);
    else Object.defineProperty(out, key, { value, writable: true, enumerable: true, configurable: true });
  };
  while (at < end) {
    const kind = b[at++];
    const key = text();
    switch (kind) {
      case 1:
        put(key, b.readDoubleLE(at));
        at += 8;
        break;
      case 2: {
        const n = b.readInt32LE(at);
        put(key, b.toString("utf8", at + 4, at + 3 + n));
        at += 4 + n;
        break;
      }
      case 3:
      case 4:
        put(key, decode(b, at, kind === 4));
        at += b.readInt32LE(at);
        break;
      case 5: {
        const n = b.readInt32LE(at);
        put(key, Buffer.from(b.subarray(at + 5, at + 5 + n)));
        at += 5 + n;
        break;
      }
      case 7:
        put(key, new ObjectId(b.subarray(at, at + 12)));
        at += 12;
        break;
      case 8:
        put(key, b[at++] === 1);
        break;
      case 9:
        put(key, new Date(Number(b.readBigInt64LE(at))));
        at += 8;
        break;
      case 6:
      case 10:
        put(key, null);
        break;
      case 11: {
        const source = text();
        put(key, new RegExp(source, text().replace(/x/, "")));
        break;
      }
      case 16:
        put(key, b.readInt32LE(at));
        at += 4;
        break;
      case 17:
      case 18:
        put(key, Number(b.readBigInt64LE(at)));
        at += 8;
        break;
      default:
        throw new BSONError(`drydock: BSON values of kind ${kind} are not simulated`);
    }
  }
  return out;
}
module.exports = { BSONError, ObjectId, decode, encode };
