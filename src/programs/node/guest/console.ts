// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `console`. */
export function guestConsole(exports, internal) {
  // Plain texts are printed without it.
  const shown = () => internal.require("inspect");
  exports.create = (out, err, options, console = Object.create({})) => {
    const counts = new Map();
    const timers = new Map();
    let indent = "";
    const colours = (stream) => ({
      ...(stream.isTTY && stream.getColorDepth() > 2 ? { colors: true } : {}),
      ...options,
    });
    /** What is only texts and numbers needs no formatting. */
    const print = (stream, args) => {
      const first = args[0];
      if (indent || typeof first !== "string") return printAll(stream, args);
      let text = first;
      if (args.length > 1) {
        for (let i = 0; i < first.length; i++) if (first[i] === "%") return printAll(stream, args);
        for (let i = 1; i < args.length; i++) {
          const value = args[i];
          if (typeof value !== "string" && (typeof value !== "number" || value === 0 || stream.isTTY))
            return printAll(stream, args);
          text += ` ${value}`;
        }
      }
      stream.write(`${text}\n`);
    };
    const printAll = internal.shielded((stream, args) => {
      let text = shown().formatWithOptions(colours(stream), ...args);
      if (indent) text = text.includes("\n") ? indent + text.replace(/\n/g, `\n${indent}`) : indent + text;
      stream.write(`${text}\n`);
    });
    const elapsed = (label) => {
      const ms = (internal.call("now") - timers.get(label)) / 1000;
      if (ms >= 60000) {
        const m = Math.floor(ms / 60000);
        return `${m}:${((ms % 60000) / 1000).toFixed(3).padStart(6, "0")} (m:ss.mmm)`;
      }
      return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
    };
    const noTimer = (label, what) => process.emitWarning(`No such label '${label}' for console.${what}()`);
    const c = {
      log(...args) {
        print(out(), args);
      },
      warn(...args) {
        print(err(), args);
      },
      dir(value, options) {
        const s = out();
        s.write(`${indent}${shown().inspect(value, { customInspect: false, ...colours(s), ...options })}\n`);
      },
      time(label = "default") {
        label = `${label}`;
        if (timers.has(label)) return process.emitWarning(`Label '${label}' already exists for console.time()`);
        timers.set(label, internal.call("now"));
      },
      timeEnd(label = "default") {
        label = `${label}`;
        if (!timers.has(label)) return noTimer(label, "timeEnd");
        console.log("%s: %s", label, elapsed(label));
        timers.delete(label);
      },
      timeLog(label = "default", ...data) {
        label = `${label}`;
        if (!timers.has(label)) return noTimer(label, "timeLog");
        console.log("%s: %s", label, elapsed(label), ...data);
      },
      trace(...args) {
        const e = new Error();
        e.name = "Trace";
        e.message = shown().formatWithOptions({}, ...args);
        const tail = e.stack.slice(e.stack.indexOf("\n    at "));
        console.error(`Trace${e.message ? `: ${e.message}` : ""}${tail}`);
      },
      assert(ok, ...args) {
        if (ok) return;
        args[0] = `Assertion failed${args.length === 0 ? "" : `: ${args[0]}`}`;
        console.warn(...args);
      },
      clear() {
        if (out().isTTY) out().write("\u001b[1;1H\u001b[0J");
      },
      count(label = "default") {
        label = `${label}`;
        const n = (counts.get(label) || 0) + 1;
        counts.set(label, n);
        console.log(`${label}: ${n}`);
      },
      countReset(label = "default") {
        if (!counts.has(`${label}`)) return process.emitWarning(`Count for '${label}' does not exist`);
        counts.delete(`${label}`);
      },
      group(...args) {
        if (args.length) console.log(...args);
        indent += "  ";
      },
      groupEnd() {
        indent = indent.slice(0, -2);
      },
      table(data, properties) {
        if (data === null || typeof data !== "object") return console.log(data);
        const show = (v) =>
          shown().inspect(v, {
            maxArrayLength: 3,
            breakLength: Infinity,
            depth: v !== null && typeof v === "object" && !Array.isArray(v) && Object.keys(v).length > 2 ? -1 : 0,
            ...colours(out()),
          });
        const isMap = data instanceof Map;
        const isSet = data instanceof Set;
        const rows = isMap
          ? [...data].map(([k, v], i) => [String(i), { Key: k, Values: v }])
          : isSet
            ? [...data].map((v, i) => [String(i), v])
            : Object.keys(data).map((k) => [k, data[k]]);
        const columns = [];
        const values = [];
        let plain = false;
        for (const [, v] of rows) {
          if (v !== null && typeof v === "object" && !isSet) {
            for (const k of properties || Object.keys(v)) if (!columns.includes(k)) columns.push(k);
          } else plain = true;
        }
        const head = [isMap || isSet ? "(iteration index)" : "(index)", ...columns, ...(plain ? ["Values"] : [])];
        for (const [k, v] of rows) {
          const object = v !== null && typeof v === "object" && !isSet;
          values.push([
            k,
            ...columns.map((n) => (object && Object.hasOwn(v, n) ? show(v[n]) : "")),
            ...(plain ? [object ? "" : show(v)] : []),
          ]);
        }
        const widths = head.map((h, i) => Math.max(shown().width(h), ...values.map((r) => shown().width(r[i]))) + 2);
        const line = (l, m, r) => l + widths.map((w) => "─".repeat(w)).join(m) + r;
        const left = (text, w) => ` ${text}${" ".repeat(Math.max(0, w - shown().width(text) - 1))}`;
        const row = (cells) => `│${cells.map((t, i) => left(t, widths[i])).join("│")}│`;
        console.log(
          [line("┌", "┬", "┐"), row(head), line("├", "┼", "┤"), ...values.map(row), line("└", "┴", "┘")].join("\n"),
        );
      },
    };
    c.debug = c.log;
    c.info = c.log;
    c.dirxml = c.log;
    c.error = c.warn;
    c.groupCollapsed = c.group;
    for (const n of [
      "log",
      "warn",
      "dir",
      "time",
      "timeEnd",
      "timeLog",
      "trace",
      "assert",
      "clear",
      "count",
      "countReset",
      "group",
      "groupEnd",
      "table",
      "debug",
      "info",
      "dirxml",
      "error",
      "groupCollapsed",
    ])
      console[n] = c[n];
    // For a debugger: without one they do nothing.
    for (const n of ["profile", "profileEnd", "timeStamp", "context"]) console[n] = () => {};
    console.createTask = () => ({ run: (fn) => fn() });
    Object.defineProperty(console, "Console", {
      value: exports.Console,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    Object.defineProperty(console, Symbol.toStringTag, { value: "console", enumerable: false, configurable: true });
    return console;
  };
  exports.Console = class Console {
    constructor(stdout, stderr) {
      const o = stdout && stdout.write ? { stdout, stderr } : stdout;
      return exports.create(
        () => o.stdout,
        () => o.stderr || o.stdout,
        o.inspectOptions,
        this,
      );
    }
  };
}
