// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** A request made of a server. */
export function guestHttpClient(exports, internal) {
  const net = internal.require("net");
  const { Agent, globalAgent } = internal.require("http_agent");
  const { IncomingMessage } = internal.require("http_incoming");
  const { OutgoingMessage } = internal.require("http_outgoing");
  const { Parser } = internal.require("http_parser");
  const { errors } = internal;
  const { hide } = internal.require("http_names");
  /** What goes wrong with a connection that nobody uses is nobody's. */
  const ignored = () => {};

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
      if (!this.agent.begin) this.onSocket(net.connect(this.opts));
      else
        this.agent.begin(this.opts, (socket, reused) => {
          this.reusedSocket = reused;
          this.onSocket(socket);
        });
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
          const keep = parser.keep && this.shouldKeepAlive && this.agent.keepAlive && !socket.destroyed;
          if (!keep || !this.agent.give(this.opts, socket, res.headers["keep-alive"])) socket.destroySoon();
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
        e.syscall === "connect" || e.syscall === "getaddrinfo"
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
        internal.nextTick(() => this.emit("error", err), []);
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
  exports.ClientRequest = ClientRequest;
}
