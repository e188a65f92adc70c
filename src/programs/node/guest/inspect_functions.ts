// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Functions, classes and boxed values as they are shown. */
export function guestInspectFunctions(exports, internal) {
  const { inspect, formatPrimitive, stylizeNone } = internal.require("inspect").parts;
  const nativeToString = Function.prototype.toString;
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

  Object.assign(exports, { functionBase, boxedBase });
}
