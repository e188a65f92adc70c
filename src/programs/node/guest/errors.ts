// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * Errors as V8 words them. QuickJS gives a stack without its first line, other columns, other messages: each error is
 * rewritten when it is made (Error's own constructors), caught (`catch` clauses call `fix`), or printed.
 */
export function guestErrors(exports, internal) {
  const sources = new Map();
  const NativeError = globalThis.Error;
  const hasOwn = Object.prototype.hasOwnProperty;
  const WRAP = "node:errors";
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

  /** A call that is all that a `return` gives stands at the `return`: where the last call of its line begins. */
  function returnedCall(text, from) {
    let depth = 0;
    let quote = "";
    let last = -1;
    for (let i = from; i < text.length; i++) {
      const c = text[i];
      if (quote) {
        if (c === "\\") i++;
        else if (c === quote) quote = "";
      } else if (c === '"' || c === "'" || c === "`") quote = c;
      else if (c === "(" || c === "[" || c === "{") {
        if (c === "(" && depth === 0 && /[\w$#\])]\s*$/.test(text.slice(from, i))) last = i;
        depth++;
      } else if (c === ")" || c === "]" || c === "}") {
        if (--depth < 0) break;
      } else if (c === ";" && depth === 0) break;
    }
    return last;
  }

  function place(frame) {
    const s = sources.get(frame.file);
    if (!s) return;
    if (frame.line === 1) frame.column = Math.max(1, frame.column - s.prefix);
    for (const [line, column, length] of s.insertions)
      if (line === frame.line && frame.column > column) frame.column = Math.max(column, frame.column - length);
    const text = s.lines[frame.line - 1];
    if (text === undefined) return;
    let at = frame.column - 1;
    frame.raw = at;
    if (/^return\b/.test(text.slice(at, at + 7))) {
      const call = returnedCall(text, at + 6);
      if (call > 0) at = call;
    }
    if (text[at] === "(" || text[at] === "`") {
      let i = at;
      while (i > 0 && text[i - 1] === " ") i--;
      const end = i;
      while (i > 0 && /[\w$#]/.test(text[i - 1])) i--;
      // A private method is looked up where it is called.
      if (i < end && text[i] !== "#") {
        at = i;
        const chain = /\bnew\s+[\w$.]*$/.exec(text.slice(0, end));
        if (chain) at = chain.index;
        if (/^(?:if|while|for|switch|return|typeof|await|of|in)$/.test(text.slice(i, end))) at = frame.column - 1;
      }
    } else if (text[at] === ".") {
      at++;
    } else if (text[at] === "?" && text[at + 1] === ".") at += 2;
    frame.column = at + 1;
    frame.text = text;
  }

  function parse(raw) {
    const frames = [];
    for (const line of raw.split("\n")) {
      let m = /^\s+at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/.exec(line);
      if (m) frames.push({ name: m[1] || "", file: m[2], line: +m[3], column: +m[4] });
      else {
        m = /^\s+at (.*?) \((native)\)$/.exec(line);
        if (m) frames.push({ name: m[1], file: "native", line: 0, column: 0 });
      }
    }
    return frames;
  }

  const L = "node:internal/modules/cjs/loader";
  const FROM_TICKS = "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)";
  const TICK_OF_TWO = "process.processTicksAndRejections (node:internal/process/task_queues:82:21)";
  const KNOWN = {
    onChildExit: "ChildProcess._handle.onexit (node:internal/child_process:293:12)",
    compileModule: `Module._compile (${L}:1521:14)`,
    extensionJs: `Module._extensions..js (${L}:1623:10)`,
    extensionJson: `Module._extensions..json (${L}:1641:39)`,
    loadFile: `Module.load (${L}:1266:32)`,
    loadModule: `Module._load (${L}:1091:12)`,
    requireOf: `Module.require (${L}:1289:19)`,
    requireFunction: "require (node:internal/modules/helpers:182:18)",
    runMain: "Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)",
    startMain: "node:internal/main/run_main_module:28:49",
    resolveFilename: `Module._resolveFilename (${L}:1207:15)`,
    resolveModule: `Module._load (${L}:1038:27)`,
    spawnSyncProcess: "Object.spawnSync (node:internal/child_process:1123:20)",
    spawnSync: "spawnSync (node:child_process:877:24)",
    execFileSync: "Object.execFileSync (node:child_process:927:15)",
    execSync: "execSync (node:child_process:963:15)",
    checkExecSyncError: "checkExecSyncError (node:child_process:891:11)",
    genericNodeError: "genericNodeError (node:internal/errors:984:15)",
    wrappedFn: "wrappedFn (node:internal/errors:538:14)",
    parserOnIncoming: "parserOnIncoming (node:_http_server:1139:12)",
    parserOnHeadersComplete: "HTTPParser.parserOnHeadersComplete (node:_http_common:118:17)",
    emitErrorNT: "emitErrorNT (node:internal/streams/destroy:169:8)",
    emitErrorAndCloseNT: `emitErrorCloseNT (node:internal/streams/destroy:128:3)\n    at ${TICK_OF_TWO}`,
    emitListeningNT:
      "emitListeningNT (node:net:1951:10)\n    at process.processTicksAndRejections (node:internal/process/task_queues:81:21)",
    URL: "new URL (node:internal/url:806:29)",
    hybridDispatch: "[nodejs.internal.kHybridDispatch] (node:internal/event_target:831:20)",
    dispatchEvent: "EventTarget.dispatchEvent (node:internal/event_target:766:26)",
    onceWrapper: "Object.onceWrapper (node:events:638:28)",
    listOnTimeout: "listOnTimeout (node:internal/timers:581:17)",
    processTimers: "process.processTimers (node:internal/timers:519:7)",
    processImmediate: "process.processImmediate (node:internal/timers:483:21)",
    cjsLoader:
      "cjsLoader (node:internal/modules/esm/translators:298:15)\n    at ModuleWrap.<anonymous> (node:internal/modules/esm/translators:240:7)",
    runMicrotask:
      "node:internal/process/task_queues:140:7\n    at AsyncResource.runInAsyncScope (node:async_hooks:206:9)\n    at AsyncResource.runMicrotask (node:internal/process/task_queues:137:8)",
    processTicks: "process.processTicksAndRejections (node:internal/process/task_queues:77:11)",
  };
  const NATIVE = {
    map: "Array.map",
    forEach: "Array.forEach",
    filter: "Array.filter",
    reduce: "Array.reduce",
    some: "Array.some",
    every: "Array.every",
    find: "Array.find",
    findIndex: "Array.findIndex",
    sort: "Array.sort",
    flatMap: "Array.flatMap",
    parse: "JSON.parse",
    stringify: "JSON.stringify",
    replace: "String.replace",
    Promise: "new Promise",
    from: "Function.from",
    toISOString: "Date.toISOString",
    decodeURIComponent: "decodeURIComponent",
    toFixed: "Number.toFixed",
    RegExp: "new RegExp",
    Set: "new Set",
    Map: "new Map",
    repeat: "String.repeat",
    ...Object.fromEntries(
      "keys values entries fromEntries assign all allSettled race any create defineProperties setPrototypeOf fromCodePoint"
        .split(" ")
        .map((name) => [name, `Function.${name}`]),
    ),
    reduceRight: "Array.reduceRight",
    findLast: "Array.findLast",
    normalize: "String.normalize",
    replaceAll: "String.replaceAll",
    matchAll: "String.matchAll",
    toString: "Number.toString",
    toPrecision: "Number.toPrecision",
    BigInt: "BigInt",
    defineProperty: "Function.defineProperty",
    push: "Array.push",
  };

  /** What stands below a line typed at the prompt. */
  const REPL_TAIL = [
    "ContextifyScript.runInThisContext (node:vm:137:12)",
    "REPLServer.defaultEval (node:repl:595:22)",
    "bound (node:domain:433:15)",
    "REPLServer.runBound [as eval] (node:domain:444:12)",
    "REPLServer.onLine (node:repl:924:10)",
    "REPLServer.emit (node:events:536:35)",
    "REPLServer.emit (node:domain:489:12)",
    "[_onLine] [as _onLine] (node:internal/readline/interface:419:12)",
    "[_line] [as _line] (node:internal/readline/interface:896:18)",
  ]
    .map((l) => `    at ${l}`)
    .join("\n");
  exports.replTail = () => REPL_TAIL;
  const EVAL_TAIL = [
    "runScriptInThisContext (node:internal/vm:209:10)",
    "node:internal/process/execution:118:14",
    internal.options.mode === "stdin" ? "[stdin]-wrapper:6:24" : "[eval]-wrapper:6:24",
    "runScript (node:internal/process/execution:101:62)",
    "evalScript (node:internal/process/execution:133:3)",
    ...(internal.options.mode === "stdin"
      ? [
          "node:internal/main/eval_stdin:32:5",
          "Socket.<anonymous> (node:internal/process/execution:234:5)",
          "Socket.emit (node:events:536:35)",
          "endReadableNT (node:internal/streams/readable:1698:12)",
        ]
      : ["node:internal/main/eval_string:51:3"]),
  ]
    .map((l) => `    at ${l}`)
    .join("\n");

  function functionName(frame) {
    const { name } = frame;
    if (name === "__module") return "Object.<anonymous>";
    if (name === "<anonymous>" || name === "<eval>" || name === "" || name === "__script") return "";
    const s = sources.get(frame.file);
    if (!s) return name;
    const plain = name.replace(/^[gs]et /, "");
    const inline = inlineName(s.lines[frame.line - 1] || "", frame.column - 1, plain, name);
    if (inline) return inline;
    for (let i = frame.line - 1; i >= 0 && i > frame.line - 400; i--) {
      const text = s.lines[i];
      if (text.indexOf(plain) < 0 && !/\bconstructor\s*\(/.test(text)) continue;
      const safe = plain.replace(/[$]/g, "\\$&");
      if (new RegExp(`class\\s+${safe}\\b`).test(text)) return `new ${plain}`;
      if (new RegExp(`function\\s*\\*?\\s*${safe}\\b`).test(text)) return name;
      if (new RegExp(`(?:const|let|var)\\s+${safe}\\s*=`).test(text)) return name;
      let m = new RegExp(`([\\w$]+(?:\\.[\\w$]+)*)\\.${safe}\\s*=\\s*(?:async\\s+)?(?:function|\\(|\\w+\\s*=>)`).exec(
        text,
      );
      if (m) return `${m[1].replace(/^(?:module\.)?exports$/, "exports")}.${plain}`.replace(/^(\w+)\.prototype/, "$1");
      m = new RegExp(
        `^(\\s*)(?:static\\s+|async\\s+|\\*\\s*|get\\s+|set\\s+)*#?${safe}\\s*(?:\\([^;]*\\)?\\s*\\{?|:\\s*(?:async\\s+)?(?:function|\\())`,
      ).exec(text);
      if (m) {
        for (let j = i; j >= 0; j--) {
          const c =
            /^(\s*)(?:export\s+(?:default\s+)?)?(?:(?:const|let|var)\s+\w+\s*=\s*|module\.exports\s*=\s*)?class\s+(\w+)?/.exec(
              s.lines[j],
            );
          if (c && c[1].length < m[1].length)
            return `${c[2] || "<anonymous>"}.${/^\s*(?:static\s+)?[gs]et\s/.test(text) ? `${name.slice(0, 3)} ${plain} [as ${plain}]`.replace(/^(get|set) .* \[/, `${name} [`).replace(/^(?:get|set) (\S+) \[as .*/, `${name} [as ${plain}]`) : plain}`;
          if (j < i && s.lines[j].length > 0 && /^\S/.test(s.lines[j]) && m[1].length > 0) break;
        }
        return `Object.${plain}`;
      }
    }
    return name;
  }

  /** A method that is written within one line: whose it is stands before it on that line. */
  function inlineName(text, at, plain, name) {
    const safe = plain.replace(/[$]/g, "\\$&");
    const pattern = new RegExp(
      `[{},;]\\s*((?:static\\s+|async\\s+|\\*\\s*|[gs]et\\s+)*)(?:#?${safe}\\s*\\([^()]*\\)\\s*\\{|${safe}\\s*:\\s*(?:async\\s*)?(?:function|\\([^()]*\\)\\s*=>|\\w+\\s*=>))`,
      "g",
    );
    let found;
    for (const m of text.matchAll(pattern)) if (m.index < at) found = m;
    if (!found || plain === "constructor") return "";
    const before = text.slice(0, found.index + 1);
    const owner = [...before.matchAll(/\bclass\s+(\w+)[^{]*\{/g)].at(-1);
    let depth = 0;
    if (owner)
      for (const c of before.slice(owner.index + owner[0].length - 1)) depth += c === "{" ? 1 : c === "}" ? -1 : 0;
    if (owner && depth > 0 && plain[0] === "#") return plain;
    if (owner && depth > 0) return name !== plain ? `${name} [as ${plain}]` : `${owner[1]}.${plain}`;
    return name !== plain ? `${name} [as ${plain}]` : `Object.${plain}`;
  }

  /** A callback without a name, by who calls it. */
  function calledAs(frame) {
    const next = frame.next;
    if (!next || !next.file.startsWith("node:") || frame.name === "<eval>") return "";
    if (next.name === "listOnTimeout") return "Timeout._onTimeout";
    if (next.name === "processImmediate") return "Immediate._onImmediate";
    if (next.name === "callInScope") return `${internal.testReceiver}.<anonymous>`;
    if (next.name === "hybridDispatch") return `${internal.emitterName}.<anonymous>`;
    if ((next.name === "emit" || next.name === "onceWrapper") && next.file === "node:events")
      return `${internal.emitterName || "EventEmitter"}.<anonymous>`;
    return "";
  }

  /** A function with a name that Node calls with an object of its own as `this`. */
  function calledBy(frame, own) {
    const { next } = frame;
    if (!next || !next.file.startsWith("node:") || !/^(?:async )?[\w$]+$/.test(own)) return own;
    if (next.name === "listOnTimeout") return `Timeout.${own} [as _onTimeout]`;
    if (next.name === "processImmediate") return `Immediate.${own}`;
    if (next.name === "callInScope") return `${internal.testReceiver}.${own}`;
    if ((next.name === "emit" || next.name === "onceWrapper") && next.file === "node:events")
      return `${internal.emitterName || "EventEmitter"}.${own}`;
    return own;
  }

  /** A function without a name of its own that was assigned to a property. */
  function assignedTo(frame) {
    const s = sources.get(frame.file);
    if (!s || frame.name !== "<anonymous>") return "";
    const inline =
      /.*(?:^|[;{}])\s*(?:module\.)?((?:exports|[\w$]+)(?:\.[\w$]+)+)\s*=\s*(?:async\s*)?(?:function\s*\*?\s*\([^()]*\)\s*\{|(?:\([^()]*\)|[\w$]+)\s*=>)([^{}]*)$/.exec(
        (s.lines[frame.line - 1] || "").slice(0, frame.column - 1),
      );
    if (inline) return inline[1].replace(/^(\w+)\.prototype\./, "$1.");
    const depth = (t) => /^\s*/.exec(t)[0].length;
    const own = depth(s.lines[frame.line - 1] || "");
    for (let i = frame.line - 1; i >= 0; i--) {
      const t = s.lines[i];
      if (!t.trim() || (i !== frame.line - 1 && depth(t) >= own)) continue;
      const m =
        /^\s*(?:module\.)?((?:exports|[\w$]+)(?:\.[\w$]+)+)\s*=\s*(?:async\s*)?(?:function\b|\(|[\w$]+\s*=>)/.exec(t);
      if (m) return m[1];
      if (i !== frame.line - 1) return "";
    }
    return "";
  }

  function shown(frame) {
    if (frame.file === "native") {
      const n =
        frame.name === "forEach" ? `${internal.require("method_owner").eachOf(frame)}.forEach` : NATIVE[frame.name];
      return n ? `    at ${n} (<anonymous>)` : undefined;
    }
    if (frame.file.startsWith("node:")) {
      const refused = internal.require("call_places").places[`${frame.file.slice(5)}.${frame.name}`];
      if (refused) return refused.map((l) => `    at ${l}`).join("\n");
      if (internal.mainUrl && frame.name === "runMain")
        return "    at ModuleJob.run (node:internal/modules/esm/module_job:325:25)";
      if (internal.mainUrl && frame.name === "startMain")
        return "    at async ModuleLoader.import (node:internal/modules/esm/loader:606:24)\n    at async asyncRunEntryPointWithESMLoader (node:internal/modules/run_main:117:5)";
      const known = KNOWN[frame.name];
      if (known) return `    at ${known}`;
      if (frame.name === "evalScript") return EVAL_TAIL;
      if (frame.name === "replEvaluate") return REPL_TAIL;
      if (frame.file === "node:json" && (frame.name === "parse" || frame.name === "stringify"))
        return `    at JSON.${frame.name} (<anonymous>)`;
      if (frame.name === "emit" && frame.file === "node:events")
        return `    at ${internal.emitterName || "EventEmitter"}.emit (node:events:${frame.next && frame.next.name === "emitListeningNT" ? "536:35" : "524:28"})`;
      return undefined;
    }
    if (frame.file.startsWith("<")) return undefined;
    const own = internal.require("method_owner").named(frame, functionName(frame), functionName);
    const plain = frame.calledBack ? own.replace(/^Object\.(?!<)/, "") : own;
    const name = (plain ? calledBy(frame, plain) : calledAs(frame)) || assignedTo(frame);
    const where = `${frame.file}:${frame.line}:${frame.column}`;
    return `    at ${name ? `${name} (${where})` : where}`;
  }

  /** The topmost lines of a stack: of a deep recursion's thousands no more than could be shown. */
  function topmost(raw) {
    let end = -1;
    for (let n = Math.max(300, 3 * limit); n > 0; n--) {
      end = raw.indexOf("\n", end + 1);
      if (end < 0) return raw;
    }
    return raw.slice(0, end);
  }

  function frames(raw) {
    const all = parse(topmost(raw));
    all.forEach((f, i) => {
      place(f);
      // What an assignment calls is called by its sign.
      const assigns = i > 0 && f.text ? /^[\w$#]+\s*(?==(?![=>]))/.exec(f.text.slice(f.column - 1)) : null;
      if (assigns) f.column += assigns[0].length;
      f.next = all.slice(i + 1).find((g) => g.file !== "native");
      // What an array's method calls has no receiver.
      f.calledBack =
        all[i + 1]?.file === "native" &&
        !/^(?:apply|call)$/.test(all[i + 1].name) &&
        !/^(?:toJSON|toString|valueOf)$/.test(f.name);
    });
    return all;
  }

  function lines(all) {
    const out = [];
    let within = "";
    let tail = internal.testTail;
    for (const f of all) {
      // A look-up that failed stands at another line of the same function.
      if ((within === "resolveModule" && f.name === "loadModule") || within === "cjsLoader") {
        within = "";
        continue;
      }
      within = f.name;
      if (f.name === "callInScope" && f.file === "node:test_tree" && tail) {
        // What Node's own runner has below a test's function.
        const { sync, behind, goesOn, ticks, outer } = tail;
        const below = internal.drained && (ticks || behind.length) ? [FROM_TICKS.slice(7)] : [];
        out.push(...[...sync, ...below, ...behind].map((l) => `    at ${l}`));
        tail = outer;
        if (goesOn) continue;
        break;
      }
      const line = shown(f);
      // What wraps an engine's function of the same name is not seen.
      if (line !== undefined && !(line.endsWith(" (<anonymous>)") && line === out.at(-1)))
        out.push(...line.split("\n"));
      // What is below is told in its own line.
      if (/^(?:emitListeningNT|parserOnHeadersComplete|emitErrorAndCloseNT)$/.test(f.name)) break;
      if (out.length >= limit) break;
    }
    return out.slice(0, limit);
  }

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
    return frames(raw).map((f) => ({ ...f, shown: (shown(f) || "").replace(/^ {4}at /, "") }));
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
    const all = frames(d.value);
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
    const below = internal.drained && resumed(d.value) ? [FROM_TICKS] : [];
    const text = [header(e), ...[...lines(all), ...below].slice(0, limit)].join("\n");
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
    const last = parse(raw.slice(raw.lastIndexOf("\n") + 1))[0];
    if (last?.file === "node:assert") return /^(?:rejects|doesNotReject)$/.test(last.name);
    return last !== undefined && last.file !== "native" && !/^(?:node:|<)/.test(last.file);
  };
  /** Whether the call that failed is the one that is awaited, in a function that had gone on before: it is on the stack. */
  const isWithin = (e, site) => {
    const bottom = frames(rawStacks.get(e) || fixedStacks.get(e) || "").at(-1);
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
      if (!all) all = frames(raw);
      return all;
    };
    Object.defineProperty(e, "stack", {
      get: internal.shielded(() => {
        // V8 words the first line when the stack is first asked for.
        read.add(e);
        head = head || header(e);
        const { emitterName, drained: nowDrained, testTail: tail, testReceiver: receiver } = internal;
        Object.assign(internal, { emitterName: emitter, drained, testTail, testReceiver });
        const own = lines(get());
        Object.assign(internal, { emitterName, drained: nowDrained, testTail: tail, testReceiver: receiver });
        if (drained && resumed(raw)) own.push(FROM_TICKS);
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
  const wrapped = {};
  for (const n of ["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"])
    wrapped[n] = wrap(globalThis[n], n, 1);
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

  // Node's own errors: `TypeError [CODE]: message`, with `code`.
  exports.nodeError = (Base, code, message) => {
    const e = new Base(message);
    Object.defineProperty(e, "name", {
      value: `${e.name} [${code}]`,
      enumerable: false,
      writable: true,
      configurable: true,
    });
    const stack = e.stack;
    read.delete(e);
    const at = stack.indexOf("\n    at ");
    Object.defineProperty(e, "stack", {
      value: `${e.name}: ${message}${at < 0 ? "" : stack.slice(at)}`,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    delete e.name;
    e.code = code;
    return e;
  };

  const STR = internal.strerror;
  exports.systemError = (syscall, failure, path, dest) => {
    const code = failure.code;
    const words = STR[code] ? STR[code][1] : code.toLowerCase();
    const errno = STR[code] ? STR[code][0] : -1;
    const e = new ErrorWrapped(
      `${code}: ${words}, ${syscall}${path === undefined ? "" : ` '${path}'`}${dest === undefined ? "" : ` -> '${dest}'`}`,
    );
    e.errno = errno;
    e.code = code;
    e.syscall = syscall;
    if (path !== undefined) e.path = path;
    if (dest !== undefined) e.dest = dest;
    return e;
  };

  const determine = (value) => {
    if (value == null) return ` Received ${value}`;
    if (typeof value === "function") return ` Received function ${value.name}`;
    if (typeof value === "object") {
      if (value.constructor && value.constructor.name) return ` Received an instance of ${value.constructor.name}`;
      return ` Received ${internal.require("util").inspect(value, { depth: -1 })}`;
    }
    let shownValue = internal.require("util").inspect(value, { colors: false });
    if (shownValue.length > 28) shownValue = `${shownValue.slice(0, 25)}...`;
    return ` Received type ${typeof value} (${shownValue})`;
  };
  exports.invalidArgType = (name, expected, value) => {
    const list = Array.isArray(expected) ? expected : [expected];
    const types = list.filter((t) => /^[a-z]/.test(t));
    const classes = list.filter((t) => /^[A-Z]/.test(t));
    const or = (l) => (l.length > 2 ? `${l.slice(0, -1).join(", ")}, or ${l.at(-1)}` : l.join(" or "));
    let text = "";
    if (types.length) text += `${types.length > 1 ? "one of type" : "of type"} ${or(types)}`;
    if (classes.length) text += `${text ? " or " : ""}an instance of ${or(classes)}`;
    const subject = name.endsWith(" argument")
      ? `The ${name}`
      : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
    // The type as programs have it: its errors show V8's stack.
    const e = exports.nodeError(
      wrapped.TypeError,
      "ERR_INVALID_ARG_TYPE",
      `${subject} must be ${text}.${determine(value)}`,
    );
    // Where nobody catches it, the place of Node's own that is shown is always this one.
    Object.defineProperty(e, "arrow", {
      value: "node:internal/errors:541\n      throw error;\n      ^\n\n",
      enumerable: false,
    });
    return e;
  };

  exports.syntaxError = (e, file) => internal.require("syntax_errors").syntaxError(e, file);
}
