// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What the web's streams have in common: queues with sizes, their strategies, promises that are settled from outside. */
export function guestWebQueue(exports, internal) {
  const { errors } = internal;
  const custom = Symbol.for("nodejs.util.inspect.custom");

  exports.invalidState = (message) => errors.nodeError(TypeError, "ERR_INVALID_STATE", `Invalid state: ${message}`);

  /** A promise with its `resolve` and `reject`; a failure that nobody waits for is none of the program's. */
  exports.deferred = () => {
    const d = {};
    d.promise = new Promise((resolve, reject) => Object.assign(d, { resolve, reject }));
    d.promise.catch(() => {});
    return d;
  };
  exports.rejected = (reason) => {
    const d = exports.deferred();
    d.reject(reason);
    return d;
  };

  /** A queue of [value, size]; `total` is their sum. */
  exports.createQueue = () => ({ items: [], total: 0 });
  exports.enqueue = (queue, value, size) => {
    if (typeof size !== "number" || Number.isNaN(size) || size < 0 || size === Infinity)
      throw errors.nodeError(
        RangeError,
        "ERR_INVALID_ARG_VALUE",
        `The argument 'size' is invalid. Received ${internal.require("inspect").inspect(size)}`,
      );
    queue.items.push([value, size]);
    queue.total += size;
  };
  exports.dequeue = (queue) => {
    const [value, size] = queue.items.shift();
    queue.total = Math.max(0, queue.total - size);
    return value;
  };
  exports.reset = (queue) => {
    queue.items = [];
    queue.total = 0;
  };

  /** A strategy's [high-water mark, size of a chunk]. */
  exports.strategyOf = (strategy, most) => {
    const { highWaterMark = most, size } = strategy ?? {};
    const n = Number(highWaterMark);
    if (Number.isNaN(n) || n < 0)
      throw errors.nodeError(
        RangeError,
        "ERR_INVALID_ARG_VALUE",
        `The property 'strategy.highWaterMark' is invalid. Received ${internal.require("inspect").inspect(highWaterMark)}`,
      );
    if (size !== undefined && typeof size !== "function")
      throw errors.invalidArgType("strategy.size", "function", size);
    return [n, size ? (chunk) => size.call(undefined, chunk) : () => 1];
  };
  /** A source's or sink's function, to be called with it as `this`; its failure is a promise's. */
  exports.methodOf = (what, of, name, otherwise) => {
    const fn = of?.[name];
    if (fn === undefined) return otherwise;
    if (typeof fn !== "function") throw errors.invalidArgType(`${what}.${name}`, "function", fn);
    return async (...args) => fn.apply(of, args);
  };
  exports.show = (C, parts) =>
    Object.defineProperty(C.prototype, custom, {
      value(depth, options, inspect) {
        if (depth < 0) return this;
        const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
        return `${this.constructor.name} ${inspect(parts(this), inner)}`;
      },
      enumerable: false,
    });

  const marked = (options) => {
    if (typeof options !== "object" || options === null) throw errors.invalidArgType("init", "Object", options);
    if (options.highWaterMark === undefined)
      throw errors.nodeError(TypeError, "ERR_MISSING_OPTION", "options.highWaterMark is required");
    return Number(options.highWaterMark);
  };
  exports.CountQueuingStrategy = class CountQueuingStrategy {
    #most;
    constructor(options) {
      this.#most = marked(options);
    }
    get highWaterMark() {
      return this.#most;
    }
    get size() {
      return () => 1;
    }
  };
  exports.ByteLengthQueuingStrategy = class ByteLengthQueuingStrategy {
    #most;
    constructor(options) {
      this.#most = marked(options);
    }
    get highWaterMark() {
      return this.#most;
    }
    get size() {
      return (chunk) => chunk.byteLength;
    }
  };
  for (const C of [exports.CountQueuingStrategy, exports.ByteLengthQueuingStrategy])
    exports.show(C, (it) => ({ highWaterMark: it.highWaterMark }));
}
