// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `util.inspect` and `util.format`: how console shows values. */
export function guestInspect(exports, internal) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const defaults = {
    showHidden: false,
    depth: 2,
    colors: false,
    customInspect: true,
    showProxy: false,
    maxArrayLength: 100,
    maxStringLength: 10000,
    breakLength: 80,
    compact: 3,
    sorted: false,
    getters: false,
    numericSeparator: false,
  };
  const styles = {
    __proto__: null,
    special: "cyan",
    number: "yellow",
    bigint: "yellow",
    boolean: "yellow",
    undefined: "grey",
    null: "bold",
    string: "green",
    symbol: "green",
    date: "magenta",
    regexp: "red",
    module: "underline",
  };
  const named = (prefix, name) => (prefix ? `${prefix}${name[0].toUpperCase()}${name.slice(1)}` : name);
  const HUES = ["red", "green", "yellow", "blue", "magenta", "cyan", "white"];
  const ground = (prefix, from) =>
    Object.fromEntries(["black", ...HUES].map((name, n) => [named(prefix, name), [from + n, from + 9]]));
  const bright = (prefix, from, off) => ({
    [named(prefix, "gray")]: [from, off],
    ...Object.fromEntries(HUES.map((name, n) => [`${named(prefix, name)}Bright`, [from + 1 + n, off]])),
  });
  const colors = {
    __proto__: null,
    reset: [0, 0],
    bold: [1, 22],
    dim: [2, 22],
    italic: [3, 23],
    underline: [4, 24],
    blink: [5, 25],
    inverse: [7, 27],
    hidden: [8, 28],
    strikethrough: [9, 29],
    doubleunderline: [21, 24],
    ...ground("", 30),
    ...ground("bg", 40),
    framed: [51, 54],
    overlined: [53, 55],
    ...bright("", 90, 39),
    ...bright("bg", 100, 49),
  };
  // Other names for the same colours.
  for (const [name, of] of [
    ["grey", "gray"],
    ["blackBright", "gray"],
    ["bgGrey", "bgGray"],
    ["bgBlackBright", "bgGray"],
    ["faint", "dim"],
    ["crossedout", "strikethrough"],
    ["strikeThrough", "strikethrough"],
    ["crossedOut", "strikethrough"],
    ["conceal", "hidden"],
    ["swapColors", "inverse"],
    ["swapcolors", "inverse"],
    ["doubleUnderline", "doubleunderline"],
  ])
    Object.defineProperty(colors, name, { get: () => colors[of], enumerable: false, configurable: true });
  const keyExp = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
  const TypedArrayProto = Object.getPrototypeOf(Uint8Array.prototype);
  const typedTag = Object.getOwnPropertyDescriptor(TypedArrayProto, Symbol.toStringTag).get;
  const nativeToString = Function.prototype.toString;

  const ESC = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };
  function quote(s) {
    let q = "'";
    if (s.includes("'")) {
      if (!s.includes('"')) q = '"';
      else if (!s.includes("`") && !s.includes("${")) q = "`";
    }
    const re =
      q === "'"
        ? /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
        : /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
    return (
      q +
      s.replace(re, (c) => {
        if (c === "'") return "\\'";
        if (ESC[c]) return ESC[c];
        const n = c.charCodeAt(0);
        return n > 255
          ? `\\u${n.toString(16).toUpperCase().padStart(4, "0")}`
          : `\\x${n.toString(16).toUpperCase().padStart(2, "0")}`;
      }) +
      q
    );
  }

  function stylizeColor(text, type) {
    const style = styles[type];
    if (style === undefined) return text;
    const c = colors[style];
    return `\u001b[${c[0]}m${text}\u001b[${c[1]}m`;
  }
  const stylizeNone = (text) => text;
  const strip = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

  function width(text) {
    let n = 0;
    for (const c of strip(text)) {
      const p = c.codePointAt(0);
      if (p < 32 || (p >= 0x300 && p <= 0x36f) || p === 0x200d || (p >= 0xfe00 && p <= 0xfe0f)) continue;
      n +=
        p >= 0x1100 &&
        (p <= 0x115f ||
          (p >= 0x2e80 && p <= 0xa4cf) ||
          (p >= 0xac00 && p <= 0xd7a3) ||
          (p >= 0xf900 && p <= 0xfaff) ||
          (p >= 0xfe30 && p <= 0xfe6f) ||
          (p >= 0xff00 && p <= 0xff60) ||
          (p >= 0x1f300 && p <= 0x1faff))
          ? 2
          : 1;
    }
    return n;
  }

  /** A function of its own: what a program does to the engine's objects is not felt within. */
  function inspect(value, opts, depth, color) {
    return shieldedInspect(value, opts, depth, color);
  }
  const shieldedInspect = internal.shielded(inspectValue);
  function inspectValue(value, opts, depth, color) {
    return formatValue(contextOf(opts, depth, color), value, 0, false);
  }
  function contextOf(opts, depth, color) {
    const ctx = { ...defaults, budget: {}, indentationLvl: 0, seen: [], currentDepth: 0, stylize: stylizeNone };
    if (opts !== undefined) {
      if (typeof opts === "boolean") ctx.showHidden = opts;
      else if (opts)
        for (const k of Object.keys(opts))
          if (k in defaults || k === "stylize") ctx[k] = opts[k];
          else ctx[k] = opts[k];
      if (depth !== undefined) ctx.depth = depth;
      if (color !== undefined) ctx.colors = color;
      ctx.userOptions = opts;
    }
    if (ctx.colors) ctx.stylize = stylizeColor;
    if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
    if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
    if (ctx.depth === null) ctx.depth = Infinity;
    return ctx;
  }
  inspect.custom = custom;
  Object.defineProperty(inspect, "defaultOptions", {
    get: () => defaults,
    set: (options) => void Object.assign(defaults, options),
    configurable: true,
  });
  inspect.colors = colors;
  inspect.styles = styles;

  function formatNumber(fn, n, separate) {
    let text = Object.is(n, -0) ? "-0" : `${n}`;
    if (separate && !/[e]/.test(text)) {
      const [whole, part] = text.split(".");
      text = whole.replace(/\B(?=(?:\d{3})+$)/g, "_");
      if (part !== undefined) text += `.${part.replace(/(\d{3})(?=\d)/g, "$1_")}`;
    }
    return fn(text, "number");
  }

  function formatPrimitive(fn, value, ctx) {
    if (typeof value === "string") {
      let trailer = "";
      let v = value;
      if (v.length > ctx.maxStringLength) {
        const rest = v.length - ctx.maxStringLength;
        v = v.slice(0, ctx.maxStringLength);
        trailer = `... ${rest} more character${rest > 1 ? "s" : ""}`;
      }
      if (ctx.compact !== true && v.length > 16 && v.length > ctx.breakLength - ctx.indentationLvl - 4)
        return (
          v
            .split(/(?<=\n)/)
            .map((line) => fn(quote(line), "string"))
            .join(` +\n${" ".repeat(ctx.indentationLvl + 2)}`) + trailer
        );
      return fn(quote(v), "string") + trailer;
    }
    if (typeof value === "number") return formatNumber(fn, value, ctx.numericSeparator);
    if (typeof value === "bigint") return fn(`${value}n`, "bigint");
    if (typeof value === "boolean") return fn(`${value}`, "boolean");
    if (typeof value === "undefined") return fn("undefined", "undefined");
    return fn(Symbol.prototype.toString.call(value), "symbol");
  }

  function formatValue(ctx, value, recurseTimes, typedArray) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) {
      if (value === null) return ctx.stylize("null", "null");
      return formatPrimitive(ctx.stylize, value, ctx);
    }
    const proxy = internal.proxies.get(value);
    if (proxy !== undefined) {
      if (ctx.showProxy)
        return `Proxy [ ${formatValue(ctx, proxy[0], recurseTimes)}, ${formatValue(ctx, proxy[1], recurseTimes)} ]`;
      value = proxy[0];
      if (internal.proxies.has(value)) return formatValue(ctx, value, recurseTimes, typedArray);
    }
    if (ctx.customInspect) {
      const own = value[custom];
      if (typeof own === "function" && own !== inspect) {
        const isProto = value.constructor && value.constructor.prototype === value;
        if (!isProto) {
          const depth = ctx.userOptions?.depth === null ? null : ctx.depth - recurseTimes;
          const ret = own.call(value, depth, { ...ctx, ...ctx.userOptions, stylize: ctx.stylize }, inspect);
          if (ret !== value) {
            if (typeof ret !== "object") return `${ret}`;
            return formatValue(ctx, ret, recurseTimes).replaceAll("\n", `\n${" ".repeat(ctx.indentationLvl)}`);
          }
        }
      }
    }
    if (ctx.seen.includes(value)) {
      let index = 1;
      if (ctx.circular === undefined) {
        ctx.circular = new Map();
        ctx.circular.set(value, index);
      } else {
        index = ctx.circular.get(value);
        if (index === undefined) {
          index = ctx.circular.size + 1;
          ctx.circular.set(value, index);
        }
      }
      return ctx.stylize(`[Circular *${index}]`, "special");
    }
    return formatRaw(ctx, value, recurseTimes, typedArray);
  }

  function constructorName(obj, ctx, recurseTimes, protoProps) {
    let first;
    const tmp = obj;
    while (obj) {
      const d = Object.getOwnPropertyDescriptor(obj, "constructor");
      if (d !== undefined && typeof d.value === "function" && d.value.name !== "" && isInstanceof(tmp, d.value))
        return String(d.value.name);
      obj = Object.getPrototypeOf(obj);
      if (first === undefined) first = obj;
    }
    if (first === null || first === undefined) return null;
    const res = internal.className(tmp);
    return `${res} <${inspect(first, { ...ctx, customInspect: false, depth: -1 })}>`;
  }
  function isInstanceof(o, c) {
    try {
      return o instanceof c;
    } catch {
      return false;
    }
  }

  function prefixOf(constructor, tag, fallback, size = "") {
    if (constructor === null) {
      if (tag !== "" && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
      return `[${fallback}${size}: null prototype] `;
    }
    if (tag !== "" && constructor !== tag) return `${constructor}${size} [${tag}] `;
    return `${constructor}${size} `;
  }

  function keysOf(value, showHidden) {
    const symbols = Object.getOwnPropertySymbols(value);
    let keys;
    if (showHidden) {
      keys = Object.getOwnPropertyNames(value);
      if (symbols.length) keys.push(...symbols);
    } else {
      keys = Object.keys(value);
      if (symbols.length) keys.push(...symbols.filter((s) => Object.prototype.propertyIsEnumerable.call(value, s)));
    }
    return keys;
  }
  const nonIndex = (keys) => keys.filter((k) => typeof k === "symbol" || !/^(?:0|[1-9]\d*)$/.test(k));

  function formatRaw(ctx, value, recurseTimes, typedArray) {
    let keys;
    const constructor = constructorName(value, ctx, recurseTimes);
    let tag = "";
    try {
      tag = value[Symbol.toStringTag];
    } catch {
      tag = "";
    }
    if (
      typeof tag !== "string" ||
      (tag !== "" && Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag))
    )
      tag = "";
    let base = "";
    let formatter = () => [];
    let braces;
    let noIterator = true;
    let extrasType = 0;
    const T = internal.types;
    if (Array.isArray(value)) {
      const prefix =
        constructor !== "Array" || tag !== "" ? prefixOf(constructor, tag, "Array", `(${value.length})`) : "";
      keys = nonIndex(keysOf(value, ctx.showHidden));
      braces = [`${prefix}[`, "]"];
      if (value.length === 0 && keys.length === 0) return `${braces[0]}]`;
      extrasType = 2;
      formatter = formatArray;
      noIterator = false;
    } else if (T.isSet(value)) {
      const size = value.size;
      const prefix = prefixOf(constructor, tag, "Set", `(${size})`);
      keys = keysOf(value, ctx.showHidden);
      formatter = formatSet;
      if (size === 0 && keys.length === 0) return `${prefix}{}`;
      braces = [`${prefix}{`, "}"];
      noIterator = false;
    } else if (T.isMap(value)) {
      const size = value.size;
      const prefix = prefixOf(constructor, tag, "Map", `(${size})`);
      keys = keysOf(value, ctx.showHidden);
      formatter = formatMap;
      if (size === 0 && keys.length === 0) return `${prefix}{}`;
      braces = [`${prefix}{`, "}"];
      noIterator = false;
    } else if (T.isTypedArray(value)) {
      keys = nonIndex(keysOf(value, ctx.showHidden));
      const fallback = typedTag.call(value);
      const size = value.length;
      const prefix = prefixOf(constructor, tag, fallback, `(${size})`);
      braces = [`${prefix}[`, "]"];
      if (size === 0 && keys.length === 0) return `${braces[0]}]`;
      formatter = formatTyped;
      extrasType = 2;
      noIterator = false;
    } else if (
      /^(?:Map|Set|Array|String|RegExp String) Iterator$/.test(tag) &&
      typeof value.next === "function" &&
      Object.prototype.toString.call(value) === `[object ${tag}]`
    ) {
      keys = keysOf(value, ctx.showHidden);
      if (!/^(?:Map|Set)/.test(tag)) {
        if (keys.length === 0) return `Object [${tag}] {}`;
      }
      braces = [`[${tag}] {`, "}"];
      formatter = () => [];
      if (keys.length === 0 && !/^(?:Map|Set)/.test(tag)) return `Object [${tag}] {}`;
      return iteratorText(ctx, value, tag, recurseTimes);
    }
    if (noIterator) {
      braces = ["{", "}"];
      keys = keys || keysOf(value, ctx.showHidden);
      if (T.isArgumentsObject(value)) {
        braces[0] = `${constructor === null ? "[Arguments: null prototype] " : "[Arguments] "}{`;
        if (keys.length === 0) return `${braces[0]}}`;
      } else if (tag !== "" && constructor !== "Object" && typeof value !== "function" && T.isModule(value)) {
        braces[0] = `${constructor === null ? "[Module: null prototype] " : "[Module] "}{`;
        formatter = formatNamespace;
      } else if (T.isModule(value)) {
        braces[0] = "[Module: null prototype] {";
        if (keys.length === 0) return "[Module: null prototype] {  }".replace("{  }", "{}");
      } else if (typeof value === "function") {
        base = functionBase(value, constructor, tag);
        if (keys.length === 0) return ctx.stylize(base, "special");
        base = ctx.stylize(base, "special");
        base = strip(base) === base ? base : base;
        braces[0] = "{";
      } else if (T.isRegExp(value)) {
        base = RegExp.prototype.toString.call(value);
        const prefix = prefixOf(constructor, tag, "RegExp");
        if (prefix !== "RegExp ") base = `${prefix}${base}`;
        if (keys.length === 0 || (recurseTimes > ctx.depth && ctx.depth !== null)) return ctx.stylize(base, "regexp");
      } else if (T.isDate(value)) {
        base = Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
        const prefix = prefixOf(constructor, tag, "Date");
        if (prefix !== "Date ") base = `${prefix}${base}`;
        if (keys.length === 0) return ctx.stylize(base, "date");
      } else if (T.isNativeError(value) || isInstanceof(value, Error)) {
        base = formatError(value, constructor, tag, ctx, keys);
        if (keys.length === 0) return base;
      } else if (T.isAnyArrayBuffer(value)) {
        const fallback = T.isArrayBuffer(value) ? "ArrayBuffer" : "SharedArrayBuffer";
        const prefix = prefixOf(constructor, tag, fallback);
        if (typedArray === undefined || typedArray === false) formatter = formatArrayBuffer;
        else if (keys.length === 0) return `${prefix}{ byteLength: ${formatNumber(ctx.stylize, value.byteLength)} }`;
        braces[0] = `${prefix}{`;
        keys.unshift("byteLength");
      } else if (T.isDataView(value)) {
        braces[0] = `${prefixOf(constructor, tag, "DataView")}{`;
        keys.unshift("byteLength", "byteOffset", "buffer");
      } else if (T.isPromise(value)) {
        braces[0] = `${prefixOf(constructor, tag, "Promise")}{`;
        formatter = formatPromise;
      } else if (T.isWeakSet(value)) {
        braces[0] = `${prefixOf(constructor, tag, "WeakSet")}{`;
        formatter = () => [ctx.stylize("<items unknown>", "special")];
      } else if (T.isWeakMap(value)) {
        braces[0] = `${prefixOf(constructor, tag, "WeakMap")}{`;
        formatter = () => [ctx.stylize("<items unknown>", "special")];
      } else if (T.isBoxedPrimitive(value)) {
        base = boxedBase(value, ctx, keys, constructor, tag);
        if (typeof value.valueOf() === "string") keys = nonIndex(keys);
        if (keys.length === 0) return base;
      } else {
        if (keys.length === 0) {
          if (constructor === "Object" && tag === "") return "{}";
          return `${prefixOf(constructor, tag, "Object")}{}`;
        }
        braces[0] = constructor === "Object" && tag === "" ? "{" : `${prefixOf(constructor, tag, "Object")}{`;
      }
    }
    if (recurseTimes > ctx.depth && ctx.depth !== null) {
      const name = (
        constructor === null
          ? prefixOf(constructor, tag, "Object")
          : tag !== "" && constructor !== tag
            ? `${constructor} [${tag}]`
            : constructor
      ).trim();
      return ctx.stylize(
        `[${Array.isArray(value) ? (constructor === "Array" ? "Array" : name) : typeof value === "function" ? base : constructor === null ? name.slice(1, -1) : name}]`,
        "special",
      );
    }
    recurseTimes += 1;
    ctx.seen.push(value);
    ctx.currentDepth = recurseTimes;
    let output;
    const indentation = ctx.indentationLvl;
    output = formatter(ctx, value, recurseTimes, keys);
    for (let i = 0; i < keys.length; i++) output.push(formatProperty(ctx, value, recurseTimes, keys[i], extrasType));
    if (ctx.circular !== undefined) {
      const index = ctx.circular.get(value);
      if (index !== undefined) {
        const reference = ctx.stylize(`<ref *${index}>`, "special");
        if (ctx.compact !== true) base = base === "" ? reference : `${reference} ${base}`;
        else braces[0] = `${reference} ${braces[0]}`;
      }
    }
    ctx.seen.pop();
    if (ctx.sorted) {
      const comparator = ctx.sorted === true ? undefined : ctx.sorted;
      if (extrasType === 0) output.sort(comparator);
      else if (keys.length > 1) {
        const sorted = output.slice(output.length - keys.length).sort(comparator);
        output.splice(output.length - keys.length, keys.length, ...sorted);
      }
    }
    void indentation;
    return reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value);
  }

  /** What a map's or set's iterator still has to give, by a copy that ends where it is put back: it cannot be looked into. */
  function iteratorText(ctx, value, tag, recurseTimes) {
    const rest = [];
    const items = internal.iterators.get(value);
    if (items) for (const v of items()) rest.push(v);
    const pairs = /^(?:Map|Set) Iterator$/.test(tag) && internal.iteratorKinds.get(value) === "entries";
    const shown = rest.map((v) => formatValue(ctx, v, recurseTimes + 1));
    const braces = [`[${pairs ? tag.replace("Iterator", "Entries") : tag}] {`, "}"];
    return shown.length
      ? reduceToSingleString(ctx, shown, "", braces, pairs ? 2 : 1, recurseTimes + 1, value)
      : `${braces[0]}  }`;
  }

  function functionBase(value, constructor, tag) {
    const text = nativeToString.call(value);
    if (text.startsWith("class") && text.endsWith("}")) {
      const slice = text.slice(5, -1);
      const bracket = slice.indexOf("{");
      const head = slice.slice(0, bracket);
      if (bracket !== -1 && !head.replace(/\/\*[^]*?\*\/|\/\/.*/g, "").includes("("))
        return classBase(value, constructor, tag);
    }
    let type = "Function";
    const kind = Object.prototype.toString.call(value);
    if (kind === "[object GeneratorFunction]") type = "GeneratorFunction";
    else if (kind === "[object AsyncGeneratorFunction]") type = "AsyncGeneratorFunction";
    else if (kind === "[object AsyncFunction]") type = "AsyncFunction";
    let base = `[${type}`;
    if (constructor === null) base += " (null prototype)";
    base +=
      value.name === "" ? " (anonymous)" : `: ${typeof value.name === "string" ? value.name : inspect(value.name)}`;
    base += "]";
    if (constructor !== type && constructor !== null && constructor !== "Function") base += ` ${constructor}`;
    if (tag !== "" && constructor !== tag && tag !== type) base += ` [${tag}]`;
    return base;
  }

  function classBase(value, constructor, tag) {
    const hasName = Object.hasOwn(value, "name");
    const name = (hasName && value.name) || "(anonymous)";
    let base = `class ${name}`;
    if (constructor !== "Function" && constructor !== null) base += ` [${constructor}]`;
    if (tag !== "" && constructor !== tag) base += ` [${tag}]`;
    if (constructor !== null) {
      const superName = Object.getPrototypeOf(value).name;
      if (superName) base += ` extends ${superName}`;
    } else base += " extends null";
    return `[${base}]`;
  }

  function boxedBase(value, ctx, keys, constructor, tag) {
    const v = value.valueOf();
    const type =
      typeof v === "symbol"
        ? "Symbol"
        : typeof v === "bigint"
          ? "BigInt"
          : typeof v === "number"
            ? "Number"
            : typeof v === "boolean"
              ? "Boolean"
              : "String";
    let base = `[${type}`;
    if (type !== constructor) base += constructor === null ? " (null prototype)" : ` (${constructor})`;
    base += `: ${formatPrimitive(stylizeNone, v, ctx)}]`;
    if (tag !== "" && tag !== constructor) base += ` [${tag}]`;
    if (keys.length !== 0 || ctx.stylize === stylizeNone) return base;
    return ctx.stylize(base, type.toLowerCase());
  }

  function formatError(err, constructor, tag, ctx, keys) {
    internal.errors.fix(err);
    let name;
    try {
      name = err.name != null ? String(err.name) : "Error";
    } catch {
      name = "Error";
    }
    let stack;
    try {
      stack = err.stack ? String(err.stack) : Error.prototype.toString.call(err);
    } catch {
      stack = name;
    }
    if (!ctx.showHidden && keys.length !== 0)
      for (const n of ["name", "message", "stack"]) {
        const i = keys.indexOf(n);
        if (i !== -1 && (typeof err[n] !== "string" || stack.includes(err[n]))) keys.splice(i, 1);
      }
    if ("cause" in err && Object.hasOwn(err, "cause") && !keys.includes("cause")) keys.push("cause");
    if (Array.isArray(err.errors) && Object.hasOwn(err, "errors") && !keys.includes("errors")) keys.push("errors");
    // improveStack
    if (
      constructor === null ||
      (name.endsWith("Error") &&
        stack.startsWith(name) &&
        (stack.length === name.length || stack[name.length] === ":" || stack[name.length] === "\n"))
    ) {
      let fallback = "Error";
      if (constructor === null) {
        const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
        fallback = (start && start[1]) || "";
        stack = `${prefixOf(constructor, tag, fallback).slice(0, -1)}${stack.slice(fallback.length)}`;
      } else {
        const clazz = constructor;
        if (clazz !== name) {
          if (clazz.includes(name))
            stack = fallback.length === 0 ? `${clazz}: ${stack}` : `${clazz}${stack.slice(name.length)}`;
          else stack = `${clazz} [${name}]${stack.slice(name.length)}`;
        }
      }
    }
    let pos = (err.message && stack.indexOf(err.message)) || -1;
    if (pos !== -1) pos += err.message.length;
    const stackStart = stack.indexOf("\n    at", pos);
    const causeStack = stackStart !== -1 && internal.types.isNativeError(err.cause) && err.cause.stack;
    const causeStart = typeof causeStack === "string" ? causeStack.indexOf("\n    at") : -1;
    if (causeStart !== -1) {
      const same = (n) => ctx.stylize(`    ... ${n} lines matching cause stack trace ...`, "undefined");
      internal.require("events");
      const own = stack.slice(stackStart + 1).split("\n");
      const kept = internal.collapseFrames(own, causeStack.slice(causeStart + 1).split("\n"), same);
      stack = `${stack.slice(0, stackStart)}\n${kept.join("\n")}`;
    }
    if (stackStart === -1) stack = `[${stack}]`;
    else if (ctx.colors) {
      let text = stack.slice(0, stackStart);
      for (const line of stack.slice(stackStart + 1).split("\n")) text += `\n${colouredFrame(ctx, line)}`;
      stack = text;
    }
    if (ctx.indentationLvl !== 0) stack = stack.replaceAll("\n", `\n${" ".repeat(ctx.indentationLvl)}`);
    return stack;
  }

  /** Node's own calls are grey, the working folder is too, and a package's name is underlined. */
  function colouredFrame(ctx, line) {
    if (/^ {4}at (?:[^/\\(]+ \(|)node:.+:\d+:\d+(?:\)|$)/.test(line)) return ctx.stylize(line, "undefined");
    let out = "";
    let last = 0;
    for (const m of line.matchAll(/[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)(?=[/\\])/g)) {
      out += line.slice(last, m.index + 14) + ctx.stylize(m[1], "module");
      last = m.index + m[0].length;
    }
    const text = out + line.slice(last);
    const folder = process.cwd();
    let at = text.indexOf(folder);
    if (at < 0) return text;
    const behind = at + folder.length + 1;
    if (text.slice(at - 7, at) === "file://") at -= 7;
    const bracket = text[at - 1] === "(";
    const start = bracket ? at - 1 : at;
    const ends = bracket && text.endsWith(")");
    const own = ctx.stylize(text.slice(start, behind), "undefined");
    return `${text.slice(0, start)}${own}${text.slice(behind, ends ? -1 : text.length)}${ends ? ctx.stylize(")", "undefined") : ""}`;
  }

  function formatArrayBuffer(ctx, value) {
    const bytes = new Uint8Array(value);
    const n = Math.min(ctx.maxArrayLength, bytes.length);
    let str = "";
    for (let i = 0; i < n; i++) str += (i ? " " : "") + bytes[i].toString(16).padStart(2, "0");
    const rest = bytes.length - n;
    if (rest > 0) str += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
    return [`${ctx.stylize("[Uint8Contents]", "special")}: <${str}>`];
  }

  function formatArray(ctx, value, recurseTimes) {
    const length = value.length;
    const max = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = [];
    let shown = 0;
    let i = 0;
    for (; i < length && shown < max; i++) {
      if (!Object.hasOwn(value, i)) {
        let j = i;
        while (j < length && !Object.hasOwn(value, j)) j++;
        const n = j - i;
        output.push(ctx.stylize(`<${n} empty item${n > 1 ? "s" : ""}>`, "undefined"));
        i = j - 1;
      } else output.push(formatProperty(ctx, value, recurseTimes, i, 1));
      shown++;
    }
    const rest = length - i;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    return output;
  }

  function formatTyped(ctx, value, recurseTimes) {
    const length = value.length;
    const max = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = new Array(max);
    const big = length > 0 && typeof value[0] === "bigint";
    for (let i = 0; i < max; i++)
      output[i] = big ? ctx.stylize(`${value[i]}n`, "bigint") : formatNumber(ctx.stylize, value[i]);
    if (length > max) output.push(`... ${length - max} more item${length - max > 1 ? "s" : ""}`);
    return output;
  }

  function formatSet(ctx, value, recurseTimes) {
    const output = [];
    const max = Math.min(Math.max(0, ctx.maxArrayLength), value.size);
    ctx.indentationLvl += 2;
    let i = 0;
    for (const v of Set.prototype.values.call(value)) {
      if (i >= max) break;
      output.push(formatValue(ctx, v, recurseTimes));
      i++;
    }
    const rest = value.size - max;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    ctx.indentationLvl -= 2;
    return output;
  }

  function formatMap(ctx, value, recurseTimes) {
    const output = [];
    const max = Math.min(Math.max(0, ctx.maxArrayLength), value.size);
    ctx.indentationLvl += 2;
    let i = 0;
    for (const [k, v] of Map.prototype.entries.call(value)) {
      if (i >= max) break;
      output.push(`${formatValue(ctx, k, recurseTimes)} => ${formatValue(ctx, v, recurseTimes)}`);
      i++;
    }
    const rest = value.size - max;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    ctx.indentationLvl -= 2;
    return output;
  }

  function formatPromise(ctx, value, recurseTimes) {
    const [state, result] = internal.promiseState(value);
    const ids = internal.promiseIds ? promiseIds(ctx, value) : [];
    if (state === "pending") return [ctx.stylize("<pending>", "special"), ...ids];
    ctx.indentationLvl += 2;
    const text = formatValue(ctx, result, recurseTimes);
    ctx.indentationLvl -= 2;
    return [state === "rejected" ? `${ctx.stylize("<rejected>", "special")} ${text}` : text, ...ids];
  }

  /** At the prompt Node numbers what is asynchronous, and its promises show it. */
  const promiseIds = (ctx, promise) =>
    [
      ["async_id_symbol", internal.promiseIds.of(promise)],
      ["trigger_async_id_symbol", 6],
    ].map(([name, id]) => `[${ctx.stylize(`Symbol(${name})`, "symbol")}]: ${ctx.stylize(String(id), "number")}`);

  function formatNamespace(ctx, value, recurseTimes, keys) {
    const output = [];
    for (const k of keys.splice(0)) output.push(formatProperty(ctx, value, recurseTimes, k, 0));
    return output;
  }

  function formatProperty(ctx, value, recurseTimes, key, type) {
    let str;
    let extra = " ";
    const desc = Object.getOwnPropertyDescriptor(value, key) || {
      value: value[key],
      configurable: true,
      enumerable: true,
    };
    if (desc.value !== undefined || (!desc.get && !desc.set)) {
      const diff = ctx.compact !== true || type !== 0 ? 2 : 3;
      ctx.indentationLvl += diff;
      str = formatValue(ctx, desc.value, recurseTimes);
      if (diff === 3 && ctx.breakLength < width(str)) extra = `\n${" ".repeat(ctx.indentationLvl)}`;
      ctx.indentationLvl -= diff;
    } else if (desc.get !== undefined) {
      const label = desc.set !== undefined ? "Getter/Setter" : "Getter";
      if (
        ctx.getters &&
        (ctx.getters === true ||
          (ctx.getters === "get" && desc.set === undefined) ||
          (ctx.getters === "set" && desc.set !== undefined))
      ) {
        try {
          const tmp = desc.get.call(value);
          ctx.indentationLvl += 2;
          str =
            tmp === null
              ? `${ctx.stylize(`[${label}:`, "special")} ${ctx.stylize("null", "null")}${ctx.stylize("]", "special")}`
              : typeof tmp === "object"
                ? `${ctx.stylize(`[${label}]`, "special")} ${formatValue(ctx, tmp, recurseTimes)}`
                : `${ctx.stylize(`[${label}:`, "special")} ${formatPrimitive(ctx.stylize, tmp, ctx)}${ctx.stylize("]", "special")}`;
          ctx.indentationLvl -= 2;
        } catch (err) {
          str = `${ctx.stylize(`[${label}: <Inspection threw (${err.message})>`, "special")}${ctx.stylize("]", "special")}`;
        }
      } else str = ctx.stylize(`[${label}]`, "special");
    } else if (desc.set !== undefined) str = ctx.stylize("[Setter]", "special");
    else str = ctx.stylize("undefined", "undefined");
    if (type === 1) return str;
    let name;
    if (typeof key === "symbol") name = `[${ctx.stylize(Symbol.prototype.toString.call(key), "symbol")}]`;
    else if (key !== "__proto__" && desc.enumerable === false) name = `[${key}]`;
    else name = keyText(ctx, key);
    return `${name}:${extra}${str}`;
  }

  function keyText(ctx, key) {
    if (key === "__proto__") return "['__proto__']";
    return keyExp.test(key) ? ctx.stylize(key, "name") : ctx.stylize(quote(key), "string");
  }

  function groupArrayElements(ctx, output, value) {
    let totalLength = 0;
    let maxLength = 0;
    let i = 0;
    let outputLength = output.length;
    if (ctx.maxArrayLength < output.length) outputLength--;
    const separatorSpace = 2;
    const dataLen = new Array(outputLength);
    for (; i < outputLength; i++) {
      const len = ctx.colors ? width(output[i]) : width(output[i]);
      dataLen[i] = len;
      totalLength += len + separatorSpace;
      if (maxLength < len) maxLength = len;
    }
    const actualMax = maxLength + separatorSpace;
    if (actualMax * 3 + ctx.indentationLvl < ctx.breakLength && (totalLength / actualMax > 5 || maxLength <= 6)) {
      const approxCharHeights = 2.5;
      const averageBias = Math.sqrt(actualMax - totalLength / output.length);
      const biased = Math.max(actualMax - 3 - averageBias, 1);
      const columns = Math.min(
        Math.round(Math.sqrt(approxCharHeights * biased * outputLength) / biased),
        Math.floor((ctx.breakLength - ctx.indentationLvl) / actualMax),
        ctx.compact * 4,
        15,
      );
      if (columns <= 1) return output;
      const tmp = [];
      const maxLineLength = [];
      for (let c = 0; c < columns; c++) {
        let lineLength = 0;
        for (let j = c; j < output.length; j += columns) if (dataLen[j] > lineLength) lineLength = dataLen[j];
        maxLineLength.push(lineLength + separatorSpace);
      }
      let order = String.prototype.padStart;
      if (value !== undefined)
        for (let k = 0; k < output.length; k++)
          if (typeof value[k] !== "number" && typeof value[k] !== "bigint") {
            order = String.prototype.padEnd;
            break;
          }
      for (let k = 0; k < outputLength; k += columns) {
        const max = Math.min(k + columns, outputLength);
        let str = "";
        let j = k;
        for (; j < max - 1; j++) {
          const padding = maxLineLength[j - k] + output[j].length - dataLen[j];
          str += order.call(`${output[j]}, `, padding, " ");
        }
        if (order === String.prototype.padStart) {
          const padding = maxLineLength[j - k] + output[j].length - dataLen[j] - separatorSpace;
          str += output[j].padStart(padding, " ");
        } else str += output[j];
        tmp.push(str);
      }
      if (ctx.maxArrayLength < output.length) tmp.push(output[outputLength]);
      output = tmp;
    }
    return output;
  }

  function reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value) {
    if (ctx.compact !== true) {
      if (typeof ctx.compact === "number" && ctx.compact >= 1) {
        const entries = output.length;
        if (extrasType === 2 && entries > 6) output = groupArrayElements(ctx, output, value);
        if (ctx.currentDepth - recurseTimes < ctx.compact && entries === output.length) {
          const start = output.length + ctx.indentationLvl + braces[0].length + base.length + 10;
          if (isBelow(ctx, output, start, base)) {
            const joined = output.join(", ");
            if (!joined.includes("\n")) return `${base ? `${base} ` : ""}${braces[0]} ${joined} ${braces[1]}`;
          }
        }
      }
      const indentation = `\n${" ".repeat(ctx.indentationLvl)}`;
      return `${base ? `${base} ` : ""}${braces[0]}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
    }
    if (isBelow(ctx, output, 0, base)) return `${braces[0]}${base ? ` ${base}` : ""} ${output.join(", ")} ${braces[1]}`;
    const indentation = `\n${" ".repeat(ctx.indentationLvl)}`;
    const ln =
      base === "" && braces[0].length === 1 ? " " : `${base ? ` ${base}` : ""}\n${" ".repeat(ctx.indentationLvl)}  `;
    return `${braces[0]}${ln}${output.join(`,${indentation}  `)} ${braces[1]}`;
  }

  function isBelow(ctx, output, start, base) {
    let total = output.length + start;
    if (total + output.length > ctx.breakLength) return false;
    for (let i = 0; i < output.length; i++) {
      total += ctx.colors ? strip(output[i]).length : output[i].length;
      if (total > ctx.breakLength) return false;
    }
    return base === "" || !base.includes("\n");
  }

  const hasBuiltinToString = (value) => {
    if (typeof value.toString !== "function") return true;
    if (Object.hasOwn(value, "toString")) return false;
    if (value instanceof Error) return value.toString === Error.prototype.toString && false;
    let pointer = value;
    do pointer = Object.getPrototypeOf(pointer);
    while (pointer && !Object.hasOwn(pointer, "toString"));
    const d = pointer && Object.getOwnPropertyDescriptor(pointer, "constructor");
    return (
      d !== undefined &&
      d !== null &&
      typeof d.value === "function" &&
      /\[native code\]/.test(nativeToString.call(d.value))
    );
  };

  function formatWithOptions(options, ...args) {
    const first = args[0];
    let a = 0;
    let str = "";
    let join = "";
    if (typeof first === "string") {
      if (args.length === 1) return first;
      let last = 0;
      for (let i = 0; i < first.length - 1; i++) {
        if (first.charCodeAt(i) !== 37) continue;
        const next = first[++i];
        if (a + 1 !== args.length) {
          let temp;
          switch (next) {
            case "s": {
              const v = args[++a];
              if (typeof v === "number") temp = formatNumber(stylizeNone, v);
              else if (typeof v === "bigint") temp = `${v}n`;
              else if (typeof v !== "object" || v === null || !hasBuiltinToString(v))
                temp = typeof v === "function" && !Object.hasOwn(v, "toString") ? String(v) : String(v);
              else temp = inspect(v, { ...options, depth: 0, colors: false, compact: 3 });
              break;
            }
            case "j": {
              const v = args[++a];
              try {
                temp = JSON.stringify(v);
              } catch (e) {
                if (/circular/i.test(e.message)) temp = "[Circular]";
                else throw e;
              }
              break;
            }
            case "d": {
              const v = args[++a];
              if (typeof v === "bigint") temp = `${v}n`;
              else if (typeof v === "symbol") temp = "NaN";
              else temp = formatNumber(stylizeNone, Number(v));
              break;
            }
            case "O":
              temp = inspect(args[++a], options);
              break;
            case "o":
              temp = inspect(args[++a], { ...options, showHidden: true, showProxy: true, depth: 4 });
              break;
            case "i": {
              const v = args[++a];
              if (typeof v === "bigint") temp = `${v}n`;
              else if (typeof v === "symbol") temp = "NaN";
              else temp = formatNumber(stylizeNone, Number.parseInt(v));
              break;
            }
            case "f": {
              const v = args[++a];
              temp = typeof v === "symbol" ? "NaN" : formatNumber(stylizeNone, Number.parseFloat(v));
              break;
            }
            case "c":
              a++;
              temp = "";
              break;
            case "%":
              str += first.slice(last, i);
              last = i + 1;
              continue;
            default:
              continue;
          }
          if (last !== i - 1) str += first.slice(last, i - 1);
          str += temp;
          last = i + 1;
        } else if (next === "%") {
          str += first.slice(last, i);
          last = i + 1;
        }
      }
      if (last !== 0) {
        a++;
        join = " ";
        if (last < first.length) str += first.slice(last);
      }
    }
    while (a < args.length) {
      const v = args[a];
      str += join;
      str += typeof v !== "string" ? inspect(v, options) : v;
      join = " ";
      a++;
    }
    return str;
  }

  const shieldedFormat = internal.shielded((args) => formatWithOptions(...args));
  // For mongosh, whose engine has less room for nested calls: `servers/mongo/guest/display.ts`.
  internal.inspectParts = { contextOf, formatValue, keyText, reduceToSingleString };
  exports.inspect = inspect;
  exports.formatWithOptions = function formatWithOptions(...args) {
    return shieldedFormat(args);
  };
  exports.format = function format(...args) {
    return exports.formatWithOptions({}, ...args);
  };
  exports.strip = strip;
  exports.width = width;
  exports.quote = quote;
}
