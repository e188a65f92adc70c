// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** A connection that speaks Redis' protocol: commands go out in order, answers come back in order. */
export function packageResp(require) {
  const net = require("net");
  const EE = require("events");
  class ErrorReply extends Error {}

  /** One answer of a buffer from `at`: {value, next}, or undefined when it is not there as a whole. */
  function read(b, at) {
    const end = b.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const line = b.toString("utf8", at + 1, end);
    const next = end + 2;
    switch (String.fromCharCode(b[at])) {
      case "+":
        return { value: line, next };
      case "-":
        return { value: new ErrorReply(line), next };
      case ":":
        return { value: Number(line), next };
      case "$": {
        const n = Number(line);
        if (n < 0) return { value: null, next };
        if (b.length < next + n + 2) return undefined;
        return { value: b.toString("utf8", next, next + n), next: next + n + 2 };
      }
      case "*": {
        const n = Number(line);
        if (n < 0) return { value: null, next };
        const value = [];
        let from = next;
        for (let i = 0; i < n; i++) {
          const one = read(b, from);
          if (!one) return undefined;
          value.push(one.value);
          from = one.next;
        }
        return { value, next: from };
      }
      default:
        throw new Error(`redis: an answer of an unknown kind: ${line}`);
    }
  }
  const encode = (words) =>
    Buffer.concat([
      Buffer.from(`*${words.length}\r\n`),
      ...words.flatMap((w) => {
        const bytes = Buffer.isBuffer(w) ? w : Buffer.from(String(w));
        return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")];
      }),
    ]);

  class RespConnection extends EE {
    constructor() {
      super();
      this.waiting = [];
      this.buffer = Buffer.alloc(0);
      this.push = undefined;
    }
    open(options, done) {
      const socket = net.connect(options);
      this.socket = socket;
      socket.once("connect", () => done(null));
      socket.on("data", (d) => {
        this.buffer = this.buffer.length ? Buffer.concat([this.buffer, d]) : d;
        for (let one = read(this.buffer, 0); one; one = this.buffer.length ? read(this.buffer, 0) : undefined) {
          this.buffer = this.buffer.subarray(one.next);
          this.answer(one.value);
        }
      });
      socket.on("error", (e) => {
        if (!this.opened) done(e);
        else this.emit("error", e);
      });
      socket.once("connect", () => {
        this.opened = true;
      });
      socket.on("close", () => {
        const lost = this.waiting.splice(0);
        this.opened = false;
        this.emit("close");
        for (const w of lost) w.reject(Object.assign(new Error("Socket closed unexpectedly"), { code: "NR_CLOSED" }));
      });
    }
    answer(value) {
      if (Array.isArray(value) && /^p?message$/.test(value[0]) && this.push) return void this.push(value);
      const w = this.waiting.shift();
      if (!w) return;
      // A subscription to several channels is confirmed one by one.
      if (w.more > 1) {
        w.more--;
        this.waiting.unshift(w);
        return;
      }
      if (value instanceof ErrorReply) w.reject(value);
      else w.resolve(value);
    }
    send(words, more = 1) {
      return new Promise((resolve, reject) => {
        this.waiting.push({ resolve, reject, more });
        this.socket.write(encode(words));
      });
    }
    close() {
      if (this.socket) this.socket.destroy();
    }
  }
  /** Fields and values that come in turn, as an object. */
  const toObject = (list) => {
    const o = {};
    for (let i = 0; i < list.length; i += 2) o[list[i]] = list[i + 1];
    return o;
  };
  const parseUrl = (url) => {
    const u = new URL(url);
    return {
      host: u.hostname || "localhost",
      port: Number(u.port || 6379),
      username: decodeURIComponent(u.username) || undefined,
      password: decodeURIComponent(u.password) || undefined,
      database: u.pathname.length > 1 ? Number(u.pathname.slice(1)) : undefined,
    };
  };
  return { RespConnection, ErrorReply, toObject, parseUrl };
}
