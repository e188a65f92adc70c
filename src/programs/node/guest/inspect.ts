// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `util.inspect` and `util.format`: how console shows values. */
export function guestInspect(exports, internal) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const colours = () => internal.require("inspect_colours");
  const errors = () => internal.require("inspect_errors");
  const functions = () => internal.require("inspect_functions");
  const lists = () => internal.require("inspect_lists");
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
  const keyExp = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
  const TypedArrayProto = Object.getPrototypeOf(Uint8Array.prototype);
  const typedTag = Object.getOwnPropertyDescriptor(TypedArrayProto, Symbol.toStringTag).get;

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
    const { styles, colors } = colours();
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
  for (const name of ["colors", "styles"])
    Object.defineProperty(inspect, name, {
      get: () => colours()[name],
      set: (value) =>
        Object.defineProperty(inspect, name, { value, writable: true, configurable: true, enumerable: true }),
      configurable: true,
      enumerable: true,
    });

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
      formatter = lists().formatArray;
      noIterator = false;
    } else if (T.isSet(value)) {
      const size = value.size;
      const prefix = prefixOf(constructor, tag, "Set", `(${size})`);
      keys = keysOf(value, ctx.showHidden);
      formatter = lists().formatSet;
      if (size === 0 && keys.length === 0) return `${prefix}{}`;
      braces = [`${prefix}{`, "}"];
      noIterator = false;
    } else if (T.isMap(value)) {
      const size = value.size;
      const prefix = prefixOf(constructor, tag, "Map", `(${size})`);
      keys = keysOf(value, ctx.showHidden);
      formatter = lists().formatMap;
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
      formatter = lists().formatTyped;
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
      return lists().iteratorText(ctx, value, tag, recurseTimes);
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
        base = functions().functionBase(value, constructor, tag);
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
        base = errors().formatError(value, constructor, tag, ctx, keys);
        if (keys.length === 0) return base;
      } else if (T.isAnyArrayBuffer(value)) {
        const fallback = T.isArrayBuffer(value) ? "ArrayBuffer" : "SharedArrayBuffer";
        const prefix = prefixOf(constructor, tag, fallback);
        if (typedArray === undefined || typedArray === false) formatter = lists().formatArrayBuffer;
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
        base = functions().boxedBase(value, ctx, keys, constructor, tag);
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

  function reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value) {
    if (ctx.compact !== true) {
      if (typeof ctx.compact === "number" && ctx.compact >= 1) {
        const entries = output.length;
        if (extrasType === 2 && entries > 6) output = lists().groupArrayElements(ctx, output, value);
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

  const shieldedFormat = internal.shielded((args) => internal.require("format").formatWithOptions(...args));
  // For mongosh, whose engine has less room for nested calls: `servers/mongo/guest/display.ts`.
  internal.inspectParts = { contextOf, formatValue, keyText, reduceToSingleString };
  exports.parts = {
    inspect,
    formatValue,
    formatProperty,
    formatNumber,
    formatPrimitive,
    prefixOf,
    reduceToSingleString,
    stylizeNone,
    width,
  };
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
