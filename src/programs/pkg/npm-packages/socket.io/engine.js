// Connections below socket.io (Engine.IO, revision 4): a WebSocket, or requests that wait (long polling).
const EventEmitter = require("events");
const { randomBytes } = require("crypto");
const { WebSocketServer } = require("ws");

const SEPARATOR = "\x1e";
const ERRORS = [
  "Transport unknown",
  "Session ID unknown",
  "Bad handshake method",
  "Bad request",
  "Forbidden",
  "Unsupported protocol version",
];

/** One client's connection: texts and buffers there and back. */
class Connection extends EventEmitter {
  constructor(engine, request, transport) {
    super();
    this.engine = engine;
    this.request = request;
    this.transport = { name: transport };
    this.id = randomBytes(15).toString("base64url");
    this.readyState = "open";
    this.queue = [];
    this.ws = undefined;
    this.poll = undefined;
    this.later();
  }
  handshake(upgrades) {
    const { pingInterval, pingTimeout, maxHttpBufferSize } = this.engine.options;
    return `0${JSON.stringify({ sid: this.id, upgrades, pingInterval, pingTimeout, maxPayload: maxHttpBufferSize })}`;
  }
  /** A ping now and then; who does not answer is gone. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.raw("2");
      this.timer = setTimeout(() => this.end("ping timeout"), this.engine.options.pingTimeout);
    }, this.engine.options.pingInterval);
  }
  send(piece) {
    this.raw(typeof piece === "string" ? `4${piece}` : piece);
  }
  raw(piece) {
    if (this.readyState !== "open") return;
    if (this.ws) return this.ws.send(piece);
    this.queue.push(typeof piece === "string" ? piece : `b${piece.toString("base64")}`);
    // What is sent in one turn goes in one answer.
    setImmediate(() => this.flush());
  }
  flush() {
    if (!this.poll || !this.queue.length) return;
    const res = this.poll;
    this.poll = undefined;
    const body = this.queue.splice(0).join(SEPARATOR);
    res.writeHead(200, { "Content-Type": "text/plain; charset=UTF-8", "Content-Length": Buffer.byteLength(body) });
    res.end(body);
  }
  take(piece) {
    if (typeof piece !== "string") return this.emit("data", piece);
    const kind = piece[0];
    if (kind === "4") this.emit("data", piece.slice(1));
    else if (kind === "3") this.later();
    else if (kind === "2") this.raw(`3${piece.slice(1)}`);
    else if (kind === "1") this.end("transport close");
  }
  carry(ws) {
    this.ws = ws;
    this.transport = { name: "websocket" };
    ws.on("message", (data, binary) => this.take(binary ? data : data.toString()));
    ws.on("close", () => this.end("transport close"));
  }
  /** A WebSocket beside the requests: `2probe`, `3probe`, and `5` when it takes over. */
  upgrade(ws) {
    ws.once("message", (first) => {
      if (first.toString() !== "2probe") return ws.close();
      ws.send("3probe");
      if (this.poll) {
        this.queue.unshift("6");
        this.flush();
      }
      ws.once("message", (second) => {
        if (second.toString() !== "5") return ws.close();
        this.flush();
        this.carry(ws);
        for (const piece of this.queue.splice(0))
          ws.send(piece.startsWith("b") ? Buffer.from(piece.slice(1), "base64") : piece);
        this.emit("upgrade", this.transport);
      });
    });
  }
  close() {
    this.raw("1");
    if (this.ws) this.ws.close();
    else this.flush();
    this.end("forced close");
  }
  end(reason) {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    clearTimeout(this.timer);
    this.engine.clients.delete(this.id);
    if (this.poll) {
      this.poll.end("1");
      this.poll = undefined;
    }
    if (this.ws && reason === "ping timeout") this.ws.close();
    this.emit("close", reason);
  }
}

class Engine extends EventEmitter {
  constructor(options) {
    super();
    this.options = {
      pingInterval: 25000,
      pingTimeout: 20000,
      maxHttpBufferSize: 1e6,
      transports: ["polling", "websocket"],
      ...options,
    };
    this.clients = new Map();
    this.wss = new WebSocketServer({ noServer: true, maxPayload: this.options.maxHttpBufferSize });
  }
  get clientsCount() {
    return this.clients.size;
  }
  refuse(res, code, status = 400) {
    res.writeHead(status, { "Content-Type": "application/json" });
    res.end(JSON.stringify({ code, message: ERRORS[code] }));
  }
  open(req, transport) {
    const c = new Connection(this, req, transport);
    this.clients.set(c.id, c);
    return c;
  }
  cross(req, res) {
    const { cors } = this.options;
    if (!cors) return;
    const { origin } = cors;
    const asked = req.headers.origin;
    const allowed = Array.isArray(origin) ? origin.includes(asked) && asked : origin === true ? asked : (origin ?? "*");
    if (allowed) res.setHeader("Access-Control-Allow-Origin", allowed);
    if (cors.credentials) res.setHeader("Access-Control-Allow-Credentials", "true");
    if (cors.methods) res.setHeader("Access-Control-Allow-Methods", [].concat(cors.methods).join(","));
  }
  request(req, res, query) {
    this.cross(req, res);
    if (req.method === "OPTIONS") {
      res.writeHead(204);
      return res.end();
    }
    if (!this.options.transports.includes(query.get("transport")) || query.get("transport") !== "polling")
      return this.refuse(res, 0);
    const sid = query.get("sid");
    if (!sid) {
      if (req.method !== "GET") return this.refuse(res, 2);
      if (query.get("EIO") !== "4" && !(this.options.allowEIO3 && query.get("EIO") === "3")) return this.refuse(res, 5);
      const c = this.open(req, "polling");
      const body = c.handshake(this.options.transports.includes("websocket") ? ["websocket"] : []);
      res.writeHead(200, {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Length": Buffer.byteLength(body),
        "cache-control": "no-store",
      });
      res.end(body);
      return this.emit("connection", c);
    }
    const c = this.clients.get(sid);
    if (!c) return this.refuse(res, 1);
    if (c.ws) return this.refuse(res, 3);
    if (req.method === "GET") {
      c.poll = res;
      return c.flush();
    }
    if (req.method !== "POST") return this.refuse(res, 2);
    let body = "";
    req.setEncoding("utf8");
    req.on("data", (d) => {
      body += d;
    });
    req.on("end", () => {
      res.writeHead(200, { "Content-Type": "text/html", "Content-Length": 2 });
      res.end("ok");
      for (const piece of body.split(SEPARATOR))
        c.take(piece[0] === "b" ? Buffer.from(piece.slice(1), "base64") : piece);
    });
  }
  upgrade(req, socket, head, query) {
    const sid = query.get("sid");
    const known = sid && this.clients.get(sid);
    if ((sid && !known) || !this.options.transports.includes("websocket"))
      return socket.end(
        `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-type: text/html\r\n\r\n${ERRORS[sid ? 1 : 0]}`,
      );
    this.wss.handleUpgrade(req, socket, head, (ws) => {
      if (known) return known.upgrade(ws);
      const c = this.open(req, "websocket");
      c.carry(ws);
      c.raw(c.handshake([]));
      this.emit("connection", c);
    });
  }
  close() {
    for (const c of [...this.clients.values()]) c.close();
  }
}

module.exports = { Engine };
