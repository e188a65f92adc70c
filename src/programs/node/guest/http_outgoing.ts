// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** A message as it goes out: its head, its body in one piece or in chunks. */
export function guestHttpOutgoing(exports, internal) {
  const { Writable } = internal.require("stream");
  const { errors } = internal;
  const { TOKEN, hide } = internal.require("http_names");
  const sizeOf = (chunk, enc) => (typeof chunk === "string" ? Buffer.byteLength(chunk, enc) : chunk.length);
  class OutgoingMessage extends Writable {
    constructor() {
      super({ highWaterMark: 65536, autoDestroy: false, decodeStrings: false });
      this.headersSent = false;
      this.sendDate = true;
      this.shouldKeepAlive = true;
      this.chunkedEncoding = false;
      hide(this, "socket", null);
      hide(this, "own", {
        fields: new Map(),
        queued: [],
        noBody: false,
        knownLength: undefined,
        keepAliveSeconds: undefined,
        onDone: undefined,
      });
    }
    get finished() {
      return this.writableEnded;
    }
    get _header() {
      return this.headersSent ? "sent" : null;
    }
    get connection() {
      return this.socket;
    }
    setHeader(name, value) {
      if (this.headersSent)
        throw errors.nodeError(Error, "ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client");
      if (typeof name !== "string" || !TOKEN.test(name))
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_HTTP_TOKEN",
          `Header name must be a valid HTTP token ["${name}"]`,
        );
      if (value === undefined)
        throw errors.nodeError(
          TypeError,
          "ERR_HTTP_INVALID_HEADER_VALUE",
          `Invalid value "undefined" for header "${name}"`,
        );
      for (const v of Array.isArray(value) ? value : [value])
        if (/[^\t\x20-\x7e\x80-\xff]/.test(String(v)))
          throw errors.nodeError(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
      this.own.fields.set(name.toLowerCase(), [name, value]);
      return this;
    }
    setHeaders(headers) {
      for (const [k, v] of headers) this.setHeader(k, v);
      return this;
    }
    appendHeader(name, value) {
      const had = this.getHeader(name);
      return this.setHeader(name, had === undefined ? value : [].concat(had, value));
    }
    getHeader(name) {
      const f = this.own.fields.get(String(name).toLowerCase());
      return f && f[1];
    }
    getHeaders() {
      const out = Object.create(null);
      for (const [k, [, v]] of this.own.fields) out[k] = v;
      return out;
    }
    getHeaderNames() {
      return [...this.own.fields.keys()];
    }
    getRawHeaderNames() {
      return [...this.own.fields.values()].map(([n]) => n);
    }
    hasHeader(name) {
      return this.own.fields.has(String(name).toLowerCase());
    }
    removeHeader(name) {
      if (this.headersSent)
        throw errors.nodeError(
          Error,
          "ERR_HTTP_HEADERS_SENT",
          "Cannot remove headers after they are sent to the client",
        );
      this.own.fields.delete(String(name).toLowerCase());
    }
    flushHeaders() {
      this.implicitHead();
    }
    implicitHead(length) {
      this.sendHead(length);
    }
    lines() {
      let out = "";
      for (const [, [name, value]] of this.own.fields)
        for (const v of Array.isArray(value) ? value : [value]) out += `${name}: ${v}\r\n`;
      return out;
    }
    toSocket(data, encoding = "latin1", cb = undefined) {
      if (this.socket) {
        // Head and body of one tick travel together.
        const s = this.socket;
        if (s.destroyed) {
          if (cb) internal.nextTick(cb, []);
          return;
        }
        if (!s._writableState.corked) {
          s.cork();
          internal.nextTick(() => s.uncork(), []);
        }
        // That the connection broke is the socket's to say.
        s.write(data, encoding, cb && (() => cb()));
      } else this.own.queued.push([data, encoding, cb]);
    }
    assign(socket) {
      this.socket = socket;
      for (const [data, encoding, cb] of this.own.queued.splice(0)) socket.write(data, encoding, cb && (() => cb()));
      this.emit("socket", socket);
    }
    _write(chunk, enc, cb) {
      this.implicitHead(undefined);
      if (this.own.noBody) return cb();
      if (!chunk.length) return cb();
      if (this.chunkedEncoding) {
        this.toSocket(`${sizeOf(chunk, enc).toString(16)}\r\n`);
        this.toSocket(chunk, enc);
        this.toSocket("\r\n", "latin1", cb);
      } else this.toSocket(chunk, enc, cb);
      return undefined;
    }
    write(chunk, enc, cb) {
      if (!this.writableEnded) return super.write(chunk, enc, cb);
      const late = errors.nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
      internal.nextTick(() => this.emit("error", late), []);
      if (typeof cb === "function") internal.nextTick(cb, [late]);
      return false;
    }
    end(chunk, enc, cb) {
      if (typeof chunk === "function") {
        cb = chunk;
        chunk = undefined;
      } else if (typeof enc === "function") {
        cb = enc;
        enc = undefined;
      }
      if (this.writableEnded) {
        if (cb) cb();
        return this;
      }
      const none = chunk === undefined || chunk === null;
      if (!none && typeof chunk !== "string" && !(chunk instanceof Uint8Array))
        throw errors.invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk);
      if (!this.headersSent && this._writableState.length === 0) this.implicitHead(none ? 0 : sizeOf(chunk, enc));
      return super.end(none ? undefined : chunk, enc, cb);
    }
    _final(cb) {
      this.implicitHead(0);
      if (this.chunkedEncoding && !this.own.noBody) this.toSocket("0\r\n\r\n");
      this.done();
      cb();
    }
    addTrailers() {}
    setTimeout(ms, fn) {
      if (this.socket) this.socket.setTimeout(ms, fn);
      return this;
    }
    cork() {}
    uncork() {}
  }
  exports.OutgoingMessage = OutgoingMessage;
}
