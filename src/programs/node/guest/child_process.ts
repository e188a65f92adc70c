// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `child_process` on the kernel. */
export function guestChildProcess(exports, internal) {
  const EE = internal.require("events");
  const { Readable, Writable } = internal.require("stream");
  const { errors } = internal;

  class Output extends Readable {
    constructor(fd) {
      super({ highWaterMark: 65536 });
      Object.defineProperty(this, "fd", { value: fd, writable: true, enumerable: false });
    }
    _read() {
      if (this.busy) return;
      Object.defineProperty(this, "busy", { value: true, writable: true, enumerable: false });
      const reading = internal.start("fd.read", [this.fd, 65536], undefined, (f, b) => {
        this.busy = false;
        if (this.destroyed) return;
        if (f || b === null || b === undefined) {
          if (!this.closedFd) internal.call("fd.close", this.fd);
          this.closedFd = true;
          this.push(null);
        } else this.push(Buffer.from(b));
      });
      Object.defineProperty(this, "reading", { value: reading, writable: true, configurable: true, enumerable: false });
    }
    _destroy(e, cb) {
      if (this.reading) this.reading.unref();
      if (!this.closedFd) internal.call("fd.close", this.fd);
      this.closedFd = true;
      cb(e);
    }
  }
  class Input extends Writable {
    constructor(fd) {
      super();
      Object.defineProperty(this, "fd", { value: fd, writable: true, enumerable: false });
    }
    /** What is written in one turn travels together. */
    write(...args) {
      if (!this.writableCorked) {
        this.cork();
        internal.nextTick(() => this.uncork(), []);
      }
      return super.write(...args);
    }
    _writev(chunks, cb) {
      this._write(Buffer.concat(chunks.map((c) => Buffer.from(c.chunk))), undefined, cb);
    }
    _write(chunk, _e, cb) {
      internal.start("fd.write", [this.fd], chunk, (f) => (f ? cb(errors.systemError("write", f)) : cb()));
    }
    _final(cb) {
      internal.call("fd.close", this.fd);
      cb();
    }
    _destroy(e, cb) {
      if (!this.writableFinished) internal.call("fd.close", this.fd);
      cb(e);
    }
  }
  class ChildProcess extends EE {
    constructor() {
      super();
      Object.assign(this, {
        signalCode: null,
        exitCode: null,
        killed: false,
        connected: false,
        pid: undefined,
        stdin: null,
        stdout: null,
        stderr: null,
      });
    }
    kill(signal = "SIGTERM") {
      const n = typeof signal === "number" ? signal : internal.signals[signal];
      if (n === undefined) throw errors.nodeError(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
      if (this.exitCode !== null || this.signalCode !== null || !this.pid) return false;
      const r = internal.raw("kill", [this.pid, n]);
      if (r && r.$error) return false;
      if (n) this.killed = true;
      return true;
    }
    ref() {
      if (this.handle) this.handle.ref();
    }
    unref() {
      if (this.handle) this.handle.unref();
    }
  }

  /** What a child's file, arguments and options come to. */
  internal.childOf = (file, args, o) => {
    let argv = [file, ...args.map(String)];
    if (o.shell) argv = [typeof o.shell === "string" ? o.shell : "/bin/sh", "-c", argv.join(" ")];
    let stdio = o.stdio === undefined ? "pipe" : o.stdio;
    if (typeof stdio === "string") stdio = [stdio, stdio, stdio];
    // The channel takes two descriptors: pipes go one way.
    const channel = stdio.includes("ipc");
    stdio = [0, 1, 2].map((i) => (stdio[i] === undefined || stdio[i] === null ? "pipe" : stdio[i]));
    const how = stdio.map((s, i) =>
      s === "inherit"
        ? i
        : s === "ignore" || s === "pipe"
          ? s
          : typeof s === "number" && s < 3
            ? s
            : s && typeof s.fd === "number" && s.fd < 3
              ? s.fd
              : "pipe",
    );
    const env = Object.entries(o.env || process.env)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => [k, String(v)]);
    if (channel) {
      how.push("input", "pipe");
      env.push(["NODE_CHANNEL_FD", "3"], ["NODE_CHANNEL_SERIALIZATION_MODE", "json"]);
    }
    const cwd = o.cwd ? (typeof o.cwd === "string" ? o.cwd : internal.require("url").fileURLToPath(o.cwd)) : "";
    return { argv, stdio, how, env, cwd };
  };

  exports.spawn = (file, args, o) => {
    if (typeof file !== "string") throw errors.invalidArgType("file", "string", file);
    if (!Array.isArray(args)) {
      o = args;
      args = [];
    }
    o = o || {};
    const { argv, stdio, how, env, cwd } = internal.childOf(file, args, o);
    const child = new ChildProcess();
    child.spawnfile = argv[0];
    child.spawnargs = argv;
    const r = internal.raw("child.spawn", [argv, env, cwd, how, Boolean(o.detached), o.argv0 || ""]);
    if (r.$error) {
      const e = errors.systemError(`spawn ${argv[0]}`, r.$error);
      e.message = `spawn ${argv[0]} ${r.$error.code}`;
      Object.defineProperty(e, "message", { value: e.message, enumerable: false, writable: true, configurable: true });
      e.path = argv[0];
      e.spawnargs = argv.slice(1);
      errors.setStackTail(
        e,
        "    at ChildProcess._handle.onexit (node:internal/child_process:285:19)\n    at onErrorNT (node:internal/child_process:483:16)\n    at process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
      );
      child.stdin = new Writable({ write: (_c, _e, cb) => cb() });
      child.stdout = Readable.from([]);
      child.stderr = Readable.from([]);
      internal.nextTick(() => {
        child.exitCode = -2;
        child.emit("error", e);
        child.emit("close", -2, null);
      }, []);
      return child;
    }
    child.pid = r.pid;
    if (r.fds[0] !== null) child.stdin = new Input(r.fds[0]);
    if (r.fds[1] !== null) child.stdout = new Output(r.fds[1]);
    if (r.fds[2] !== null) child.stderr = new Output(r.fds[2]);
    for (const [i, s] of stdio.entries())
      if (s && typeof s === "object" && typeof s.write === "function" && i > 0 && child[i === 1 ? "stdout" : "stderr"])
        child[i === 1 ? "stdout" : "stderr"].pipe(s, { end: false });
    child.stdio = [child.stdin, child.stdout, child.stderr];
    if (r.fds.length > 3) {
      child.stdio.push(null);
      internal.require("channel").open(child, r.fds[4], r.fds[3], { ref: true });
    }
    let open = 1;
    const ended = () => {
      if (--open === 0) child.emit("close", child.exitCode, child.signalCode);
    };
    for (const s of [child.stdout, child.stderr])
      if (s) {
        open++;
        s.once("close", ended);
      }
    child.handle = internal.start("child.wait", [r.pid], undefined, (_f, status) => {
      // What it wrote before its end is read first.
      internal.start("child.settle", [], undefined, function onChildExit() {
        child.exitCode = status ? status.code : 0;
        child.signalCode = status ? status.signal : null;
        if (child.stdin && !child.stdin.destroyed) child.stdin.destroy();
        child.emit("exit", child.exitCode, child.signalCode);
        for (const s of [child.stdout, child.stderr])
          if (s && !s.readableFlowing && s.listenerCount("readable") === 0) s.resume();
        ended();
      });
    });
    Object.defineProperty(child, "handle", { enumerable: false, writable: true });
    if (o.timeout)
      setTimeout(
        () => child.exitCode === null && child.signalCode === null && child.kill(o.killSignal),
        o.timeout,
      ).unref();
    if (o.signal)
      o.signal.addEventListener(
        "abort",
        () => {
          child.kill(o.killSignal);
          child.emit(
            "error",
            Object.assign(new Error("The operation was aborted"), { name: "AbortError", code: "ABORT_ERR" }),
          );
        },
        { once: true },
      );
    internal.nextTick(() => child.emit("spawn"), []);
    return child;
  };
  const gather = (child, shown, o, cb) => {
    const enc = o.encoding === undefined ? "utf8" : o.encoding;
    const parts = { stdout: [], stderr: [] };
    let failure;
    const most = o.maxBuffer === undefined ? 1024 * 1024 : o.maxBuffer;
    let full;
    for (const n of ["stdout", "stderr"]) {
      let size = 0;
      if (child[n])
        child[n].on("data", (c) => {
          if (size + c.length > most && !full) {
            full = errors.nodeError(RangeError, "ERR_CHILD_PROCESS_STDIO_MAXBUFFER", `${n} maxBuffer length exceeded`);
            child.kill(o.killSignal);
            for (const s of [child.stdout, child.stderr]) s.destroy();
          }
          parts[n].push(c.subarray(0, Math.max(0, most - size)));
          size += c.length;
        });
    }
    const text = (n) => {
      const b = Buffer.concat(parts[n]);
      return enc && enc !== "buffer" ? b.toString(enc) : b;
    };
    child.on("error", (e) => {
      failure = e;
    });
    child.on("close", (code, signal) => {
      if (!cb) return;
      const out = text("stdout");
      const err = text("stderr");
      if (failure) {
        failure.cmd = shown;
        failure.stdout = "";
        failure.stderr = "";
        cb(failure, out, err);
      } else if (code === 0 && signal === null && !full) cb(null, out, err);
      else {
        const e = full || new Error(`Command failed: ${shown}\n${err}`);
        errors.setStackTail(
          e,
          "    at ChildProcess.exithandler (node:child_process:422:12)\n    at ChildProcess.emit (node:events:524:28)\n    at maybeClose (node:internal/child_process:1104:16)\n    at ChildProcess._handle.onexit (node:internal/child_process:304:5)",
        );
        if (!full) Object.assign(e, { code, killed: child.killed, signal, cmd: shown });
        else e.cmd = shown;
        cb(e, out, err);
      }
    });
    if (o.input && child.stdin) child.stdin.end(o.input);
    return child;
  };
  exports.execFile = (file, args, o, cb) => {
    if (typeof args === "function") [args, o, cb] = [[], {}, args];
    else if (!Array.isArray(args)) [args, o, cb] = [[], args || {}, o];
    else if (typeof o === "function") [o, cb] = [{}, o];
    o = o || {};
    return gather(exports.spawn(file, args, o), [file, ...args].join(" "), o, cb);
  };
  exports.exec = (command, o, cb) => {
    if (typeof o === "function") [o, cb] = [{}, o];
    o = o || {};
    return gather(
      exports.spawn(typeof o.shell === "string" ? o.shell : "/bin/sh", ["-c", command], { ...o, shell: false }),
      command,
      o,
      cb,
    );
  };
  exports.fork = (file, args, o) => {
    if (!Array.isArray(args)) [args, o] = [[], args];
    o = { ...o };
    if (o.serialization === "advanced") throw new Error("drydock: messages of other forms than JSON are not simulated");
    const one = o.silent ? "pipe" : "inherit";
    if (!Array.isArray(o.stdio)) {
      const each = typeof o.stdio === "string" ? o.stdio : one;
      o.stdio = [each, each, each, "ipc"];
    } else if (!o.stdio.includes("ipc"))
      throw errors.nodeError(
        Error,
        "ERR_CHILD_PROCESS_IPC_REQUIRED",
        "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio",
      );
    return exports.spawn(o.execPath || process.execPath, [...(o.execArgv || process.execArgv), file, ...args], o);
  };
  const names = Symbol.for("drydock.promisify.names");
  // What a failed command printed is part of a promise's error.
  const promised =
    (fn) =>
    (...args) =>
      new Promise((resolve, reject) => {
        fn(...args, (e, stdout, stderr) =>
          e ? reject(Object.assign(e, { stdout, stderr })) : resolve({ stdout, stderr }),
        );
      });
  exports.exec[Symbol.for("nodejs.util.promisify.custom")] = promised(exports.exec);
  exports.execFile[Symbol.for("nodejs.util.promisify.custom")] = promised(exports.execFile);
  exports.exec[names] = ["stdout", "stderr"];
  exports.execFile[names] = ["stdout", "stderr"];
  Object.assign(exports, internal.require("child_sync"));
  exports.ChildProcess = ChildProcess;
}
