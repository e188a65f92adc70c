// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * Errors as V8 words them. QuickJS gives a stack without its first line, other columns, other messages: each error is
 * rewritten when it is made (Error's own constructors), caught (`catch` clauses call `fix`), or printed.
 */
export function guestErrors(exports, internal) {
  const places = () => internal.require("stack_places");
  const shownLines = () => internal.require("stack_lines");
  const sources = new Map();
  const NativeError = globalThis.Error;
  const hasOwn = Object.prototype.hasOwnProperty;
  let limit = 10;

  /** A file's text, the length of what stands before its first line, and insertions [line, column, length]. */
  exports.addSource = (file, text, prefix, insertions) => {
    sources.set(file, { lines: text.split("\n"), prefix, insertions: insertions || [] });
  };
  exports.sourceOf = (file) => sources.get(file);
  exports.lineOf = (file, line) => {
    const s = sources.get(file);
    return s ? s.lines[line - 1] : undefined;
  };

  function header(e) {
    let name;
    let message;
    try {
      name = e.name === undefined ? "Error" : String(e.name);
      message = e.message === undefined ? "" : String(e.message);
    } catch {
      return "Error";
    }
    return !message ? name : !name ? message : `${name}: ${message}`;
  }

  /** Where an error was made, frame by frame, each with its text. */
  exports.framesOf = (e) => {
    const raw = rawStacks.get(e);
    if (!raw) return [];
    return places()
      .frames(raw)
      .map((f) => ({ ...f, shown: (shownLines().shown(f) || "").replace(/^ {4}at /, "") }));
  };
  const rawStacks = new WeakMap();
  /** Whose stack a program has seen. */
  const read = new WeakSet();
  /** The stack of an error that is thrown, unless it has been looked at before. */
  exports.unreadStack = (e) => {
    const seen = read.has(e);
    const { stack } = e;
    return seen || typeof stack !== "string" ? undefined : stack;
  };
  /** Who waits for the call that is being made: the callers whose lines say `await` before it, as V8 shows them. */
  internal.asyncCallers = () => {
    const out = [];
    for (const f of exports.framesOf(new ErrorWrapped())) {
      if (f.file === "native") continue;
      if (f.file.startsWith("node:") || f.file.startsWith("<")) {
        if (out.length) break;
        continue;
      }
      const text = exports.lineOf(f.file, f.line) || "";
      const before = text.slice(0, f.column - 1);
      const m = /\bawait\s+(?:\(?await\s+)?[\w$.()\s]*$/.exec(before) || /\breturn\s+$/.exec(before);
      if (!m || !m[0].startsWith("await")) break;
      const shown = f.shown.replace(/:\d+\)?$/, "");
      out.push(`async ${shown}:${m.index + 1}${f.shown.endsWith(")") ? ")" : ""}`);
    }
    return out;
  };
  const nativeDescriptor = (e) => Object.getOwnPropertyDescriptor(e, "stack");

  /** `Promise.any`'s error, which the engine leaves without words. */
  const named = (e) => {
    const kept = { writable: true, configurable: true, enumerable: false };
    Object.defineProperty(e, "message", { value: "All promises were rejected", ...kept });
    Object.defineProperty(e, "stack", { value: header(e), ...kept });
  };

  /** V8 runs out of its stack at the first thing that a function does. */
  function enterFunction(frame) {
    const s = exports.sourceOf(frame.file);
    if (!s || !frame.name) return;
    const name = frame.name.replace(/^.*\./, "").replace(/[$]/g, "\\$&");
    const text = s.lines.join("\n");
    const begins = new RegExp(
      `(?:\\bfunction\\s*\\*?\\s*${name}\\s*|(?:^|[\\s,.{;])${name}\\s*[=:]\\s*(?:async\\s*)?(?:function\\s*\\w*\\s*)?|^\\s*(?:static\\s+|async\\s+|[gs]et\\s+)*${name}\\s*)\\([^()]*\\)\\s*(?:=>\\s*)?\\{\\s*(?:(?:const|let|var)\\s+[\\w$]+\\s*=\\s*)?`,
      "m",
    ).exec(text);
    if (!begins) return;
    const before = text.slice(0, begins.index + begins[0].length).split("\n");
    Object.assign(frame, { line: before.length, column: before.at(-1).length + 1 });
  }

  /** Rewrites an error that the engine itself has thrown. Lets the sentinel of process.exit through. */
  const fix = internal.shielded(rewrite);
  function rewrite(e) {
    if (e === internal.exitSentinel) throw e;
    internal.thrownAt = undefined;
    if (typeof e !== "object" || e === null) return e;
    if (e instanceof AggregateError && !hasOwn.call(e, "message")) named(e);
    if (!hasOwn.call(e, "stack")) return e;
    const d = nativeDescriptor(e);
    if (!d || typeof d.value !== "string" || !/^(?: {4}at |$)/.test(d.value)) return e;
    const all = places().frames(d.value);
    fixedStacks.set(e, d.value);
    if (e instanceof InternalErrorType) {
      const deep = e.message === "stack overflow";
      if (!deep && e.message !== "string too long") throw e;
      Object.setPrototypeOf(e, RangeError.prototype);
      Object.defineProperty(e, "message", {
        value: deep ? "Maximum call stack size exceeded" : "Invalid string length",
        writable: true,
        configurable: true,
        enumerable: false,
      });
      if (deep && all[0]) enterFunction(all[0]);
    } else if (hasOwn.call(e, "message")) {
      const first = all.find((f) => f.file !== "native" && !f.file.startsWith("node:"));
      const message = internal
        .require("messages")
        .v8Message(
          e.message,
          all[0] && all[0].file === "native" ? Object.assign({}, first, { native: all[0].name }) : first,
        );
      let moved = false;
      const missing = first && /^([\w$]+) is not defined(?: in ES module scope|$)/.exec(message);
      if (missing) {
        const text = exports.lineOf(first.file, first.line) || "";
        const messages = internal.require("messages");
        const alone = text.startsWith(missing[1], first.column - 1)
          ? undefined
          : messages.shorthandPlace(
              (exports.sourceOf(first.file) || { lines: [] }).lines,
              first.line,
              first.column,
              missing[1],
            );
        const column = alone ? alone.column : messages.callPlace(text, first.column);
        moved = column !== first.column;
        first.line = alone ? alone.line : first.line;
        first.column = column;
      }
      if (first && !moved && /^(?:Assignment to|Cannot (?:set|add|assign)) | is not defined$/.test(message)) {
        // V8 points at what assigns; an operator that reads first fails before.
        const text = exports.lineOf(first.file, first.line) || "";
        const operator = / is not defined$/.test(message) ? "" : "(?:\\*\\*|>>>?|<<|&&|\\|\\||\\?\\?|[-+*/%&|^])?";
        const m = new RegExp(`^(?:[\\w$#]+|\\[[^\\]]*\\])\\s*(?=${operator}=(?![=>]))`).exec(
          text.slice(first.column - 1),
        );
        if (m) first.column += m[0].length;
      }
      if (message !== e.message)
        Object.defineProperty(e, "message", { value: message, writable: true, configurable: true, enumerable: false });
    }
    if (hasOwn.call(e, "fileName")) delete e.fileName;
    if (hasOwn.call(e, "lineNumber")) delete e.lineNumber;
    if (hasOwn.call(e, "columnNumber")) delete e.columnNumber;
    e.__proto__;
    const below = internal.drained && resumed(d.value) ? [shownLines().fromTicks] : [];
    const text = [header(e), ...[...shownLines().lines(all), ...below].slice(0, limit)].join("\n");
    Object.defineProperty(e, "stack", { value: text, writable: true, configurable: true, enumerable: false });
    const shownAt = all.find((f) => !f.file.startsWith("node:") && f.file !== "native" && !f.file.startsWith("<"));
    positions.set(e, shownAt?.arrow ?? shownAt);
    return e;
  }
  const InternalErrorType = globalThis.InternalError;
  const positions = new WeakMap();
  const made = new WeakSet();
  /** Whether a program's or our own code made it with a constructor: it was thrown by a `throw`, or not at all. */
  exports.isMade = (e) => made.has(e);
  exports.positionOf = internal.shielded((e) => {
    if (typeof e !== "object" || e === null) return undefined;
    fix(e);
    const p = positions.get(e);
    if (typeof p === "function") return p();
    return p;
  });

  /** Who waited for what an error ended, one by one. */
  const waited = new WeakMap();
  const fixedStacks = new WeakMap();
  /** Whether an error was made where a function went on behind an `await`: nothing of ours is below. */
  const isResumed = (e) => resumed(rawStacks.get(e) || fixedStacks.get(e) || "");
  const resumed = (stack) => {
    const raw = stack.trimEnd();
    const last = places().parse(raw.slice(raw.lastIndexOf("\n") + 1))[0];
    if (last?.file === "node:assert") return /^(?:rejects|doesNotReject)$/.test(last.name);
    return last !== undefined && last.file !== "native" && !/^(?:node:|<)/.test(last.file);
  };
  /** Whether the call that failed is the one that is awaited, in a function that had gone on before: it is on the stack. */
  const isWithin = (e, site) => {
    const bottom = places()
      .frames(rawStacks.get(e) || fixedStacks.get(e) || "")
      .at(-1);
    const called = bottom && bottom.name.replace(/^<anonymous>$/, "");
    return (
      called === site.name.replace(/^.*\./, "") &&
      bottom.file === site.file &&
      bottom.line === site.line &&
      bottom.column > site.column
    );
  };
  /** An `await` whose promise failed: V8 shows it below the error's own calls, and below those of its causes. */
  exports.awaitedAt = (error, site) => {
    for (
      let e = error, n = 0;
      e !== internal.exitSentinel && internal.types.isNativeError(e) && n < 5;
      e = e.cause, n++
    ) {
      fix(e);
      const d = nativeDescriptor(e);
      const text = d && typeof d.value === "string" ? d.value : undefined;
      if (!isResumed(e) && !/\n {4}at async Object\.\w+ \(node:internal\/fs\/promises[^\n]*\)$/.test(text || ""))
        continue;
      if (isWithin(e, site)) continue;
      const where = `${site.file}:${site.line}:${site.column}`;
      const line = `    at async ${site.name ? `${site.name} (${where})` : where}`;
      if (text === undefined) waited.set(e, [...(waited.get(e) || []), line]);
      else if (text.split("\n    at ").length <= limit)
        Object.defineProperty(e, "stack", {
          value: `${text}\n${line}`,
          writable: true,
          configurable: true,
          enumerable: false,
        });
    }
  };

  /** An error of a function that had gone on behind an `await`: whose it was, and who waits for it. */
  exports.addResumed = (e, lines, receiver) => {
    if (!isResumed(e)) return;
    const all = String(e.stack).split("\n");
    const at = all.findLastIndex((l) => l.startsWith("    at ") && !/ async | process\.processTicks/.test(l));
    const bare = /^ {4}at (\/.*|file:.*)$/.exec(all[at] ?? "");
    if (bare) all[at] = `    at ${receiver}.<anonymous> (${bare[1]})`;
    const named = all.map((l) => l.replace(/^( {4}at async )(\/.*|file:.*)$/, `$1${receiver}.<anonymous> ($2)`));
    const head = named.findIndex((l) => l.startsWith("    at "));
    const frames = [...named.slice(head), ...lines.map((l) => `    at ${l}`)].slice(0, limit);
    exports.setStackTail(e, frames.join("\n"), named.slice(0, head).join("\n"));
  };

  /** Gives an error made by its constructor V8's stack, lazily. */
  function dress(e, raw) {
    rawStacks.set(e, raw);
    let all;
    let head;
    // Whose listeners are being called: it may be another's when the stack is asked for.
    const emitter = internal.emitterName;
    const { drained, testTail, testReceiver } = internal;
    const get = () => {
      if (!all) all = places().frames(raw);
      return all;
    };
    Object.defineProperty(e, "stack", {
      get: internal.shielded(() => {
        // V8 words the first line when the stack is first asked for.
        read.add(e);
        head = head || header(e);
        const { emitterName, drained: nowDrained, testTail: tail, testReceiver: receiver } = internal;
        Object.assign(internal, { emitterName: emitter, drained, testTail, testReceiver });
        const own = shownLines().lines(get());
        Object.assign(internal, { emitterName, drained: nowDrained, testTail: tail, testReceiver: receiver });
        if (drained && resumed(raw)) own.push(shownLines().fromTicks);
        return [head, ...[...own, ...(waited.get(e) || [])].slice(0, limit)].join("\n");
      }),
      set: (value) => {
        Object.defineProperty(e, "stack", { value, writable: true, configurable: true, enumerable: false });
      },
      configurable: true,
      enumerable: false,
    });
    positions.set(e, () =>
      get().find((f) => !f.file.startsWith("node:") && f.file !== "native" && !f.file.startsWith("<")),
    );
  }

  /** A class's error: what lies above its own constructor's frame is not shown, nor that frame. */
  function withoutConstructors(raw, name) {
    const all = raw.split("\n");
    const at = all.findIndex((l) => l.startsWith(`    at ${name} (`));
    return at < 0 ? raw : all.slice(at + 1).join("\n");
  }

  function wrap(Native, name, length) {
    const Wrapped = {
      [name]: function (...args) {
        const e = Reflect.construct(Native, args, new.target || Wrapped);
        made.add(e);
        const raw = nativeDescriptor(e);
        if (raw && typeof raw.value === "string") {
          const text = raw.value;
          dress(e, new.target && new.target !== Wrapped ? withoutConstructors(text, new.target.name) : text);
        }
        return e;
      },
    }[name];
    Object.defineProperty(Wrapped, "prototype", { value: Native.prototype, writable: false, configurable: false });
    Object.defineProperty(Native.prototype, "constructor", {
      value: Wrapped,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    Object.defineProperty(Wrapped, "length", { value: length });
    Object.defineProperty(globalThis, name, { value: Wrapped, writable: true, configurable: true, enumerable: false });
    if (name !== "Error") Object.setPrototypeOf(Wrapped, globalThis.Error);
    return Wrapped;
  }
  const ErrorWrapped = wrap(NativeError, "Error", 1);
  for (const n of ["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"])
    wrap(globalThis[n], n, 1);
  wrap(globalThis.AggregateError, "AggregateError", 2);
  ErrorWrapped.captureStackTrace = function captureStackTrace(target, above) {
    const raw = new NativeError().stack;
    let kept = raw;
    if (typeof above === "function" && above.name) {
      const all = raw.split("\n");
      const at = all.findIndex((l) => l.startsWith(`    at ${above.name} (`));
      if (at >= 0) kept = all.slice(at + 1).join("\n");
    }
    dress(target, kept);
  };
  Object.defineProperty(ErrorWrapped, "stackTraceLimit", {
    get: () => limit,
    set: (n) => {
      limit = n;
    },
    enumerable: true,
    configurable: true,
  });
  delete globalThis.InternalError;
  Object.defineProperty(globalThis, "__fix", { value: fix, enumerable: false, configurable: false, writable: false });

  exports.stackLimit = () => limit;
  exports.replTail = () => shownLines().replTail;
  exports.unread = (e) => read.delete(e);
  const ownErrors = () => internal.require("node_errors");
  exports.nodeError = (Base, code, message) => ownErrors().nodeError(Base, code, message);
  exports.systemError = (syscall, failure, path, dest) => ownErrors().systemError(syscall, failure, path, dest);
  exports.invalidArgType = (name, expected, value) => ownErrors().invalidArgType(name, expected, value);
  exports.fix = fix;
  exports.header = header;

  /** Puts what stands in a stack below our own frames: Node's own errors seem to come from its modules. */
  exports.setStackTail = (e, tail, head = header(e)) => {
    Object.defineProperty(e, "stack", {
      value: tail ? `${head}\n${tail}` : head,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  };

  exports.syntaxError = (e, file) => internal.require("syntax_errors").syntaxError(e, file);
}
