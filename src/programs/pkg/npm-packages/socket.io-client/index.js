// socket.io's client in Node, to its documented interface: over a WebSocket from the start.
const EventEmitter = require("events");
const WebSocket = require("ws");
const { ACK, CONNECT, CONNECT_ERROR, DISCONNECT, Decoder, EVENT, encode } = require("./packets");

/** One connection to a server, shared by the namespaces that are used of it; comes back when it is lost. */
class Manager extends EventEmitter {
  constructor(url, options) {
    super();
    this.url = url;
    this.opts = options;
    this.sockets = new Map();
    this.tries = 0;
    this.state = "closed";
    this.engine = { id: undefined, transport: { name: "websocket" } };
  }
  socket(name, options) {
    let s = this.sockets.get(name);
    if (!s) {
      s = new Socket(this, name, options);
      this.sockets.set(name, s);
    }
    return s;
  }
  open() {
    if (this.state !== "closed") return;
    this.state = "opening";
    clearTimeout(this.timer);
    const path = (this.opts.path ?? "/socket.io").replace(/\/?$/, "/");
    const query = new URLSearchParams({ ...this.opts.query, EIO: "4", transport: "websocket" });
    const ws = new WebSocket(`${this.url}${path}?${query}`, { headers: this.opts.extraHeaders });
    this.ws = ws;
    const decoder = new Decoder((packet) => this.sockets.get(packet.nsp)?.take(packet));
    let opened = false;
    const limit = setTimeout(() => !opened && ws.terminate(), this.opts.timeout ?? 20_000);
    ws.on("message", (data, binary) => {
      if (binary) return decoder.push(data);
      const text = data.toString();
      if (text[0] === "0") {
        opened = true;
        clearTimeout(limit);
        const { sid, pingInterval, pingTimeout } = JSON.parse(text.slice(1));
        this.engine.id = sid;
        this.beat = pingInterval + pingTimeout;
        this.state = "open";
        const again = this.tries;
        this.tries = 0;
        if (again) this.emit("reconnect", again);
        this.emit("open");
        for (const s of this.sockets.values()) if (s.active) s.greet();
      } else if (text[0] === "2") ws.send("3");
      else if (text[0] === "4") decoder.push(text.slice(1));
      else if (text[0] === "1") ws.close();
      clearTimeout(this.silence);
      if (this.beat) this.silence = setTimeout(() => this.lost("ping timeout"), this.beat);
    });
    ws.on("error", (e) => {
      if (opened) return;
      const error = Object.assign(new Error("websocket error"), {
        type: "TransportError",
        description: { message: e.message, error: e },
      });
      if (this.listenerCount("error")) this.emit("error", error);
      for (const s of this.sockets.values()) if (s.active) s.hear("connect_error", error);
    });
    ws.on("close", () => {
      clearTimeout(limit);
      this.lost("transport close");
    });
  }
  lost(reason) {
    if (this.state === "closed") return;
    this.state = "closed";
    clearTimeout(this.silence);
    this.ws.terminate();
    for (const s of this.sockets.values()) s.lost(this.meant ? "io client disconnect" : reason);
    this.emit("close", reason);
    const {
      reconnection = true,
      reconnectionAttempts = Number.POSITIVE_INFINITY,
      reconnectionDelay = 1000,
      reconnectionDelayMax = 5000,
    } = this.opts;
    if (this.meant || !reconnection || ![...this.sockets.values()].some((s) => s.active)) return;
    if (this.tries >= reconnectionAttempts) {
      this.tries = 0;
      this.emit("reconnect_failed");
      return;
    }
    const wait = Math.min(reconnectionDelayMax, reconnectionDelay * 2 ** this.tries++);
    this.timer = setTimeout(() => {
      this.emit("reconnect_attempt", this.tries);
      this.open();
    }, wait);
  }
  send(packet) {
    for (const piece of encode(packet)) this.ws.send(typeof piece === "string" ? `4${piece}` : piece);
  }
  reconnection(on) {
    if (on === undefined) return this.opts.reconnection ?? true;
    this.opts.reconnection = on;
    return this;
  }
  /** Ends the connection when no namespace wants it any more. */
  done() {
    if ([...this.sockets.values()].some((s) => s.active)) return;
    this.meant = true;
    clearTimeout(this.timer);
    if (this.state !== "closed") this.ws.close();
  }
}

