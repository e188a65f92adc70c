// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Connections kept for the next request to the same place. */
export function guestHttpAgent(exports, internal) {
  const net = internal.require("net");
  const EE = internal.require("events");
  class Agent extends EE {
    constructor(o = {}) {
      super();
      this.options = { path: null, ...o };
      this.requests = {};
      this.sockets = {};
      this.freeSockets = {};
      this.keepAlive = o.keepAlive || false;
      this.maxSockets = o.maxSockets || Infinity;
      this.maxFreeSockets = o.maxFreeSockets || 256;
      this.maxTotalSockets = Infinity;
      this.defaultPort = 80;
      this.protocol = "http:";
    }
    getName(o) {
      return `${o.host || "localhost"}:${o.port || ""}:${o.localAddress || ""}`;
    }
    /** Finds a connection for a request, or keeps the request until one may be opened: `use(socket, reused)`. */
    begin(o, use) {
      const k = this.getName(o);
      const free = this.free(k);
      if (free) return void internal.nextTick(() => this.lend(k, free, use, true), []);
      if ((this.sockets[k] || []).length >= this.maxSockets) {
        (this.requests[k] = this.requests[k] || []).push(use);
        return undefined;
      }
      const s = this.createConnection({ ...o });
      s.on("timeout", () => this.freeSockets[k] && this.freeSockets[k].includes(s) && s.destroy());
      s.once("close", () => {
        this.leave(k, s);
        const waiting = this.next(k);
        if (waiting) this.begin(o, waiting);
      });
      return this.lend(k, s, use, false);
    }
    lend(k, s, use, reused) {
      (this.sockets[k] = this.sockets[k] || []).push(s);
      use(s, reused);
    }
    next(k) {
      const list = this.requests[k];
      const use = list && list.shift();
      if (list && !list.length) delete this.requests[k];
      return use;
    }
    free(k) {
      const list = this.freeSockets[k];
      while (list && list.length) {
        const s = list.shift();
        if (!list.length) delete this.freeSockets[k];
        if (!s.destroyed) {
          s.setTimeout(0);
          s.ref();
          return s;
        }
      }
      return undefined;
    }
    leave(k, s) {
      for (const kind of ["sockets", "freeSockets"]) {
        if (!this[kind][k]) continue;
        this[kind][k] = this[kind][k].filter((x) => x !== s);
        if (!this[kind][k].length) delete this[kind][k];
      }
    }
    /**
     * An answer has come to its end: the connection is for who waits for one, or is kept. Whether it lives on. A server
     * that says how long it waits is not asked again in its last second.
     */
    give(o, s, said) {
      const k = this.getName(o);
      this.leave(k, s);
      const waiting = this.next(k);
      if (waiting) {
        this.lend(k, s, waiting, false);
        return true;
      }
      const seconds = /^timeout=(\d+)/.exec(said || "");
      const span = seconds ? Number(seconds[1]) * 1000 - 1000 : undefined;
      if (span !== undefined && span <= 0) return false;
      if (span !== undefined) s.setTimeout(Math.min(span, this.options.timeout || span));
      (this.freeSockets[k] = this.freeSockets[k] || []).push(s);
      s.unref();
      return true;
    }
    createConnection(o, cb) {
      return net.connect(o, cb);
    }
    destroy() {
      for (const kind of [this.freeSockets, this.sockets])
        for (const l of Object.values(kind)) for (const s of l) s.destroy();
    }
  }
  const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 });
  Object.assign(exports, { Agent, globalAgent });
}
