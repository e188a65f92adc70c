// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `process`. */
export function guestProcess(_exports, internal) {
  const { options, call, errors } = internal;
  const proc = process;
  const Emitter = internal.require("events");
  Emitter.init.call(proc);
  const SIGNALS = (internal.signals = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGILL: 4,
    SIGTRAP: 5,
    SIGABRT: 6,
    SIGIOT: 6,
    SIGBUS: 7,
    SIGFPE: 8,
    SIGKILL: 9,
    SIGUSR1: 10,
    SIGSEGV: 11,
    SIGUSR2: 12,
    SIGPIPE: 13,
    SIGALRM: 14,
    SIGTERM: 15,
    SIGCHLD: 17,
    SIGSTKFLT: 16,
    SIGCONT: 18,
    SIGSTOP: 19,
    SIGTSTP: 20,
    SIGTTIN: 21,
    SIGTTOU: 22,
    SIGURG: 23,
    SIGXCPU: 24,
    SIGXFSZ: 25,
    SIGVTALRM: 26,
    SIGPROF: 27,
    SIGWINCH: 28,
    SIGIO: 29,
    SIGPOLL: 29,
    SIGPWR: 30,
    SIGSYS: 31,
  });
  const o = options;
  const own = (name, value) => {
    proc[name] = value;
  };
  proc.cwd = () => call("cwd");
  const startedAt = call("now");
  own("version", o.version);
  const V = o.version.slice(1);
  own("versions", {
    node: V,
    acorn: "8.16.0",
    ada: "2.9.2",
    ares: "1.34.6",
    brotli: "1.1.0",
    cjs_module_lexer: "2.2.0",
    cldr: "48.0",
    icu: "78.2",
    llhttp: "9.3.1",
    modules: "115",
    napi: "9",
    nghttp2: "1.61.0",
    openssl: "3.0.19",
    simdutf: "6.4.2",
    tz: "2025c",
    undici: "6.24.1",
    unicode: "17.0",
    uv: "1.46.0",
    uvwasi: "0.0.23",
    v8: "11.3.244.8-node.38",
    zlib: "1.3.1-e00f703",
  });
  own("arch", "x64");
  own("platform", "linux");
  own("release", {
    name: "node",
    lts: "Iron",
    sourceUrl: `https://nodejs.org/download/release/${o.version}/node-${o.version}.tar.gz`,
    headersUrl: `https://nodejs.org/download/release/${o.version}/node-${o.version}-headers.tar.gz`,
  });
  own("title", "node");
  own("argv", [o.execPath, ...(o.mode === "file" ? [internal.require("path").resolve(o.script)] : []), ...o.argv]);
  own("argv0", "node");
  own("execArgv", [...o.execArgv]);
  own("execPath", o.execPath);
  own("pid", o.pid);
  own("ppid", o.ppid);
  own("debugPort", 9229);
  own("features", {
    inspector: true,
    debug: false,
    uv: true,
    ipv6: true,
    tls_alpn: true,
    tls_sni: true,
    tls_ocsp: true,
    tls: true,
    get cached_builtins() {
      return true;
    },
    get require_module() {
      return true;
    },
  });
  own("config", { target_defaults: {}, variables: { napi_build_version: "9", node_shared: false } });
  let exitCode;
  Object.defineProperty(proc, "exitCode", {
    get: () => exitCode,
    set(code) {
      if (code !== null && code !== undefined) status(code);
      exitCode = code;
    },
    enumerable: true,
    configurable: false,
  });
  own("domain", null);
  const env = Object.create(Object.prototype);
  for (const [k, v] of o.env) env[k] = v;
  proc.env = internal.makeEnv(env);

  proc.chdir = (d) => {
    const r = internal.raw("chdir", [d]);
    if (r && r.$error) {
      const e = errors.systemError("chdir", r.$error, proc.cwd(), d);
      throw e;
    }
  };
  proc.umask = (m) =>
    m === undefined ? call("umask") : call("umask", typeof m === "string" ? Number.parseInt(m, 8) : m);
  proc.uptime = () => (call("now") - startedAt) / 1e6 + 0.03;
  proc.hrtime = (prev) => {
    const us = call("now") - startedAt + 1e9;
    let s = Math.floor(us / 1e6);
    let n = (us % 1e6) * 1000;
    if (prev) {
      s -= prev[0];
      n -= prev[1];
      if (n < 0) {
        s--;
        n += 1e9;
      }
    }
    return [s, n];
  };
  proc.hrtime.bigint = () => BigInt(call("now") - startedAt + 1e9) * 1000n;
  proc.memoryUsage = () => {
    const used = internal.memory() - (16 << 20);
    return {
      rss: 42995712 + used,
      heapTotal: 4431872 + used,
      heapUsed: 3623016 + used,
      external: 1307017,
      arrayBuffers: 10511,
    };
  };
  proc.memoryUsage.rss = () => proc.memoryUsage().rss;
  proc.constrainedMemory = () => call("memory").limit || 0;
  proc.availableMemory = () => call("memory").total - call("memory").used;
  proc.cpuUsage = () => ({ user: Math.floor((call("now") - startedAt) / 10) + 30000, system: 8000 });
  proc.resourceUsage = () => ({
    userCPUTime: Math.floor((call("now") - startedAt) / 10) + 30000,
    systemCPUTime: 8000,
    maxRSS: Math.floor(proc.memoryUsage().rss / 1024),
    sharedMemorySize: 0,
    unsharedDataSize: 0,
    unsharedStackSize: 0,
    minorPageFault: 2172,
    majorPageFault: 0,
    swappedOut: 0,
    fsRead: 0,
    fsWrite: 0,
    ipcSent: 0,
    ipcReceived: 0,
    signalsCount: 0,
    voluntaryContextSwitches: 9,
    involuntaryContextSwitches: 23,
  });
  proc.getuid = () => call("user").uid;
  proc.geteuid = proc.getuid;
  proc.getgid = () => call("user").gid;
  proc.getegid = proc.getgid;
  proc.getgroups = () => {
    const { gid, groups } = call("user");
    return groups.length ? groups : [gid];
  };
  proc.setuid = (n) => void call("setuid", n);
  proc.setgid = (n) => void call("setgid", n);
  proc.nextTick = (fn, ...args) => {
    if (typeof fn !== "function") throw errors.invalidArgType("callback", "function", fn);
    internal.nextTick(fn, args);
  };
  /** An exit status: a whole number, or text of one. */
  const status = (code) => {
    const n = typeof code === "string" && code !== "" ? Number(code) : code;
    if (typeof n !== "number") throw internal.errors.invalidArgType("code", "number", code);
    if (Number.isNaN(n) && typeof code === "string") throw internal.errors.invalidArgType("code", "number", code);
    if (!Number.isInteger(n))
      throw internal.errors.nodeError(
        RangeError,
        "ERR_OUT_OF_RANGE",
        `The value of "code" is out of range. It must be an integer. Received ${n}`,
      );
    return n;
  };
  proc.exit = (code) =>
    internal.require("fatal").exit(code === undefined || code === null ? proc.exitCode || 0 : status(code));
  proc.reallyExit = proc.exit;
  proc.abort = () => {
    // The first process of a container is not to be ended by a signal of its own: there the processor's refusal ends it.
    if (o.pid === 1) internal.require("fatal").leave(139);
    die(6);
  };
  const die = (n) => {
    call("die", n);
    internal.exiting = true;
    throw internal.exitSentinel;
  };
  // What does not end a process: nothing, SIGUSR1, SIGPIPE, and what is about children, stopping and windows.
  const HARMLESS = [0, 10, 13, 17, 18, 19, 20, 21, 22, 23, 28];
  proc.kill = (pid, signal = "SIGTERM") => {
    if (typeof pid !== "number") throw errors.invalidArgType("pid", "number", pid);
    const n = typeof signal === "number" ? signal : SIGNALS[signal];
    if (n === undefined) throw errors.nodeError(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
    const name = Object.keys(SIGNALS).find((k) => SIGNALS[k] === n);
    if (pid === o.pid && pid !== 1 && name && !HARMLESS.includes(n) && proc.listenerCount(name) === 0) die(n);
    const r = internal.raw("kill", [pid, n]);
    if (r && r.$error) {
      const e = new Error(`kill ${r.$error.code}`);
      e.errno = internal.strerror[r.$error.code][0];
      e.code = r.$error.code;
      e.syscall = "kill";
      throw e;
    }
    return true;
  };
  proc.emitWarning = (warning, type, code, _constructor) => {
    let o2 = type;
    if (typeof type === "object" && type !== null) {
      code = type.code;
      type = type.type;
    } else o2 = {};
    const w =
      warning instanceof Error
        ? warning
        : Object.assign(new Error(String(warning)), { name: String(type || "Warning") });
    Object.defineProperty(w, "name", { value: w.name, enumerable: false, configurable: true, writable: true });
    if (code && typeof code === "string")
      Object.defineProperty(w, "code", { value: code, enumerable: false, configurable: true, writable: true });
    if (o2 && o2.detail) w.detail = o2.detail;
    if (w.name === "DeprecationWarning" && proc.noDeprecation) return;
    proc.nextTick(() => proc.emit("warning", w));
  };
  /** A warning that is not to wait for the end of what runs. */
  internal.warnNow = (text) => proc.emit("warning", Object.assign(new Error(text), { name: "Warning" }));
  let warned = false;
  Emitter.prototype.on.call(proc, "warning", function onWarning(w) {
    if (proc.env.NODE_NO_WARNINGS === "1" || proc.noProcessWarnings) return;
    const hint =
      warned || w.name === "DeprecationWarning"
        ? w.name === "DeprecationWarning" && !warned
          ? "\n(Use `node --trace-deprecation ...` to show where the warning was created)"
          : ""
        : "\n(Use `node --trace-warnings ...` to show where the warning was created)";
    warned = true;
    call(
      "write",
      2,
      `(node:${o.pid}) ${w.code ? `[${w.code}] ` : ""}${w.name}: ${w.message}${w.detail ? `\n${w.detail}` : ""}${hint}\n`,
    );
  });
  proc.setUncaughtExceptionCaptureCallback = (fn) => {
    proc._uncaughtCapture = fn;
  };
  Object.defineProperty(proc, "_uncaughtCapture", { value: undefined, writable: true, enumerable: false });
  Object.defineProperty(proc, "_exiting", { value: false, writable: true, enumerable: false });
  proc.hasUncaughtExceptionCaptureCallback = () => !!proc._uncaughtCapture;
  proc.binding = () => {
    throw new Error("drydock: process.binding is not simulated");
  };
  proc.getActiveResourcesInfo = () => [];
  proc.report = {};
  proc.allowedNodeEnvironmentFlags = new Set(
    "--enable-source-maps --import --inspect --max-http-header-size --max-old-space-size --no-deprecation --no-warnings --preserve-symlinks --require -r --stack-trace-limit --throw-deprecation --trace-deprecation --trace-uncaught --trace-warnings --unhandled-rejections".split(
      " ",
    ),
  );

  // Signals: a handler takes the default action away.
  const watched = new Map();
  const baseOn = Emitter.prototype.on;
  const start = (name) => {
    if (!(name in SIGNALS) || watched.has(name) || typeof name !== "string") return;
    if (name === "SIGKILL" || name === "SIGSTOP") {
      const e = new Error("uv_signal_start EINVAL");
      throw Object.assign(e, { errno: -22, code: "EINVAL", syscall: "uv_signal_start" });
    }
    const id = internal.listen((_f, n) => proc.emit(name, name, n));
    watched.set(name, id);
    call("signal.watch", SIGNALS[name], id);
  };
  Object.defineProperty(proc, "on", {
    value: function on(name, fn) {
      start(name);
      return baseOn.call(proc, name, fn);
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });
  Object.defineProperty(proc, "addListener", { value: proc.on, writable: true, configurable: true, enumerable: false });
  Object.defineProperty(proc, "removeListener", {
    value: function removeListener(name, fn) {
      Emitter.prototype.removeListener.call(proc, name, fn);
      if (watched.has(name) && proc.listenerCount(name) === 0) {
        internal.unlisten(watched.get(name));
        watched.delete(name);
        call("signal.default", SIGNALS[name], false);
      }
      return proc;
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });
  Object.defineProperty(proc, "off", {
    value: proc.removeListener,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  const onAll = Emitter.prototype.removeAllListeners;
  Object.defineProperty(proc, "removeAllListeners", {
    value: function removeAllListeners(name) {
      for (const n of name === undefined ? [...watched.keys()] : [name])
        if (watched.has(n)) {
          internal.unlisten(watched.get(n));
          watched.delete(n);
          call("signal.default", SIGNALS[n], false);
        }
      return onAll.call(proc, name);
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });

  // Standard streams: light ones for console until the program looks at them.
  const kinds = new Map();
  const kind = (fd) => {
    if (!kinds.has(fd)) kinds.set(fd, call("fd.kind", fd));
    return kinds.get(fd);
  };
  const depth = () => {
    if (proc.env.NO_COLOR || proc.env.NODE_DISABLE_COLORS || proc.env.TERM === "dumb") return 1;
    return /256color/.test(proc.env.TERM || "") ? 8 : proc.env.TERM ? 4 : 1;
  };
  internal.colorDepth = depth;
  for (const [name, fd] of [
    ["stdout", 1],
    ["stderr", 2],
  ]) {
    let made;
    const light = {
      isTTY: kind(fd) === "tty",
      getColorDepth: depth,
      write(text) {
        internal.printed = true;
        call("write", fd, text);
      },
    };
    Object.defineProperty(proc, name, {
      get() {
        if (!made) made = internal.require("tty").output(fd, kind(fd));
        return made;
      },
      configurable: true,
      enumerable: true,
    });
    internal[`light_${name}`] = () => made || light;
  }
  let input;
  Object.defineProperty(proc, "stdin", {
    get() {
      if (!input) input = internal.require("tty").input(0, kind(0));
      return input;
    },
    configurable: true,
    enumerable: true,
  });
  proc.openStdin = () => {
    proc.stdin.resume();
    return proc.stdin;
  };
}
