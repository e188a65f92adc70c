// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** A message as it comes in: the server's request, the client's answer. */
export function guestHttpIncoming(exports, internal) {
  const { Readable } = internal.require("stream");
  const { SINGLE, hide } = internal.require("http_names");
  class IncomingMessage extends Readable {
    #lower;
    constructor(socket) {
      super({ highWaterMark: 65536 });
      this.httpVersionMajor = 1;
      this.httpVersionMinor = 1;
      this.httpVersion = "1.1";
      this.complete = false;
      this.rawHeaders = [];
      this.rawTrailers = [];
      this.aborted = false;
      this.upgrade = false;
      this.url = "";
      this.method = null;
      this.statusCode = null;
      this.statusMessage = null;
      hide(this, "socket", socket);
    }
    get connection() {
      return this.socket;
    }
    get headers() {
      if (!this.#lower) {
        const h = {};
        for (let i = 0; i < this.rawHeaders.length; i += 2) {
          const k = this.rawHeaders[i].toLowerCase();
          const v = this.rawHeaders[i + 1];
          if (k === "set-cookie") (h[k] = h[k] || []).push(v);
          else if (h[k] === undefined) h[k] = v;
          else if (!SINGLE.has(k)) h[k] += k === "cookie" ? `; ${v}` : `, ${v}`;
        }
        this.#lower = h;
      }
      return this.#lower;
    }
    set headers(v) {
      this.#lower = v;
    }
    get headersDistinct() {
      const h = Object.create(null);
      for (let i = 0; i < this.rawHeaders.length; i += 2)
        (h[this.rawHeaders[i].toLowerCase()] = h[this.rawHeaders[i].toLowerCase()] || []).push(this.rawHeaders[i + 1]);
      return h;
    }
    get trailers() {
      return {};
    }
    setTimeout(ms, fn) {
      this.socket.setTimeout(ms, fn);
      return this;
    }
    _read() {
      if (this.socket && this.socket.isPaused && this.socket.isPaused()) this.socket.resume();
    }
    _destroy(e, cb) {
      if (!this.complete && !this.readableEnded) {
        this.aborted = true;
        this.emit("aborted");
        if (this.socket && !this.socket.destroyed) this.socket.destroy(this.method === null ? e : undefined);
      }
      cb(e);
    }
  }
  exports.IncomingMessage = IncomingMessage;
}
