// One end of a connection.
const EventEmitter = require("events");
const http = require("http");
const { createHash, randomBytes } = require("crypto");
const { frame, Reader } = require("./frames");

const STATES = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];
const CLOSE_TIMEOUT = 30_000;
const accept = (key) => createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
const bytesOf = (data) =>
  typeof data === "string" || typeof data === "number"
    ? Buffer.from(String(data))
    : Buffer.isBuffer(data)
      ? data
      : data instanceof ArrayBuffer
        ? Buffer.from(data)
        : ArrayBuffer.isView(data)
          ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
          : Buffer.from(data);

class WebSocket extends EventEmitter {
  constructor(address, protocols, options) {
    super();
    if (protocols && typeof protocols === "object" && !Array.isArray(protocols)) [protocols, options] = [[], protocols];
    this.readyState = 0;
    this.protocol = "";
    this.extensions = "";
    this.binaryType = "nodebuffer";
    this.bufferedAmount = 0;
    this.url = "";
    this.closeCode = 1006;
    this.closeMessage = Buffer.alloc(0);
    if (address === null) {
      this.isServer = true;
      return;
    }
    this.isServer = false;
    this.connect(address, [].concat(protocols ?? []), options ?? {});
  }
  get isPaused() {
    return false;
  }
  connect(address, protocols, options) {
    let url;
    try {
      url = address instanceof URL ? address : new URL(address);
    } catch {
      throw new SyntaxError(`Invalid URL: ${address}`);
    }
    if (url.protocol === "http:") url.protocol = "ws:";
    if (url.protocol === "wss:" || url.protocol === "https:") throw new Error("drydock: wss (TLS) is not simulated");
    if (url.protocol !== "ws:")
      throw new SyntaxError(`The URL's protocol must be one of "ws:", "wss:", "http:", "https:", or "ws+unix:"`);
    if (url.hash) throw new SyntaxError("The URL contains a fragment identifier");
    this.url = url.href;
    const key = randomBytes(16).toString("base64");
    const req = http.request({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port || 80,
      path: url.pathname + url.search,
      timeout: options.handshakeTimeout,
      headers: {
        ...options.headers,
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": key,
        Connection: "Upgrade",
        Upgrade: "websocket",
        ...(protocols.length ? { "Sec-WebSocket-Protocol": protocols.join(",") } : {}),
        ...(options.origin ? { Origin: options.origin } : {}),
      },
    });
    this.request = req;
    const fail = (e) => {
      if (this.readyState === 3 || this.failed) return;
      this.failed = true;
      this.readyState = 2;
      this.emit("error", e);
      this.end();
    };
    req.on("error", fail);
    req.on("timeout", () => {
      req.destroy();
      fail(new Error("Opening handshake has timed out"));
    });
    req.on("response", (res) => {
      if (this.emit("unexpected-response", req, res)) return;
      req.destroy();
      fail(new Error(`Unexpected server response: ${res.statusCode}`));
    });
    req.on("upgrade", (res, socket, head) => {
      if (this.readyState !== 0) return socket.destroy();
      if (res.headers["sec-websocket-accept"] !== accept(key)) {
        socket.destroy();
        return fail(new Error("Invalid Sec-WebSocket-Accept header"));
      }
      this.protocol = res.headers["sec-websocket-protocol"] ?? "";
      this.emit("upgrade", res);
      this.adopt(socket, head, options.maxPayload);
    });
    req.end();
  }
  /** The connection stands: frames from here on. */
  adopt(socket, head, most = 100 * 1024 * 1024) {
    this._socket = socket;
    this.reader = new Reader(
      (opcode, data) => this.take(opcode, data),
      (code, message) => {
        this.emit(
          "error",
          Object.assign(new RangeError(message), {
            code: code === 1009 ? "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH" : "WS_ERR_UNEXPECTED_RSV_1",
          }),
        );
        this.close(code);
        return false;
      },
      most || Number.POSITIVE_INFINITY,
    );
    socket.on("data", (chunk) => this.reader.push(chunk));
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => this.end());
    socket.setTimeout?.(0);
    this.readyState = 1;
    this.emit("open");
    if (head?.length) this.reader.push(head);
  }
  take(opcode, data) {
    if (opcode === 1 || opcode === 2)
      this.emit(
        "message",
        opcode === 2 && this.binaryType === "arraybuffer"
          ? data.buffer.slice(data.byteOffset, data.byteOffset + data.length)
          : data,
        opcode === 2,
      );
    else if (opcode === 9) {
      this.emit("ping", data);
      this.write(10, data);
    } else if (opcode === 10) this.emit("pong", data);
    else if (opcode === 8) {
      this.closeCode = data.length >= 2 ? data.readUInt16BE(0) : 1005;
      this.closeMessage = data.subarray(2);
      if (this.readyState === 1) {
        this.readyState = 2;
        this.write(8, data);
      }
      if (this.isServer) this._socket.end();
      else this.linger = setTimeout(() => this._socket.destroy(), CLOSE_TIMEOUT);
    }
  }
  write(opcode, data, done) {
    if (this._socket && !this._socket.destroyed && this._socket.writable)
      this._socket.write(frame(opcode, data, !this.isServer), done);
    else if (done) process.nextTick(done, new Error("write after end"));
  }
  end() {
    if (this.readyState === 3) return;
    clearTimeout(this.linger);
    this.readyState = 3;
    this.emit("close", this.closeCode, this.closeMessage);
  }
  send(data, options, done) {
    if (typeof options === "function") [options, done] = [undefined, options];
    if (this.readyState === 0) throw new Error("WebSocket is not open: readyState 0 (CONNECTING)");
    if (this.readyState !== 1) {
      const e = new Error(`WebSocket is not open: readyState ${this.readyState} (${STATES[this.readyState]})`);
      if (done) done(e);
      return;
    }
    const binary = options?.binary ?? (typeof data !== "string" && typeof data !== "number");
    this.write(binary ? 2 : 1, bytesOf(data), done);
  }
  ping(data = "", _mask, done) {
    if (this.readyState === 0) throw new Error("WebSocket is not open: readyState 0 (CONNECTING)");
    this.write(9, bytesOf(typeof data === "function" ? "" : data), done);
  }
  pong(data = "", _mask, done) {
    this.write(10, bytesOf(data), done);
  }
  close(code, reason = "") {
    if (this.readyState === 3 || this.readyState === 2) return;
    if (this.readyState === 0) {
      this.readyState = 2;
      this.request?.destroy();
      if (!this.failed) {
        this.failed = true;
        process.nextTick(() => {
          this.emit("error", new Error("WebSocket was closed before the connection was established"));
          this.end();
        });
      }
      return;
    }
    this.readyState = 2;
    const body =
      code === undefined ? Buffer.alloc(0) : Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]);
    this.write(8, body);
    this.linger = setTimeout(() => this._socket.destroy(), CLOSE_TIMEOUT);
  }
  terminate() {
    if (this.readyState === 3) return;
    if (this.readyState === 0) return this.close();
    this.readyState = 2;
    this._socket.destroy();
  }
  pause() {
    this._socket?.pause();
  }
  resume() {
    this._socket?.resume();
  }
  addEventListener(type, fn, { once = false } = {}) {
    const event = (more) => ({ type, target: this, ...more });
    const ways = {
      message: (data, binary) => fn.call(this, event({ data: binary ? data : data.toString() })),
      close: (code, reason) => fn.call(this, event({ code, reason: reason.toString(), wasClean: code !== 1006 })),
      error: (error) => fn.call(this, event({ error, message: error.message })),
      open: () => fn.call(this, event({})),
    };
    const heard = ways[type];
    if (!heard) return;
    heard.listener = fn;
    this[once ? "once" : "on"](type, heard);
  }
  removeEventListener(type, fn) {
    for (const heard of this.rawListeners(type))
      if (heard === fn || heard.listener === fn) this.removeListener(type, heard);
  }
}
for (const name of ["open", "message", "close", "error"])
  Object.defineProperty(WebSocket.prototype, `on${name}`, {
    get() {
      return this[`handler of ${name}`] ?? null;
    },
    set(fn) {
      const had = this[`handler of ${name}`];
      if (had) this.removeEventListener(name, had);
      Object.defineProperty(this, `handler of ${name}`, { value: fn, writable: true, configurable: true });
      if (typeof fn === "function") this.addEventListener(name, fn);
    },
  });
STATES.forEach((name, value) => {
  for (const on of [WebSocket, WebSocket.prototype]) Object.defineProperty(on, name, { value, enumerable: true });
});

module.exports = { WebSocket, accept };
