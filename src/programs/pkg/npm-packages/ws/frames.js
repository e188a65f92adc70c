// Frames of the WebSocket protocol (RFC 6455), to bytes and back.
const { randomBytes } = require("crypto");

/** One whole frame. What a client sends is masked. */
function frame(opcode, data, masked) {
  const n = data.length;
  const head = n < 126 ? Buffer.from([0x80 | opcode, n]) : n < 65536 ? Buffer.alloc(4) : Buffer.alloc(10);
  if (n >= 126) {
    head[0] = 0x80 | opcode;
    head[1] = n < 65536 ? 126 : 127;
    if (n < 65536) head.writeUInt16BE(n, 2);
    else head.writeBigUInt64BE(BigInt(n), 2);
  }
  if (!masked) return Buffer.concat([head, data]);
  head[1] |= 0x80;
  const mask = randomBytes(4);
  const body = Buffer.from(data);
  for (let i = 0; i < body.length; i++) body[i] ^= mask[i & 3];
  return Buffer.concat([head, mask, body]);
}

/** Reads frames out of a stream's pieces; gives whole messages and control frames to `take(opcode, data)`. */
class Reader {
  constructor(take, fail, most) {
    this.take = take;
    this.fail = fail;
    this.most = most;
    this.rest = Buffer.alloc(0);
    this.parts = [];
    this.opcode = 0;
  }
  push(chunk) {
    this.rest = Buffer.concat([this.rest, chunk]);
    while (this.one());
  }
  one() {
    const b = this.rest;
    if (b.length < 2) return false;
    const masked = (b[1] & 0x80) !== 0;
    let n = b[1] & 0x7f;
    let at = 2;
    if (n === 126) {
      if (b.length < 4) return false;
      n = b.readUInt16BE(2);
      at = 4;
    } else if (n === 127) {
      if (b.length < 10) return false;
      n = Number(b.readBigUInt64BE(2));
      at = 10;
    }
    if (b[0] & 0x70) return this.fail(1002, "Invalid WebSocket frame: RSV1 must be clear");
    if (n > this.most) return this.fail(1009, "Max payload size exceeded");
    if (b.length < at + (masked ? 4 : 0) + n) return false;
    const mask = masked ? b.subarray(at, at + 4) : undefined;
    if (mask) at += 4;
    const data = Buffer.from(b.subarray(at, at + n));
    if (mask) for (let i = 0; i < n; i++) data[i] ^= mask[i & 3];
    this.rest = b.subarray(at + n);
    const opcode = b[0] & 0x0f;
    if (opcode >= 8) this.take(opcode, data);
    else {
      if (opcode) this.opcode = opcode;
      this.parts.push(data);
      if (b[0] & 0x80) {
        const whole = Buffer.concat(this.parts);
        this.parts = [];
        this.take(this.opcode, whole);
      }
    }
    return true;
  }
}

module.exports = { frame, Reader };
