// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** A connection to a simulated database server: one JSON value a line each way (src/programs/servers/database/wire.ts). */
export function packageSqlLine(require) {
  const net = require("net");
  const EE = require("events");
  class SqlConnection extends EE {
    constructor() {
      super();
      this.waiting = [];
      this.rest = "";
    }
    /** Says who it is; `done(failure)`: of the network, or the server's (`{failure}`). */
    open(options, hello, done) {
      const socket = net.connect(options);
      this.socket = socket;
      socket.setEncoding("utf8");
      let over = false;
      const once = (...args) => {
        if (over) return;
        over = true;
        done(...args);
      };
      socket.on("connect", () => {
        this.waiting.push({ resolve: (r) => once(r.failure ? r : null, r.version), reject: once });
        socket.write(`${JSON.stringify(hello)}\n`);
      });
      socket.on("data", (d) => {
        this.rest += d;
        for (let at = this.rest.indexOf("\n"); at >= 0; at = this.rest.indexOf("\n")) {
          const line = this.rest.slice(0, at);
          this.rest = this.rest.slice(at + 1);
          const w = this.waiting.shift();
          if (w) w.resolve(JSON.parse(line));
        }
      });
      socket.on("error", (e) => {
        once(e);
        this.emit("error", e);
      });
      socket.on("close", () => {
        for (const w of this.waiting.splice(0)) w.reject(new Error("Connection terminated unexpectedly"));
        this.emit("close");
      });
    }
    ask(request) {
      return new Promise((resolve, reject) => {
        if (!this.socket || this.socket.destroyed) return reject(new Error("Client was closed and is not queryable"));
        this.waiting.push({ resolve, reject });
        this.socket.write(`${JSON.stringify(request)}\n`);
        return undefined;
      });
    }
    close() {
      if (this.socket) this.socket.end();
    }
  }
  /** A parameter as the server takes it. */
  const plain = (v) => {
    if (v === undefined || v === null) return null;
    if (v instanceof Date) return v.toISOString();
    if (typeof v === "bigint") return String(v);
    if (Buffer.isBuffer(v)) return v.toString("utf8");
    if (typeof v === "object") return JSON.stringify(v);
    return v;
  };
  return { SqlConnection, plain };
}
