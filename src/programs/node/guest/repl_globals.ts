// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What the prompt's global object has besides: `require`, Node's modules by their names, `_` and `_error`. */
export function guestReplGlobals(exports, internal) {
  const shy = (name, descriptor) =>
    Object.defineProperty(globalThis, name, { configurable: true, enumerable: false, ...descriptor });

  /** Node's modules as global names, as at the prompt and in `-e`. */
  exports.installModules = () => {
    for (const k of Object.keys(internal.builtinNames)) {
      if (k.includes("/") || k.startsWith("_") || k in globalThis || ["sys", "module", "test"].includes(k)) continue;
      shy(k, {
        get: () => internal.builtin(k),
        set: (value) => Object.defineProperty(globalThis, k, { value, writable: true, configurable: true }),
      });
    }
  };

  /** The last value or failure, until the program takes the name for itself. */
  function remembering(name, write) {
    let last;
    let taken = false;
    shy(name, {
      get: () => last,
      set(value) {
        if (!taken) write(`Expression assignment to ${name} now disabled.\n`);
        taken = true;
        last = value;
      },
    });
    return (value) => {
      if (!taken) last = value;
    };
  }

  /** The numbers that Node gives to promises: so many begin each line, so many an `await` takes. */
  const numbering = () => {
    const known = new WeakMap();
    let next = 19;
    return {
      line: () => void (next += 3),
      awaited: () => void (next += 15),
      of(promise) {
        if (!known.has(promise)) known.set(promise, next++);
        return known.get(promise);
      },
    };
  };

  exports.install = (write) => {
    internal.promiseIds = numbering();
    const module = new internal.Module("<repl>");
    module.filename = null;
    module.path = ".";
    const paths = internal.require("path");
    const { HOME } = process.env;
    module.paths = [
      ...internal.Module._nodeModulePaths(paths.resolve("repl")),
      ...(HOME ? [".node_modules", ".node_libraries"].map((folder) => paths.join(HOME, folder)) : []),
      paths.resolve(process.execPath, "../../lib/node"),
    ];
    const require = internal.makeRequire(module);
    const value = (v) => ({ value: v, writable: true });
    shy("module", value(module));
    shy("require", value(require));
    exports.installModules();
    const lexical = new Set();
    return {
      gave: remembering("_", write),
      failed: remembering("_error", write),
      lexical,
      declare: (names) => {
        for (const n of names) lexical.add(n);
      },
    };
  };
}
