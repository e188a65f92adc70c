// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `assert`. */
export function guestAssert(exports, internal, module) {
  const { inspect } = internal.require("inspect");
  const { types, errors } = internal;
  const show = (v) =>
    inspect(v, {
      compact: false,
      customInspect: false,
      depth: 1000,
      maxArrayLength: Infinity,
      showHidden: false,
      showProxy: false,
      sorted: true,
      getters: true,
      breakLength: Infinity,
    });

  function equalDeep(a, b, strict, seen = new Map()) {
    if (strict ? Object.is(a, b) : a == b || (Number.isNaN(a) && Number.isNaN(b))) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    if (seen.get(a) === b) return true;
    seen.set(a, b);
    if (types.isDate(a)) {
      if (!types.isDate(b) || a.getTime() !== b.getTime()) return false;
    } else if (types.isRegExp(a)) {
      if (!types.isRegExp(b) || String(a) !== String(b)) return false;
    } else if (types.isNativeError(a)) {
      if (a.message !== b.message || a.name !== b.name) return false;
    } else if (types.isBoxedPrimitive(a)) {
      if (!types.isBoxedPrimitive(b) || !Object.is(a.valueOf(), b.valueOf())) return false;
    } else if (types.isSet(a)) {
      if (!types.isSet(b) || a.size !== b.size) return false;
      for (const v of a) if (!b.has(v) && ![...b].some((w) => equalDeep(v, w, strict, seen))) return false;
    } else if (types.isMap(a)) {
      if (!types.isMap(b) || a.size !== b.size) return false;
      for (const [k, v] of a) {
        if (
          b.has(k)
            ? !equalDeep(v, b.get(k), strict, seen)
            : ![...b].some(([x, w]) => equalDeep(k, x, strict, seen) && equalDeep(v, w, strict, seen))
        )
          return false;
      }
    } else if (ArrayBuffer.isView(a)) {
      if (a.byteLength !== b.byteLength) return false;
      return (
        Buffer.compare(
          Buffer.from(a.buffer, a.byteOffset, a.byteLength),
          Buffer.from(b.buffer, b.byteOffset, b.byteLength),
        ) === 0
      );
    }
    const keys = (o) => [
      ...Object.keys(o),
      ...(strict
        ? Object.getOwnPropertySymbols(o).filter((s) => Object.prototype.propertyIsEnumerable.call(o, s))
        : []),
    ];
    const ka = keys(a);
    if (ka.length !== keys(b).length) return false;
    if (Array.isArray(a) && a.length !== b.length) return false;
    return ka.every((k) => Object.hasOwn(b, k) && equalDeep(a[k], b[k], strict, seen));
  }

  /** Lines of both sides by their longest common run, as Node's difference shows them. */
  function difference(a, b) {
    const n = a.length;
    const m = b.length;
    /** Equal but for the comma that more lines bring. */
    const same = (x, y) => x === y || (x !== undefined && y !== undefined && (`${x},` === y || `${y},` === x));
    const t = Array.from({ length: n + 1 }, () => new Array(m + 1).fill(0));
    for (let i = n - 1; i >= 0; i--)
      for (let j = m - 1; j >= 0; j--)
        t[i][j] = same(a[i], b[j]) ? t[i + 1][j + 1] + 1 : Math.max(t[i + 1][j], t[i][j + 1]);
    const out = [];
    let i = 0;
    let j = 0;
    while (i < n || j < m) {
      if (i < n && j < m && same(a[i], b[j])) {
        out.push(`  ${a[i].length < b[j].length ? b[j] : a[i]}`);
        i++;
        j++;
      } else if (i < n && (j >= m || t[i + 1][j] >= t[i][j + 1])) out.push(`+ ${a[i++]}`);
      else out.push(`- ${b[j++]}`);
    }
    return collapse(out);
  }
  /** Long runs of equal lines are cut: what stays is near a change. */
  function collapse(lines) {
    const out = [];
    let skipped = false;
    for (let i = 0; i < lines.length; ) {
      if (lines[i][0] !== " ") {
        out.push(lines[i++]);
        continue;
      }
      let end = i;
      while (end < lines.length && lines[end][0] === " ") end++;
      const run = lines.slice(i, end);
      if (run.length > 5) {
        const [head, tail] = end === lines.length ? [1, 3] : [2, 2];
        run.splice(head, run.length - head - tail, "...");
        skipped = true;
      }
      out.push(...run);
      i = end;
    }
    return { text: out.join("\n"), skipped };
  }
  const isObject = (v) => (typeof v === "object" && v !== null) || typeof v === "function";
  /** What two values differ in, under a first line. */
  function unequal(actual, expected, operator, given) {
    const a = show(actual);
    const b = show(expected);
    const head =
      given !== undefined && given !== null
        ? String(given)
        : operator === "strictEqual" && isObject(actual) && isObject(expected)
          ? 'Expected "actual" to be reference-equal to "expected":'
          : KINDS[operator];
    if (a === b && isObject(actual))
      return `${given ?? "Values have same structure but are not reference-equal:"}\n\n${a}\n`;
    const single = !a.includes("\n") && !b.includes("\n");
    if (
      single &&
      !isObject(actual) &&
      !isObject(expected) &&
      a.length + b.length <= 12 &&
      (actual !== 0 || expected !== 0)
    )
      return `${head}\n\n${a} !== ${b}\n`;
    let caret = "";
    if (single) {
      let i = 0;
      while (i < a.length && a[i] === b[i]) i++;
      if (i > 3) caret = `\n${" ".repeat(i + 2)}^`;
    }
    const { text, skipped } = difference(a.split("\n"), b.split("\n"));
    return `${head}\n+ actual - expected${skipped ? " ... Lines skipped" : ""}\n\n${text}${caret}`;
  }
  const KINDS = {
    deepStrictEqual: "Expected values to be strictly deep-equal:",
    strictEqual: "Expected values to be strictly equal:",
    deepEqual: "Expected values to be loosely deep-equal:",
    notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
    notStrictEqual: 'Expected "actual" to be strictly unequal to:',
    notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  };
  class AssertionError extends Error {
    constructor(o) {
      let { message } = o;
      const generated = message === undefined || message === null;
      const compared = o.operator === "strictEqual" || o.operator === "deepStrictEqual";
      if (compared && !o.plain) message = unequal(o.actual, o.expected, o.operator, message);
      else if (generated) {
        const kind = KINDS[o.operator];
        if (o.operator === "deepEqual")
          message = `${kind}\n\n${show(o.actual)}\n\nshould loosely deep-equal\n\n${show(o.expected)}`;
        else if (kind)
          message =
            /unequal to/.test(kind) && !show(o.actual).includes("\n")
              ? `${kind} ${show(o.actual)}`
              : `${kind}\n\n${show(o.actual)}\n`;
        else message = `${show(o.actual)} ${o.operator} ${show(o.expected)}`;
      }
      super(String(message));
      this.generatedMessage = o.generated === undefined ? generated : o.generated;
      Object.defineProperty(this, "name", {
        value: "AssertionError [ERR_ASSERTION]",
        enumerable: false,
        writable: true,
        configurable: true,
      });
      this.code = "ERR_ASSERTION";
      this.actual = o.actual;
      this.expected = o.expected;
      this.operator = o.operator;
      Error.captureStackTrace(this, o.stackStartFn);
      void this.stack;
      const stack = this.stack;
      Object.defineProperty(this, "stack", { value: stack, writable: true, configurable: true, enumerable: false });
      this.name = "AssertionError";
      Object.defineProperty(this, "name", { enumerable: false });
    }
    toString() {
      return `${this.name} [${this.code}]: ${this.message}`;
    }
  }
  const fail = (o) => {
    if (o.message instanceof Error) throw o.message;
    throw placed(new AssertionError(o), "node:assert:90\n  throw new AssertionError(obj);\n  ^");
  };
  const placed = (e, head) => {
    Object.defineProperty(e, "arrow", { value: `${head}\n\n`, enumerable: false });
    return e;
  };
  /** The call itself, as the program has it. */
  const callText = () => {
    const p = errors.positionOf(new Error());
    const source = p && errors.sourceOf(p.file);
    if (!source) return "";
    const text = source.lines.slice(p.line - 1).join("\n");
    let start = p.column - 1;
    while (start > 0 && /[\w$.]/.test(text[start - 1])) start--;
    let depth = 0;
    for (let i = start; i < text.length; i++) {
      if (text[i] === "(") depth++;
      if (text[i] === ")" && --depth === 0) return text.slice(start, i + 1);
    }
    return text.slice(start).trim();
  };
  function ok(value, message) {
    if (value) return;
    if (message instanceof Error) throw message;
    const e = new AssertionError({
      actual: value,
      expected: true,
      operator: "==",
      message:
        arguments.length === 0
          ? "No value argument passed to `assert.ok()`"
          : message === undefined || message === null
            ? `The expression evaluated to a falsy value:\n\n  ${callText()}\n`
            : message,
      generated: message === undefined || message === null,
    });
    throw placed(e, "node:internal/assert/utils:281\n    throw err;\n    ^");
  }
  const assert = function assert(...args) {
    ok(...args);
  };
  assert.ok = ok;
  assert.equal = (a, b, message) =>
    void (a == b || (Number.isNaN(a) && Number.isNaN(b)) || fail({ actual: a, expected: b, operator: "==", message }));
  assert.notEqual = (a, b, message) => void (a != b || fail({ actual: a, expected: b, operator: "!=", message }));
  assert.strictEqual = (a, b, message) =>
    void (Object.is(a, b) || fail({ actual: a, expected: b, operator: "strictEqual", message }));
  assert.notStrictEqual = (a, b, message) =>
    void (!Object.is(a, b) || fail({ actual: a, expected: b, operator: "notStrictEqual", message }));
  assert.deepEqual = (a, b, message) =>
    void (equalDeep(a, b, false) || fail({ actual: a, expected: b, operator: "deepEqual", message }));
  assert.deepStrictEqual = (a, b, message) =>
    void (equalDeep(a, b, true) || fail({ actual: a, expected: b, operator: "deepStrictEqual", message }));
  assert.notDeepEqual = (a, b, message) =>
    void (!equalDeep(a, b, false) || fail({ actual: a, expected: b, operator: "notDeepEqual", message }));
  assert.notDeepStrictEqual = (a, b, message) =>
    void (!equalDeep(a, b, true) || fail({ actual: a, expected: b, operator: "notDeepStrictEqual", message }));
  assert.fail = (message) => {
    if (message instanceof Error) throw message;
    const e = new AssertionError({ message: message ?? "Failed", operator: "fail", generated: message === undefined });
    throw placed(e, "node:assert:126\n  throw err;\n  ^");
  };
  assert.ifError = (e) => {
    if (e !== null && e !== undefined)
      throw new AssertionError({
        actual: e,
        expected: null,
        operator: "ifError",
        message: `ifError got unwanted exception: ${e.message || inspect(e)}`,
      });
  };
  assert.match = (s, re, message) =>
    void (
      re.test(s) ||
      fail({
        actual: s,
        expected: re,
        operator: "match",
        generated: !message,
        message: message || `The input did not match the regular expression ${inspect(re)}. Input:\n\n${inspect(s)}\n`,
      })
    );
  assert.doesNotMatch = (s, re, message) =>
    void (
      !re.test(s) ||
      fail({
        actual: s,
        expected: re,
        operator: "doesNotMatch",
        generated: !message,
        message:
          message ||
          `The input was expected to not match the regular expression ${inspect(re)}. Input:\n\n${inspect(s)}\n`,
      })
    );
  const matches = (e, expected, message) => {
    if (expected === undefined || typeof expected === "string") return;
    if (types.isRegExp(expected)) {
      if (!expected.test(String(e)))
        fail({
          actual: e,
          expected,
          operator: "throws",
          generated: !message,
          message:
            message ||
            `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(e))}\n`,
        });
    } else if (typeof expected === "function") {
      if (expected.prototype !== undefined && e instanceof expected) return;
      if (Object.prototype.isPrototypeOf.call(Error, expected)) {
        const got = e instanceof Error ? e.constructor.name || e.name : inspect(e, { depth: -1 });
        const words = `The error is expected to be an instance of "${expected.name}". Received "${got}"`;
        fail({
          actual: e,
          expected,
          operator: "throws",
          generated: !message,
          message: message || `${words}${e instanceof Error ? `\n\nError message:\n\n${e.message}` : ""}`,
        });
      }
      if (expected.prototype === undefined || !(expected.prototype instanceof Error))
        if (expected.call({}, e) !== true)
          fail({
            actual: e,
            expected,
            operator: "throws",
            generated: !message,
            message:
              message ||
              `The validation function is expected to return "true". Received ${inspect(expected.call({}, e))}\n\nCaught error:\n\n${errors.header(e)}`,
          });
    } else {
      const keys = Object.keys(expected);
      const differs = (k) =>
        types.isRegExp(expected[k]) && typeof e[k] === "string"
          ? !expected[k].test(e[k])
          : !equalDeep(e[k], expected[k], true);
      if (!keys.some(differs)) return;
      // Only what was asked for is shown.
      class Comparison {
        constructor(of) {
          for (const k of keys) if (k in of) this[k] = types.isRegExp(expected[k]) && !differs(k) ? expected[k] : of[k];
        }
      }
      fail({
        actual: e,
        expected,
        operator: "throws",
        plain: true,
        generated: !message,
        message: message || unequal(new Comparison(e), new Comparison(expected), "deepStrictEqual"),
      });
    }
  };
  const checkFunction = (fn) => {
    if (typeof fn !== "function") throw errors.invalidArgType("fn", "function", fn);
  };
  assert.throws = (fn, expected, message) => {
    checkFunction(fn);
    let thrown;
    try {
      fn();
    } catch (e) {
      thrown = { e: errors.fix(e) };
    }
    if (!thrown)
      fail({
        operator: "throws",
        expected,
        message: `Missing expected exception${expected && expected.name ? ` (${expected.name})` : ""}${typeof expected === "string" ? `: ${expected}` : message ? `: ${message}` : "."}`,
      });
    matches(thrown.e, expected, message);
  };
  assert.doesNotThrow = (fn, _e, message) => {
    checkFunction(fn);
    try {
      fn();
    } catch (e) {
      fail({
        actual: e,
        operator: "doesNotThrow",
        message: `Got unwanted exception.${message ? ` ${message}` : ""}\nActual message: "${e && e.message}"`,
      });
    }
  };
  assert.rejects = async (p, expected, message) => {
    let thrown;
    try {
      await (typeof p === "function" ? p() : p);
    } catch (e) {
      thrown = { e: errors.fix(e) };
    }
    if (!thrown)
      fail({
        operator: "rejects",
        expected,
        message: `Missing expected rejection${expected && expected.name ? ` (${expected.name})` : ""}${message ? `: ${message}` : "."}`,
      });
    matches(thrown.e, expected, message);
  };
  assert.doesNotReject = async (p) => {
    try {
      await (typeof p === "function" ? p() : p);
    } catch (e) {
      fail({
        actual: e,
        operator: "doesNotReject",
        message: `Got unwanted rejection.\nActual message: "${e && e.message}"`,
      });
    }
  };
  assert.AssertionError = AssertionError;
  assert.CallTracker = function CallTracker() {
    throw new Error("drydock: assert.CallTracker is not simulated");
  };
  const strict = function strict(...args) {
    ok(...args);
  };
  Object.assign(strict, assert, {
    equal: assert.strictEqual,
    deepEqual: assert.deepStrictEqual,
    notEqual: assert.notStrictEqual,
    notDeepEqual: assert.notDeepStrictEqual,
  });
  strict.strict = strict;
  assert.strict = strict;
  Object.defineProperty(assert, "isDeepStrictEqual", { value: (a, b) => equalDeep(a, b, true), enumerable: false });
  module.exports = assert;
}
