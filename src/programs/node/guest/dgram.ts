// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `dgram`: UDP of one network. */
export function guestDgram(exports, internal) {
  const EE = internal.require("events");
  const { errors } = internal;
  class Socket extends EE {
    constructor(type, onMessage) {
      super();
      this.type = typeof type === "string" ? type : type.type;
      if (this.type !== "udp4" && this.type !== "udp6")
        throw errors.nodeError(
          TypeError,
          "ERR_SOCKET_BAD_TYPE",
          "Bad socket type specified. Valid types are: udp4, udp6",
        );
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      hide("slot", undefined);
      hide("bound", undefined);
      hide("closed", false);
      hide("handle", undefined);
      if (onMessage) this.on("message", onMessage);
    }
    bind(port, address, cb) {
      if (typeof port === "function") [port, cb] = [0, port];
      if (typeof port === "object" && port !== null) ({ port, address } = port);
      if (typeof address === "function") [address, cb] = [undefined, address];
      if (cb) this.once("listening", cb);
      const any = this.type === "udp4" ? "0.0.0.0" : "::";
      const r = internal.raw("udp.bind", [address || any, port || 0]);
      if (r.$error) {
        const e = errors.systemError("bind", r.$error);
        e.message = `bind ${r.$error.code} ${address || any}:${port}`;
        internal.nextTick(() => this.emit("error", e), []);
        return this;
      }
      this.slot = r.id;
      this.bound = { address: r.address, family: this.type === "udp4" ? "IPv4" : "IPv6", port: r.port };
      internal.nextTick(() => this.emit("listening"), []);
      this.listen();
      return this;
    }
    listen() {
      this.handle = internal.start("udp.receive", [this.slot], undefined, (failure, got) => {
        if (this.closed || failure) return;
        const data = Buffer.from(got.data);
        this.listen();
        this.emit("message", data, { ...got.from, family: this.bound.family, size: data.length });
      });
    }
    /** send(message, [offset, length,] port, address, done) */
    send(message, ...rest) {
      const done = typeof rest.at(-1) === "function" ? rest.pop() : undefined;
      let bytes = Array.isArray(message)
        ? Buffer.concat(message.map((m) => Buffer.from(m)))
        : typeof message === "string"
          ? Buffer.from(message)
          : Buffer.from(message.buffer, message.byteOffset, message.byteLength);
      if (rest.length >= 3 && typeof rest[2] === "number") {
        const [offset, length] = rest.splice(0, 2);
        bytes = bytes.subarray(offset, offset + length);
      }
      const [port, address = "127.0.0.1"] = rest;
      if (this.slot === undefined) this.bind(0);
      const deliver = (failure, list) => {
        if (!failure) internal.raw("udp.send", [this.slot, list[0], port], bytes);
        const e = failure && errors.systemError("send", failure);
        if (done) internal.nextTick(done, e ? [e] : [null, bytes.length]);
        else if (e) this.emit("error", e);
      };
      if (internal.require("net").isIP(address)) deliver(null, [address]);
      else internal.start("net.resolve", [address], undefined, deliver);
    }
    address() {
      if (!this.bound) throw errors.systemError("getsockname", { code: "EBADF" });
      return { ...this.bound };
    }
    close(cb) {
      if (this.closed) throw errors.nodeError(Error, "ERR_SOCKET_DGRAM_NOT_RUNNING", "Not running");
      if (cb) this.once("close", cb);
      this.closed = true;
      if (this.handle) this.handle.unref();
      if (this.slot !== undefined) internal.raw("udp.close", [this.slot]);
      internal.nextTick(() => this.emit("close"), []);
      return this;
    }
    ref() {
      if (this.handle) this.handle.ref();
      return this;
    }
    unref() {
      if (this.handle) this.handle.unref();
      return this;
    }
    setBroadcast() {}
    setTTL() {}
  }
  exports.Socket = Socket;
  exports.createSocket = (type, onMessage) => new Socket(type, onMessage);
}
