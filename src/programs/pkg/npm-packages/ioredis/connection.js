const net = require("node:net");
const { EventEmitter } = require("node:events");
const { encode, read } = require("./resp.js");
const { replyError } = require("./errors.js");

/** One connection: commands go out in order, answers come back in order. */
class Connection extends EventEmitter {
  constructor() {
    super();
    this.waiting = [];
    this.buffer = Buffer.alloc(0);
    this.subscribed = false;
  }
  open(where) {
    const socket = net.connect(where);
    this.socket = socket;
    socket.once("connect", () => this.emit("connect"));
    socket.on("data", (d) => this.take(d));
    socket.on("error", (e) => this.emit("error", e));
    socket.on("close", () => this.emit("close"));
  }
  take(d) {
    this.buffer = this.buffer.length ? Buffer.concat([this.buffer, d]) : d;
    while (this.buffer.length) {
      const one = read(this.buffer, 0, this.waiting[0]?.raw ?? false, replyError);
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
    if (w.more > 1) {
      w.more--;
      return;
    }
    this.waiting.shift();
    if (value instanceof Error) {
      Object.defineProperty(value, "command", {
        value: { name: w.name, args: w.args },
        enumerable: true,
        configurable: true,
      });
      w.reject(value);
    } else w.resolve(value);
  }
  send(command) {
    this.waiting.push(command);
    this.socket.write(encode([command.given ?? command.name, ...command.args]));
  }
  close() {
    this.socket.destroy();
  }
  end() {
    this.socket.end();
  }
}

module.exports = { Connection };
