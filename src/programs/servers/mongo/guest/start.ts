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
  };
  internal.types = load("types", internal);
  load("inspect", internal);
  const { display } = load("display", internal);
  const values = load("values", host);
  const whole = { depth: Infinity, colors: settings.colors, maxArrayLength: Infinity, maxStringLength: Infinity };
  // At the prompt results are cut; what the server gave, and a script's results, are not.
  const options = settings.interactive ? { ...whole, depth: 6, maxArrayLength: 100, maxStringLength: 10_000 } : whole;
  const show = (v) => display(v, options);
  const showWhole = (v) => display(v, whole);

  const words = load("words", { guestMessages: modules.messages, inner: internal });

  let printed = "";
  const print = (...args) => {
    printed += `${args.map((a) => (typeof a === "string" ? a : shown(a))).join(" ")}\n`;
  };

  class MongoServerError extends Error {
    constructor(reply) {
      super(reply.errmsg);
      this.name = "MongoServerError";
      Object.assign(this, { ok: 0, code: reply.code, codeName: reply.codeName, errmsg: reply.errmsg });
    }
  }
  class MongoBulkWriteError extends Error {
    constructor(first, result, writeErrors) {
      super(first.errmsg);
      this.name = "MongoBulkWriteError";
      Object.assign(this, { code: first.code, result, writeErrors });
    }
  }
  const errors = {
    server: (reply) => new MongoServerError(reply),
    one(reply) {
      const [first] = reply.writeErrors ?? [];
      if (first) throw new MongoServerError(first);
    },
    bulk(reply, result) {
      const [first] = reply.writeErrors ?? [];
      if (first) throw new MongoBulkWriteError(first, result, reply.writeErrors);
    },
  };

  /** Sends a command and waits for its answer; what was printed before comes out first. */
  function request(database, command) {
    const text = printed;
    printed = "";
    const reply = values.back(JSON.parse(ask("request", JSON.stringify([text, database, values.out(command)]))));
    if (reply.$network !== undefined) {
      const e = new Error(reply.$network);
      e.name = "MongoNetworkError";
      throw e;
    }
    if (reply.ok === 0) throw new MongoServerError(reply);
    return reply;
  }

  const cursors = load("cursor", { request });
  const collections = load("collection", { request, values, cursors, print, errors });
  const databases = load("database", { request, values, collections, cursors });
  let current = databases.database(settings.database);
  let last;

  function shown(v) {
    if (v === undefined) return "";
    if (typeof v === "string") return v;
    if (cursors.isCursor(v)) {
      last = v;
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
    if (e.name === "MongoServerError" && e.codeName) return `MongoServerError[${e.codeName}]: ${e.message}`;
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

  const size = (n) => {
    const units = ["B", "KiB", "MiB", "GiB"];
    let i = 0;
    let x = Number(n);
    for (; x >= 1024 && i < 3; i++) x /= 1024;
    return `${x.toFixed(2)} ${units[i]}`;
  };
  function showWhat(what) {
    switch (what) {
      case "dbs":
      case "databases": {
        const all = request("admin", { listDatabases: 1 }).databases.map((d) => [d.name, size(d.sizeOnDisk)]);
        const names = Math.max(...all.map((r) => r[0].length));
        const sizes = Math.max(...all.map((r) => r[1].length));
        return all.map(([n, s]) => `${n.padEnd(names)}  ${s.padStart(sizes)}`).join("\n");
      }
      case "collections":
      case "tables":
        return current.getCollectionNames().sort().join("\n");
      case "users":
        return show(current.getUsers().users);
      case "roles":
      case "profile":
      case "log":
      case "logs":
        throw new Error(`drydock: mongosh's show ${what} is not simulated`);
      default: {
        const e = new Error(`'${what ?? ""}' is not a valid argument for "show".`);
        e.name = "MongoshInvalidInputError";
        e.code = "COMMON-10001";
        throw e;
      }
    }
  }
  function use(name) {
    const before = current.getName();
    current = databases.database(name);
    settings.database = name;
    return before === name ? `already on db ${name}` : `switched to db ${name}`;
  }
  const silent = Symbol("nothing to show");
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
      printed += "\x1b[2J\x1b[0f";
    },
    load: (path) => {
      const text = native("file", JSON.stringify(String(path)));
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      (0, eval)(text);
      return true;
    },
    disableTelemetry: () => "Telemetry is now disabled.",
    enableTelemetry: () => "Telemetry is now enabled.",
    help: () =>
      "drydock: mongosh's own help is not simulated; try: show dbs, use NAME, show collections, db.NAME.find(), .insertOne({}), .updateOne({}, {$set: {}}), .deleteOne({}), it, exit",
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
  function plain(v) {
    if (v === null || typeof v !== "object") return v;
    if (Array.isArray(v)) return v.map(plain);
    const fields = (o) => Object.fromEntries(Object.keys(o).map((k) => [k, plain(o[k])]));
    if (Object.getPrototypeOf(v) === Object.prototype) return fields(v);
    const json = v.toJSON?.();
    if (json?.$numberDecimal !== undefined) return json;
    const moved = values.out(v);
    if (moved === null || typeof moved !== "object") return moved;
    if ("$fields" in moved) return fields(v);
    // Relaxed, as it is unless asked otherwise: a long is a number, whole seconds have no fraction.
    if (moved.$date !== undefined) return { $date: new Date(moved.$date).toISOString().replace(".000Z", "Z") };
    if (moved.$numberLong !== undefined) return Number(moved.$numberLong);
    return moved;
  }
  for (const name of Object.keys(globals))
    Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  Object.defineProperty(globalThis, "db", { get: () => current, set: (v) => (current = v), configurable: true });
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
    database: () => current.getName(),
    command(word, rest) {
      if (word === "use") return use(rest);
      if (word === "show") return showWhat(rest);
      return globals[word]();
    },
  };
  Object.defineProperty(globalThis, "__mongosh", { value: entry });
}
