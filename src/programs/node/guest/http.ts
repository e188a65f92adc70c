// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `http`: servers and requests over `net`. */
export function guestHttp(exports, internal) {
  const net = internal.require("net");
  const EE = internal.require("events");
  const { Readable, Writable } = internal.require("stream");
  const { errors } = internal;
  const STATUS_CODES = {
    100: "Continue",
    101: "Switching Protocols",
    102: "Processing",
    103: "Early Hints",
    200: "OK",
    201: "Created",
    202: "Accepted",
    203: "Non-Authoritative Information",
    204: "No Content",
    205: "Reset Content",
    206: "Partial Content",
    207: "Multi-Status",
    208: "Already Reported",
    226: "IM Used",
    300: "Multiple Choices",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    305: "Use Proxy",
    307: "Temporary Redirect",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Payload Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    417: "Expectation Failed",
    418: "I'm a Teapot",
    421: "Misdirected Request",
    422: "Unprocessable Entity",
    423: "Locked",
    424: "Failed Dependency",
    425: "Too Early",
    426: "Upgrade Required",
    428: "Precondition Required",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    451: "Unavailable For Legal Reasons",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
    506: "Variant Also Negotiates",
    507: "Insufficient Storage",
    508: "Loop Detected",
    509: "Bandwidth Limit Exceeded",
    510: "Not Extended",
    511: "Network Authentication Required",
  };
  const METHODS = [
    "ACL",
    "BIND",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "M-SEARCH",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "NOTIFY",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "REBIND",
    "REPORT",
    "SEARCH",
    "SOURCE",
    "SUBSCRIBE",
    "TRACE",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
  ];
  const SINGLE = new Set([
    "age",
    "authorization",
    "content-length",
    "content-type",
    "etag",
    "expires",
    "from",
    "host",
    "if-modified-since",
    "if-unmodified-since",
    "last-modified",
    "location",
    "max-forwards",
    "proxy-authorization",
    "referer",
    "retry-after",
    "server",
    "user-agent",
  ]);
  const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
  const hide = (o, k, v) =>
    Object.defineProperty(o, k, { value: v, writable: true, enumerable: false, configurable: true });

  class IncomingMessage extends Readable {
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
      this.socket = socket;
      hide(this, "socket", socket);
      hide(this, "lower", undefined);
    }
    get connection() {
      return this.socket;
    }
    get headers() {
      if (!this.lower) {
        const h = {};
        for (let i = 0; i < this.rawHeaders.length; i += 2) {
          const k = this.rawHeaders[i].toLowerCase();
          const v = this.rawHeaders[i + 1];
          if (k === "set-cookie") (h[k] = h[k] || []).push(v);
          else if (h[k] === undefined) h[k] = v;
          else if (!SINGLE.has(k)) h[k] += k === "cookie" ? `; ${v}` : `, ${v}`;
        }
        this.lower = h;
      }
      return this.lower;
    }
    set headers(v) {
      this.lower = v;
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
        if (e && this.socket && !this.socket.destroyed && this.method === null) this.socket.destroy(e);
      }
      cb(e);
    }
  }

  /** Reads messages from a socket's bytes: `onHead(head)`, `onBody(bytes)`, `onEnd()`. */
  class Parser {
    constructor(kind) {
      this.kind = kind;
      this.buffer = Buffer.alloc(0);
      this.reset();
    }
    reset() {
      this.state = "head";
      this.left = 0;
      this.chunked = false;
    }
    feed(chunk) {
      this.buffer = this.buffer.length ? Buffer.concat([this.buffer, chunk]) : chunk;
      for (;;) {
        if (this.held) return;
        if (this.state === "head") {
          let from = 0;
          while (this.buffer[from] === 13 || this.buffer[from] === 10) from++;
          if (from) this.buffer = this.buffer.subarray(from);
          const end = this.buffer.indexOf("\r\n\r\n");
          if (end < 0) {
            if (this.buffer.length > 16384)
              throw Object.assign(new Error("Parse Error: Header overflow"), {
                code: "HPE_HEADER_OVERFLOW",
                bytesParsed: 16384,
              });
            if (
              this.buffer.length > 2 &&
              this.kind === "request" &&
              !/^[A-Z][A-Z-]*(?: |$)/.test(
                this.buffer
                  .toString("latin1", 0, 24)
                  .split("\r\n")[0]
                  .slice(0, 20)
                  .replace(/^([A-Z-]+).*$/s, "$1 "),
              )
            )
              throw parseError("Invalid method encountered", "HPE_INVALID_METHOD");
            return;
          }
          const lines = this.buffer.toString("latin1", 0, end).split("\r\n");
          this.buffer = this.buffer.subarray(end + 4);
          const head = this.parseHead(lines);
          const value = (n) => {
            const i = head.rawHeaders.findIndex((h, k) => k % 2 === 0 && h.toLowerCase() === n);
            return i < 0 ? undefined : head.rawHeaders[i + 1];
          };
          this.chunked = /chunked/i.test(value("transfer-encoding") || "");
          const cl = value("content-length");
          const connection = (value("connection") || "").toLowerCase();
          head.keepAlive = head.minor === 1 ? !/\bclose\b/.test(connection) : /keep-alive/.test(connection);
          head.upgrade = value("upgrade") && /upgrade/.test(connection);
          const bodyless =
            this.kind === "response" &&
            (this.noBody || head.status === 204 || head.status === 304 || head.status < 200);
          if (bodyless) this.left = 0;
          else if (this.chunked) this.left = -2;
          else if (cl !== undefined) this.left = Number(cl);
          else this.left = this.kind === "response" ? -1 : 0;
          this.state = this.left === 0 ? "end" : this.left === -2 ? "size" : "body";
          if (bodyless) this.chunked = false;
          this.onHead(head);
          if (this.upgraded) return;
        } else if (this.state === "body") {
          if (!this.buffer.length) return;
          const take = this.left < 0 ? this.buffer : this.buffer.subarray(0, this.left);
          this.buffer = this.buffer.subarray(take.length);
          if (this.left > 0) this.left -= take.length;
          if (this.left === 0) this.state = "end";
          this.onBody(take);
        } else if (this.state === "size") {
          const eol = this.buffer.indexOf("\r\n");
          if (eol < 0) return;
          this.left = Number.parseInt(this.buffer.toString("latin1", 0, eol), 16);
          this.buffer = this.buffer.subarray(eol + 2);
          this.state = this.left === 0 ? "trailer" : "chunk";
        } else if (this.state === "chunk") {
          if (!this.buffer.length) return;
          const take = this.buffer.subarray(0, this.left);
          this.buffer = this.buffer.subarray(take.length);
          this.left -= take.length;
          if (take.length) this.onBody(take);
          if (this.left === 0) this.state = "crlf";
        } else if (this.state === "crlf") {
          if (this.buffer.length < 2) return;
          this.buffer = this.buffer.subarray(2);
          this.state = "size";
        } else if (this.state === "trailer") {
          const eol = this.buffer.indexOf("\r\n");
          if (eol < 0) return;
          this.buffer = this.buffer.subarray(eol + 2);
          if (eol === 0) this.state = "end";
        }
        if (this.state === "end") {
          this.reset();
          this.onEnd();
        }
      }
    }
    parseHead(lines) {
      const rawHeaders = [];
      for (const l of lines.slice(1)) {
        const at = l.indexOf(":");
        if (at <= 0) throw parseError("Invalid header token", "HPE_INVALID_HEADER_TOKEN");
        rawHeaders.push(l.slice(0, at), l.slice(at + 1).trim());
      }
      if (this.kind === "request") {
        const m = /^([A-Z-]+) (\S+) HTTP\/1\.([01])$/.exec(lines[0]);
        if (!m) throw parseError("Invalid HTTP version", "HPE_INVALID_CONSTANT");
        return { method: m[1], url: m[2], minor: Number(m[3]), rawHeaders };
      }
      const m = /^HTTP\/1\.([01]) (\d{3}) ?(.*)$/.exec(lines[0]);
      if (!m) throw parseError("Expected HTTP/", "HPE_INVALID_CONSTANT");
      return { status: Number(m[2]), message: m[3], minor: Number(m[1]), rawHeaders };
    }
  }
  const parseError = (message, code) =>
    Object.assign(new Error(`Parse Error: ${message}`), { bytesParsed: 0, code, reason: message });

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

  class ServerResponse extends OutgoingMessage {
    constructor(req) {
      super();
      this.statusCode = 200;
      this.statusMessage = undefined;
      hide(this, "req", req);
      this.noBody = req.method === "HEAD";
      hide(this, "noBody", this.noBody);
    }
    writeHead(status, message, headers) {
      if (this.headersSent)
        throw errors.nodeError(
          Error,
          "ERR_HTTP_HEADERS_SENT",
          "Cannot write headers after they are sent to the client",
        );
      if (typeof message === "string") this.statusMessage = message;
      else headers = message;
      if (!(status >= 100 && status <= 999))
        throw errors.nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
      this.statusCode = status | 0;
      if (Array.isArray(headers)) {
        if (Array.isArray(headers[0])) for (const [k, v] of headers) this.setHeader(k, v);
        else for (let i = 0; i < headers.length; i += 2) this.setHeader(headers[i], headers[i + 1]);
      } else if (headers) for (const k of Object.keys(headers)) this.setHeader(k, headers[k]);
      this.sendHead(this.knownLength);
      return this;
    }
    /** A head that nobody asked for goes through writeHead, which a program may have put its own in the place of. */
    implicitHead(length) {
      if (this.headersSent) return;
      hide(this, "knownLength", length);
      this.writeHead(this.statusCode);
      this.sendHead(length);
    }
    sendHead(length) {
      if (this.headersSent) return;
      this.headersSent = true;
      const status = this.statusCode;
      if (!(status >= 100 && status <= 999))
        throw errors.nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
      this.statusMessage = this.statusMessage || STATUS_CODES[status] || "unknown";
      let head = `HTTP/1.1 ${status} ${this.statusMessage}\r\n${this.lines()}`;
      if (status === 204 || status === 304 || status < 200) this.noBody = true;
      if (this.sendDate && !this.hasHeader("date")) head += `Date: ${new Date().toUTCString()}\r\n`;
      const own = String(this.getHeader("connection") || "").toLowerCase();
      if (own === "close") this.shouldKeepAlive = false;
      if (!own)
        head += this.shouldKeepAlive
          ? `Connection: keep-alive\r\n${this.keepAliveSeconds ? `Keep-Alive: timeout=${this.keepAliveSeconds}\r\n` : ""}`
          : "Connection: close\r\n";
      if (!this.hasHeader("content-length") && !this.hasHeader("transfer-encoding")) {
        if (status === 204 || status === 304 || this.req.method === "HEAD") {
          // none has a body
        } else if (length !== undefined) head += `Content-Length: ${length}\r\n`;
        else if (this.req.httpVersionMinor === 0) this.shouldKeepAlive = false;
        else {
          head += "Transfer-Encoding: chunked\r\n";
          this.chunkedEncoding = true;
        }
      } else if (/chunked/i.test(String(this.getHeader("transfer-encoding") || ""))) this.chunkedEncoding = true;
      this.toSocket(`${head}\r\n`);
    }
    done() {
      this.onDone();
    }
    writeContinue() {
      this.toSocket("HTTP/1.1 100 Continue\r\n\r\n");
    }
    writeProcessing() {
      this.toSocket("HTTP/1.1 102 Processing\r\n\r\n");
    }
    detachSocket() {
      this.socket = null;
    }
    _destroy(e, cb) {
      if (this.socket && !this.writableFinished) this.socket.destroy(e);
      cb(e);
    }
  }

  class Server extends net.Server {
    constructor(o, fn) {
      if (typeof o === "function") {
        fn = o;
        o = {};
      }
      super({ allowHalfOpen: true });
      this.timeout = 0;
      this.keepAliveTimeout = (o && o.keepAliveTimeout) || 5000;
      this.maxHeadersCount = null;
      this.maxRequestsPerSocket = 0;
      this.headersTimeout = 60000;
      this.requestTimeout = 300000;
      if (fn) this.on("request", fn);
      EE.prototype.on.call(this, "connection", (s) => this.serve(s));
    }
    serve(socket) {
      const parser = new Parser("request");
      let current;
      let idle;
      socket.idle = true;
      hide(socket, "idle", true);
      if (this.timeout) socket.setTimeout(this.timeout, () => this.emit("timeout", socket) || socket.destroy());
      const armIdle = () => {
        clearTimeout(idle);
        idle = setTimeout(() => socket.destroy(), this.keepAliveTimeout + 1000);
        idle.unref();
      };
      const server = this;
      function parserOnIncoming(req, res) {
        const heard = server.emit("request", req, res);
        return heard;
      }
      function parserOnHeadersComplete(req, res) {
        const heard = parserOnIncoming(req, res);
        return heard;
      }
      parser.onHead = (head) => {
        clearTimeout(idle);
        socket.idle = false;
        const req = new IncomingMessage(socket);
        Object.assign(req, {
          method: head.method,
          url: head.url,
          rawHeaders: head.rawHeaders,
          httpVersionMinor: head.minor,
          httpVersion: `1.${head.minor}`,
        });
        current = req;
        if (head.upgrade && this.listenerCount("upgrade") > 0) {
          parser.upgraded = true;
          socket.removeListener("data", onData);
          req.upgrade = true;
          this.emit("upgrade", req, socket, parser.buffer);
          return;
        }
        if (head.method === "CONNECT") {
          socket.destroy();
          return;
        }
        const res = new ServerResponse(req);
        res.shouldKeepAlive = head.keepAlive;
        hide(res, "keepAliveSeconds", Math.floor(this.keepAliveTimeout / 1000));
        parser.held = true;
        hide(res, "onDone", () => {
          const finish = () => {
            socket.idle = true;
            res.detachSocketLater = true;
            if (!res.shouldKeepAlive || this.slot === undefined) {
              socket.destroySoon();
              return;
            }
            parser.heldBody = false;
            armIdle();
            if (!req.complete && !parser.ended) req.resume();
            const rest = parser.pending;
            parser.pending = undefined;
            parser.busy = false;
            if (rest && rest.length) onData(rest);
          };
          internal.nextTick(finish, []);
        });
        res.assign(socket);
        const onClose = () => {
          if (!res.writableFinished) {
            res.destroyed = true;
            res.emit("close");
            if (!req.complete) {
              req.aborted = true;
              req.emit("aborted");
              if (req.listenerCount("error") > 0)
                req.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
              else req.destroy();
            } else if (!req.destroyed) req.destroy();
          }
        };
        socket.once("close", onClose);
        res.once("finish", () => {
          socket.removeListener("close", onClose);
          internal.nextTick(() => res.emit("close"), []);
        });
        parser.held = false;
        parser.busy = true;
        const expect = req.headers.expect;
        if (expect && /100-continue/i.test(expect)) {
          if (this.listenerCount("checkContinue") > 0) {
            this.emit("checkContinue", req, res);
            return;
          }
          res.writeContinue();
        }
        if (this.listenerCount("request") === 0) res.end();
        parserOnHeadersComplete(req, res);
      };
      parser.onBody = (b) => {
        if (!current.push(Buffer.from(b)) && current.listenerCount("data") + current.listenerCount("readable") > 0)
          socket.pause();
      };
      parser.onEnd = () => {
        current.complete = true;
        current.push(null);
        if (parser.busy && parser.buffer.length) {
          parser.pending = parser.buffer;
          parser.buffer = Buffer.alloc(0);
        }
      };
      const onData = (chunk) => {
        if (parser.busy && current && current.complete) {
          parser.pending = parser.pending ? Buffer.concat([parser.pending, chunk]) : chunk;
          return;
        }
        try {
          parser.feed(chunk);
        } catch (e) {
          if (e === internal.exitSentinel || !e.code || !/^HPE_/.test(e.code)) throw e;
          if (this.listenerCount("clientError") > 0) this.emit("clientError", e, socket);
          else {
            socket.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            socket.destroySoon();
          }
        }
      };
      socket.on("data", onData);
      socket.on("end", () => {
        if (socket.idle) socket.end();
        else if (current && !current.complete) socket.destroy();
      });
      socket.on("error", (e) => {
        if (this.listenerCount("clientError") > 0) this.emit("clientError", e, socket);
        else socket.destroy();
      });
      socket.on("close", () => clearTimeout(idle));
    }
    closeIdleConnections() {
      for (const s of this.sockets) if (s.idle) s.destroy();
    }
    closeAllConnections() {
      for (const s of this.sockets) s.destroy();
    }
    close(cb) {
      super.close(cb);
      this.closeIdleConnections();
      return this;
    }
    setTimeout(ms, fn) {
      this.timeout = ms;
      if (fn) this.on("timeout", fn);
      return this;
    }
  }

  /** What goes wrong with a connection that nobody uses is nobody's. */
  const ignored = () => {};

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

  class ClientRequest extends OutgoingMessage {
    constructor(input, options, cb) {
      super();
      let o = {};
      if (typeof input === "string" || (input && typeof input.href === "string" && input.searchParams)) {
        let u = input;
        if (typeof input === "string") {
          const { URL } = internal.require("url");
          u = new URL(input);
        }
        o = {
          protocol: u.protocol,
          hostname: u.hostname.replace(/^\[|\]$/g, ""),
          port: u.port === "" ? undefined : Number(u.port),
          path: `${u.pathname}${u.search}`,
          auth: u.username ? `${decodeURIComponent(u.username)}:${decodeURIComponent(u.password)}` : undefined,
        };
        if (typeof options === "function") cb = options;
        else Object.assign(o, options);
      } else {
        o = { ...input };
        if (typeof options === "function") cb = options;
      }
      const protocol = o.protocol || "http:";
      if (protocol !== "http:")
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_PROTOCOL",
          `Protocol "${protocol}" not supported. Expected "http:"`,
        );
      if (o.path && /[^\x21-\xff]/.test(o.path))
        throw errors.nodeError(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
      this.method = (o.method || "GET").toUpperCase();
      this.path = o.path || "/";
      this.host = o.hostname || o.host || "localhost";
      this.protocol = protocol;
      this.port = Number(o.port || o.defaultPort || 80);
      this.aborted = false;
      this.reusedSocket = false;
      this.res = null;
      this.agent = o.agent === undefined ? globalAgent : o.agent || new Agent();
      hide(this, "agent", this.agent);
      hide(this, "opts", { host: this.host, port: this.port, ...(o.socketPath ? { path: o.socketPath } : {}) });
      const headers = o.headers || {};
      if (Array.isArray(headers))
        for (let i = 0; i < headers.length; i += 2) this.setHeader(headers[i], headers[i + 1]);
      else for (const k of Object.keys(headers)) if (headers[k] !== undefined) this.setHeader(k, headers[k]);
      if (!this.hasHeader("host") && o.setHost !== false)
        this.setHeader(
          "Host",
          `${this.host.includes(":") ? `[${this.host}]` : this.host}${this.port === 80 ? "" : `:${this.port}`}`,
        );
      if (o.auth && !this.hasHeader("authorization"))
        this.setHeader("Authorization", `Basic ${Buffer.from(o.auth).toString("base64")}`);
      this.noBody = false;
      hide(this, "noBody", false);
      if (cb) this.once("response", cb);
      if (o.timeout) this.setTimeout(o.timeout);
      if (o.signal) {
        const stop = () =>
          this.destroy(
            Object.assign(new Error("The operation was aborted"), { name: "AbortError", code: "ABORT_ERR" }),
          );
        if (o.signal.aborted) internal.nextTick(stop, []);
        else o.signal.addEventListener("abort", stop, { once: true });
      }
      const free = this.agent.take(this.opts);
      if (free) {
        this.reusedSocket = true;
        internal.nextTick(() => this.onSocket(free), []);
      } else
        this.onSocket(
          this.agent.createConnection ? this.agent.createConnection({ ...this.opts }) : net.connect(this.opts),
        );
    }
    onSocket(socket) {
      if (this.destroyed) {
        socket.destroy();
        return;
      }
      const parser = new Parser("response");
      parser.noBody = this.method === "HEAD";
      let res;
      const cleanup = () => {
        socket.removeListener("data", onData);
        socket.removeListener("end", onEnd);
        socket.removeListener("error", onError);
        socket.removeListener("close", onClose);
        socket.removeListener("timeout", onTimeout);
      };
      parser.onHead = (head) => {
        if (head.status >= 100 && head.status < 200 && head.status !== 101) {
          if (head.status === 100) this.emit("continue");
          parser.onEndOnce = true;
          return;
        }
        res = new IncomingMessage(socket);
        Object.assign(res, {
          statusCode: head.status,
          statusMessage: head.message,
          rawHeaders: head.rawHeaders,
          httpVersionMinor: head.minor,
          httpVersion: `1.${head.minor}`,
        });
        hide(res, "req", this);
        this.res = res;
        hide(this, "res", res);
        parser.keep = head.keepAlive;
        if (head.status === 101) {
          parser.upgraded = true;
          cleanup();
          if (!this.emit("upgrade", res, socket, parser.buffer)) socket.destroy();
          return;
        }
        if (!this.emit("response", res)) res.resume();
      };
      parser.onBody = (b) => {
        if (!res.push(Buffer.from(b))) socket.pause();
      };
      parser.onEnd = () => {
        if (!res) return;
        res.complete = true;
        res.push(null);
        cleanup();
        socket.removeListener("error", ignored);
        socket.on("error", ignored);
        const release = () => {
          if (parser.keep && this.shouldKeepAlive && this.agent.keepAlive && !socket.destroyed)
            this.agent.give(this.opts, socket);
          else socket.destroySoon();
          internal.nextTick(() => {
            this.destroyed = true;
            this.emit("close");
          }, []);
        };
        if (res.readableEnded) release();
        else res.once("end", release);
        socket.resume();
      };
      const onData = (chunk) => {
        try {
          parser.feed(chunk);
        } catch (e) {
          if (e === internal.exitSentinel) throw e;
          if (!e.code || !/^HPE_/.test(e.code)) throw e;
          socket.destroy();
          this.fail(e);
        }
      };
      const onEnd = () => {
        if (res && parser.left === -1 && parser.state === "body") {
          parser.keep = false;
          parser.onEnd();
        } else if (!res) this.fail(hangUp());
        socket.end();
      };
      const onError = (e) => this.fail(e);
      const onClose = () => {
        if (!res) this.fail(hangUp());
        else if (!res.complete) res.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
      };
      const onTimeout = () => this.emit("timeout");
      socket.on("data", onData);
      socket.on("end", onEnd);
      socket.on("error", onError);
      socket.on("close", onClose);
      socket.on("timeout", onTimeout);
      if (this.wantTimeout) socket.setTimeout(this.wantTimeout);
      this.assign(socket);
    }
    fail(e) {
      if (this.failed) return;
      hide(this, "failed", true);
      this.destroyed = true;
      internal.emitTail =
        e.syscall === "connect"
          ? [
              "emitErrorEvent (node:_http_client:101:11)",
              "Socket.socketErrorListener (node:_http_client:504:5)",
              "Socket.emit (node:events:524:28)",
              "emitErrorNT (node:internal/streams/destroy:169:8)",
              "emitErrorCloseNT (node:internal/streams/destroy:128:3)",
              "process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
            ]
              .map((l) => `    at ${l}`)
              .join("\n")
          : undefined;
      try {
        this.emit("error", e);
      } finally {
        internal.emitTail = undefined;
      }
      internal.nextTick(() => this.emit("close"), []);
    }
    sendHead(length) {
      if (this.headersSent) return;
      this.headersSent = true;
      let head = `${this.method} ${this.path} HTTP/1.1\r\n${this.lines()}`;
      if (!this.hasHeader("connection"))
        head += this.agent.keepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
      if (/close/i.test(String(this.getHeader("connection") || ""))) this.shouldKeepAlive = false;
      if (!this.hasHeader("content-length") && !this.hasHeader("transfer-encoding")) {
        if (length === undefined) {
          head += "Transfer-Encoding: chunked\r\n";
          this.chunkedEncoding = true;
        } else if (length > 0 || !/^(?:GET|HEAD|DELETE|OPTIONS|TRACE|CONNECT)$/.test(this.method))
          head += `Content-Length: ${length}\r\n`;
      } else if (/chunked/i.test(String(this.getHeader("transfer-encoding") || ""))) this.chunkedEncoding = true;
      this.toSocket(`${head}\r\n`);
    }
    done() {}
    setTimeout(ms, fn) {
      if (fn) this.once("timeout", fn);
      if (this.socket) this.socket.setTimeout(ms);
      else hide(this, "wantTimeout", ms);
      return this;
    }
    setNoDelay() {}
    setSocketKeepAlive() {}
    abort() {
      this.aborted = true;
      this.destroy();
    }
    _destroy(e, cb) {
      if (this.res && !this.res.complete) this.res.destroy(e);
      if (this.socket) this.socket.destroy();
      if (!this.res && !this.failed) {
        hide(this, "failed", true);
        const err = e || hangUp();
        internal.nextTick(() => {
          this.emit("error", err);
          this.emit("close");
        }, []);
      }
      cb(null);
    }
  }
  const hangUp = () => {
    const e = new Error("socket hang up");
    e.code = "ECONNRESET";
    errors.setStackTail(
      e,
      "    at connResetException (node:internal/errors:720:14)\n    at Socket.socketOnEnd (node:_http_client:525:23)\n    at Socket.emit (node:events:536:35)\n    at endReadableNT (node:internal/streams/readable:1698:12)\n    at process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
    );
    return e;
  };

  exports.METHODS = METHODS;
  exports.STATUS_CODES = STATUS_CODES;
  exports.Agent = Agent;
  exports.ClientRequest = ClientRequest;
  exports.IncomingMessage = IncomingMessage;
  exports.OutgoingMessage = OutgoingMessage;
  exports.Server = Server;
  exports.ServerResponse = ServerResponse;
  exports.createServer = (o, fn) => new Server(o, fn);
  exports.request = (a, b, c) => new ClientRequest(a, b, c);
  exports.get = (a, b, c) => {
    const r = new ClientRequest(a, b, c);
    r.end();
    return r;
  };
  exports.globalAgent = globalAgent;
  exports.maxHeaderSize = 16384;
  exports.validateHeaderName = (n) => {
    if (!TOKEN.test(n))
      throw errors.nodeError(TypeError, "ERR_INVALID_HTTP_TOKEN", `Header name must be a valid HTTP token ["${n}"]`);
  };
  exports.validateHeaderValue = () => {};
}
