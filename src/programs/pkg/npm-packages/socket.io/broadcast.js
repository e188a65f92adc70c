// To whom something goes: rooms, all but some, and what those are then told or asked.
class Broadcast {
  constructor(nsp, rooms = [], except = [], flags = {}) {
    this.nsp = nsp;
    this.rooms = rooms;
    this.left = except;
    this.flags = flags;
  }
  with(change) {
    return new Broadcast(this.nsp, change.rooms ?? this.rooms, change.left ?? this.left, {
      ...this.flags,
      ...change.flags,
    });
  }
  to(...rooms) {
    return this.with({ rooms: [...this.rooms, ...rooms.flat()] });
  }
  in(...rooms) {
    return this.to(...rooms);
  }
  except(...rooms) {
    return this.with({ left: [...this.left, ...rooms.flat()] });
  }
  get volatile() {
    return this;
  }
  get local() {
    return this;
  }
  compress() {
    return this;
  }
  timeout(ms) {
    return this.with({ flags: { timeout: ms } });
  }
  sockets() {
    const { rooms } = this.nsp.adapter;
    const members = this.rooms.length
      ? new Set(this.rooms.flatMap((r) => [...(rooms.get(r) ?? [])]))
      : new Set(this.nsp.sockets.keys());
    for (const r of this.left) for (const id of rooms.get(r) ?? []) members.delete(id);
    return [...members].map((id) => this.nsp.sockets.get(id)).filter(Boolean);
  }
  emit(event, ...args) {
    if (typeof args.at(-1) !== "function") {
      for (const s of this.sockets()) s.emit(event, ...args);
      return true;
    }
    const done = args.pop();
    const all = this.sockets();
    const answers = [];
    let left = all.length;
    let over = false;
    const end = (error) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      done(error, answers);
    };
    const timer = setTimeout(() => end(new Error("operation has timed out")), this.flags.timeout ?? 2 ** 31 - 1);
    if (!left) end(null);
    for (const s of all)
      s.emit(event, ...args, (answer) => {
        answers.push(answer);
        if (--left === 0) end(null);
      });
    return true;
  }
  emitWithAck(event, ...args) {
    return new Promise((resolve, reject) => {
      this.emit(event, ...args, (e, answers) => (e ? reject(e) : resolve(answers)));
    });
  }
  send(...args) {
    this.emit("message", ...args);
    return this;
  }
  async fetchSockets() {
    return this.sockets();
  }
  async allSockets() {
    return new Set(this.sockets().map((s) => s.id));
  }
  socketsJoin(rooms) {
    for (const s of this.sockets()) s.join(rooms);
  }
  socketsLeave(room) {
    for (const s of this.sockets()) s.leave(room);
  }
  disconnectSockets(close) {
    for (const s of this.sockets()) s.disconnect(close);
  }
}

module.exports = { Broadcast };
