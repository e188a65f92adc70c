// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** How a program ends: uncaught errors, unhandled rejections, exit. */
export function guestFatal(exports, internal) {
  const { errors } = internal;
  /** In colours, where standard error is a terminal that has some. */
  const inspect = (v) => {
    const colors = Boolean(internal.light_stderr?.().isTTY) && internal.colorDepth() > 2;
    return internal.require("inspect").inspect(v, { colors, customInspect: false, depth: 5 });
  };
  const stderr = (text) => internal.call("write", 2, text);
  const footer = () => `\n\nNode.js ${internal.options.version}\n`;

  const arrowAt = (file, line, column) => {
    const text = errors.lineOf(file, line);
    if (text === undefined) return "";
    return `${file}:${line}\n${text}\n${text.slice(0, column).replace(/[^\t]/g, " ")}^\n\n`;
  };
  /** The line that an uncaught error is shown with. */
  function where(e, fromPromise, thrownAt) {
    if (e && e.json) return `<anonymous_script>:${e.json.line}\n${e.json.text}\n${" ".repeat(e.json.column)}^\n\n`;
    if (e && e.place) {
      if (String(e.stack).startsWith(`${e.place.file}:${e.place.line}\n`)) return "";
      const line = errors.lineOf(e.place.file, e.place.line);
      if (line === undefined) return "";
      return `${e.place.file}:${e.place.line}\n${line}\n${" ".repeat(Math.max(0, e.place.column - 1))}${"^".repeat(e.width ?? 1)}\n${e.linking ? "" : "\n"}`;
    }
    if (thrownAt && !fromPromise && errors.isMade(e)) return arrowAt(thrownAt.file, thrownAt.line, thrownAt.column - 1);
    const p = errors.positionOf(e);
    if (!p) return "";
    if (errors.lineOf(p.file, p.line) === undefined) return `${p.file}:${p.line}\n`;
    return arrowAt(p.file, p.line, p.column - 1);
  }

  function exitNow(code) {
    if (code !== undefined) process.exitCode = code;
    if (!process._exiting) {
      process._exiting = true;
      if (typeof process.emit === "function") process.emit("exit", process.exitCode || 0);
    }
    leave(process.exitCode || 0);
  }
  function leave(code) {
    internal.call("exit", Number(code));
    internal.exiting = true;
    throw internal.exitSentinel;
  }
  exports.exitNow = () => exitNow();
  exports.exit = exitNow;
  exports.leave = leave;

  /** An error that nobody caught: the program's own handler, or Node's report and status 1. */
  exports.uncaught = (e, fromPromise) => {
    if (e === internal.exitSentinel) return;
    const thrownAt = internal.thrownAt;
    errors.fix(e);
    try {
      if (process._uncaughtCapture) return void process._uncaughtCapture(e);
      process.emit("uncaughtExceptionMonitor", e, fromPromise ? "unhandledRejection" : "uncaughtException");
      if (process.listenerCount("uncaughtException") > 0) {
        process.emit("uncaughtException", e, fromPromise ? "unhandledRejection" : "uncaughtException");
        return;
      }
    } catch (again) {
      if (again === internal.exitSentinel) return;
      const againAt = internal.thrownAt;
      errors.fix(again);
      report(again, false, againAt);
      end(7);
      return;
    }
    report(e, fromPromise, thrownAt);
    end(1);
  };
  function end(code) {
    try {
      process.exitCode = code;
      exitNow(code);
    } catch (e) {
      if (e !== internal.exitSentinel) {
        report(e, false);
        try {
          leave(code);
        } catch {}
      }
    }
  }

  const report = internal.shielded(reportError);
  function reportError(e, fromPromise, thrownAt) {
    if (typeof e === "object" && e !== null && e[internal.reported]) return;
    const isError = internal.types.isNativeError(e);
    if (!isError) {
      if (fromPromise) {
        stderr(
          `node:internal/process/promises:389\n      new UnhandledPromiseRejection(reason);\n      ^\n\n${notAnError(e)}${footer()}`,
        );
        return;
      }
      const text = typeof e === "string" ? e : inspect(e);
      const trace =
        typeof e === "object" && e !== null
          ? ""
          : "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)";
      const head = thrownAt
        ? `\n${arrowAt(thrownAt.file, thrownAt.line, thrownAt.column - 1).slice(0, -1)}`
        : "Uncaught:\n";
      stderr(`${head}${text}${trace}${footer()}`);
      return;
    }
    let head =
      (thrownAt && !fromPromise && errors.isMade(e) ? "" : (fromPromise && e.rejectedArrow) || e.arrow) ||
      where(e, fromPromise, thrownAt);
    if (e[internal.emitterTrail] && !fromPromise)
      head = "node:events:502\n      throw er; // Unhandled 'error' event\n      ^\n\n";
    else if (!head && fromPromise)
      head =
        fromPromise === "main"
          ? "node:internal/modules/run_main:123\n    triggerUncaughtException(\n    ^\n\n"
          : "node:internal/process/promises:391\n    triggerUncaughtException(err, true /* fromPromise */);\n    ^\n\n";
    const trail = e[internal.emitterTrail];
    if (trail)
      Object.defineProperty(e, "stack", {
        value: `${e.stack}\n${trail}`,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    stderr(`${head}${inspect(e)}${footer()}`);
  }
  internal.emitterTrail = Symbol("emitted");
  internal.reported = Symbol("reported");

  function notAnError(reason) {
    const shown =
      typeof reason === "object" && reason !== null && !(reason instanceof Error) ? "#<Object>" : inspect(reason);
    const e = errors.nodeError(
      Error,
      "ERR_UNHANDLED_REJECTION",
      `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${typeof reason === "string" ? reason : shown}".`,
    );
    return `UnhandledPromiseRejection: ${e.message}\n    at throwUnhandledRejectionsMode (node:internal/process/promises:389:7)\n    at processPromiseRejections (node:internal/process/promises:470:17)\n    at process.processTicksAndRejections (node:internal/process/task_queues:96:32) {\n  code: 'ERR_UNHANDLED_REJECTION'\n}`;
  }

  const pending = new Map();
  const late = [];
  exports.rejection = (promise, reason, handled) => {
    if (handled) {
      if (pending.has(promise)) pending.delete(promise);
      else late.push(promise);
    } else pending.set(promise, reason);
    return 0;
  };
  exports.rejected = () => {
    for (const p of late.splice(0)) process.emit("rejectionHandled", p);
    const all = [...pending];
    pending.clear();
    for (const [promise, reason] of all) {
      if (reason === internal.exitSentinel || internal.exiting) continue;
      errors.fix(reason);
      if (process.listenerCount("unhandledRejection") > 0) {
        process.emit("unhandledRejection", reason, promise);
        continue;
      }
      const e = internal.types.isNativeError(reason) ? reason : reason;
      exports.uncaught(e, true);
    }
    return 0;
  };

  /** The loop has run empty: whether it goes on after `beforeExit`. */
  exports.beforeExit = () => {
    if (internal.awaitingMain && internal.awaitingMain()) {
      process.exitCode = process.exitCode || 13;
      return 0;
    }
    if (typeof process.emit === "function") process.emit("beforeExit", process.exitCode || 0);
    return internal.hasWork() ? 1 : 0;
  };
  exports.where = where;
  exports.report = report;
}
