// socket.io's server, to its documented interface: Engine.IO 4 below it, over WebSockets and long polling.
const EventEmitter = require("events");
const http = require("http");
const { CONNECT, CONNECT_ERROR, Decoder, encode } = require("./packets");
const { Engine } = require("./engine");
const { Namespace } = require("./namespace");
const { Socket } = require("./socket");

/** What a page loads as `/socket.io/socket.io.js`: the panel's frame has no way to a WebSocket of the simulated network. */
const PAGE_SCRIPT = `window.io = () => {
  const text = "drydock: socket.io in a page is not simulated; use socket.io-client in Node";
  console.error(text);
  const note = document.createElement("p");
  note.textContent = text;
  note.style.cssText = "background:#fee;color:#900;padding:.5em;margin:0";
  document.body.prepend(note);
  const socket = new Proxy(() => socket, { get: (_, k) => (k === "connected" ? false : k === Symbol.toPrimitive ? () => text : socket) });
  return socket;
};
`;

/** One connection and the namespaces that its client is in. */
class Client {
  constructor(server, conn) {
    this.server = server;
    this.conn = conn;
    this.sockets = new Map();
    this.decoder = new Decoder((packet) => this.take(packet));
    this.timer = setTimeout(() => {
      if (!this.sockets.size) conn.close();
    }, server.connectTimeout);
    conn.on("data", (piece) => {
      try {
        this.decoder.push(piece);
      } catch {
        conn.close();
      }
    });
    conn.on("close", (reason) => {
      clearTimeout(this.timer);
      for (const s of [...this.sockets.values()])
        s.ended(reason === "forced close" ? "server namespace disconnect" : reason);
    });
  }
  packet(packet) {
    for (const piece of encode(packet)) this.conn.send(piece);
  }
  take(packet) {
    if (packet.type !== CONNECT) return this.sockets.get(packet.nsp)?.take(packet);
    const [name] = packet.nsp.split("?");
    const nsp = this.server.find(name);
    if (nsp) nsp.enter(this, packet.data);
    else this.packet({ type: CONNECT_ERROR, nsp: name, data: { message: "Invalid namespace" } });
  }
}

class Server extends EventEmitter {
  constructor(at, options) {
    super();
    if (at && typeof at === "object" && !at.listen) [at, options] = [undefined, at];
    this.opts = options ?? {};
    this.connectTimeout = this.opts.connectTimeout ?? 45_000;
    this._nsps = new Map();
    this.patterns = [];
    this.sockets = this.of("/");
    this.engine = new Engine(this.opts);
    this.eio = this.engine;
    this.engine.on("connection", (conn) => new Client(this, conn));
    if (at !== undefined) this.attach(at);
  }
  path() {
    return (this.opts.path ?? "/socket.io").replace(/\/$/, "");
  }
  attach(at, options) {
    Object.assign(this.opts, options);
    if (typeof at === "function")
      throw new Error(
        "You are trying to attach socket.io to an express request handler function. Please pass a http.Server instance.",
      );
    const server =
      typeof at === "number" || typeof at === "string"
        ? http.createServer((_q, res) => res.writeHead(404).end()).listen(Number(at))
        : at;
    this.httpServer = server;
    const before = server.listeners("request").slice();
    server.removeAllListeners("request");
    const ours = (req) => req.url.split("?")[0].startsWith(this.path());
    server.on("request", (req, res) => {
      if (!ours(req)) {
        for (const fn of before) fn.call(server, req, res);
        return;
      }
      const url = new URL(req.url, "http://localhost");
      if (/\/socket\.io(?:\.min|\.esm\.min|\.msgpack\.min)?\.js$/.test(url.pathname)) {
        res.writeHead(200, {
          "Content-Type": "application/javascript; charset=utf-8",
          "Cache-Control": "public, max-age=0",
        });
        return res.end(PAGE_SCRIPT);
      }
      this.engine.request(req, res, url.searchParams);
    });
    server.on("upgrade", (req, socket, head) => {
      if (ours(req)) this.engine.upgrade(req, socket, head, new URL(req.url, "http://localhost").searchParams);
    });
    return this;
  }
  listen(at, options) {
    return this.attach(at, options);
  }
  of(name, fn) {
    if (name instanceof RegExp || typeof name === "function") {
      const parent = new Namespace(this, `/_${this.patterns.length}`);
      this.patterns.push([name, parent]);
      if (fn) parent.on("connection", fn);
      return parent;
    }
    const path = name.startsWith("/") ? name : `/${name}`;
    let nsp = this._nsps.get(path);
    if (!nsp) {
      nsp = new Namespace(this, path);
      this._nsps.set(path, nsp);
    }
    if (fn) nsp.on("connection", fn);
    return nsp;
  }
  find(name) {
    const known = this._nsps.get(name);
    if (known) return known;
    const [, parent] = this.patterns.find(([p]) => p instanceof RegExp && p.test(name)) ?? [];
    if (!parent) return undefined;
    const nsp = this.of(name);
    for (const fn of parent.listeners("connection")) nsp.on("connection", fn);
    nsp.middleware.push(...parent.middleware);
    return nsp;
  }
  use(fn) {
    this.sockets.use(fn);
    return this;
  }
  on(event, fn) {
    if (event === "connection" || event === "connect") this.sockets.on(event, fn);
    else super.on(event, fn);
    return this;
  }
  once(event, fn) {
    this.sockets.once(event, fn);
    return this;
  }
  emit(...args) {
    return this.sockets.emit(...args);
  }
  async close(done) {
    for (const nsp of this._nsps.values()) for (const s of [...nsp.sockets.values()]) s.ended("server shutting down");
    this.engine.close();
    if (this.httpServer) this.httpServer.close(done);
    else done?.();
  }
}
for (const name of [
  "to",
  "in",
  "except",
  "timeout",
  "send",
  "fetchSockets",
  "allSockets",
  "socketsJoin",
  "socketsLeave",
  "disconnectSockets",
  "emitWithAck",
  "compress",
])
  Server.prototype[name] = function (...args) {
    return this.sockets[name](...args);
  };
for (const name of ["volatile", "local"])
  Object.defineProperty(Server.prototype, name, {
    get() {
      return this.sockets[name];
    },
  });

module.exports = Object.assign((at, options) => new Server(at, options), { Server, Namespace, Socket });
