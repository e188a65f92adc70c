// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** CommonJS: finding, compiling and running files; how a program starts. */
export function guestLoader(exports, internal) {
  const { errors, options } = internal;
  const path = internal.require("path");
  const L = "node:internal/modules/cjs/loader";
  const stat = (p) => {
    const r = internal.raw("fs.stat", [p]);
    return r.$error ? undefined : r.kind;
  };
  const isFile = (p) => stat(p) === "file";
  const isFolder = (p) => stat(p) === "directory";
  const readText = (p) => {
    if (internal.loaded && !p.endsWith("package.json")) internal.loaded(p);
    return internal.call("fs.readText", p);
  };
  const realpath = (p) => {
    const r = internal.raw("fs.realpath", [p]);
    return r.$error ? p : r;
  };

  internal.require("instrument");
  // Where the program last threw something: V8 shows that line, not where an error was made.
  Object.defineProperty(globalThis, "__throw", {
    value: (file, line, column) => {
      internal.thrownAt = { file, line, column };
    },
    enumerable: false,
  });

  const nativeThen = Promise.prototype.then;
  internal.nativeThen = nativeThen;
  Object.defineProperty(Promise.prototype, "then", {
    value: function then(onFulfilled, onRejected) {
      const store = internal.asyncStore;
      let ok = onFulfilled;
      let bad = onRejected;
      if (typeof onRejected === "function") bad = (e) => onRejected(errors.fix(e));
      if (store !== undefined || internal.keepsStores) {
        const within = (fn) =>
          typeof fn !== "function"
            ? fn
            : (v) => {
                const before = internal.asyncStore;
                internal.asyncStore = store;
                try {
                  return fn(v);
                } finally {
                  internal.asyncStore = before;
                }
              };
        ok = within(ok);
        bad = within(bad);
      }
      return nativeThen.call(this, ok, bad);
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });

  const packages = new Map();
  function readPackage(folder) {
    const file = path.join(folder, "package.json");
    let p = packages.get(file);
    if (p === undefined) {
      p = null;
      if (isFile(file)) {
        try {
          p = JSON.parse(readText(file));
        } catch (e) {
          e.message = `Error parsing ${file}: ${e.message}`;
          throw e;
        }
      }
      packages.set(file, p);
    }
    return p;
  }
  function packageScope(file) {
    for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
      if (dir.endsWith("/node_modules")) return undefined;
      const p = readPackage(dir);
      if (p) return { dir, data: p };
      if (dir === "/") return undefined;
    }
  }
  internal.packageScope = packageScope;
  internal.readPackage = readPackage;
  internal.isFile = isFile;
  internal.isFolder = isFolder;
  internal.readText = readText;
  internal.realpath = realpath;

  function asFile(p) {
    if (isFile(p)) return realpath(p);
    for (const ext of [".js", ".json", ".node"]) if (isFile(p + ext)) return realpath(p + ext);
    return undefined;
  }
  function asFolder(p) {
    if (!isFolder(p)) return undefined;
    const pkg = readPackage(p);
    if (pkg && typeof pkg.main === "string" && pkg.main) {
      const main = path.resolve(p, pkg.main);
      const found = asFile(main) || asFile(path.join(main, "index"));
      if (found) return found;
      const index = asFile(path.join(p, "index"));
      if (index) return index;
      const e = new Error(`Cannot find module '${main}'. Please verify that the package.json has a valid "main" entry`);
      e.code = "MODULE_NOT_FOUND";
      e.path = path.join(p, "package.json");
      e.requestPath = p;
      throw e;
    }
    return asFile(path.join(p, "index"));
  }
  /** What `exports` of a package has for a subpath: its target, or undefined. */
  function exportsTarget(map, subpath, conditions) {
    if (
      typeof map === "string" ||
      Array.isArray(map) ||
      (map && !Object.keys(map).some((k) => k.startsWith(".") || k.startsWith("#")))
    )
      map = { ".": map };
    const pick = (t, star) => {
      if (typeof t === "string") return star === undefined ? t : t.replaceAll("*", star);
      if (Array.isArray(t)) {
        for (const x of t) {
          const r = pick(x, star);
          if (r) return r;
        }
        return undefined;
      }
      if (t && typeof t === "object") {
        for (const k of Object.keys(t))
          if (k === "default" || conditions.includes(k)) {
            const r = pick(t[k], star);
            if (r) return r;
          }
      }
      return undefined;
    };
    if (map[subpath] !== undefined) return pick(map[subpath]);
    for (const k of Object.keys(map)) {
      const at = k.indexOf("*");
      if (at < 0) continue;
      const head = k.slice(0, at);
      const tail = k.slice(at + 1);
      if (subpath.startsWith(head) && subpath.endsWith(tail) && subpath.length >= k.length - 1)
        return pick(map[k], subpath.slice(head.length, subpath.length - tail.length));
    }
    return undefined;
  }
  function nodePaths(from) {
    const out = [];
    for (let dir = from; ; dir = path.dirname(dir)) {
      if (path.basename(dir) !== "node_modules") out.push(path.join(dir, "node_modules"));
      if (dir === "/") break;
    }
    return out;
  }
  function splitPackage(name) {
    const parts = name.split("/");
    const count = name.startsWith("@") ? 2 : 1;
    return { pkg: parts.slice(0, count).join("/"), sub: parts.slice(count).join("/") };
  }
  function notExported(dir, subpath, base) {
    const e = errors.nodeError(
      Error,
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
      subpath === "."
        ? `No "exports" main defined in ${path.join(dir, "package.json")}`
        : `Package subpath '${subpath}' is not defined by "exports" in ${path.join(dir, "package.json")}${base ? ` imported from ${base}` : ""}`,
    );
    if (base) return e;
    const R = "node:internal/modules/esm/resolve";
    const own = [
      `exportsNotFound (${R}:322:10)`,
      `packageExportsResolve (${R}:${subpath === "." ? "613:13" : "670:9"})`,
      `resolveExports (${L}:638:36)`,
      `Module._findPath (${L}:711:31)`,
      `Module._resolveFilename (${L}:1193:27)`,
    ].map((l) => `    at ${l}`);
    const rest = e.stack.split("\n").filter((l) => l.startsWith("    at ") && !l.includes("_resolveFilename"));
    errors.setStackTail(e, [...own, ...rest].slice(0, 10).join("\n"));
    Object.defineProperty(e, "stack", {
      value: e.stack.replace(/^Error: /, "Error [ERR_PACKAGE_PATH_NOT_EXPORTED]: "),
      writable: true,
      configurable: true,
    });
    Object.defineProperty(e, "arrow", { value: `${L}:645\n      throw e;\n      ^\n\n`, enumerable: false });
    return e;
  }
  /** A package's file for `name` as seen from a folder. */
  function findPackage(name, from, conditions) {
    const { pkg, sub } = splitPackage(name);
    const scope = packageScope(path.join(from, "x"));
    if (scope && scope.data.name === pkg && scope.data.exports !== undefined) {
      const t = exportsTarget(scope.data.exports, sub ? `./${sub}` : ".", conditions);
      if (t) return path.join(scope.dir, t);
    }
    const extra = (process.env.NODE_PATH || "").split(":").filter(Boolean);
    for (const folder of [...nodePaths(from), ...extra]) {
      if (!isFolder(folder)) continue;
      const dir = path.join(folder, pkg);
      const data = isFolder(dir) ? readPackage(dir) : null;
      if (data && data.exports !== undefined && data.exports !== null) {
        const t = exportsTarget(data.exports, sub ? `./${sub}` : ".", conditions);
        if (!t) throw notExported(dir, sub ? `./${sub}` : ".");
        return realpath(path.join(dir, t));
      }
      const full = path.join(folder, name);
      const found = asFile(full) || asFolder(full);
      if (found) return found;
    }
    return undefined;
  }
  Object.assign(internal, { findPackage, exportsTarget, asFile, asFolder, splitPackage });

  function importsTarget(name, from, conditions) {
    const scope = packageScope(path.join(from, "x"));
    const t = scope && scope.data.imports && exportsTarget(scope.data.imports, name, conditions);
    if (!t) return undefined;
    return t.startsWith(".") ? path.join(scope.dir, t) : findPackage(t, scope.dir, conditions);
  }

  function Module(id, parent) {
    this.id = id;
    this.path = path.dirname(id);
    this.exports = {};
    this.filename = null;
    this.loaded = false;
    this.children = [];
    this.paths = [];
    Object.defineProperty(this, "parent", { value: parent, enumerable: false, configurable: true, writable: true });
    if (parent && parent.children) parent.children.push(this);
  }
  Module._cache = Object.create(null);
  Module._extensions = Object.create(null);
  Module.builtinModules = internal.require("builtins").names;
  Module.isBuiltin = (n) => n.replace(/^node:/, "") in internal.builtinNames;
  Module._nodeModulePaths = nodePaths;
  Module.createRequire = (file) => {
    const f = String(file).startsWith("file:") ? internal.require("url").fileURLToPath(file) : String(file);
    const m = new Module(f);
    m.filename = f;
    m.paths = nodePaths(path.dirname(f));
    return makeRequire(m);
  };
  Module.wrap = (s) => `(function (exports, require, module, __filename, __dirname) { ${s}\n});`;
  Module.Module = Module;
  internal.Module = Module;
  const builtin = (name) => {
    const n = name.startsWith("node:") ? name.slice(5) : name;
    if (n in internal.builtinNames && (name.startsWith("node:") || !n.startsWith("test"))) return internal.builtin(n);
    if (name.startsWith("node:"))
      throw errors.nodeError(Error, "ERR_UNKNOWN_BUILTIN_MODULE", `No such built-in module: ${name}`);
    return undefined;
  };

  Module._resolveFilename = function resolveFilename(request, parent, isMain, o) {
    return find(request, parent, isMain, o);
  };
  const find = internal.shielded(function search(request, parent, isMain, o) {
    if (Module.isBuiltin(request)) return request;
    const from = parent && parent.filename ? path.dirname(parent.filename) : process.cwd();
    const conditions = ["node", "require", "module-sync"];
    let found;
    if (o && o.paths) {
      for (const p of o.paths) {
        found =
          /^\.{0,2}\//.test(request) || request === "." || request === ".."
            ? asFile(path.resolve(p, request)) || asFolder(path.resolve(p, request))
            : findPackage(request, p, conditions);
        if (found) return found;
      }
    } else if (request.startsWith("#")) found = importsTarget(request, from, conditions);
    else if (/^(?:\.{1,2})?\//.test(request) || request === "." || request === "..") {
      const full = path.resolve(from, request);
      found =
        request.endsWith("/") ||
        request === "." ||
        request === ".." ||
        request.endsWith("/.") ||
        request.endsWith("/..")
          ? asFolder(full) || (request.endsWith("/") ? undefined : asFile(full))
          : asFile(full) || asFolder(full);
    } else found = findPackage(request, from, conditions);
    if (found) return found;
    const stack = [];
    for (let c = parent; c && (c.filename || c.id); c = c.parent) stack.push(c.filename || c.id);
    const e = new Error(
      `Cannot find module '${request}'${stack.length ? `\nRequire stack:\n- ${stack.join("\n- ")}` : ""}`,
    );
    e.code = "MODULE_NOT_FOUND";
    e.requireStack = stack;
    Object.defineProperty(e, "arrow", { value: `${L}:1210\n  throw err;\n  ^\n\n`, enumerable: false });
    throw e;
  });
  function resolveModule(request, parent, isMain) {
    return Module._resolveFilename(request, parent, isMain);
  }
  // What a module has exported so far, for one that it requires itself: names that are not there yet give a warning.
  const asked = new Set();
  const missing = (name) => {
    // Here symbols are asked for more often than by V8.
    if (asked.has(name)) return;
    if (typeof name === "symbol") asked.add(name);
    process.emitWarning(
      `Accessing non-existent property '${String(name)}' of module exports inside circular dependency`,
    );
  };
  const unfinishedExports = new Proxy(
    {},
    {
      get: (target, name) => (name in target || name === "__esModule" ? target[name] : missing(name)),
      getOwnPropertyDescriptor: (target, name) =>
        Object.hasOwn(target, name) || name === "__esModule"
          ? Reflect.getOwnPropertyDescriptor(target, name)
          : missing(name),
    },
  );
  const isPlain = (value, prototype) =>
    typeof value === "object" &&
    value !== null &&
    !internal.proxies.has(value) &&
    Object.getPrototypeOf(value) === prototype;
  function unfinished(module) {
    if (isPlain(module.exports, Object.prototype) && !module.exports.__esModule)
      Object.setPrototypeOf(module.exports, unfinishedExports);
    return module.exports;
  }
  Module._load = function loadModule(request, parent, isMain) {
    const b = typeof request === "string" ? builtin(request) : undefined;
    if (b !== undefined) return b;
    const filename = resolveModule(request, parent, isMain);
    const cached = Module._cache[filename];
    if (cached) {
      if (parent && parent.children && !parent.children.includes(cached)) parent.children.push(cached);
      return cached.loaded ? cached.exports : unfinished(cached);
    }
    const module = new Module(isMain ? "." : filename, parent);
    if (isMain) process.mainModule = module;
    Module._cache[filename] = module;
    let ok = false;
    try {
      module.load(filename);
      ok = true;
    } finally {
      if (!ok) {
        delete Module._cache[filename];
        if (parent && parent.children) parent.children = parent.children.filter((c) => c !== module);
      } else if (isPlain(module.exports, unfinishedExports)) Object.setPrototypeOf(module.exports, Object.prototype);
    }
    return module.exports;
  };
  Module.prototype.load = function loadFile(filename) {
    this.filename = filename;
    this.path = path.dirname(filename);
    this.paths = nodePaths(path.dirname(filename));
    const ext = /\.\w+$/.exec(path.basename(filename));
    (Module._extensions[ext ? ext[0] : ".js"] || Module._extensions[".js"])(this, filename);
    this.loaded = true;
  };
  Module.prototype.require = function requireOf(id) {
    if (typeof id !== "string") throw errors.invalidArgType("id", "string", id);
    if (id === "")
      throw errors.nodeError(
        TypeError,
        "ERR_INVALID_ARG_VALUE",
        "The argument 'id' must be a non-empty string. Received ''",
      );
    return Module._load(id, this, false);
  };

  const PREFIX = "(function __module(exports, require, module, __filename, __dirname) { ";
  /** Compiles what follows awaits; a text that is at odds with that, as it is. */
  function compileFollowed(text, file, before, after) {
    const { text: code, insertions, plain } = internal.instrument(text, file);
    errors.addSource(file, text, before.length, insertions);
    try {
      return internal.compile(`${before}${code}${after}`, file);
    } catch (e) {
      if (!plain || !e || e.name !== "SyntaxError") throw e;
    }
    errors.addSource(file, text, before.length, plain.insertions);
    return internal.compile(`${before}${plain.text}${after}`, file);
  }
  Module.prototype._compile = function compileModule(content, filename) {
    const text = content.replace(/^\uFEFF/, "").replace(/^#!/, "//");
    let fn;
    try {
      fn = compileFollowed(text, filename, PREFIX, "\n})");
    } catch (e) {
      throw syntax(e, filename, "cjs");
    }
    const require = makeRequire(this);
    return fn.call(this.exports, this.exports, require, this, filename, path.dirname(filename));
  };
  /** What V8 says of a text that would be one of a module. */
  const ONLY_IN_A_MODULE =
    /^(?:Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta' outside a module|await is only valid in async functions and the top level bodies of modules|Identifier '(?:__filename|__dirname|exports|module|require)' has already been declared)$/;
  /** Where it is an await, it must stand outside of all functions. */
  function isModuleText(message, filename) {
    if (!message.startsWith("await ")) return true;
    try {
      internal.compile(`(async () => {${readText(filename).replace(/^#!/, "//")}\n})`, filename);
      return true;
    } catch {
      return false;
    }
  }
  function syntax(e, filename, kind) {
    if (e.name !== "SyntaxError") return e;
    const s = errors.syntaxError(e, filename);
    const main = !process.mainModule || process.mainModule.filename === filename;
    if (
      main &&
      (kind === "cjs" || kind === "check") &&
      ONLY_IN_A_MODULE.test(s.message) &&
      isModuleText(s.message, filename)
    )
      internal.warnNow('To load an ES module, set "type": "module" in the package.json or use the .mjs extension.');
    const tail = s.stack
      .split("\n")
      .slice(1)
      .filter((l) => l.startsWith("    at "));
    if (tail[0] && tail[0].startsWith("    at Module._compile")) tail.shift();
    if (kind === "check") {
      errors.setStackTail(
        s,
        [`    at wrapSafe (${L}:1464:18)`, "    at checkSyntax (node:internal/main/check_syntax:78:3)"].join("\n"),
      );
      return s;
    }
    const own =
      kind === "cjs"
        ? [`    at wrapSafe (${L}:1464:18)`, `    at Module._compile (${L}:1495:20)`]
        : ["    at makeContextifyScript (node:internal/vm:185:14)", "    at node:internal/process/execution:107:22"];
    const rest = kind === "cjs" ? tail : tail.filter((l) => !/runScriptInThisContext|execution:118/.test(l));
    errors.setStackTail(s, [...own, ...rest].slice(0, 10).join("\n"));
    // Who catches what a required file could not be read for sees the line in its trace too.
    if (kind === "cjs")
      Object.defineProperty(s, "stack", {
        value: `${internal.require("fatal").where(s)}${s.stack}`,
        enumerable: false,
      });
    return s;
  }
  internal.syntax = syntax;

  Module._extensions[".js"] = function extensionJs(module, filename) {
    const content = readText(filename);
    if (filename.endsWith(".mjs")) return requireEsm(module, filename);
    if (!filename.endsWith(".cjs")) {
      const scope = packageScope(filename);
      if (scope && scope.data.type === "module") return requireEsm(module, filename);
      if ((!scope || scope.data.type === undefined) && looksLikeModule(content, filename))
        return requireEsm(module, filename);
    }
    module._compile(content, filename);
  };
  Module._extensions[".mjs"] = Module._extensions[".js"];
  Module._extensions[".cjs"] = Module._extensions[".js"];
  Module._extensions[".json"] = function extensionJson(module, filename) {
    const content = readText(filename);
    try {
      module.exports = JSON.parse(content.replace(/^\uFEFF/, ""));
    } catch (e) {
      const stack = e.stack;
      Object.defineProperty(e, "message", {
        value: `${filename}: ${e.message}`,
        configurable: true,
        writable: true,
        enumerable: false,
      });
      Object.defineProperty(e, "stack", {
        value: `SyntaxError: ${e.message}\n    at parse (<anonymous>)${stack.slice(stack.indexOf("\n    at ")).replace(/^\n {4}at JSON\.parse[^\n]*/, "")}`,
        configurable: true,
        writable: true,
        enumerable: false,
      });
      Object.defineProperty(e, "arrow", { value: `${L}:1644\n    throw err;\n    ^\n\n`, enumerable: false });
      throw e;
    }
  };
  Module._extensions[".node"] = (_module, filename) => {
    throw new Error(`${filename}: native addons are not simulated`);
  };

  /** Whether a file without a declared kind is an ES module: an import or export statement, and no CommonJS. */
  function looksLikeModule(content, filename) {
    if (
      !/^[ \t]*(?:import\b(?!\s*\()|export\b)/m.test(content) &&
      !/^[ \t]*(?:\w+\s*=\s*)?await\b/m.test(content) &&
      !content.includes("import.meta")
    )
      return false;
    try {
      internal.compile(`${PREFIX}${content.replace(/^#!/, "//")}\n})`, filename);
      return false;
    } catch (e) {
      void e;
      if (/^[ \t]*(?:import\b(?!\s*\()|export\b)/m.test(content) || content.includes("import.meta")) return true;
    }
    // `await` outside of a function: what is fine as an asynchronous function's body is a module.
    try {
      internal.compile(`(async ${PREFIX.slice(1)}${content.replace(/^#!/, "//")}\n})`, filename);
      return true;
    } catch {
      return false;
    }
  }
  internal.looksLikeModule = looksLikeModule;

  /** An ES module that is required: its names, unless it awaits at its top. */
  function requireEsm(module, filename) {
    const namespace = internal.require("esm").requireFile(filename);
    if (namespace === undefined)
      throw errors.nodeError(
        Error,
        "ERR_REQUIRE_ASYNC_MODULE",
        "require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.",
      );
    module.exports = "module.exports" in namespace ? namespace["module.exports"] : namespace;
  }

  function makeRequire(module) {
    function require(id) {
      return requireFunction(module, id);
    }
    function requireFunction(m, id) {
      return m.require(id);
    }
    require.resolve = (request, o) => Module._resolveFilename(request, module, false, o);
    require.resolve.paths = (request) => {
      if (Module.isBuiltin(request)) return null;
      const folder = path.dirname(module.filename || "/x");
      if (/^\.{1,2}(?:\/|$)/.test(request)) return [folder];
      const { HOME } = process.env;
      const home = HOME ? [path.join(HOME, ".node_modules"), path.join(HOME, ".node_libraries")] : [];
      return [...nodePaths(folder), ...home, path.resolve(process.execPath, "../../lib/node")];
    };
    require.main = process.mainModule;
    require.extensions = Module._extensions;
    require.cache = Module._cache;
    Object.defineProperty(require, "name", { value: "requireFunction" });
    Object.defineProperty(require, "name", { value: "require" });
    return require;
  }
  internal.makeRequire = makeRequire;

  function isEsm(filename) {
    if (filename.endsWith(".mjs")) return true;
    if (!filename.endsWith(".js")) return false;
    const scope = packageScope(filename);
    if (scope && scope.data.type !== undefined) return scope.data.type === "module";
    return looksLikeModule(readText(filename), filename);
  }
  internal.isEsm = isEsm;

  function runMain(file) {
    const full = path.resolve(file);
    let filename;
    try {
      filename = asFile(full) || asFolder(full);
    } catch (e) {
      void e;
    }
    if (filename && isEsm(filename)) return internal.require("esm").runMain(filename);
    Module._load(full, undefined, true);
  }
  function startMain(file) {
    runMain(file);
  }

  /** -e, -p and a script on standard input. */
  function evalScript(source, name, print) {
    const module = new Module(name);
    module.filename = path.join(process.cwd(), name);
    module.paths = nodePaths(process.cwd());
    const require = makeRequire(module);
    Object.assign(globalThis, { module, exports: module.exports, __filename: name, __dirname: "." });
    internal.require("repl_globals").installModules();
    globalThis.require = require;
    const instrumented = internal.instrument(source, name);
    // It runs as it is compiled: whether it can be is not known before.
    const { text, insertions } = instrumented.plain || instrumented;
    errors.addSource(name, source, 0, insertions);
    let value;
    try {
      value = internal.compile(text, name);
    } catch (e) {
      if (e === internal.exitSentinel) throw e;
      const d = typeof e === "object" && e !== null && Object.getOwnPropertyDescriptor(e, "stack");
      if (
        e &&
        e.name === "SyntaxError" &&
        d &&
        typeof d.value === "string" &&
        new RegExp(`^\\s+at ${name.replace(/[[\]]/g, "\\$&")}:\\d+:\\d+\\n`).test(d.value)
      )
        throw syntax(e, name, "eval");
      throw e;
    }
    if (print) console.log(value);
  }
  internal.evalScript = evalScript;

  exports.main = () => {
    const channel = process.env.NODE_CHANNEL_FD;
    if (channel !== undefined) {
      delete process.env.NODE_CHANNEL_FD;
      delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
      internal.require("channel").openOwn(Number(channel), Number(channel) + 1);
    }
    for (const id of options.preload)
      new Module(path.join(process.cwd(), "internal/preload")).require(id.startsWith(".") ? path.resolve(id) : id);
    if (process.env.WATCH_REPORT_DEPENDENCIES && process.connected) internal.require("watch_mode").report();
    if (options.mode === "watch") return internal.require("watch_mode").run();
    if (options.mode === "test") return internal.require("test_files").run();
    if (options.mode === "file") return startMain(options.script);
    if (options.mode === "eval") {
      if (
        options.inputType === "module" ||
        (!options.print && /^\s*(?:import\s+[\w{*"']|export\s)/m.test(options.script))
      )
        return internal.require("esm").runText(options.script, "[eval1]");
      return evalScript(options.script, "[eval]", options.print);
    }
    if (options.mode === "repl") return internal.require("repl_start").start();
    if (options.mode === "check") {
      const full = path.resolve(options.script);
      const file = asFile(full);
      if (!file) return Module._load(full, undefined, true);
      const text = readText(file).replace(/^#!/, "//");
      if (isEsm(file)) return undefined;
      errors.addSource(file, text, PREFIX.length);
      try {
        internal.compile(`${PREFIX}${text}\n})`, file);
      } catch (e) {
        throw syntax(e, file, "check");
      }
      return undefined;
    }
    // A script on standard input: read to its end, then run.
    const chunks = [];
    process.stdin.setEncoding("utf8");
    process.stdin.on("data", (c) => chunks.push(c));
    process.stdin.on("end", () => {
      const source = chunks.join("");
      if (options.inputType === "module" || /^\s*(?:import\s+[\w{*"']|export\s)/m.test(source))
        internal.require("esm").runText(source, "[eval1]");
      else evalScript(source, "[stdin]", options.print);
    });
    return undefined;
  };
}
