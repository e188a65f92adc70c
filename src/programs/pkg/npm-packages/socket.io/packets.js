// Packets of the socket.io protocol (revision 5): text, with binary values taken out of it and sent behind.
const CONNECT = 0;
const DISCONNECT = 1;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;
const BINARY_EVENT = 5;
const BINARY_ACK = 6;

/** A packet as the texts and buffers that stand for it. */
function encode({ type, nsp = "/", id, data }) {
  const buffers = [];
  const taken = (v) => {
    if (Buffer.isBuffer(v) || v instanceof ArrayBuffer || ArrayBuffer.isView(v)) {
      buffers.push(Buffer.isBuffer(v) ? v : Buffer.from(v.buffer ?? v));
      return { _placeholder: true, num: buffers.length - 1 };
    }
    if (Array.isArray(v)) return v.map(taken);
    if (v && typeof v === "object" && typeof v.toJSON !== "function")
      return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, taken(x)]));
    return v;
  };
  const body = data === undefined ? undefined : taken(data);
  const kind = buffers.length ? (type === EVENT ? BINARY_EVENT : BINARY_ACK) : type;
  const text = `${kind}${buffers.length ? `${buffers.length}-` : ""}${nsp === "/" ? "" : `${nsp},`}${id ?? ""}${body === undefined ? "" : JSON.stringify(body)}`;
  return [text, ...buffers];
}

/** Puts packets together out of what came: `take(packet)` for each whole one. */
class Decoder {
  constructor(take) {
    this.take = take;
    this.waiting = undefined;
    this.buffers = [];
  }
  push(piece) {
    if (typeof piece !== "string") {
      this.buffers.push(piece);
      if (this.waiting && this.buffers.length === this.waiting.count) this.finish();
      return;
    }
    const m = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*),)?(\d*)([\s\S]*)$/.exec(piece);
    if (!m) throw new Error("invalid payload");
    const type = Number(m[1]);
    this.waiting = {
      count: Number(m[2] ?? 0),
      type: type === BINARY_EVENT ? EVENT : type === BINARY_ACK ? ACK : type,
      nsp: m[3] ?? "/",
      id: m[4] === "" ? undefined : Number(m[4]),
      data: m[5] === "" ? undefined : JSON.parse(m[5]),
    };
    this.buffers = [];
    if (!this.waiting.count) this.finish();
  }
  finish() {
    const { count, ...packet } = this.waiting;
    const put = (v) => {
      if (v?._placeholder === true) return this.buffers[v.num];
      if (Array.isArray(v)) return v.map(put);
      return v && typeof v === "object" ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, put(x)])) : v;
    };
    this.waiting = undefined;
    this.take(count ? { ...packet, data: put(packet.data) } : packet);
  }
}

module.exports = { CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR, encode, Decoder };
