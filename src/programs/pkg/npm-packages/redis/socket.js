// The connection: commands go out in order, answers come back in order; a lost one is made again.

const net = require("node:net");
const { EventEmitter } = require("node:events");
const { encode, read } = require("./resp.js");
const { replyError, ReconnectStrategyError, SocketClosedUnexpectedlyError } = require("./errors.js");

class Connection extends EventEmitter {
  constructor() {
    super();
    this.waiting = [];
    this.buffer = Buffer.alloc(0);
  }
  open(where) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(where);
      this.socket = socket;
      let open = false;
      socket.once("connect", () => {
        open = true;
        resolve();
      });
      socket.on("data", (d) => this.take(d));
      socket.on("error", (e) => {
        if (open) this.failure = e;
        else reject(e);
      });
      socket.on("close", () => {
        if (!open) return;
        const lost = this.waiting.splice(0);
        this.emit("close", this.failure);
        for (const w of lost) w.reject(new SocketClosedUnexpectedlyError());
      });
    });
  }
  take(d) {
    this.buffer = this.buffer.length ? Buffer.concat([this.buffer, d]) : d;
    while (this.buffer.length) {
      const one = read(this.buffer, 0, false, replyError);
      if (!one) return;
      this.buffer = this.buffer.subarray(one.next);
      this.answer(one.value, one.push);
    }
  }
  answer(value, push) {
    if (Array.isArray(value) && /^[ps]?message$/.test(value[0]) && (push || this.subscribed)) {
      this.emit("push", value);
      return;
    }
    const w = this.waiting[0];
    if (!w) return;
    // A subscription to several channels is confirmed one by one.
    if (w.more > 1) {
      w.more--;
      return;
    }
    this.waiting.shift();
    if (value instanceof Error) w.reject(value);
    else w.resolve(value);
  }
  send(words, more = 1) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject, more });
      this.socket.write(encode(words));
    });
  }
  close() {
    this.socket?.destroy();
  }
}

/** How long to wait before another try; an error: no other. */
function pause(strategy, retries, cause) {
  if (strategy === false) return false;
  if (typeof strategy === "number") return strategy;
  if (typeof strategy !== "function") return Math.min(2 ** retries * 50, 2000) + Math.floor(Math.random() * 200);
  const answer = strategy(retries, cause);
  if (answer !== false && !(answer instanceof Error) && typeof answer !== "number")
    throw new TypeError(`Reconnect strategy should return \`false | Error | number\`, got ${answer} instead`);
  return answer instanceof Error ? new ReconnectStrategyError(answer, cause) : answer;
}

module.exports = { Connection, pause };
