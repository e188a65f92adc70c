// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `util`. */
export function guestUtil(exports, internal) {
  const { errors, types } = internal;
  const I = internal.require("inspect");
  // Who looks at the function itself finds its colours there.
  const { colors, styles } = internal.require("inspect_colours");
  for (const [name, value] of Object.entries({ colors, styles }))
    Object.defineProperty(I.inspect, name, { value, writable: true, configurable: true, enumerable: true });
  Object.assign(exports, { inspect: I.inspect, format: I.format, formatWithOptions: I.formatWithOptions, types });
  exports.stripVTControlCharacters = (s) => I.strip(s);
  exports.toUSVString = (s) => String(s).toWellFormed();
  const custom = Symbol.for("nodejs.util.promisify.custom");
  exports.promisify = function promisify(fn) {
    if (typeof fn !== "function") throw errors.invalidArgType("original", "function", fn);
    if (fn[custom]) return fn[custom];
    const out = function (...args) {
      return new Promise((resolve, reject) => {
        fn.call(this, ...args, (e, ...values) =>
          e ? reject(e) : resolve(fn[names] ? Object.fromEntries(fn[names].map((n, i) => [n, values[i]])) : values[0]),
        );
      });
    };
    Object.defineProperty(out, "name", { value: fn.name });
    Object.setPrototypeOf(out, Object.getPrototypeOf(fn));
    return out;
  };
  const names = Symbol.for("drydock.promisify.names");
  exports.promisify.custom = custom;
  exports.callbackify =
    (fn) =>
    (...args) => {
      const cb = args.pop();
      fn(...args).then(
        (v) => internal.nextTick(cb, [null, v]),
        (e) =>
          internal.nextTick(cb, [
            e || errors.nodeError(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value"),
          ]),
      );
    };
  exports.inherits = (a, b) => {
    Object.defineProperty(a, "super_", { value: b, writable: true, configurable: true });
    Object.setPrototypeOf(a.prototype, b.prototype);
  };
  const seen = new Set();
  exports.deprecate = (fn, message, code) => {
    let told = false;
    return function (...args) {
      if (!told && !(code && seen.has(code))) {
        told = true;
        if (code) seen.add(code);
        process.emitWarning(message, "DeprecationWarning", code);
      }
      return new.target ? Reflect.construct(fn, args, new.target) : fn.apply(this, args);
    };
  };
  exports.debuglog = (set) => {
    const on = new RegExp(`(^|,)${set}(,|$)`, "i").test(process.env.NODE_DEBUG || "");
    const log = (...a) => {
      if (on) internal.call("write", 2, `${set.toUpperCase()} ${process.pid}: ${I.format(...a)}\n`);
    };
    log.enabled = on;
    return log;
  };
  exports.debug = exports.debuglog;
  exports.isArray = Array.isArray;
  exports.isDeepStrictEqual = (a, b) => internal.require("assert").isDeepStrictEqual(a, b);
  for (const n of ["TextEncoder", "TextDecoder"])
    Object.defineProperty(exports, n, { get: () => internal.require("text_coding")[n], enumerable: true });
  const is = {
    isBoolean: (v) => typeof v === "boolean",
    isNull: (v) => v === null,
    isNullOrUndefined: (v) => v == null,
    isNumber: (v) => typeof v === "number",
    isString: (v) => typeof v === "string",
    isSymbol: (v) => typeof v === "symbol",
    isUndefined: (v) => v === undefined,
    isRegExp: types.isRegExp,
    isObject: (v) => v !== null && typeof v === "object",
    isDate: types.isDate,
    isError: (v) => v instanceof Error,
    isFunction: (v) => typeof v === "function",
    isPrimitive: (v) => v === null || (typeof v !== "object" && typeof v !== "function"),
    isBuffer: (v) => Buffer.isBuffer(v),
  };
  Object.assign(exports, is);
  exports.getSystemErrorName = (n) => Object.keys(internal.strerror).find((k) => internal.strerror[k][0] === n);
  exports.styleText = (format, text) => {
    let out = text;
    if (!process.stdout.isTTY && !process.env.FORCE_COLOR) return text;
    for (const f of [].concat(format)) {
      const c = I.inspect.colors[f];
      if (!c)
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_ARG_VALUE",
          `The argument 'format' must be one of: ${Object.keys(I.inspect.colors)
            .map((k) => `'${k}'`)
            .join(", ")}. Received '${f}'`,
        );
      out = `\u001b[${c[0]}m${out}\u001b[${c[1]}m`;
    }
    return out;
  };
  exports.aborted = (signal) => new Promise((r) => signal.addEventListener("abort", () => r(), { once: true }));
  exports.parseArgs = (config = {}) => {
    const args = config.args || process.argv.slice(2);
    const opts = config.options || {};
    const strict = config.strict !== false;
    const allow = config.allowPositionals !== undefined ? config.allowPositionals : !strict;
    const values = Object.create(null);
    const positionals = [];
    const bad = (code, message) => {
      throw errors.nodeError(TypeError, code, message);
    };
    const put = (name, value, shown) => {
      const o = opts[name];
      if (strict && !o)
        bad(
          "ERR_PARSE_ARGS_UNKNOWN_OPTION",
          `Unknown option '${shown}'${allow ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${shown}"` : ""}`,
        );
      if (strict && o.type === "string" && typeof value !== "string")
        bad(
          "ERR_PARSE_ARGS_INVALID_OPTION_VALUE",
          `Option '${o.short ? `-${o.short}, ` : ""}--${name} <value>' argument missing`,
        );
      if (strict && o.type === "boolean" && typeof value === "string")
        bad(
          "ERR_PARSE_ARGS_INVALID_OPTION_VALUE",
          `Option '${o.short ? `-${o.short}, ` : ""}--${name}' does not take an argument`,
        );
      if (o && o.multiple) (values[name] = values[name] || []).push(value);
      else values[name] = value;
    };
    for (let i = 0; i < args.length; i++) {
      const a = args[i];
      if (a === "--") {
        positionals.push(...args.slice(i + 1));
        break;
      }
      const m = /^--([^=]+)(?:=([\s\S]*))?$/.exec(a);
      if (m) {
        if (config.allowNegative && m[1].startsWith("no-") && opts[m[1].slice(3)]) put(m[1].slice(3), false, a);
        else if (m[2] !== undefined) put(m[1], m[2], `--${m[1]}`);
        else if (
          opts[m[1]] &&
          opts[m[1]].type === "string" &&
          i + 1 < args.length &&
          !(args[i + 1].startsWith("-") && args[i + 1].length > 1)
        )
          put(m[1], args[++i], a);
        else put(m[1], true, a);
      } else if (/^-[^-]/.test(a)) {
        for (let k = 1; k < a.length; k++) {
          const name = Object.keys(opts).find((n) => opts[n].short === a[k]) || a[k];
          if (opts[name] && opts[name].type === "string") {
            put(name, k + 1 < a.length ? a.slice(k + 1) : i + 1 < args.length ? args[++i] : true, `-${a[k]}`);
            break;
          }
          put(name, true, `-${a[k]}`);
        }
      } else {
        if (!allow)
          bad(
            "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL",
            `Unexpected argument '${a}'. This command does not take positional arguments`,
          );
        positionals.push(a);
      }
    }
    for (const n of Object.keys(opts))
      if (opts[n].default !== undefined && values[n] === undefined) values[n] = opts[n].default;
    return { values, positionals };
  };
}
