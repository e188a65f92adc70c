// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** A server: requests read from each connection, one after the other. */
export function guestHttpServer(exports, internal) {
  const net = internal.require("net");
  const EE = internal.require("events");
  const { IncomingMessage } = internal.require("http_incoming");
  const { Parser } = internal.require("http_parser");
  const { ServerResponse } = internal.require("http_response");
  const { hide } = internal.require("http_names");
  class Server extends net.Server {
    constructor(o, fn) {
      if (typeof o === "function") {
        fn = o;
        o = {};
      }
      super({ allowHalfOpen: true });
      this.timeout = 0;
      this.keepAliveTimeout = (o && o.keepAliveTimeout) || 5000;
      this.requireHostHeader = !(o && o.requireHostHeader === false);
      this.maxHeadersCount = null;
      this.maxRequestsPerSocket = 0;
      this.headersTimeout = 60000;
      this.requestTimeout = 300000;
      hide(this, "idle", new Set());
      if (fn) this.on("request", fn);
      EE.prototype.on.call(this, "connection", (s) => this.serve(s));
    }
    serve(socket) {
      const parser = new Parser("request");
      let current;
      let idle;
      this.idle.add(socket);
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
        this.idle.delete(socket);
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
        if (this.keepAliveTimeout > 0) res.own.keepAliveSeconds = Math.floor(this.keepAliveTimeout / 1000);
        parser.held = true;
        res.own.onDone = () => {
          const finish = () => {
            this.idle.add(socket);
            if (!res.shouldKeepAlive || this.slot === undefined) {
              socket.destroySoon();
              return;
            }
            parser.heldBody = false;
            armIdle();
            // What nobody read is thrown away, so that the request ends.
            if (req.readableFlowing === null || (!req.complete && !parser.ended)) req.resume();
            const rest = parser.pending;
            parser.pending = undefined;
            parser.busy = false;
            if (rest && rest.length) onData(rest);
          };
          internal.nextTick(finish, []);
        };
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
        if (head.minor === 1 && req.headers.host === undefined && this.requireHostHeader) {
          res.writeHead(400, { Connection: "close" });
          res.end();
          return;
        }
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
        if (this.idle.has(socket)) socket.end();
        else if (current && !current.complete) socket.destroy();
      });
      socket.on("error", (e) => {
        if (this.listenerCount("clientError") > 0) this.emit("clientError", e, socket);
        else socket.destroy();
      });
      socket.on("close", () => {
        clearTimeout(idle);
        this.idle.delete(socket);
      });
    }
    closeIdleConnections() {
      for (const s of [...this.idle]) s.destroy();
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
  exports.Server = Server;
}
