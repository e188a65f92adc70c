// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `net`: TCP and unix sockets on the simulated network. */
export function guestNet(exports, internal) {
  const { Duplex } = internal.require("stream");
  const EE = internal.require("events");
  const { errors } = internal;
  const family = (a) => (a && a.includes(":") ? "IPv6" : "IPv4");
  const isIPv4 = (s) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(String(s));
  const isIPv6 = (s) =>
    /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(String(s)) &&
    String(s).split("::").length <= 2 &&
    !/:::/.test(s) &&
    (String(s).includes("::") || String(s).split(":").length === 8);
  exports.isIPv4 = isIPv4;
  exports.isIPv6 = isIPv6;
  exports.isIP = (s) => (isIPv4(s) ? 4 : isIPv6(s) ? 6 : 0);

  function connectError(failure, host, port, path) {
    if (failure.code === "ENOTFOUND" || failure.code === "EAI_AGAIN") {
      const e = new Error(`getaddrinfo ${failure.code} ${host}`);
      Object.assign(e, {
        errno: internal.strerror[failure.code][0],
        code: failure.code,
        syscall: "getaddrinfo",
        hostname: host,
      });
      errors.setStackTail(e, "    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)");
      return e;
    }
    const where = path !== undefined ? path : `${failure.address || host}:${port}`;
    const e = new Error(`connect ${failure.code} ${where}`);
    Object.assign(e, {
      errno: internal.strerror[failure.code] ? internal.strerror[failure.code][0] : -1,
      code: failure.code,
      syscall: "connect",
    });
    if (path !== undefined) e.address = path;
    else Object.assign(e, { address: failure.address || host, port });
    errors.setStackTail(
      e,
      path !== undefined
        ? "    at PipeConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)"
        : "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)",
    );
    return e;
  }
  function emitListeningNT(server) {
    const heard = server.emit("listening");
    return heard;
  }
  exports.connectError = connectError;

  /** The encodings in which text goes as it is. */
  const WIDTHS = new Map([
    ["utf8", "utf8"],
    ["utf-8", "utf8"],
    ["latin1", "latin1"],
    ["binary", "latin1"],
  ]);

  function emitClose(socket) {
    socket.emit("close", socket._hadError);
  }

  class Socket extends Duplex {
    #conn;
    #info;
    #timer;
    #reader;
    #starting;
    #waitingWrite;
    #unrefed = false;
    constructor(o = {}) {
      super({
        allowHalfOpen: o.allowHalfOpen || false,
        emitClose: false,
        autoDestroy: true,
        decodeStrings: false,
        highWaterMark: 65536,
      });
      this.connecting = false;
      this._hadError = false;
      this._host = null;
      this.server = null;
      this.timeout = 0;
      this.bytesRead = 0;
      this.bytesWritten = 0;
    }
    attach(info) {
      this.#conn = info.id;
      this.#info = info;
      this.connecting = false;
      if (this.#waitingWrite) {
        const w = this.#waitingWrite;
        this.#waitingWrite = undefined;
        w();
      }
      this._readableState.reading = false;
    }
    get remoteAddress() {
      return this.#info && mapped(this.#info.remote.address, this.#info.dual);
    }
    get remotePort() {
      return this.#info && this.#info.remote.port;
    }
    get remoteFamily() {
      return this.#info && family(this.remoteAddress);
    }
    get localAddress() {
      return this.#info && mapped(this.#info.local.address, this.#info.dual);
    }
    get localPort() {
      return this.#info && this.#info.local.port;
    }
    get readyState() {
      return this.connecting
        ? "opening"
        : this.readable && this.writable
          ? "open"
          : this.readable
            ? "readOnly"
            : this.writable
              ? "writeOnly"
              : "closed";
    }
    get pending() {
      return !this.#conn || this.connecting;
    }
    address() {
      return this.#info ? { address: this.localAddress, family: family(this.localAddress), port: this.localPort } : {};
    }
    connect(...args) {
      const { o, cb } = normalize(args);
      if (cb) this.once("connect", cb);
      this.connecting = true;
      const host = o.host || "localhost";
      if (o.path === undefined && o.port === undefined)
        throw errors.nodeError(
          TypeError,
          "ERR_MISSING_ARGS",
          'The "options" or "port" or "path" argument must be specified',
        );
      if (
        o.path === undefined &&
        ((typeof o.port !== "number" && typeof o.port !== "string") || !(Number(o.port) >= 0 && Number(o.port) < 65536))
      )
        throw errors.nodeError(
          RangeError,
          "ERR_SOCKET_BAD_PORT",
          `Port should be >= 0 and < 65536. Received ${typeof o.port === "number" ? `type number (${o.port})` : o.port}.`,
        );
      const done = (failure, info) => {
        this.#starting = undefined;
        if (this.destroyed) {
          if (!failure) internal.call("net.close", info.id);
          return;
        }
        if (failure) {
          this.connecting = false;
          this.destroy(connectError(failure, host === "localhost" ? "127.0.0.1" : host, Number(o.port), o.path));
          return;
        }
        if (o.path === undefined && !exports.isIP(host)) this.emit("lookup", null, info.remote.address, 4, host);
        this.attach(info);
        this.emit("connect");
        this.emit("ready");
        if (!this.isPaused()) this.read(0);
      };
      const begin = (address, failure) => {
        if (failure) return void internal.nextTick(done, [failure]);
        const f =
          o.path !== undefined
            ? internal.start("net.connectUnix", [o.path], undefined, done)
            : internal.start("net.connect", [address, Number(o.port)], undefined, (e, info) =>
                done(e ? { ...e, address: exports.isIP(address) ? address : undefined } : null, info),
              );
        this.#starting = f;
        if (this.#unrefed) f.unref();
      };
      if (o.path === undefined && !exports.isIP(host) && host !== "localhost")
        internal.start("net.resolve", [host], undefined, (failure, list) =>
          failure ? begin(host, failure) : begin(list.find((a) => !a.includes(":")) || list[0]),
        );
      else begin(host);
      return this;
    }
    _read() {
      if (this.#conn === undefined || this.#reader) return;
      this.#reader = internal.start("net.read", [this.#conn], undefined, (failure, bytes) => {
        this.#reader = undefined;
        if (this.destroyed) return;
        if (failure) {
          const e = new Error(`read ${failure.code}`);
          Object.assign(e, { errno: internal.strerror[failure.code][0], code: failure.code, syscall: "read" });
          errors.setStackTail(e, "    at TCP.onStreamRead (node:internal/stream_base_commons:216:20)");
          this.destroy(e);
          return;
        }
        this.touch();
        if (bytes === null || bytes === undefined) {
          this.push(null);
          if (!this.isPaused()) this.read(0);
        } else {
          this.bytesRead += bytes.byteLength;
          this.push(Buffer.from(bytes));
        }
      });
      if (this.#unrefed) this.#reader.unref();
    }
    _write(chunk, encoding, done) {
      this._writev([{ chunk, encoding }], done);
    }
    _writev(list, done) {
      if (this.#conn === undefined) {
        this.#waitingWrite = () => this._writev(list, done);
        return;
      }
      this.touch();
      // Text goes as it is, and of bytes in between how many there are.
      const parts = [];
      const bytes = [];
      for (const { chunk, encoding } of list)
        if (typeof chunk === "string" && WIDTHS.has(encoding)) {
          parts.push([chunk, WIDTHS.get(encoding)]);
          this.bytesWritten += Buffer.byteLength(chunk, encoding);
        } else {
          const b = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
          parts.push(b.length);
          bytes.push(b);
          this.bytesWritten += b.length;
        }
      const all = bytes.length > 1 ? Buffer.concat(bytes) : bytes[0];
      internal.start("net.write", [this.#conn, ...parts], all, (failure) => {
        if (!failure) return done();
        const e = new Error(`write ${failure.code}`);
        Object.assign(e, { errno: internal.strerror[failure.code][0], code: failure.code, syscall: "write" });
        errors.setStackTail(
          e,
          "    at WriteWrap.onWriteComplete [as oncomplete] (node:internal/stream_base_commons:95:16)",
        );
        return done(e);
      });
    }
    _final(done) {
      if (this.#conn === undefined) {
        if (this.connecting) this.once("connect", () => this._final(done));
        else done();
        return;
      }
      internal.call("net.shutdown", this.#conn);
      done();
    }
    _destroy(e, done) {
      if (this.#timer) clearTimeout(this.#timer);
      if (this.#reader) this.#reader.unref();
      if (this.#starting) this.#starting.unref();
      if (this.#conn !== undefined) internal.call("net.close", this.#conn);
      this._hadError = Boolean(e);
      const s = this.server;
      if (s) {
        s._connections--;
        s.sockets.delete(this);
        internal.nextTick(() => s.emitCloseIfDone(), []);
      }
      done(e);
      internal.nextTick(emitClose, [this]);
    }
    touch() {
      if (this.#timer) this.#timer.refresh();
    }
    setTimeout(ms, fn) {
      this.timeout = ms;
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = undefined;
      if (ms > 0) {
        this.#timer = setTimeout(() => this.emit("timeout"), ms);
        this.#timer.unref();
        if (fn) this.once("timeout", fn);
      } else if (fn) this.removeListener("timeout", fn);
      return this;
    }
    setNoDelay() {
      return this;
    }
    setKeepAlive() {
      return this;
    }
    resetAndDestroy() {
      return this.destroy();
    }
    destroySoon() {
      if (this.writable) this.end();
      if (this.writableFinished) this.destroy();
      else this.once("finish", () => this.destroy());
    }
    ref() {
      this.#unrefed = false;
      if (this.#reader) this.#reader.ref();
      return this;
    }
    unref() {
      this.#unrefed = true;
      if (this.#reader) this.#reader.unref();
      return this;
    }
  }
  const mapped = (a, dual) => (dual && a && !a.includes(":") ? `::ffff:${a}` : a);

  function normalize(args) {
    const cb = typeof args.at(-1) === "function" ? args.at(-1) : undefined;
    const [a, b] = args;
    let o;
    if (typeof a === "object" && a !== null) o = a;
    else if (typeof a === "string" && !/^\d+$/.test(a)) o = { path: a };
    else o = { port: a, host: typeof b === "string" ? b : undefined };
    return { o, cb };
  }

  class Server extends EE {
    constructor(o, fn) {
      super();
      if (typeof o === "function") {
        fn = o;
        o = {};
      }
      this._connections = 0;
      this._handle = null;
      this.allowHalfOpen = Boolean(o && o.allowHalfOpen);
      this.listening = false;
      const hide = (k, v) =>
        Object.defineProperty(this, k, { value: v, writable: true, enumerable: false, configurable: true });
      hide("sockets", new Set());
      hide("slot", undefined);
      hide("bound", null);
      hide("accepting", undefined);
      hide("unrefed", false);
      if (fn) this.on("connection", fn);
    }
    listen(...args) {
      const cb = typeof args.at(-1) === "function" ? args.pop() : undefined;
      let [port, host] = args;
      let path;
      if (typeof port === "object" && port !== null) {
        path = port.path;
        host = port.host;
        port = port.port;
      } else if (typeof port === "string" && !/^\d+$/.test(port)) {
        path = port;
        port = 0;
      }
      if (typeof host !== "string") host = undefined;
      if (port === undefined || port === null) port = 0;
      if (this.listening || this.slot !== undefined)
        throw errors.nodeError(
          Error,
          "ERR_SERVER_ALREADY_LISTEN",
          "Listen method has been called more than once without closing.",
        );
      const n = Number(port);
      if (!(n >= 0 && n < 65536 && Number.isInteger(n)))
        throw errors.nodeError(
          RangeError,
          "ERR_SOCKET_BAD_PORT",
          `options.port should be >= 0 and < 65536. Received ${typeof port === "number" ? `type number (${port})` : `type ${typeof port} ('${port}')`}.`,
        );
      if (cb) this.once("listening", cb);
      const start = (address) => this.open(address, n, path);
      if (host && !exports.isIP(host) && host !== "localhost")
        internal.start("net.resolve", [host], undefined, (failure, list) => {
          if (failure) this.emit("error", connectError(failure, host, n));
          else start(list[0]);
        });
      else start(host === "localhost" ? "127.0.0.1" : host || "::");
      return this;
    }
    open(address, port, path) {
      const r = internal.raw("net.listen", [address, port, path || ""]);
      if (r.$error) {
        const code = r.$error.code;
        const where = path ? path : `${address}:${port}`;
        const e = new Error(`listen ${code}: ${internal.strerror[code] ? internal.strerror[code][1] : code} ${where}`);
        Object.assign(e, {
          code,
          errno: internal.strerror[code] ? internal.strerror[code][0] : -1,
          syscall: "listen",
          address: path || address,
          port: path ? -1 : port,
        });
        if (path) delete e.port;
        const tail = e.stack.split("\n").filter((l) => l.startsWith("    at "));
        errors.setStackTail(
          e,
          [
            "    at Server.setupListenHandle [as _listen2] (node:net:1908:16)",
            "    at listenInCluster (node:net:1965:12)",
            "    at Server.listen (node:net:2067:7)",
            ...tail,
          ]
            .slice(0, 10)
            .join("\n"),
        );
        internal.nextTick(emitErrorNT, [this, e]);
        return;
      }
      this.slot = r.id;
      this.bound = path || { address, family: family(address), port: r.port };
      this.dual = address === "::";
      this.listening = true;
      this._handle = {};
      Object.defineProperty(this, "_handle", {
        enumerable: true,
        value: this._handle,
        writable: true,
        configurable: true,
      });
      internal.addRef();
      this.held = true;
      if (this.unrefed) this.unref();
      Object.defineProperty(this, "held", { enumerable: false });
      Object.defineProperty(this, "dual", { enumerable: false });
      this.accept();
      internal.nextTick(() => {
        if (this.slot !== undefined) emitListeningNT(this);
      }, []);
    }
    accept() {
      const slot = this.slot;
      this.accepting = internal.start(
        "net.accept",
        [slot],
        undefined,
        (failure, info) => {
          if (this.slot !== slot) {
            if (!failure) internal.call("net.close", info.id);
            return;
          }
          if (failure) return;
          this.accept();
          const s = new Socket({ allowHalfOpen: this.allowHalfOpen });
          s.server = this;
          s.attach({ ...info, dual: this.dual });
          this._connections++;
          this.sockets.add(s);
          if (this.maxConnections && this._connections > this.maxConnections) {
            s.destroy();
            return;
          }
          this.emit("connection", s);
          if (!s.isPaused() && !s.destroyed) s.read(0);
        },
        false,
      );
    }
    address() {
      return this.bound;
    }
    getConnections(cb) {
      internal.nextTick(cb, [null, this._connections]);
      return this;
    }
    close(cb) {
      if (typeof cb === "function") {
        if (this.slot === undefined)
          this.once("close", () => cb(errors.nodeError(Error, "ERR_SERVER_NOT_RUNNING", "Server is not running.")));
        else this.once("close", cb);
      }
      if (this.slot !== undefined) {
        internal.call("net.unlisten", this.slot);
        Object.defineProperty(this, "closing", { value: true, writable: true, enumerable: false, configurable: true });
        this.slot = undefined;
        this.listening = false;
        this._handle = null;
        this.bound = null;
        if (this.held) internal.release();
        this.held = false;
      }
      internal.nextTick(() => this.emitCloseIfDone(), []);
      return this;
    }
    emitCloseIfDone() {
      if (this.slot !== undefined || this._connections > 0 || !this.closing) return;
      this.closing = false;
      this.emit("close");
    }
    ref() {
      this.unrefed = false;
      if (this.slot !== undefined && !this.held) {
        internal.addRef();
        this.held = true;
      }
      return this;
    }
    unref() {
      this.unrefed = true;
      if (this.held) {
        internal.release();
        this.held = false;
      }
      return this;
    }
    [Symbol.asyncDispose || Symbol.for("Symbol.asyncDispose")]() {
      return new Promise((r) => this.close(r));
    }
  }
  function emitErrorNT(self, e) {
    internal.emitTail =
      "    at emitErrorNT (node:net:1944:8)\n    at process.processTicksAndRejections (node:internal/process/task_queues:82:21)";
    try {
      self.emit("error", e);
    } finally {
      internal.emitTail = undefined;
    }
  }
  exports.Socket = Socket;
  exports.Stream = Socket;
  exports.Server = Server;
  exports.createServer = (o, fn) => new Server(o, fn);
  exports.connect = (...args) => {
    const { o } = normalize(args);
    const s = new Socket(o);
    if (o.timeout) s.setTimeout(o.timeout);
    return s.connect(...args);
  };
  exports.createConnection = exports.connect;
  exports.setDefaultAutoSelectFamily = () => {};
  exports.getDefaultAutoSelectFamily = () => true;
  exports.BlockList = class BlockList {};
}
