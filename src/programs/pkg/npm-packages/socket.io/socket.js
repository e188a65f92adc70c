// One client in one namespace, as the server sees it.
const EventEmitter = require("events");
const { randomBytes } = require("crypto");
const { ACK, CONNECT, DISCONNECT, EVENT } = require("./packets");
const { Broadcast } = require("./broadcast");

const RESERVED = new Set(["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]);

class Socket extends EventEmitter {
  constructor(nsp, client, auth) {
    super();
    const { request } = client.conn;
    const url = new URL(request.url, "http://localhost");
    this.nsp = nsp;
    this.client = client;
    this.server = nsp.server;
    this.id = randomBytes(15).toString("base64url");
    this.connected = false;
    this.data = {};
    this.acks = new Map();
    this.asked = 0;
    this.any = [];
    this.middleware = [];
    this.flags = {};
    this.handshake = {
      headers: request.headers,
      time: `${new Date()}`,
      address: request.socket?.remoteAddress,
      xdomain: Boolean(request.headers.origin),
      secure: false,
      issued: Date.now(),
      url: request.url,
      query: Object.fromEntries(url.searchParams),
      auth: auth ?? {},
    };
  }
  get conn() {
    return this.client.conn;
  }
  get request() {
    return this.client.conn.request;
  }
  get disconnected() {
    return !this.connected;
  }
  get rooms() {
    return this.nsp.adapter.sids.get(this.id) ?? new Set();
  }
  get broadcast() {
    return new Broadcast(this.nsp, [], [this.id]);
  }
  get volatile() {
    return this;
  }
  get local() {
    return this.broadcast;
  }
  compress() {
    return this;
  }
  to(...rooms) {
    return this.broadcast.to(...rooms);
  }
  in(...rooms) {
    return this.broadcast.to(...rooms);
  }
  except(...rooms) {
    return this.broadcast.except(...rooms);
  }
  timeout(ms) {
    this.flags.timeout = ms;
    return this;
  }
  join(rooms) {
    for (const r of [].concat(rooms)) this.nsp.adapter.add(this.id, r);
  }
  leave(room) {
    this.nsp.adapter.delete(this.id, room);
  }
  use(fn) {
    this.middleware.push(fn);
    return this;
  }
  onAny(fn) {
    this.any.push(fn);
    return this;
  }
  offAny(fn) {
    this.any = fn ? this.any.filter((f) => f !== fn) : [];
    return this;
  }
  emit(event, ...args) {
    if (RESERVED.has(event)) throw new Error(`"${String(event)}" is a reserved event name`);
    const packet = { type: EVENT, nsp: this.nsp.name, data: [event, ...args] };
    if (typeof args.at(-1) === "function") {
      packet.data.pop();
      packet.id = this.asked++;
      this.expect(packet.id, args.at(-1));
    }
    this.flags = {};
    this.client.packet(packet);
    return true;
  }
  expect(id, done) {
    const { timeout } = this.flags;
    if (timeout === undefined) {
      this.acks.set(id, done);
      return;
    }
    const timer = setTimeout(() => {
      this.acks.delete(id);
      done(new Error("operation has timed out"));
    }, timeout);
    this.acks.set(id, (...answer) => {
      clearTimeout(timer);
      done(null, ...answer);
    });
  }
  emitWithAck(event, ...args) {
    const timed = this.flags.timeout !== undefined;
    return new Promise((resolve, reject) => {
      this.emit(event, ...args, timed ? (e, v) => (e ? reject(e) : resolve(v)) : resolve);
    });
  }
  send(...args) {
    this.emit("message", ...args);
    return this;
  }
  write(...args) {
    return this.send(...args);
  }
  began() {
    this.connected = true;
    this.join(this.id);
    this.client.packet({ type: CONNECT, nsp: this.nsp.name, data: { sid: this.id } });
  }
  take(packet) {
    if (packet.type === DISCONNECT) return this.ended("client namespace disconnect");
    if (packet.type === ACK) {
      const done = this.acks.get(packet.id);
      this.acks.delete(packet.id);
      done?.(...packet.data);
      return;
    }
    const args = [...packet.data];
    if (packet.id !== undefined) {
      let sent = false;
      args.push((...answer) => {
        if (sent) return;
        sent = true;
        this.client.packet({ type: ACK, nsp: this.nsp.name, id: packet.id, data: answer });
      });
    }
    const step = (n) => {
      const fn = this.middleware[n];
      if (fn) return fn(args, (e) => (e ? super.emit("error", e) : step(n + 1)));
      if (!this.connected) return;
      for (const f of this.any) f(...args);
      super.emit(...args);
    };
    process.nextTick(() => step(0));
  }
  disconnect(close = false) {
    if (!this.connected) return this;
    if (close) this.client.conn.close();
    else {
      this.client.packet({ type: DISCONNECT, nsp: this.nsp.name });
      this.ended("server namespace disconnect");
    }
    return this;
  }
  ended(reason) {
    if (!this.connected) return;
    super.emit("disconnecting", reason);
    this.nsp.adapter.deleteAll(this.id);
    this.nsp.sockets.delete(this.id);
    this.client.sockets.delete(this.nsp.name);
    this.connected = false;
    super.emit("disconnect", reason);
  }
}

module.exports = { Socket };
