// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** ES modules: names to files and files to source; the engine links and runs them. */
export function guestEsm(exports, internal) {
  const { errors } = internal;
  const path = internal.require("path");
  const toUrl = (file) => internal.require("url").pathToFileURL(file).href;
  const toFile = (url) => internal.require("url").fileURLToPath(url);
  const conditions = ["node", "import", "module-sync"];
  const RESOLVE = "node:internal/modules/esm/resolve";
  const LOADER = "node:internal/modules/esm/loader";
  const notFound = (what, target, base, line) => {
    const e = errors.nodeError(Error, "ERR_MODULE_NOT_FOUND", `Cannot find ${what} '${target}' imported from ${base}`);
    const pkg = what === "package";
    const first = pkg
      ? [`packageResolve (${RESOLVE}:873:9)`, `moduleResolve (${RESOLVE}:946:18)`]
      : [`finalizeResolution (${RESOLVE}:283:11)`, `moduleResolve (${RESOLVE}:952:10)`];
    Object.defineProperty(e, "stack", {
      value: `Error [ERR_MODULE_NOT_FOUND]: ${e.message}\n${[...first, `defaultResolve (${RESOLVE}:1188:11)`, `ModuleLoader.defaultResolve (${LOADER}:708:12)`, `#cachedDefaultResolve (${LOADER}:657:25)`, `ModuleLoader.resolve (${LOADER}:640:38)`, `ModuleLoader.getModuleJobForImport (${LOADER}:264:38)`, "ModuleJob._link (node:internal/modules/esm/module_job:168:49)"].map((l) => `    at ${l}`).join("\n")}`,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    Object.defineProperty(e, "arrow", {
      value: pkg
        ? `${RESOLVE}:873\n  throw new ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);\n        ^\n\n`
        : `${RESOLVE}:283\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n\n`,
      enumerable: false,
    });
    void line;
    return e;
  };

  /** What is imported as JSON must say so: where a text does not, the name is marked, and refused when it is asked for. */
  const MARK = "\u0001";
  const DYNAMIC = "\u0002";
  const marked = (text) =>
    text.includes(".json")
      ? text
          .replace(/(\b(?:from|import)\s*)(["'])([^"'\n]+\.json)\2(?!\s*(?:with|assert)\b)/g, `$1$2$3${MARK}$2`)
          .replace(/(\bimport\(\s*)(["'])([^"'\n]+\.json)\2(?=\s*\))/g, `$1$2$3${DYNAMIC}$2`)
      : text;
  function refuseBare(url, dynamic) {
    const e = errors.nodeError(
      TypeError,
      "ERR_IMPORT_ASSERTION_TYPE_MISSING",
      `Module "${url}" needs an import attribute of type "json"`,
    );
    const tail = [
      "validateAttributes (node:internal/modules/esm/assert:89:15)",
      "defaultLoad (node:internal/modules/esm/load:155:3)",
      "async ModuleLoader.loadAndTranslate (node:internal/modules/esm/loader:543:45)",
      ...(dynamic ? ["async ModuleJob._link (node:internal/modules/esm/module_job:148:19)"] : []),
    ].map((l) => `    at ${l}`);
    Object.defineProperty(e, "stack", {
      value: [`TypeError [${e.code}]: ${e.message}`, ...tail].join("\n"),
      writable: true,
      configurable: true,
      enumerable: false,
    });
    Object.defineProperty(e, "arrow", {
      value:
        "node:internal/modules/esm/assert:89\n        throw new ERR_IMPORT_ASSERTION_TYPE_MISSING(url, validType);\n              ^\n\n",
      enumerable: false,
    });
    throw e;
  }

  // The engine asks for a module's text even when its name could not be resolved.
  let unresolved;
  exports.resolve = (base, name) => {
    try {
      const bare = name.endsWith(MARK) || name.endsWith(DYNAMIC);
      const url = resolve(base, bare ? name.slice(0, -1) : name);
      if (bare && url.startsWith("file:")) refuseBare(url, name.endsWith(DYNAMIC));
      return url;
    } catch (e) {
      unresolved = e;
      throw e;
    }
  };
  const resolve = (base, name) => {
    const n = name.startsWith("node:") ? name.slice(5) : name;
    if (n in internal.builtinNames && (name.startsWith("node:") || !name.startsWith("."))) return `node:${n}`;
    if (name.startsWith("node:"))
      throw errors.nodeError(Error, "ERR_UNKNOWN_BUILTIN_MODULE", `No such built-in module: ${name}`);
    if (base.startsWith("node:")) return name;
    const file = base.startsWith("file:") ? toFile(base) : base.startsWith("/") ? base : path.join(process.cwd(), base);
    let target;
    if (name.startsWith("file:")) target = toFile(name);
    else if (/^(?:https?|data):/.test(name))
      throw errors.nodeError(
        Error,
        "ERR_UNSUPPORTED_ESM_URL_SCHEME",
        `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${name.split(":")[0]}:'`,
      );
    else if (/^(?:\.{1,2})?\//.test(name) || name === "." || name === "..")
      target = path.resolve(path.dirname(file), decodeURIComponent(name));
    if (target !== undefined) {
      if (internal.isFolder(target)) {
        const e = errors.nodeError(
          Error,
          "ERR_UNSUPPORTED_DIR_IMPORT",
          `Directory import '${target}' is not supported resolving ES modules imported from ${file}`,
        );
        e.url = toUrl(target);
        throw e;
      }
      if (!internal.isFile(target)) {
        const e = notFound("module", target, file);
        e.url = toUrl(target);
        throw e;
      }
      return toUrl(internal.realpath(target));
    }
    if (name.startsWith("#")) {
      const scope = internal.packageScope(file);
      const t = scope && scope.data.imports && internal.exportsTarget(scope.data.imports, name, conditions);
      if (!t)
        throw errors.nodeError(
          TypeError,
          "ERR_PACKAGE_IMPORT_NOT_DEFINED",
          `Package import specifier "${name}" is not defined${scope ? ` in package ${scope.dir}/package.json` : ""} imported from ${file}`,
        );
      return t.startsWith(".") ? toUrl(path.join(scope.dir, t)) : exports.resolve(base, t);
    }
    const found = internal.findPackage(name, path.dirname(file), conditions);
    if (!found) throw notFound("package", internal.splitPackage(name).pkg, file);
    return toUrl(found);
  };

  const RESERVED =
    /^(?:break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|let|static|await|implements|interface|package|private|protected|public)$/;
  /** A module of these names, and the value itself as its default. */
  const facadeOf = (names, access) => {
    const fit = names.filter((k) => /^[A-Za-z_$][\w$]*$/.test(k) && !RESERVED.test(k));
    return `const m=${access};export default m;${fit.map((n) => `const $${n}=m.${n};export{$${n} as ${n}};`).join("")}`;
  };
  const namesOf = (value) => {
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return [];
    return value === process ? Object.getOwnPropertyNames(value) : Object.keys(value);
  };
  const facade = (value, access) => facadeOf(namesOf(value), access);
  function cjsLoader(file) {
    const { exports: value } = internal.Module._cache[file] || { exports: internal.Module._load(file, null, false) };
    return value;
  }
  Object.defineProperty(globalThis, "__common", { value: cjsLoader, enumerable: false });
  const held = new Map();
  Object.defineProperty(globalThis, "__module", { value: (key) => held.get(key), enumerable: false });

  exports.load = (name) => {
    if (name.startsWith("node:")) {
      const value = internal.builtin(name.slice(5));
      held.set(name, value);
      return facade(value, `__module(${JSON.stringify(name)})`);
    }
    if (!name.startsWith("file:")) throw unresolved;
    const file = toFile(name);
    if (file.endsWith(".json") || file.endsWith(".cjs") || !internal.isEsm(file)) {
      if (!/\.(?:c?js|json|node)$/.test(file) && /\.\w+$/.test(path.basename(file)))
        throw errors.nodeError(
          TypeError,
          "ERR_UNKNOWN_FILE_EXTENSION",
          `Unknown file extension "${path.extname(file)}" for ${file}`,
        );
      const m = internal.Module._cache[file];
      // A program's own file runs in its turn among those that are imported.
      if (!m && /\.c?js$/.test(file) && !file.includes("/node_modules/"))
        return facadeOf(internal.require("cjs_names").of(file), `__common(${JSON.stringify(file)})`);
      const value = m ? m.exports : internal.Module._load(file, null, false);
      held.set(name, value);
      return facade(value, `__module(${JSON.stringify(name)})`);
    }
    return source(internal.readText(file), name, file);
  };

  function source(content, url, file) {
    const text = content.replace(/^\uFEFF/, "").replace(/^#!/, "//");
    const { text: code, insertions } = internal.instrument(marked(text), url);
    const meta = file
      ? `import.meta.dirname=${JSON.stringify(path.dirname(file))};import.meta.filename=${JSON.stringify(file)};`
      : "";
    const prefix = `${meta}import.meta.resolve=n=>__resolve(${JSON.stringify(url)},n);import.meta.url=${JSON.stringify(url)};`;
    errors.addSource(url, text, prefix.length, insertions);
    return prefix + code;
  }
  /** `import.meta.resolve`: where a file would be, whether it is there or not. */
  const resolveUrl = (base, name) => {
    if (/^\.{0,2}\//.test(name)) return toUrl(path.resolve(path.dirname(toFile(base)), name));
    return /^(?:file|data|https?):/.test(name) ? name : exports.resolve(base, name);
  };
  Object.defineProperty(globalThis, "__resolve", { value: resolveUrl, enumerable: false });

  function run(code, url) {
    internal.mainUrl = url;
    let result;
    try {
      result = internal.evalModule(code, url);
    } catch (e) {
      // What a module threw comes as its promise's failure.
      internal.thrownAt = undefined;
      if (e && e.name === "SyntaxError") throw moduleSyntax(e, url);
      if (e && e.name === "ReferenceError") explain(errors.fix(e));
      throw e;
    }
    if (result && typeof result.then === "function" && internal.types.isPromise(result)) {
      internal.awaitingMain = () => internal.promiseState(result)[0] === "pending";
      result.then(
        () => {},
        (e) => {
          if (e && e.name === "ReferenceError") explain(errors.fix(e));
          internal.require("fatal").uncaught(e && e.name === "SyntaxError" ? moduleSyntax(e, url) : e, "main");
        },
      );
    }
  }
  /** What ends a module that takes itself for CommonJS. */
  function explain(e) {
    const m = /^(require|module|exports|__dirname|__filename) is not defined$/.exec(e.message);
    const p = m && errors.positionOf(e);
    if (!p || !p.file.startsWith("file:")) return;
    const file = toFile(p.file);
    const scope = internal.packageScope(file);
    const why =
      file.endsWith(".js") && scope && scope.data.type === "module"
        ? `\nThis file is being treated as an ES module because it has a '.js' file extension and '${scope.dir === "/" ? "" : scope.dir}/package.json' contains "type": "module". To treat it as a CommonJS script, rename it to use the '.cjs' file extension.`
        : "";
    const { stack } = e;
    e.message += ` in ES module scope${m[1] === "require" ? ", you can use import instead" : ""}${why}`;
    errors.setStackTail(e, stack.slice(stack.indexOf("\n    at ") + 1));
  }
  function moduleSyntax(e, url) {
    const d = Object.getOwnPropertyDescriptor(e, "stack");
    const m = /at (\S+?):(\d+):(\d+)/.exec((d && d.value) || e.stack || "");
    const file = m ? m[1] : url;
    const s = /Could not find export|could not find export/i.test(e.message)
      ? missingExport(e, url)
      : errors.syntaxError(e, file);
    const main = file === internal.mainUrl;
    const tail = [
      "compileSourceTextModule (node:internal/modules/esm/utils:346:16)",
      "ModuleLoader.moduleStrategy (node:internal/modules/esm/translators:146:18)",
      "#translate (node:internal/modules/esm/loader:497:12)",
      "ModuleLoader.loadAndTranslate (node:internal/modules/esm/loader:544:27)",
      ...(main ? ["async ModuleJob._link (node:internal/modules/esm/module_job:148:19)"] : []),
    ];
    const link = [
      "ModuleJob._instantiate (node:internal/modules/esm/module_job:213:21)",
      "async ModuleJob.run (node:internal/modules/esm/module_job:320:5)",
      "async ModuleLoader.import (node:internal/modules/esm/loader:606:24)",
      "async asyncRunEntryPointWithESMLoader (node:internal/modules/run_main:117:5)",
    ];
    errors.setStackTail(s, (s.linking ? link : tail).map((l) => `    at ${l}`).join("\n"));
    return s;
  }
  const noExport = (request, name, url) => {
    const common = url && /^file:.*\.c?js$/.test(url) && (url.endsWith(".cjs") || !internal.isEsm(toFile(url)));
    if (!common) return `The requested module '${request}' does not provide an export named '${name}'`;
    return `Named export '${name}' not found. The requested module '${request}' is a CommonJS module, which may not support all module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\nimport pkg from '${request}';\nconst { ${name} } = pkg;\n`;
  };
  function missingExport(e, url) {
    const m = /export '(.*)' in module '(.*)'/.exec(e.message);
    const name = m ? m[1] : "";
    let place;
    let request = m ? m[2] : "";
    const lines = (errors.sourceOf(url) || { lines: [] }).lines;
    const text = lines.join("\n");
    for (const found of text.matchAll(/\b(?:import|export)\b[^;'"]*?\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/g)) {
      const at = new RegExp(`(?<![\\w$])${name.replace(/[$]/g, "\\$&")}(?![\\w$])`).exec(found[1]);
      if (!at) continue;
      const before = text.slice(0, found.index + found[0].indexOf("{") + 1 + at.index).split("\n");
      place = { file: url, line: before.length, column: before.at(-1).length + 1 };
      request = found[2];
      break;
    }
    if (!place) {
      const line = lines.findIndex((l) => /\bimport\b/.test(l) && l.includes(name));
      if (line >= 0) place = { file: url, line: line + 1, column: lines[line].indexOf(name) + 1 };
    }
    const s = new SyntaxError(noExport(request, name, m && m[2]));
    Object.defineProperty(s, "place", { value: place, enumerable: false });
    Object.defineProperty(s, "width", { value: name.length, enumerable: false });
    Object.defineProperty(s, "linking", { value: true, enumerable: false });
    return s;
  }

  /** The names of a module that is required; undefined where it has to be waited for. */
  exports.requireFile = (file) => {
    const url = toUrl(file);
    let result;
    try {
      result = internal.evalModule(
        `import * as all from ${JSON.stringify(url)};export { all };`,
        `node:require:${url}`,
      );
    } catch (e) {
      throw e && e.name === "SyntaxError" ? moduleSyntax(e, url) : e;
    }
    return internal.types.isPromise(result) ? undefined : result.all;
  };

  exports.runMain = (file) => {
    const url = toUrl(file);
    run(source(internal.readText(file), url, file), url);
  };
  exports.runText = (text, name) => {
    const url = `file://${process.cwd() === "/" ? "" : process.cwd()}/${name}`;
    run(source(text, url, undefined), url);
  };
}
