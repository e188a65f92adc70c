// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/**
 * Values as `util.inspect` shows them, with one call for each level of documents and lists: the engine that can be suspended
 * takes much of the browser's stack for a call, and inspect's own five a level end at the fourth one.
 */
export function guestMongoDisplay(exports, { inspectParts: parts }) {
  const custom = Symbol.for("nodejs.util.inspect.custom");

  /** The keys of a plain document or list whose values are all there; undefined for anything else. */
  function plainKeys(value) {
    if (typeof value !== "object" || value === null) return undefined;
    const prototype = Object.getPrototypeOf(value);
    const list = prototype === Array.prototype && Array.isArray(value);
    if (!list && prototype !== Object.prototype) return undefined;
    if (typeof value[custom] === "function" || value[Symbol.toStringTag] !== undefined) return undefined;
    if (Object.hasOwn(value, "constructor") || Object.getOwnPropertySymbols(value).length) return undefined;
    const keys = Object.keys(value);
    if (keys.length === 0 || (list && (keys.length !== value.length || keys.at(-1) !== String(value.length - 1))))
      return undefined;
    for (const key of keys) if (Object.getOwnPropertyDescriptor(value, key).get) return undefined;
    return keys;
  }

  function format(ctx, value, depth) {
    const keys = depth > ctx.depth || ctx.seen.includes(value) ? undefined : plainKeys(value);
    if (!keys) return parts.formatValue(ctx, value, depth, false);
    const list = Array.isArray(value);
    const shown = list ? Math.min(keys.length, ctx.maxArrayLength) : keys.length;
    const output = [];
    ctx.seen.push(value);
    ctx.currentDepth = depth + 1;
    ctx.indentationLvl += 2;
    for (let i = 0; i < shown; i++) {
      const text = format(ctx, value[keys[i]], depth + 1);
      output.push(list ? text : `${parts.keyText(ctx, keys[i])}: ${text}`);
    }
    ctx.indentationLvl -= 2;
    ctx.seen.pop();
    const rest = keys.length - shown;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    const index = ctx.circular?.get(value);
    const base = index === undefined ? "" : ctx.stylize(`<ref *${index}>`, "special");
    const braces = list ? ["[", "]"] : ["{", "}"];
    return parts.reduceToSingleString(ctx, output, base, braces, list ? 2 : 0, depth + 1, value);
  }

  exports.display = (value, options) => format(parts.contextOf(options), value, 0);
}
