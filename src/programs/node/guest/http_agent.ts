// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Connections kept for the next request to the same place. */
export function guestHttpAgent(exports, internal) {
  const net = internal.require("net");
  const EE = internal.require("events");
  const { hide } = internal.require("http_names");
  class Agent extends EE {
    constructor(o = {}) {
      super();
      this.options = { path: null, ...o };
      this.requests = {};
      this.sockets = {};
      this.freeSockets = {};
      this.keepAlive = o.keepAlive || false;
      this.maxSockets = o.maxSockets || Infinity;
      this.maxFreeSockets = 256;
      this.defaultPort = 80;
      this.protocol = "http:";
    }
    getName(o) {
      return `${o.host || "localhost"}:${o.port || ""}:${o.localAddress || ""}`;
    }
    take(o) {
      const list = this.freeSockets[this.getName(o)];
      while (list && list.length) {
        const s = list.shift();
        if (!s.destroyed) {
          s.ref();
          return s;
        }
      }
      return undefined;
    }
    give(o, s) {
      const k = this.getName(o);
      (this.freeSockets[k] = this.freeSockets[k] || []).push(s);
      s.unref();
      if (s.knownToAgent) return;
      hide(s, "knownToAgent", true);
      s.once("close", () => {
        this.freeSockets[k] = (this.freeSockets[k] || []).filter((x) => x !== s);
        if (!this.freeSockets[k].length) delete this.freeSockets[k];
      });
    }
    createConnection(o, cb) {
      return net.connect(o, cb);
    }
    destroy() {
      for (const l of Object.values(this.freeSockets)) for (const s of l) s.destroy();
    }
  }
  const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 });
  Object.assign(exports, { Agent, globalAgent });
}
