// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The lines of a stack as V8 shows them, with what Node itself has below a program's calls. */
export function guestStackLines(exports, internal) {
  const { errors } = internal;
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
    const name = internal.require("stack_names").nameOf(frame);
    const where = `${frame.file}:${frame.line}:${frame.column}`;
    return `    at ${name ? `${name} (${where})` : where}`;
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
      if (out.length >= errors.stackLimit()) break;
    }
    return out.slice(0, errors.stackLimit());
  }

  Object.assign(exports, { shown, lines, fromTicks: FROM_TICKS, replTail: REPL_TAIL });
}
