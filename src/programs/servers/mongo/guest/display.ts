// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/**
 * Values as `util.inspect` shows them, with no call for a level of documents and lists: the engine that can be suspended
 * takes much of the browser's stack for a call, and inspect's own five a level end at the fourth one.
 */
export function guestMongoDisplay(exports, { inspectParts: parts, served }) {
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

  /**
   * Begins a document or a list: its keys are shown one after the other. What came from the server is shown as by itself: to
   * every depth, and as short as it is alone.
   */
  function enter(outer, value, keys, depth) {
    const alone = served.has(value);
    const ctx = alone ? parts.contextOf({ ...outer.options, depth: Infinity }) : outer;
    if (alone) ctx.options = outer.options;
    const list = Array.isArray(value);
    ctx.seen.push(value);
    ctx.currentDepth = (alone ? 0 : depth) + 1;
    ctx.indentationLvl += 2;
    const shown = list ? Math.min(keys.length, ctx.maxArrayLength) : keys.length;
    return { ctx, outer, value, keys, depth: alone ? 0 : depth, list, shown, output: [] };
  }

  function leave({ ctx, outer, value, keys, depth, list, shown, output }) {
    ctx.indentationLvl -= 2;
    ctx.seen.pop();
    const rest = keys.length - shown;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    const index = ctx.circular?.get(value);
    const base = index === undefined ? "" : ctx.stylize(`<ref *${index}>`, "special");
    const braces = list ? ["[", "]"] : ["{", "}"];
    const text = parts.reduceToSingleString(ctx, output, base, braces, list ? 2 : 0, depth + 1, value);
    return ctx === outer ? text : text.replaceAll("\n", `\n${" ".repeat(outer.indentationLvl)}`);
  }

  /** Without a call of the engine's for each level: the documents that are open stand in a list. */
  function format(root, options) {
    const first = parts.contextOf(options);
    first.options = options;
    const open = [];
    let ctx = first;
    let value = root;
    let depth = 0;
    for (;;) {
      const keys = (depth > ctx.depth && !served.has(value)) || ctx.seen.includes(value) ? undefined : plainKeys(value);
      if (keys) {
        const entered = enter(ctx, value, keys, depth);
        open.push(entered);
        ctx = entered.ctx;
        value = value[keys[0]];
        depth = entered.depth + 1;
        continue;
      }
      let text = parts.formatValue(ctx, value, depth, false);
      let within = open.at(-1);
      while (within) {
        const { output, list } = within;
        output.push(list ? text : `${parts.keyText(within.ctx, within.keys[output.length])}: ${text}`);
        if (output.length < within.shown) break;
        text = leave(within);
        open.pop();
        within = open.at(-1);
      }
      if (!within) return text;
      ctx = within.ctx;
      value = within.value[within.keys[within.output.length]];
      depth = within.depth + 1;
    }
  }

  exports.display = (value, options) => format(value, options);
}
