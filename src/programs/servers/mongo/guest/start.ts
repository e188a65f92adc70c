// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/**
 * Sets the shell's globals; `__mongosh` holds what the host calls. `native(what, JSON)` answers at once, `ask(what, JSON)`
 * waits for the server (the engine is suspended meanwhile).
 */
export function guestMongoStart(modules, native, ask, settings) {
  const host = {
    now: () => native("now", "null"),
    objectId: () => native("objectId", "null"),
    base64: (hex) => native("base64", JSON.stringify(hex)),
    unbase64: (text) => native("unbase64", JSON.stringify(text)),
    chance: () => native("chance", "null"),
    print: (text) => print(text),
    /** Documents and lists that came from the server. */
    served: new WeakSet(),
  };
  const load = (name, internal) => {
    const exports = {};
    modules[name](exports, internal);
    return exports;
  };
  const internal = {
    proxies: new Map(),
    iterators: new Map(),
    iteratorKinds: new Map(),
    promiseState: () => ["pending"],
    errors: { fix() {} },
    // The shell's own objects lie open to its user: nothing is kept from him.
    shielded: (fn) => fn,
    collapseFrames: (_own, frames) => frames,
    served: host.served,
  };
  const loaded = {};
  internal.require = (name) => {
    loaded[name] ??= modules[name] ? load(name, internal) : {};
    return loaded[name];
  };
  internal.types = load("types", internal);
  internal.require("inspect");
  const { display } = load("display", internal);
  const values = load("values", host);
  const whole = { depth: Infinity, colors: settings.colors, maxArrayLength: Infinity, maxStringLength: Infinity };
  // At the prompt results are cut; what the server gave, and a script's results, are not.
  const options = settings.interactive ? { ...whole, depth: 6, maxArrayLength: 100, maxStringLength: 10_000 } : whole;
  const show = (v) => display(v, options);
  const showWhole = (v) => display(v, whole);

  const words = load("words", {
    guestMessages: modules.messages,
    guestTakenApart: modules.taken_apart,
    inner: internal,
  });

  let printed = "";
  const print = (...args) => {
    printed += `${args.map((a) => (typeof a === "string" ? a : shown(a))).join(" ")}\n`;
  };

  const errors = load("errors", {});
  settings.displayBatchSize = 20;

  /** Sends a command and waits for its answer; what was printed before comes out first. */
  function request(database, command) {
    const text = printed;
    printed = "";
    const reply = values.back(ask("request", JSON.stringify([text, database, values.out(command)])));
    if (reply.$network !== undefined) {
      const e = new Error(reply.$network);
      e.name = "MongoNetworkError";
      throw e;
    }
    if (reply.ok === 0) throw errors.server(reply);
    return reply;
  }
  const WRITES = /^(insert|update|delete|findAndModify)$/;
  /** A command to a database, which may belong to a session with a transaction. */
  function send(db, command) {
    const session = db.session_;
    if (!session?.active) return request(db.getName(), command);
    session.used = true;
    try {
      return request(db.getName(), { ...command, txnNumber: 1, autocommit: false, startTransaction: true });
    } catch (e) {
      if (e.code !== 20 || !WRITES.test(Object.keys(command)[0])) throw e;
      throw errors.server({
        errmsg:
          "This MongoDB deployment does not support retryable writes. Please add retryWrites=false to your connection string.",
        code: 20,
      });
    }
  }

  const helps = load("help", {});
  const { plain, canonical, cloned } = load("copies", { values, errors });
  const cursors = load("cursor", { send, errors, settings, helps });
  const { addAdmin } = load("collectionAdmin", { send, request, cursors, errors });
  const collections = load("collection", { send, values, cursors, print, errors, addAdmin, helps });
  const databases = load("database", { request, send, values, collections, cursors, errors, settings, print, helps });
  let current = settings.connected ? databases.database(settings.database) : undefined;
  /** `db`, where there is one. */
  function connected() {
    if (!current) throw errors.input("No connected database", "SHAPI-10004");
    return current;
  }
  let last;
  const { showWhat } = load("shows", { request, connected, errors, shown: show });

  function shown(v) {
    if (v === undefined) return "";
    if (typeof v === "string") return v;
    if (cursors.isCursor(v)) {
      last = v;
      if (v.explains) return showWhole(v.explain(v.explains));
      const { docs, more } = cursors.page(v);
      return docs.length === 0 ? "" : showWhole(docs) + (more ? '\nType "it" for more' : "");
    }
    if (databases.isDatabase(v)) return v.getName();
    if (collections.isCollection(v)) return v.getFullName();
    if (v instanceof Error) return failure(v);
    return show(v);
  }

  function failure(e) {
    if (e === null || typeof e !== "object") return `Error: ${e}`;
    if (e.message === undefined) return `Error: ${show(e)}`;
    const message = words.worded(e);
    if (message !== e.message) return `${e.name}: ${message}`;
    if (e.name === "MongoServerError")
      return `MongoServerError${e.codeName ? `[${e.codeName}]` : ""}: ${e.message}${e.errInfo ? `\nAdditional information: ${showWhole(e.errInfo)}` : ""}`;
    if (e.name === "MongoBulkWriteError")
      return `${e.name}: ${e.message}\nResult: BulkWriteResult ${show(e.result)}\nWrite Errors: [\n${e.writeErrors.map((w) => `  WriteError ${show({ err: w }).split("\n").join("\n  ")}`).join(",\n")}\n]`;
    if (e.name === "MongoshInvalidInputError") return `${e.name}: [${e.code}] ${e.message}`;
    return `${e.name ?? "Error"}: ${e.message ?? e}`;
  }

  // On a terminal the return to the line's start lets the error stand over the word; a pipe has both.
  const uncaught = (text) => {
    const lines = text.includes("\n");
    const end = lines && text.startsWith("SyntaxError: ") ? "\n" : "";
    return lines ? `Uncaught:\n\r${text}${end}` : `Uncaught \r${text}`;
  };

  function use(name) {
    const before = connected().getName();
    if (!name) throw errors.input("Missing required argument at position 0 (Mongo.use)");
    current = databases.database(name);
    settings.database = name;
    return before === name ? `already on db ${name}` : `switched to db ${name}`;
  }
  const silent = Symbol("nothing to show");
  const SETTINGS = {
    displayBatchSize: () => settings.displayBatchSize,
    inspectDepth: () => 6,
    inspectCompact: () => 3,
  };
  const globals = {
    ...values.globals,
    print: (...args) => print(...args),
    printjson: (...args) =>
      print(...args.map((v) => (typeof v === "object" ? display(v, { ...options, compact: false }) : v))),
    console: { log: print, info: print, warn: print, error: print, debug: print, table: print, clear() {} },
    use,
    show: showWhat,
    it() {
      if (!last) return "no cursor";
      const { docs, more } = cursors.page(last);
      return docs.length ? showWhole(docs) + (more ? '\nType "it" for more' : "") : "no cursor";
    },
    sleep: (ms) => {
      const text = printed;
      printed = "";
      ask("sleep", JSON.stringify([text, Number(ms) || 0]));
    },
    version: () => settings.version,
    isInteractive: () => settings.interactive,
    process: {
      env: settings.env,
      platform: "linux",
      argv: settings.argv,
      exit: (code) => globals.exit(code),
      cwd: () => settings.cwd,
    },
    exit: (code = 0) => {
      native("exit", JSON.stringify(Number(code) || 0));
      throw silent;
    },
    quit: (code = 0) => globals.exit(code),
    cls: () => {
      if (settings.terminal) printed += "\x1b[2J\x1b[0f";
    },
    structuredClone: cloned,
    atob: (text) => {
      const hex = host.unbase64(String(text));
      return hex.replace(/../g, (h) => String.fromCharCode(Number.parseInt(h, 16)));
    },
    btoa: (text) => {
      const bytes = [...String(text)].map((c) => c.charCodeAt(0).toString(16).padStart(2, "0"));
      return host.base64(bytes.join(""));
    },
    config: {
      get: (name) => SETTINGS[name]?.(),
      set: (name, value) => {
        if (name !== "displayBatchSize") errors.refuse(`config.set("${name}")`);
        settings.displayBatchSize = Number(value);
        return `Setting "${name}" has been changed`;
      },
      reset: (name) => globals.config.set(name, 20),
    },
    DBQuery: {
      get shellBatchSize() {
        return settings.displayBatchSize;
      },
      set shellBatchSize(n) {
        print(
          'DeprecationWarning: DBQuery.shellBatchSize is deprecated, please use config.set("displayBatchSize") instead',
        );
        settings.displayBatchSize = Number(n);
      },
    },
    passwordPrompt: () => {
      const text = printed;
      printed = "";
      return ask("password", JSON.stringify([text]));
    },
    load: (path) => {
      const text = native("file", JSON.stringify(String(path)));
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      (0, eval)(text);
      return true;
    },
    disableTelemetry: () => "Telemetry is now disabled.",
    enableTelemetry: () => "Telemetry is now enabled.",
    help: () => helps.shell(),
    EJSON: {
      stringify: (v, replacer, space) => {
        if (replacer?.relaxed === false) throw new Error("drydock: EJSON's canonical form is not simulated");
        return JSON.stringify(plain(v), null, space);
      },
      parse: (t) => JSON.parse(t),
    },
    rs: new Proxy(
      {},
      {
        get: () => () => {
          throw new Error("drydock: replica sets are not simulated");
        },
      },
    ),
    sh: new Proxy(
      {},
      {
        get: () => () => {
          throw new Error("drydock: sharding is not simulated");
        },
      },
    ),
  };
  for (const name of [
    "Buffer",
    "require",
    "fetch",
    "setTimeout",
    "setInterval",
    "Mongo",
    "connect",
    "edit",
    "snippet",
    "history",
  ])
    globals[name] = () => errors.refuse(name);
  globals.Buffer.from = globals.Buffer;
  for (const name of Object.keys(globals))
    Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  Object.defineProperty(globalThis, "db", { get: connected, set: (v) => (current = v), configurable: true });
  Math.random = host.chance;

  const entry = {
    /** The text of a value that a line gave; undefined shows nothing. */
    result(v) {
      // A function without a name has that of the place where the real shell keeps a line's result.
      if (typeof v === "function" && v.name === "") Object.defineProperty(v, "name", { value: "_cr" });
      const text = v instanceof Error ? `\r${failure(v)}` : shown(v);
      // At the prompt a result without a text is an empty line.
      const out = printed + (text === "" && !settings.interactive ? "" : `${text}\n`);
      printed = "";
      return out;
    },
    error(e) {
      const out = printed + (e === silent ? "" : `${settings.interactive ? uncaught(failure(e)) : failure(e)}\n`);
      printed = "";
      return out;
    },
    source: words.source,
    /** The value that a line gave as JSON, which keeps the types that JSON does not have. */
    json(v) {
      const value = cursors.isCursor(v) ? v.toArray() : v;
      const text =
        value === undefined
          ? ""
          : `${JSON.stringify(settings.json === "relaxed" ? plain(value) : canonical(value), null, 2)}\n`;
      const out = printed + text;
      printed = "";
      return out;
    },
    /** What a line threw, as JSON. */
    jsonError(e) {
      const out = `${printed}${JSON.stringify({ message: words.worded(e), stack: `${e.name}: ${words.worded(e)}`, name: e.name }, null, 2)}\n`;
      printed = "";
      return out;
    },
    database: () => (current ? current.getName() : ""),
    command(word, rest) {
      if (word === "use") return use(rest);
      if (word === "show") return showWhat(rest);
      return globals[word]();
    },
  };
  Object.defineProperty(globalThis, "__mongosh", { value: entry });
}
