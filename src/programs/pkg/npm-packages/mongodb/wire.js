const net = require("node:net");
const { decode, encode } = require("./bson.js");
const { MongoNetworkError, MongoServerError } = require("./errors.js");

/** One connection to one server: requests are answered by number. */
class Wire {
  constructor(host, port) {
    Object.assign(this, { host, port, next: 1, buffer: Buffer.alloc(0), waiting: new Map() });
  }
  open() {
    return new Promise((resolve, reject) => {
      const s = net.connect({ host: this.host, port: this.port });
      this.socket = s;
      s.once("connect", resolve);
      s.on("error", (e) => {
        this.broken = e;
        reject(e);
      });
      s.on("close", () => {
        this.closed = true;
        const e = new MongoNetworkError(`connection to ${this.host}:${this.port} closed`);
        for (const w of this.waiting.values()) w.reject(e);
        this.waiting.clear();
      });
      s.on("data", (d) => {
        this.buffer = this.buffer.length ? Buffer.concat([this.buffer, d]) : d;
        while (this.buffer.length >= 4 && this.buffer.length >= this.buffer.readInt32LE(0)) {
          const n = this.buffer.readInt32LE(0);
          const message = this.buffer.subarray(0, n);
          this.buffer = this.buffer.subarray(n);
          const w = this.waiting.get(message.readInt32LE(8));
          this.waiting.delete(message.readInt32LE(8));
          if (w) w.resolve(decode(message, 21));
        }
        this.keepAlive();
      });
    });
  }
  /** A connection keeps the program going only while an answer is due, or the client is open. */
  keepAlive() {}
  async command(doc) {
    if (this.closed) throw new MongoNetworkError(`connection to ${this.host}:${this.port} closed`);
    const body = encode(doc);
    const head = Buffer.alloc(21);
    const id = this.next++;
    head.writeInt32LE(21 + body.length, 0);
    head.writeInt32LE(id, 4);
    head.writeInt32LE(2013, 12);
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.socket.write(Buffer.concat([head, body]));
    const r = await answer;
    if (!r.ok) throw new MongoServerError(r);
    return r;
  }
}

module.exports = { Wire };
