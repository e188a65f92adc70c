// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The guest's start: what every other module stands on. Gives the host its one entry, `step(kind, …)`. */
export function guestBoot(native, compile, evalModule, promiseState, memory, settings, ownModule, ownNames) {
  const options = JSON.parse(settings);
  const own = new Set(JSON.parse(ownNames));
  const internal = {
    options,
    compile,
    evalModule,
    promiseState,
    memory,
    proxies: new WeakMap(),
    exitSentinel: { exit: true },
    exiting: false,
  };

  const { parse, stringify } = JSON;
  const bytesOf = (b) =>
    b.byteOffset === 0 && b.byteLength === b.buffer.byteLength
      ? b.buffer
      : b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);

  // Calls of the machine. `raw` gives a failure back, `call` throws it as {code, path}.
  internal.raw = (name, args, bytes) => {
    const r = native(name, stringify(args), bytes === undefined ? undefined : bytesOf(bytes));
    if (internal.exiting) throw internal.exitSentinel;
    return typeof r === "string" ? parse(r) : r;
  };
  internal.call = (name, ...args) => {
    const r = internal.raw(name, args);
    if (r && r.$error) throw r.$error;
    return r;
  };

  /** Stops the program until the operation has ended. `what` is what is not simulated where it cannot stop. */
  internal.wait = (what, name, args, bytes) => {
    const answer = native(`${name}!`, stringify(args), bytes === undefined ? undefined : bytesOf(bytes));
    if (answer === false) {
      // The turn is broken off: the host runs it again, with the answer.
      internal.exiting = true;
      throw internal.exitSentinel;
    }
    if (internal.exiting) throw internal.exitSentinel;
    const r = typeof answer === "string" ? parse(answer) : answer;
    // Ctrl-C at the prompt: the engine stops here, and nothing of the program's can catch that.
    while (r && r.$error && r.$error.code === "EINTR");
    if (r && r.$error && r.$error.code === "UNSIMULATED")
      throw new Error(`drydock: ${what} is simulated only in a program whose own files name it`);
    return r;
  };

  let nextId = 1;
  const waiting = new Map();
  let refs = 0;
  internal.addRef = () => void refs++;
  internal.release = () => void refs--;
  internal.refs = () => refs;
  /** Starts an operation that waits; `done(failure, value)` is called once it has ended. Gives a handle to unref. */
  internal.start = (name, args, bytes, done, ref = true) => {
    const id = nextId++;
    const entry = { done, ref, store: internal.asyncStore };
    waiting.set(id, entry);
    if (ref) refs++;
    native(`${name}@${id}`, stringify(args), bytes === undefined ? undefined : bytesOf(bytes));
    return {
      unref() {
        if (entry.ref && waiting.has(id)) {
          entry.ref = false;
          refs--;
        }
      },
      ref() {
        if (!entry.ref && waiting.has(id)) {
          entry.ref = true;
          refs++;
        }
      },
    };
  };
  /** A number under which the host reports again and again (signals, watchers). */
  internal.listen = (done) => {
    const id = nextId++;
    waiting.set(id, { done, ref: false, stays: true });
    return id;
  };
  internal.unlisten = (id) => waiting.delete(id);

  // What a program may set to something else, Node's own code has as it was when the program began.
  const KEPT =
    "Object Function Array String Number Boolean BigInt Symbol Map Set WeakMap WeakSet WeakRef Promise Proxy Reflect JSON Math Date RegExp Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask".split(
      " ",
    );
  const process = {};
  internal.process = process;
  let kept;
  const valuesNow = () => KEPT.map((name) => globalThis[name]);
  const ownCode = (name) => ownModule(name, ["process", ...KEPT].join())(process, ...(kept || valuesNow()));

  // Node's own modules, each made when it is first asked for.
  const cache = new Map();
  internal.require = (name) => {
    let m = cache.get(name);
    if (m) return m.exports;
    if (!own.has(name)) throw new Error(`no module ${name}`);
    m = { exports: {} };
    cache.set(name, m);
    ownCode(name)(m.exports, internal, m);
    const e = m.exports;
    // A class has the name that it is exported by, and not that of an alias.
    const named = [];
    for (const k of Object.keys(e)) {
      const d = Object.getOwnPropertyDescriptor(e, k);
      const v = d && d.value;
      if (typeof v !== "function" || !/^[A-Z]/.test(k) || named.includes(v)) continue;
      named.push(v);
      if (v.name !== k) Object.defineProperty(v, "name", { value: k, configurable: true });
    }
    return m.exports;
  };

  const NativeProxy = globalThis.Proxy;
  const ProxyWrapped = function Proxy(target, handler) {
    const p = new NativeProxy(target, handler);
    internal.proxies.set(p, [target, handler]);
    return p;
  };
  ProxyWrapped.revocable = (target, handler) => {
    const r = NativeProxy.revocable(target, handler);
    internal.proxies.set(r.proxy, [target, handler]);
    return r;
  };
  Object.defineProperty(globalThis, "Proxy", {
    value: ProxyWrapped,
    writable: true,
    configurable: true,
    enumerable: false,
  });

  internal.require("tampering");
  Object.defineProperty(internal, "strerror", { get: () => internal.require("node_errors").strerror });
  const errors = {};
  ownCode("errors")(errors, internal);
  internal.errors = errors;
  internal.types = internal.require("types");
  internal.require("globals");
  internal.require("atomics");
  const timers = internal.require("timers");
  const loader = internal.require("loader");
  kept = valuesNow();
  const fatal = internal.require("fatal");

  // A chain, which needs nothing of the engine's that a program may change.
  let ticks;
  let lastTick;
  internal.nextTick = (fn, args) => {
    const tick = { fn, args, store: internal.asyncStore, next: undefined };
    if (ticks) lastTick.next = tick;
    else ticks = tick;
    lastTick = tick;
  };
  const { apply } = Reflect;
  internal.asyncStore = undefined;
  const guarded = (fn) => {
    internal.thrownAt = undefined;
    try {
      return fn();
    } catch (e) {
      if (e === internal.exitSentinel) return 0;
      fatal.uncaught(e, false);
      return 1;
    } finally {
      internal.asyncStore = undefined;
    }
  };
  function processTicks() {
    while (ticks) {
      const t = ticks;
      ticks = t.next;
      internal.asyncStore = t.store;
      apply(t.fn, undefined, t.args);
    }
    internal.asyncStore = undefined;
  }

  const taken = internal.shielded((id) => {
    const entry = waiting.get(id);
    if (entry && !entry.stays) {
      waiting.delete(id);
      if (entry.ref) refs--;
    }
    return entry;
  });
  const entries = {
    main: () => guarded(() => loader.main()),
    ticks: () => 0,
    hasTicks: () => (ticks ? 1 : 0),
    rejection: (promise, reason, handled) => fatal.rejection(promise, reason, handled),
    rejected: () => guarded(() => fatal.rejected()),
    wait: () => timers.wait(refs),
    timer: () => guarded(() => timers.runOne()),
    immediates: () => guarded(() => timers.immediates()),
    immediate: () => guarded(() => timers.immediate()),
    complete: (id, value) => {
      const entry = taken(id);
      if (!entry) return 0;
      const v = typeof value === "string" ? parse(value) : value;
      internal.asyncStore = entry.store;
      guarded(() => (v && v.$error ? entry.done(v.$error) : entry.done(null, v)));
      return 0;
    },
    beforeExit: () => guarded(() => fatal.beforeExit()),
    exit: () => guarded(() => fatal.exitNow()),
  };
  /** What is to run with nothing of ours below it but the entry: it may be broken off. */
  internal.afterwards = [];
  entries.interrupted = () => guarded(() => internal.interrupted());
  // Node runs what awaits from its queue of ticks, where there are some: what is printed leaves one. V8's traces tell.
  internal.printed = false;
  internal.drained = false;
  const step = (kind, ...args) => {
    if (kind !== "ticks" && kind !== "hasTicks") internal.drained = false;
    const value = entries[kind](...args) || 0;
    if (ticks || internal.printed) internal.drained = options.mode !== "repl" && !(kind === "main" && internal.mainUrl);
    internal.printed = false;
    while (internal.afterwards.length) guarded(internal.afterwards.shift());
    // Whatever ran may have left some; to come in once more for them would cost as much again.
    while (ticks && kind !== "hasTicks" && !internal.exiting) guarded(processTicks);
    // -3: immediates are waiting; else what `wait` would give.
    return kind === "complete" ? (timers.hasImmediates() ? -3 : timers.wait(refs)) : value;
  };
  step.resolve = (base, name) => internal.require("esm").resolve(base, name);
  step.load = (name) => internal.require("esm").load(name);
  return step;
}
