// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The channel between a program and one that it forked: a line of JSON for each message. */
export function guestChannel(exports, internal) {
  const { errors } = internal;
  const SENT = ["string", "object", "number", "boolean"];

  /** Gives an emitter `send`, `disconnect` and the events of the other side, by two descriptors. */
  exports.open = (target, input, output, { ref }) => {
    const channel = {
      ref: () => setRef(true),
      unref: () => setRef(false),
      refCounted: () => undefined,
    };
    let reading;
    let referenced = ref;
    let rest = "";
    const decoder = new TextDecoder();
    const early = [];
    const setRef = (on) => {
      referenced = on;
      if (reading) reading[on ? "ref" : "unref"]();
    };
    const closed = (cb) => {
      const e = errors.nodeError(Error, "ERR_IPC_CHANNEL_CLOSED", "Channel closed");
      internal.nextTick(() => (typeof cb === "function" ? cb(e) : target.emit("error", e)), []);
    };
    const deliver = (message) => {
      if (target.listenerCount("message") === 0) early.push(message);
      else target.emit("message", message, undefined);
    };
    const end = () => {
      if (!target.channel) return;
      if (reading) reading.unref();
      target.connected = false;
      target.channel = null;
      for (const fd of [input, output]) internal.call("fd.close", fd);
      internal.nextTick(() => target.emit("disconnect"), []);
    };
    const read = () => {
      reading = internal.start(
        "fd.read",
        [input, 65536],
        undefined,
        (f, bytes) => {
          reading = undefined;
          if (!target.channel) return;
          if (f || bytes === null || bytes === undefined) return end();
          const lines = (rest + decoder.decode(new Uint8Array(bytes), { stream: true })).split("\n");
          rest = lines.pop();
          for (const line of lines) internal.nextTick(() => deliver(JSON.parse(line)), []);
          read();
        },
        referenced,
      );
    };
    target.channel = channel;
    Object.defineProperty(target, "channel", { enumerable: false });
    target.connected = true;
    target.send = (message, handle, options, cb) => {
      if (typeof handle === "function") [handle, cb] = [undefined, handle];
      else if (typeof options === "function") cb = options;
      if (message === undefined)
        throw errors.nodeError(TypeError, "ERR_MISSING_ARGS", 'The "message" argument must be specified');
      if (!SENT.includes(typeof message)) throw errors.invalidArgType("message", SENT, message);
      if (handle) throw new Error("drydock: sockets sent between node processes are not simulated");
      if (!target.connected) {
        closed(cb);
        return false;
      }
      internal.call("write", output, `${JSON.stringify(message)}\n`);
      if (typeof cb === "function") internal.nextTick(cb, [null]);
      return true;
    };
    target.disconnect = () => {
      if (!target.connected) {
        target.emit("error", errors.nodeError(Error, "ERR_IPC_DISCONNECTED", "IPC channel is already disconnected"));
        return;
      }
      target.connected = false;
      // What was sent before goes out first.
      internal.start("sleep", [0], undefined, end);
    };
    target.on("newListener", (name) => {
      if (name === "message" && early.length)
        internal.nextTick(() => {
          for (const message of early.splice(0)) target.emit("message", message, undefined);
        }, []);
    });
    read();
  };

  /** The side of a program that was forked: it holds the program up while somebody listens. */
  exports.openOwn = (input, output) => {
    exports.open(process, input, output, { ref: false });
    const listened = (change) => (name) => {
      if ((name !== "message" && name !== "disconnect") || !process.channel) return;
      const count = process.listenerCount("message") + process.listenerCount("disconnect") + change;
      process.channel[count > 0 ? "ref" : "unref"]();
    };
    process.on("newListener", listened(1));
    process.on("removeListener", listened(0));
  };
}
