// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `mock` of `node:test`: functions that remember how they were called. */
export function guestTestMock(exports, internal) {
  const { errors } = internal;
  class MockFunctionContext {
    #calls = [];
    #implementation;
    #once = new Map();
    #restore;
    #stack;
    constructor(implementation, restore, times) {
      this.#implementation = implementation;
      this.#restore = restore;
      this.left = times;
      Object.defineProperty(this, "left", { enumerable: false });
    }
    get calls() {
      return this.#calls.slice();
    }
    callCount() {
      return this.#calls.length;
    }
    mockImplementation(fn) {
      if (typeof fn !== "function") throw errors.invalidArgType("implementation", "function", fn);
      this.#implementation = fn;
    }
    mockImplementationOnce(fn, onCall) {
      if (typeof fn !== "function") throw errors.invalidArgType("implementation", "function", fn);
      this.#once.set(onCall ?? this.#calls.length, fn);
    }
    resetCalls() {
      this.#calls = [];
    }
    restore() {
      this.#restore?.();
    }
    static next(context, fallback) {
      const n = context.#calls.length;
      const once = context.#once.get(n);
      context.#once.delete(n);
      return once ?? (n < context.left ? context.#implementation : fallback);
    }
    static note(context, call) {
      context.#calls.push(call);
    }
  }
  const createMocked = (original, implementation, times, restore) => {
    const context = new MockFunctionContext(implementation, restore, times);
    const mocked = new Proxy(original, {
      apply: (_target, self, args) => record(self, args, (fn) => Reflect.apply(fn, self, args)),
      construct: (_target, args, made) => record(undefined, args, (fn) => Reflect.construct(fn, args, made), made),
      get: (target, key, receiver) => (key === "mock" ? context : Reflect.get(target, key, receiver)),
    });
    function record(self, args, call, target) {
      const fn = MockFunctionContext.next(context, original);
      const about = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self };
      try {
        about.result = call(fn);
        if (target) about.this = about.result;
        return about.result;
      } catch (e) {
        about.error = e;
        throw e;
      } finally {
        MockFunctionContext.note(context, about);
      }
    }
    return mocked;
  };

  class MockTracker {
    #restores = [];
    #contexts = [];
    get timers() {
      const refuse = () => {
        throw new Error("drydock: mock.timers is not simulated");
      };
      return { enable: refuse, reset() {}, tick: refuse, runAll: refuse, setTime: refuse };
    }
    #kept(mocked, restore) {
      this.#contexts.push(mocked.mock);
      if (restore) this.#restores.push(restore);
      return mocked;
    }
    fn(original = () => {}, implementation = original, options = {}) {
      if (implementation !== null && typeof implementation === "object")
        [options, implementation] = [implementation, original];
      if (typeof original !== "function") throw errors.invalidArgType("original", "function", original);
      return this.#kept(createMocked(original, implementation, options.times ?? Infinity));
    }
    method(object, name, implementation, options = {}) {
      if (implementation !== null && typeof implementation === "object")
        [options, implementation] = [implementation, undefined];
      let owner = object;
      while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
      const described = owner && Object.getOwnPropertyDescriptor(owner, name);
      const slot = options.getter ? "get" : options.setter ? "set" : "value";
      const original = described?.[slot];
      if (typeof original !== "function")
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_ARG_VALUE",
          `The argument 'methodName' must be a method. Received ${internal.require("inspect").inspect(original)}`,
        );
      const restore = () => {
        if (owner === object) Object.defineProperty(object, name, described);
        else delete object[name];
      };
      const mocked = createMocked(original, implementation ?? original, options.times ?? Infinity, restore);
      Object.defineProperty(object, name, { ...described, [slot]: mocked, configurable: true });
      return this.#kept(mocked, restore);
    }
    getter(object, name, implementation, options) {
      return this.method(object, name, implementation, { ...options, getter: true });
    }
    setter(object, name, implementation, options) {
      return this.method(object, name, implementation, { ...options, setter: true });
    }
    restoreAll() {
      for (const restore of this.#restores.splice(0)) restore();
    }
    reset() {
      this.restoreAll();
      this.#contexts = [];
    }
  }
  exports.create = () => new MockTracker();
  exports.mock = exports.create();
}