class Socket extends EventEmitter {
  constructor(manager, nsp, options) {
    super();
    this.io = manager;
    this.nsp = nsp;
    this.auth = options?.auth;
    this.id = undefined;
    this.connected = false;
    this.active = false;
    this.recovered = false;
    this.acks = new Map();
    this.asked = 0;
    this.waiting = [];
    this.early = [];
    this.any = [];
    this.flags = {};
    if (options?.autoConnect !== false) this.connect();
  }
  get disconnected() {
    return !this.connected;
  }
  get volatile() {
    return this;
  }
  hear(event, ...args) {
    return super.emit(event, ...args);
  }
  connect() {
    if (this.active) return this;
    this.active = true;
    this.io.meant = false;
    if (this.io.state === "open") this.greet();
    else this.io.open();
    return this;
  }
  open() {
    return this.connect();
  }
  greet() {
    const greet = (auth) => this.io.send({ type: CONNECT, nsp: this.nsp, data: auth });
    if (typeof this.auth === "function") this.auth(greet);
    else greet(this.auth);
  }
  take(packet) {
    if (packet.type === CONNECT) {
      this.id = packet.data.sid;
      this.connected = true;
      for (const args of this.early.splice(0)) this.heard(args);
      for (const p of this.waiting.splice(0)) this.io.send(p);
      super.emit("connect");
    } else if (packet.type === CONNECT_ERROR) {
      this.active = false;
      super.emit("connect_error", Object.assign(new Error(packet.data.message), { data: packet.data.data }));
    } else if (packet.type === DISCONNECT) {
      this.active = false;
      this.lost("io server disconnect");
      this.io.done();
    } else if (packet.type === ACK) {
      const done = this.acks.get(packet.id);
      this.acks.delete(packet.id);
      done?.(...packet.data);
    } else if (packet.type === EVENT) {
      const args = [...packet.data];
      if (packet.id !== undefined)
        args.push((...answer) => this.io.send({ type: ACK, nsp: this.nsp, id: packet.id, data: answer }));
      if (this.connected) this.heard(args);
      else this.early.push(args);
    }
  }
  heard(args) {
    for (const fn of this.any) fn(...args);
    super.emit(...args);
  }
  lost(reason) {
    if (!this.connected) return;
    this.connected = false;
    this.id = undefined;
    super.emit("disconnect", reason, undefined);
  }
  emit(event, ...args) {
    if (["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"].includes(event)) {
      if (event === "newListener") return false;
      throw new Error(`"${event}" is a reserved event name`);
    }
    const packet = { type: EVENT, nsp: this.nsp, data: [event, ...args] };
    if (typeof args.at(-1) === "function") {
      packet.data.pop();
      packet.id = this.asked++;
      const { timeout } = this.flags;
      const done = args.at(-1);
      if (timeout === undefined) this.acks.set(packet.id, done);
      else {
        const timer = setTimeout(() => {
          this.acks.delete(packet.id);
          done(new Error("operation has timed out"));
        }, timeout);
        this.acks.set(packet.id, (...answer) => {
          clearTimeout(timer);
          done(null, ...answer);
        });
      }
    }
    this.flags = {};
    if (this.connected) this.io.send(packet);
    else this.waiting.push(packet);
    return this;
  }
  emitWithAck(event, ...args) {
    const timed = this.flags.timeout !== undefined;
    return new Promise((resolve, reject) => {
      this.emit(event, ...args, timed ? (e, v) => (e ? reject(e) : resolve(v)) : resolve);
    });
  }
  timeout(ms) {
    this.flags.timeout = ms;
    return this;
  }
  send(...args) {
    return this.emit("message", ...args);
  }
  compress() {
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
  disconnect() {
    this.active = false;
    if (this.connected) {
      this.io.send({ type: DISCONNECT, nsp: this.nsp });
      this.lost("io client disconnect");
    }
    this.io.done();
    return this;
  }
  close() {
    return this.disconnect();
  }
}

const managers = new Map();
function io(address, options) {
  if (address && typeof address === "object") [address, options] = [options?.url, address];
  const given = options ?? {};
  const url = new URL(/^\w+:\/\//.test(address) ? address : `http://${address}`);
  if (url.protocol === "https:" || url.protocol === "wss:") throw new Error("drydock: https (TLS) is not simulated");
  const base = `ws://${url.host}`;
  const nsp = url.pathname === "" ? "/" : url.pathname;
  let manager = managers.get(base);
  if (!manager || given.forceNew || given.multiplex === false || manager.sockets.has(nsp)) {
    manager = new Manager(base, { ...given, query: { ...Object.fromEntries(url.searchParams), ...given.query } });
    if (!given.forceNew && given.multiplex !== false) managers.set(base, manager);
  }
  return manager.socket(nsp, given);
}

module.exports = Object.assign(io, { io, connect: io, Manager, Socket, protocol: 5, default: io });
