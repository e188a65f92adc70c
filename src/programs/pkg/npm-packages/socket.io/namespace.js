// A namespace: its sockets, their rooms, and who is let in.
const EventEmitter = require("events");
const { CONNECT_ERROR } = require("./packets");
const { Broadcast } = require("./broadcast");
const { Socket } = require("./socket");

/** Which socket is in which room. */
class Adapter extends EventEmitter {
  constructor() {
    super();
    this.rooms = new Map();
    this.sids = new Map();
  }
  add(id, room) {
    if (!this.sids.has(id)) this.sids.set(id, new Set());
    if (!this.rooms.has(room)) {
      this.rooms.set(room, new Set());
      this.emit("create-room", room);
    }
    this.sids.get(id).add(room);
    if (this.rooms.get(room).has(id)) return;
    this.rooms.get(room).add(id);
    this.emit("join-room", room, id);
  }
  delete(id, room) {
    this.sids.get(id)?.delete(room);
    const members = this.rooms.get(room);
    if (!members?.delete(id)) return;
    this.emit("leave-room", room, id);
    if (members.size === 0 && this.rooms.delete(room)) this.emit("delete-room", room);
  }
  deleteAll(id) {
    for (const room of this.sids.get(id) ?? []) this.delete(id, room);
    this.sids.delete(id);
  }
}

class Namespace extends EventEmitter {
  constructor(server, name) {
    super();
    this.server = server;
    this.name = name;
    this.sockets = new Map();
    this.adapter = new Adapter();
    this.middleware = [];
  }
  use(fn) {
    this.middleware.push(fn);
    return this;
  }
  enter(client, auth) {
    const socket = new Socket(this, client, auth);
    const step = (n) => {
      const fn = this.middleware[n];
      if (fn)
        return fn(socket, (e) => {
          if (!e) return step(n + 1);
          client.packet({
            type: CONNECT_ERROR,
            nsp: this.name,
            data: { message: e.message, ...(e.data === undefined ? {} : { data: e.data }) },
          });
        });
      process.nextTick(() => {
        if (client.conn.readyState !== "open") return;
        this.sockets.set(socket.id, socket);
        client.sockets.set(this.name, socket);
        socket.began();
        super.emit("connect", socket);
        super.emit("connection", socket);
      });
    };
    step(0);
  }
  emit(event, ...args) {
    if (event === "connection" || event === "connect" || event === "newListener") return super.emit(event, ...args);
    return new Broadcast(this).emit(event, ...args);
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
  Namespace.prototype[name] = function (...args) {
    return new Broadcast(this)[name](...args);
  };
for (const name of ["volatile", "local"])
  Object.defineProperty(Namespace.prototype, name, {
    get() {
      return new Broadcast(this);
    },
  });

module.exports = { Namespace };
