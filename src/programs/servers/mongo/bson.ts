import { concat, decode, encode } from "../../../std/text.ts";

/** A document: fields in their order. */
export type Doc = Map<string, Bson>;
/**
 * What a field holds. Whole numbers within 32 bits travel as int32 and all others as double; an int64 is a bigint. A
 * Decimal128 is its sixteen bytes (`decimal.ts` reads them).
 */
export type Bson =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | ObjectId
  | Binary
  | Pattern
  | Timestamp
  | Decimal128
  | readonly Bson[]
  | Doc;

export class ObjectId {
  constructor(readonly hex: string) {}
}
export class Binary {
  constructor(
    readonly bytes: Uint8Array,
    readonly subtype: number,
  ) {}
}
export class Pattern {
  constructor(
    readonly source: string,
    readonly flags: string,
  ) {}
}
export class Timestamp {
  constructor(
    readonly seconds: number,
    readonly increment: number,
  ) {}
}
export class Decimal128 {
  constructor(readonly bytes: Uint8Array) {}
}

export const isDoc = (v: Bson | undefined): v is Doc => v instanceof Map;
export const isArray = (v: Bson | undefined): v is readonly Bson[] => Array.isArray(v);

/** Bytes that are no BSON. */
export class BsonError extends Error {
  override readonly name = "BsonError";
}

const DEEPEST = 180;

export function encodeDoc(doc: Doc, depth = 0): Uint8Array {
  return elements([...doc], depth);
}

function elements(fields: readonly (readonly [string, Bson])[], depth: number): Uint8Array {
  if (depth > DEEPEST) throw new BsonError("BSONObj exceeds maximum nested object depth");
  const parts: Uint8Array[] = [new Uint8Array(4)];
  for (const [name, value] of fields) {
    const [type, body] = element(value, depth);
    parts.push(Uint8Array.of(type), encode(`${name}\0`), body);
  }
  parts.push(Uint8Array.of(0));
  const all = concat(parts);
  view(all).setInt32(0, all.length, true);
  return all;
}

function element(v: Bson, depth: number): readonly [type: number, body: Uint8Array] {
  if (v === null) return [0x0a, new Uint8Array(0)];
  if (typeof v === "boolean") return [0x08, Uint8Array.of(v ? 1 : 0)];
  if (typeof v === "string") return [0x02, text(v)];
  if (typeof v === "bigint") return [0x12, word64(v)];
  if (typeof v === "number") {
    if (Number.isInteger(v) && Math.abs(v) < 2 ** 31 && !Object.is(v, -0)) {
      const out = new Uint8Array(4);
      view(out).setInt32(0, v, true);
      return [0x10, out];
    }
    const out = new Uint8Array(8);
    view(out).setFloat64(0, v, true);
    return [0x01, out];
  }
  if (v instanceof Date) return [0x09, word64(BigInt(v.getTime()))];
  if (v instanceof ObjectId) return [0x07, bytesOfHex(v.hex)];
  if (v instanceof Binary) {
    const head = new Uint8Array(5);
    view(head).setInt32(0, v.bytes.length, true);
    head[4] = v.subtype;
    return [0x05, concat([head, v.bytes])];
  }
  if (v instanceof Pattern) return [0x0b, encode(`${v.source}\0${v.flags}\0`)];
  if (v instanceof Timestamp) return [0x11, word64((BigInt(v.seconds) << 32n) | BigInt(v.increment))];
  if (v instanceof Decimal128) return [0x13, v.bytes];
  if (isDoc(v)) return [0x03, encodeDoc(v, depth + 1)];
  return [
    0x04,
    elements(
      v.map((x, i) => [String(i), x]),
      depth + 1,
    ),
  ];
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function word64(n: bigint): Uint8Array {
  const out = new Uint8Array(8);
  view(out).setBigInt64(0, BigInt.asIntN(64, n), true);
  return out;
}

function text(s: string): Uint8Array {
  const bytes = encode(`${s}\0`);
  const size = new Uint8Array(4);
  view(size).setInt32(0, bytes.length, true);
  return concat([size, bytes]);
}

export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (h) => Number.parseInt(h, 16));
}

export function hexOfBytes(bytes: Uint8Array): string {
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** The document that begins at `at`; its first four bytes say how long it is. Throws BsonError. */
export function decodeDoc(bytes: Uint8Array, at = 0): Doc {
  try {
    return new Map(new Decoder(bytes).fields(at, 0));
  } catch (e) {
    if (e instanceof RangeError) throw new BsonError("the document is cut off");
    throw e;
  }
}

/** The length of the document that begins at `at`. */
export function docLength(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new BsonError("the document is cut off");
  const length = view(bytes).getInt32(at, true);
  if (length < 5 || at + length > bytes.length) throw new BsonError("the document is cut off");
  return length;
}

class Decoder {
  private readonly view: DataView;
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {
    this.view = view(bytes);
  }

  fields(at: number, depth: number): [string, Bson][] {
    if (depth > DEEPEST) throw new BsonError("nested too deep");
    const end = at + docLength(this.bytes, at) - 1;
    this.at = at + 4;
    const out: [string, Bson][] = [];
    while (this.at < end) {
      const type = this.bytes[this.at++] ?? 0;
      const name = this.cstring();
      out.push([name, this.value(type, depth)]);
    }
    this.at = end + 1;
    return out;
  }

  private cstring(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new BsonError("a name without an end");
    const s = decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return s;
  }

  private take(n: number): Uint8Array {
    if (n < 0 || this.at + n > this.bytes.length) throw new BsonError("the document is cut off");
    const part = this.bytes.slice(this.at, this.at + n);
    this.at += n;
    return part;
  }

  private int32(): number {
    const n = this.view.getInt32(this.at, true);
    this.at += 4;
    return n;
  }

  private int64(): bigint {
    const n = this.view.getBigInt64(this.at, true);
    this.at += 8;
    return n;
  }

  private value(type: number, depth: number): Bson {
    switch (type) {
      case 0x01: {
        const n = this.view.getFloat64(this.at, true);
        this.at += 8;
        return n;
      }
      case 0x02:
      case 0x0d:
      case 0x0e:
        return decode(this.take(this.int32()).subarray(0, -1));
      case 0x03:
        return new Map(this.fields(this.at, depth + 1));
      case 0x04:
        return this.fields(this.at, depth + 1).map(([, v]) => v);
      case 0x05: {
        const size = this.int32();
        const subtype = this.bytes[this.at++] ?? 0;
        return new Binary(this.take(size), subtype);
      }
      case 0x06:
      case 0x0a:
        return null;
      case 0x07:
        return new ObjectId(hexOfBytes(this.take(12)));
      case 0x08:
        return this.bytes[this.at++] === 1;
      case 0x09:
        return new Date(Number(this.int64()));
      case 0x0b:
        return new Pattern(this.cstring(), this.cstring());
      case 0x10:
        return this.int32();
      case 0x11: {
        const n = BigInt.asUintN(64, this.int64());
        return new Timestamp(Number(n >> 32n), Number(n & 0xffffffffn));
      }
      case 0x12:
        return this.int64();
      case 0x13:
        return new Decimal128(this.take(16));
      default:
        throw new BsonError(`drydock: BSON's type ${type} is not simulated`);
    }
  }
}
