// uuid, to its documented interface.
const crypto = require("crypto");

const NIL = "00000000-0000-0000-0000-000000000000";
const MAX = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const SHAPE =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i;
const validate = (text) => typeof text === "string" && SHAPE.test(text);

function version(text) {
  if (!validate(text)) throw TypeError("Invalid UUID");
  return Number.parseInt(text.slice(14, 15), 16);
}
function parse(text) {
  if (!validate(text)) throw TypeError("Invalid UUID");
  return Uint8Array.from(Buffer.from(text.replaceAll("-", ""), "hex"));
}
function shown(bytes, offset = 0) {
  const h = Buffer.from(bytes)
    .subarray(offset, offset + 16)
    .toString("hex");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`.toLowerCase();
}
function stringify(bytes, offset = 0) {
  const text = shown(bytes, offset);
  if (!validate(text)) throw TypeError("Stringified UUID is invalid");
  return text;
}

/** Sixteen bytes with their version, as text or into a buffer. */
function made(bytes, v, buf, offset = 0) {
  bytes[6] = (bytes[6] & 0x0f) | (v << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  if (!buf) return shown(bytes);
  for (let i = 0; i < 16; i++) buf[offset + i] = bytes[i];
  return buf;
}
const chance = (o) => {
  const given = (o && (o.random || (o.rng && o.rng()))) || crypto.randomBytes(16);
  if (given.length < 16) throw new Error("Random bytes length must be >= 16");
  return Uint8Array.from(given).slice(0, 16);
};

function v4(o, buf, offset) {
  return !o && !buf ? crypto.randomUUID() : made(chance(o), 4, buf, offset);
}

let node;
let clock;
let last = { ms: 0, n: 0 };
/** Since October 1582, in steps of 100 ns. */
function timeBytes(o) {
  const random = chance(o);
  node = node || Uint8Array.from([random[0] | 1, ...random.slice(1, 6)]);
  clock = clock === undefined ? ((random[6] << 8) | random[7]) & 0x3fff : clock;
  const ms = o.msecs === undefined ? Date.now() : o.msecs;
  last = { ms, n: ms === last.ms ? last.n + 1 : 0 };
  const ticks = (BigInt(ms) + 12219292800000n) * 10000n + BigInt(o.nsecs === undefined ? last.n : o.nsecs);
  const seq = o.clockseq === undefined ? clock : o.clockseq;
  return { ticks, seq, node: o.node || node };
}
function v1(o, buf, offset) {
  const t = timeBytes(o || {});
  const b = Buffer.alloc(16);
  b.writeUInt32BE(Number(t.ticks & 0xffffffffn), 0);
  b.writeUInt16BE(Number((t.ticks >> 32n) & 0xffffn), 4);
  b.writeUInt16BE(Number((t.ticks >> 48n) & 0x0fffn), 6);
  b.writeUInt16BE(t.seq, 8);
  b.set(t.node, 10);
  return made(b, 1, buf, offset);
}
function v6(o, buf, offset) {
  const t = timeBytes(o || {});
  const b = Buffer.alloc(16);
  b.writeUInt32BE(Number((t.ticks >> 28n) & 0xffffffffn), 0);
  b.writeUInt16BE(Number((t.ticks >> 12n) & 0xffffn), 4);
  b.writeUInt16BE(Number(t.ticks & 0x0fffn), 6);
  b.writeUInt16BE(t.seq, 8);
  b.set(t.node, 10);
  return made(b, 6, buf, offset);
}
let order = { ms: 0, seq: 0 };
function v7(o, buf, offset) {
  const random = chance(o);
  const ms = o && o.msecs !== undefined ? o.msecs : Date.now();
  const first = ((random[6] & 0x7f) << 24) | (random[7] << 16) | (random[8] << 8) | random[9];
  order = ms > order.ms ? { ms, seq: first } : { ms: order.ms, seq: order.seq + 1 };
  const seq = o && o.seq !== undefined ? o.seq : order.seq;
  const b = Buffer.from(random);
  b.writeUIntBE(o && o.msecs !== undefined ? ms : order.ms, 0, 6);
  b[6] = (seq >>> 28) & 0x0f;
  b[7] = (seq >>> 20) & 0xff;
  b[8] = (seq >>> 14) & 0x3f;
  b[9] = (seq >>> 6) & 0xff;
  b[10] = ((seq << 2) & 0xff) | (random[10] & 3);
  return made(b, 7, buf, offset);
}

function named(name, v, hash) {
  const fn = {
    [name](value, namespace, buf, offset) {
      const space = typeof namespace === "string" ? parse(namespace) : namespace;
      if (!space || space.length !== 16)
        throw TypeError("Namespace must be array-like (16 iterable integer values, 0-255)");
      const bytes = typeof value === "string" ? Buffer.from(value) : Buffer.from(value);
      return made(
        crypto.createHash(hash).update(Buffer.from(space)).update(bytes).digest().subarray(0, 16),
        v,
        buf,
        offset,
      );
    },
  }[name];
  return Object.assign(fn, {
    DNS: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    URL: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  });
}

module.exports = {
  MAX,
  NIL,
  parse,
  stringify,
  v1,
  v3: named("v3", 3, "md5"),
  v4,
  v5: named("v5", 5, "sha1"),
  v6,
  v7,
  validate,
  version,
};
