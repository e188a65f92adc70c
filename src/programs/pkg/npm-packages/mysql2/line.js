// A connection to a simulated database server: one JSON value a line each way (src/programs/servers/database/wire.ts).
const net = require("net");
const { EventEmitter } = require("events");

/** What is asked before the server has let the client in waits for that. */
class Line extends EventEmitter {
  constructor() {
    super();
    this.waiting = [];
    this.rest = "";
  }

  /** Says who it is; `done(error, welcome)`: of the network, or the server's (`{ failure }`). */
  open(options, hello, done) {
    this.socket = net.connect(options);
    this.socket.setEncoding("utf8");
    let over = false;
    const once = (...args) => {
      if (over) return;
      over = true;
      done(...args);
    };
    this.socket.on("connect", () => {
      this.waiting.push((error, reply) => (error ? once(error) : reply.failure ? once(reply) : once(null, reply)));
      this.socket.write(`${JSON.stringify(hello)}\n`);
    });
    this.socket.on("data", (d) => this.take(d));
    this.socket.on("error", (e) => {
      once(e);
      this.emit("error", e);
    });
    this.socket.on("close", () => {
      const lost = Object.assign(new Error("Connection lost: The server closed the connection."), {
        fatal: true,
        code: "PROTOCOL_CONNECTION_LOST",
      });
      for (const reply of this.waiting.splice(0)) reply(lost);
      this.emit("close");
    });
  }

  take(data) {
    this.rest += data;
    for (let at = this.rest.indexOf("\n"); at >= 0; at = this.rest.indexOf("\n")) {
      const line = this.rest.slice(0, at);
      this.rest = this.rest.slice(at + 1);
      const reply = this.waiting.shift();
      if (reply) reply(null, JSON.parse(line));
    }
  }

  /** `done(error, reply)`. */
  ask(request, done) {
    this.waiting.push(done);
    this.socket.write(`${JSON.stringify(request)}\n`);
  }

  close() {
    if (this.socket) this.socket.end();
  }

  destroy() {
    if (this.socket) this.socket.destroy();
  }
}

module.exports = Line;
