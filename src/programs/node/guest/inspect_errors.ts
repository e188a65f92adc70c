// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Errors as they are shown: with their class's name, their traces, their causes. */
export function guestInspectErrors(exports, internal) {
  const { prefixOf } = internal.require("inspect").parts;
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

  exports.formatError = formatError;
}
