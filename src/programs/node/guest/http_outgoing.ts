// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** A message as it goes out: its head, its body in one piece or in chunks. */
export function guestHttpOutgoing(exports, internal) {
  const { Writable } = internal.require("stream");
  const { errors } = internal;
  const { TOKEN, hide } = internal.require("http_names");
  class OutgoingMessage extends Writable {
    constructor() {
      super({ highWaterMark: 65536, autoDestroy: false });
      this.headersSent = false;
      this.sendDate = true;
      this.shouldKeepAlive = true;
      this.chunkedEncoding = false;
      hide(this, "fields", new Map());
      hide(this, "socket", null);
      hide(this, "queued", []);
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
      this.fields.set(name.toLowerCase(), [name, value]);
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
      const f = this.fields.get(String(name).toLowerCase());
      return f && f[1];
    }
    getHeaders() {
      const out = Object.create(null);
      for (const [k, [, v]] of this.fields) out[k] = v;
      return out;
    }
    getHeaderNames() {
      return [...this.fields.keys()];
    }
    getRawHeaderNames() {
      return [...this.fields.values()].map(([n]) => n);
    }
    hasHeader(name) {
      return this.fields.has(String(name).toLowerCase());
    }
    removeHeader(name) {
      if (this.headersSent)
        throw errors.nodeError(
          Error,
          "ERR_HTTP_HEADERS_SENT",
          "Cannot remove headers after they are sent to the client",
        );
      this.fields.delete(String(name).toLowerCase());
    }
    flushHeaders() {
      this.implicitHead();
    }
    implicitHead(length) {
      this.sendHead(length);
    }
    lines() {
      let out = "";
      for (const [, [name, value]] of this.fields)
        for (const v of Array.isArray(value) ? value : [value]) out += `${name}: ${v}\r\n`;
      return out;
    }
    toSocket(data, cb) {
      const bytes = typeof data === "string" ? Buffer.from(data, "latin1") : data;
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
        s.write(bytes, cb && (() => cb()));
      } else this.queued.push([bytes, cb]);
    }
    assign(socket) {
      this.socket = socket;
      for (const [b, cb] of this.queued.splice(0)) socket.write(b, cb && (() => cb()));
      this.emit("socket", socket);
    }
    _write(chunk, _enc, cb) {
      this.implicitHead(undefined);
      if (this.noBody) return cb();
      if (!chunk.length) return cb();
      if (this.chunkedEncoding)
        this.toSocket(
          Buffer.concat([
            Buffer.from(`${chunk.length.toString(16)}\r\n`, "latin1"),
            chunk,
            Buffer.from("\r\n", "latin1"),
          ]),
          cb,
        );
      else this.toSocket(chunk, cb);
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
      const bytes =
        chunk === undefined || chunk === null
          ? undefined
          : typeof chunk === "string"
            ? Buffer.from(chunk, enc)
            : chunk instanceof Uint8Array
              ? Buffer.from(chunk)
              : undefined;
      if (chunk !== undefined && chunk !== null && bytes === undefined)
        throw errors.invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk);
      if (!this.headersSent && this._writableState.length === 0) this.implicitHead(bytes ? bytes.length : 0);
      return super.end(bytes, undefined, cb);
    }
    _final(cb) {
      this.implicitHead(0);
      if (this.chunkedEncoding && !this.noBody) this.toSocket("0\r\n\r\n");
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
