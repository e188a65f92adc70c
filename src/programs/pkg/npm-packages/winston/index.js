// winston, to its documented interface.
const EventEmitter = require("events");
const format = require("./formats");
const { CLI, COLOURS, LEVEL, NPM, SPLAT, SYSLOG } = require("./levels");
const transports = require("./transports");

class Logger extends EventEmitter {
  constructor(options = {}) {
    super();
    this.configure(options);
  }
  configure({
    level = "info",
    levels = NPM,
    format: own,
    transports: list,
    defaultMeta,
    silent,
    exitOnError = true,
  } = {}) {
    Object.assign(this, { level, levels, format: own ?? format.json(), defaultMeta, silent, exitOnError });
    this.transports = [];
    for (const t of list ? [].concat(list) : []) this.add(t);
    for (const name of Object.keys(levels)) {
      this[name] = (...args) => (args.length ? this.log(name, ...args) : this);
      this[`is${name[0].toUpperCase()}${name.slice(1)}Enabled`] = () => this.isLevelEnabled(name);
    }
  }
  isLevelEnabled(name) {
    const of = (l) => this.levels[l];
    if (!this.transports.length) return of(this.level) >= of(name);
    return this.transports.some((t) => of(t.level ?? this.level) >= of(name));
  }
  log(level, message, ...splat) {
    if (arguments.length === 1)
      return this.write({
        ...this.defaultMeta,
        ...level,
        [LEVEL]: level.level,
        level: level.level,
        message: level.message,
      });
    if (message && typeof message === "object" && !splat.length) {
      const info = message instanceof Error ? message : { ...this.defaultMeta, ...message };
      Object.assign(info, message instanceof Error ? this.defaultMeta : {}, { [LEVEL]: level, level });
      if (!(message instanceof Error) && message.message === undefined) info.message = message;
      return this.write(info);
    }
    const [meta] = splat;
    if (meta !== null && typeof meta === "object") {
      const holds = typeof message === "string" && /%[scdjifoO]/.test(message);
      const info = { ...this.defaultMeta, ...(holds ? {} : meta), [LEVEL]: level, [SPLAT]: splat, level, message };
      if (!holds && meta.message) info.message = `${message} ${meta.message}`;
      if (!holds && meta.stack) info.stack = meta.stack;
      return this.write(info);
    }
    return this.write({ ...this.defaultMeta, [LEVEL]: level, [SPLAT]: splat, level, message });
  }
  write(info) {
    if (this.silent) return this;
    const level = info[LEVEL];
    if (!this.transports.length) {
      console.error("[winston] Attempt to write logs with no transports, which can increase memory usage: %j", info);
      return this;
    }
    if (!this.isLevelEnabled(level)) return this;
    const shown = this.format.transform(info, this.format.options);
    if (!shown) return this;
    this.emit("data", shown);
    for (const t of this.transports) {
      if (t.silent || this.levels[t.level ?? this.level] < this.levels[level]) continue;
      const copy = t.format
        ? t.format.transform(Object.assign(Object.create(Object.getPrototypeOf(shown)), shown), t.format.options)
        : shown;
      if (copy) t.log(copy, () => {});
    }
    return this;
  }
  add(transport) {
    this.transports.push(transport);
    return this;
  }
  remove(transport) {
    this.transports = this.transports.filter((t) => t !== transport);
    return this;
  }
  clear() {
    this.transports = [];
    return this;
  }
  child(meta) {
    const child = Object.create(this);
    child.write = (info) => {
      const all = Object.assign(Object.create(Object.getPrototypeOf(info)), meta, info);
      return this.write(all);
    };
    for (const name of Object.keys(this.levels))
      child[name] = (...args) => Logger.prototype.log.call(child, name, ...args);
    return child;
  }
  profile(id, info = {}) {
    this.profiles ??= {};
    const began = this.profiles[id];
    if (began === undefined) {
      this.profiles[id] = Date.now();
      return this;
    }
    delete this.profiles[id];
    const entry = { ...info, level: info.level ?? "info", durationMs: Date.now() - began, message: id };
    return this.write({ ...entry, [LEVEL]: entry.level });
  }
  startTimer() {
    const began = Date.now();
    return {
      done: (info = {}) =>
        this.write({
          ...info,
          level: info.level ?? "info",
          durationMs: Date.now() - began,
          [LEVEL]: info.level ?? "info",
        }),
    };
  }
  close() {
    this.clear();
    this.emit("close");
    return this;
  }
  end() {
    setImmediate(() => this.emit("finish"));
    return this;
  }
}

const plain = new Logger();
const winston = {
  version: "@VERSION@",
  Logger,
  Transport: transports.Transport,
  createLogger: (options) => new Logger(options),
  format,
  transports,
  config: {
    npm: { levels: NPM, colors: COLOURS },
    cli: { levels: CLI, colors: COLOURS },
    syslog: { levels: SYSLOG, colors: COLOURS },
    addColors: (c) => Object.assign(COLOURS, c),
  },
  addColors: (c) => Object.assign(COLOURS, c),
  loggers: {
    all: new Map(),
    add(id, options) {
      if (!this.all.has(id)) this.all.set(id, new Logger(options));
      return this.all.get(id);
    },
    get(id, options) {
      return this.add(id, options);
    },
    has(id) {
      return this.all.has(id);
    },
  },
  configure: (options) => plain.configure(options),
  add: (t) => plain.add(t),
  remove: (t) => plain.remove(t),
  log: (...args) => plain.log(...args),
};
for (const name of Object.keys(NPM)) winston[name] = (...args) => plain[name](...args);
module.exports = winston;
