// A server of its own port, beside an http server, or of requests that the program hands over.
const EventEmitter = require("events");
const http = require("http");
const { WebSocket, accept } = require("./websocket");

class WebSocketServer extends EventEmitter {
  constructor(options = {}, listening) {
    super();
    const { noServer, port, server } = options;
    if ([noServer, port !== undefined && port !== null, server].filter(Boolean).length !== 1)
      throw new TypeError('One and only one of the "port", "server", or "noServer" options must be specified');
    this.options = options;
    this.path = options.path;
    this.clients = new Set();
    if (noServer) return;
    if (!server) {
      this._server = http.createServer((_req, res) => {
        const body = http.STATUS_CODES[426];
        res.writeHead(426, { "Content-Length": body.length, "Content-Type": "text/plain" });
        res.end(body);
      });
      this.own = true;
    } else this._server = server;
    this._server.on("listening", () => this.emit("listening"));
    this._server.on("error", (e) => this.emit("error", e));
    this._server.on("upgrade", (req, socket, head) =>
      this.handleUpgrade(req, socket, head, (ws) => this.emit("connection", ws, req)),
    );
    if (this.own) this._server.listen(port, options.host, options.backlog, listening);
  }
  address() {
    if (this.options.noServer) throw new Error('The server is operating in "noServer" mode');
    return this._server?.address() ?? null;
  }
  shouldHandle(req) {
    return !this.path || req.url.split("?")[0] === this.path;
  }
  handleUpgrade(req, socket, head, done) {
    socket.on("error", () => {});
    const refuse = (status, message = http.STATUS_CODES[status]) => {
      socket.end(
        `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
      );
    };
    const key = req.headers["sec-websocket-key"];
    if (req.method !== "GET") return refuse(405, "Invalid HTTP method");
    if (String(req.headers.upgrade).toLowerCase() !== "websocket") return refuse(400, "Invalid Upgrade header");
    if (!key || !/^[+/0-9A-Za-z]{22}==$/.test(key)) return refuse(400, "Missing or invalid Sec-WebSocket-Key header");
    if (!this.shouldHandle(req)) return refuse(400);
    const complete = () => {
      const offered = new Set(
        (req.headers["sec-websocket-protocol"] ?? "")
          .split(",")
          .map((s) => s.trim())
          .filter(Boolean),
      );
      const protocol = offered.size
        ? this.options.handleProtocols
          ? this.options.handleProtocols(offered, req)
          : [...offered][0]
        : undefined;
      const headers = [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Accept: ${accept(key)}`,
        ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
      ];
      this.emit("headers", headers, req);
      socket.write(`${headers.join("\r\n")}\r\n\r\n`);
      const Kind = this.options.WebSocket ?? WebSocket;
      const ws = new Kind(null);
      ws.protocol = protocol || "";
      ws.adopt(socket, head, this.options.maxPayload);
      if (this.options.clientTracking !== false) {
        this.clients.add(ws);
        ws.on("close", () => this.clients.delete(ws));
      }
      done(ws, req);
    };
    const verify = this.options.verifyClient;
    if (!verify) return complete();
    const info = { origin: req.headers.origin, secure: false, req };
    if (verify.length === 2) verify(info, (ok, status = 401, message) => (ok ? complete() : refuse(status, message)));
    else if (verify(info)) complete();
    else refuse(401);
  }
  /** Takes no more; those who are connected stay. */
  close(done) {
    if (done) this.once("close", done);
    const end = () => process.nextTick(() => this.emit("close"));
    if (this.own) this._server.close(end);
    else end();
  }
}

module.exports = { WebSocketServer };
