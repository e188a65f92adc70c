// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * The tests of `node:test`: a tree below one root, run one after the other from behind the program's own text. What comes of
 * them is told as events, in the order in which they were written down.
 */
export function guestTestTree(exports, internal) {
  const { errors } = internal;
  const { tailOf, resumedTail } = internal.require("test_traces");
  const { options } = internal;
  const hidden = { enumerable: false, configurable: true, writable: true };
  const now = () => internal.call("now") / 1000;
  const begun = now() - 25;

  /** A failure of the runner's own, or what a test threw. */
  function failure(type, message, cause) {
    const e = errors.nodeError(Error, "ERR_TEST_FAILURE", message);
    errors.setStackTail(e, "");
    return Object.assign(e, { failureType: type, ...(cause === undefined ? {} : { cause }) });
  }
  const ofCode = (error) =>
    failure("testCodeFailure", internal.types.isNativeError(error) ? String(error.message) : String(error), error);

  const createTest = (parent, { name, options: o, fn, kind, place }) => ({
    parent,
    name,
    fn,
    kind,
    place,
    options: o,
    nesting: parent ? parent.nesting + 1 : -1,
    children: [],
    hooks: { before: [], after: [], beforeEach: [], afterEach: [] },
    notes: [],
    state: "waiting",
    skip: o.skip ?? (parent?.skip ? true : undefined),
    todo: o.todo,
    done: internal.require("web_queue").deferred(),
  });
  const root = createTest(undefined, { name: "<root>", options: {}, kind: "root" });
  root.state = "running";
  /** The suite whose function is being run, if any. */
  let collecting;
  exports.current = () => internal.asyncStore?.get(SUITE) ?? collecting ?? root;
  /** What a suite's function goes on in, behind an `await`. */
  const SUITE = { suite: true };

  const patterns = (options.testNamePatterns ?? []).map((text) => {
    const m = /^\/(.*)\/([a-z]*)$/.exec(text);
    return m ? new RegExp(m[1], m[2]) : new RegExp(text);
  });
  const ownReport = internal.require("test_report");

  exports.add = (parent, about) => {
    const test = createTest(parent, about);
    parent.children.push(test);
    if (about.kind === "test" && patterns.length && test.skip === undefined) {
      if (!patterns.some((p) => p.test(test.name))) test.skip = "test name does not match pattern";
    }
    if (parent.state === "ended") {
      test.state = "ended";
      test.error = failure("parentAlreadyFinished", "test could not be started because its parent finished");
    }
    if (about.kind === "suite" && test.skip === undefined) collect(test);
    if (parent === root) {
      begin();
      root.wake?.();
    }
    if (about.options.only && !options.testOnly && !root.toldOnly) {
      root.toldOnly = true;
      test.notes.push("'only' and 'runOnly' require the --test-only command-line option.");
    }
    return parent === root || about.kind === "suite" ? test.done.promise.then(() => undefined) : undefined;
  };
  exports.addHook = (test, when, fn) => {
    if (typeof fn !== "function") throw errors.invalidArgType("fn", "function", fn);
    const hook = { fn, ran: false };
    test.hooks[when].push(hook);
    if (test !== root) return;
    begin();
    // The root runs already.
    if (when !== "before") return;
    hook.ran = true;
    root.opened = runHooks([hook], new TestContext(root), tailOf(root, "hook"));
  };

  /** A suite's function is run at once: it says what there is. */
  function collect(suite) {
    if (!suite.fn) return;
    const before = collecting;
    collecting = suite;
    internal.testTail = tailOf(suite, "collect");
    internal.testReceiver = "SuiteContext";
    const { asyncStore } = internal;
    internal.asyncStore = new Map(asyncStore).set(SUITE, suite);
    try {
      suite.collected = callInScope(suite.fn, createSuiteContext(suite), []);
      if (typeof suite.collected?.then === "function")
        suite.collected = suite.collected.then(
          () => undefined,
          (e) => void (suite.error = ofCode(e)),
        );
    } catch (e) {
      if (e === internal.exitSentinel) throw e;
      errors.fix(e);
      suite.error = ofCode(seen(e));
    }
    internal.asyncStore = asyncStore;
    collecting = before;
  }
  function callInScope(fn, self, args) {
    return fn.apply(self, args);
  }
  /** With its trace as it is now. */
  const seen = (e) => {
    if (internal.types.isNativeError(e)) void e.stack;
    return e;
  };

  class SuiteContext {
    #test;
    constructor(test) {
      this.#test = test;
    }
    get name() {
      return this.#test.name;
    }
    get signal() {
      return (this.#test.signal ??= new AbortController().signal);
    }
  }
  const createSuiteContext = (test) => new SuiteContext(test);
  class TestContext {
    #test;
    constructor(test) {
      this.#test = test;
    }
    get signal() {
      this.#test.aborter ??= new AbortController();
      return this.#test.aborter.signal;
    }
    get name() {
      return this.#test.name;
    }
    get fullName() {
      const names = [];
      for (let t = this.#test; t.parent; t = t.parent) names.unshift(t.name);
      return names.join(" > ");
    }
    get error() {
      return this.#test.error ?? null;
    }
    get passed() {
      return this.#test.state === "ended" && !this.#test.error;
    }
    diagnostic(message) {
      this.#test.notes.push(String(message));
    }
    plan(count) {
      this.#test.plan = { count, made: 0 };
    }
    get assert() {
      const test = this.#test;
      test.assert ??= counted(test);
      return test.assert;
    }
    get mock() {
      this.#test.mock ??= internal.require("test_mock").create();
      return this.#test.mock;
    }
    runOnly() {}
    skip(message) {
      this.#test.skip = message ?? true;
    }
    todo(message) {
      this.#test.todo = message ?? true;
    }
    test(name, o, fn) {
      const test = this.#test;
      const place = exports.placeOf();
      const sub = createTest(test, { ...exports.given(name, o, fn), kind: "test", place });
      sub.callers = internal.asyncCallers();
      sub.outerTail = internal.testTail;
      test.children.push(sub);
      if (test.plan) test.plan.made++;
      const before = { tail: internal.testTail, receiver: internal.testReceiver };
      // At once, where the one before it has ended.
      const waits = test.last && test.children.at(-2)?.state !== "ended";
      const run = waits ? test.last.then(() => runTest(sub, "sub")) : runTest(sub, "sub");
      test.last = run;
      internal.testTail = before.tail;
      internal.testReceiver = before.receiver;
      return run.then(() => undefined);
    }
    before(fn) {
      exports.addHook(this.#test, "before", fn);
    }
    after(fn) {
      exports.addHook(this.#test, "after", fn);
    }
    beforeEach(fn) {
      exports.addHook(this.#test, "beforeEach", fn);
    }
    afterEach(fn) {
      exports.addHook(this.#test, "afterEach", fn);
    }
  }
  /** `t.assert`: what is called is counted. */
  function counted(test) {
    const assert = internal.require("assert");
    const own =
      (fn) =>
      (...args) => {
        if (test.plan) test.plan.made++;
        return fn(...args);
      };
    return Object.fromEntries(
      Object.keys(assert)
        .filter((k) => typeof assert[k] === "function" && !/^(?:AssertionError|CallTracker|strict)$/.test(k))
        .map((k) => [k, own(assert[k])]),
    );
  }

  const chainOf = (test) => (test.parent ? [...chainOf(test.parent), test.parent] : []);
  /** Hooks of a kind, one after the other; gives the first failure. */
  async function runHooks(list, self, how) {
    for (const hook of list)
      try {
        internal.testTail = how;
        internal.testReceiver = self instanceof TestContext ? "TestContext" : "SuiteContext";
        await callInScope(hook.fn, self, [self]);
      } catch (e) {
        if (e === internal.exitSentinel) throw e;
        errors.fix(e);
        return failure("hookFailed", internal.types.isNativeError(e) ? e.message : String(e), seen(e));
      }
    return undefined;
  }
  const runOnce = (test, when, self) => {
    const due = test.hooks[when].filter((h) => !h.ran);
    for (const h of due) h.ran = true;
    return due.length ? runHooks(due, self, tailOf(test, "hook")) : undefined;
  };

  async function runTest(test, how) {
    const { parent } = test;
    test.state = "running";
    test.began = now();
    const isSuite = test.kind === "suite";
    const self = isSuite ? createSuiteContext(test) : new TestContext(test);
    if (test.skip === undefined && !test.error && (isSuite || test.fn)) {
      const opened = parent.hooks.before.some((h) => !h.ran) ? await runOnce(parent, "before", self) : undefined;
      if (opened) parent.error = opened;
      if (isSuite) await runSuite(test, self);
      else await runOwn(test, self, how);
    }
    end(test);
  }
  async function runSuite(suite, self) {
    if (suite.collected) await suite.collected;
    const failed = suite.error ?? (await runOnce(suite, "before", self));
    if (failed) suite.error = failed;
    else {
      const several = suite.options.concurrency === true || suite.options.concurrency > 1;
      if (several) await Promise.all(suite.children.map((t) => runTest(t, "start")));
      else
        for (let i = 0; i < suite.children.length; i++)
          if (suite.children[i].state === "waiting") await runTest(suite.children[i], i === 0 ? "start" : "chain");
    }
    const after = await runOnce(suite, "after", self);
    if (after) suite.error ??= after;
  }
  async function runOwn(test, self, how) {
    const parents = chainOf(test);
    const each = (when) => parents.flatMap((t) => t.hooks[when]);
    const first = each("beforeEach");
    const failed = first.length ? await runHooks(first, self, tailOf(test, "each", how)) : undefined;
    if (failed) test.error = failed;
    else
      await runBody(test, self, tailOf(test, first.length ? "hooked" : how), (e) =>
        resumedTail(
          test,
          how,
          errors.framesOf(e).some((f) => f.name === "callInScope"),
        ),
      );
    if (test.plan && test.plan.made !== test.plan.count && !test.error)
      test.error = failure(
        "testCodeFailure",
        `plan expected ${test.plan.count} assertions but received ${test.plan.made}`,
      );
    const nearest = [...parents].reverse().flatMap((t) => t.hooks.afterEach);
    const after = (await runHooks(nearest, self, tailOf(test, "each"))) ?? (await runOnce(test, "after", self));
    if (after) test.error ??= after;
    test.mock?.restoreAll();
  }
  async function runBody(test, self, tail, resumed) {
    internal.testTail = { ...tail, outer: test.outerTail };
    internal.testReceiver = "TestContext";
    const stopped = [];
    const limit = test.options.timeout;
    let timer;
    if (Number.isFinite(limit))
      stopped.push(
        new Promise((_resolve, reject) => {
          timer = setTimeout(() => {
            test.cancelled = true;
            reject(failure("testTimeoutFailure", `test timed out after ${limit}ms`));
          }, limit);
        }),
      );
    const cancelled = new Promise((_resolve, reject) => {
      test.cancel = reject;
    });
    stopped.push(cancelled);
    const { asyncStore } = internal;
    try {
      internal.asyncStore = new Map(asyncStore).set(root, test);
      const body = called(test, self);
      internal.asyncStore = asyncStore;
      await Promise.race([body, ...stopped]);
    } catch (e) {
      internal.asyncStore = asyncStore;
      if (e === internal.exitSentinel) throw e;
      errors.fix(e);
      if (e?.failureType) test.error = e;
      else {
        if (internal.types.isNativeError(e)) errors.addResumed(e, resumed(e), "TestContext");
        test.error = ofCode(seen(e));
      }
    }
    test.cancel = undefined;
    clearTimeout(timer);
  }
  function calledTwice() {
    const e = failure("multipleCallbackInvocations", "callback invoked multiple times");
    const frame = errors.framesOf(new Error()).find((f) => f.file !== "native" && !/^(?:node:|<)/.test(f.file));
    const lines = [frame?.shown, "Test.runInAsyncScope (node:async_hooks:206:9)"].filter(Boolean);
    errors.setStackTail(e, lines.map((l) => `    at ${l}`).join("\n"));
    return Object.defineProperty(e, "kept", { value: true, ...hidden });
  }
  /** The test's function; one with two parameters is told to call back. */
  function called(test, self) {
    if (test.fn.length !== 2) return callInScope(test.fn, self, [self]);
    return new Promise((resolve, reject) => {
      let told = 0;
      const done = (error) => {
        told++;
        if (told > 2) return;
        if (told === 2) throw calledTwice();
        settle = error ? () => reject(error) : resolve;
        if (ran) settle();
      };
      // What it has told is taken once it has returned.
      let settle;
      let ran = false;
      const r = callInScope(test.fn, self, [self, done]);
      if (typeof r?.then === "function")
        reject(failure("callbackAndPromisePresent", "passed a callback but also returned a Promise"));
      ran = true;
      settle?.();
    });
  }

  const failedChildren = (test) => test.children.filter((t) => t.error && t.todo === undefined).length;
  function end(test) {
    for (const child of test.children)
      if (child.state !== "ended") {
        child.cancelled = true;
        child.error = failure("cancelledByParent", "test did not finish before its parent and was cancelled");
        child.began ??= undefined;
        end(child);
      }
    const failed = failedChildren(test);
    if (failed && !test.error)
      test.error = failure("subtestsFailed", `${failed} subtest${failed > 1 ? "s" : ""} failed`);
    if (test.error && test.todo === undefined) process.exitCode = 1;
    test.duration = test.began === undefined ? 0 : Math.max(0.05, now() - test.began);
    test.state = "ended";
    test.done.resolve();
    tell();
  }

  /** What has ended is told in the order of the text: a test's children when it has ended, or one by one at the top. */
  let told = 0;
  function tell() {
    while (told < root.children.length && root.children[told].state === "ended") tellTest(root.children[told], ++told);
  }
  function tellTest(test, number) {
    ownReport.event({ type: "start", nesting: test.nesting, name: test.name });
    test.children.forEach((child, i) => tellTest(child, i + 1));
    if (test.children.length) ownReport.event({ type: "plan", nesting: test.nesting + 1, count: test.children.length });
    ownReport.event({
      type: test.error ? "fail" : "pass",
      kind: test.kind,
      nesting: test.nesting,
      name: test.name,
      number,
      duration: test.duration,
      place: test.place,
      skip: test.skip,
      todo: test.todo,
      error: test.error,
      cancelled: test.cancelled === true,
      children: test.children.length,
    });
    for (const note of test.notes) ownReport.event({ type: "note", nesting: test.nesting, message: note });
  }

  let running;
  function begin() {
    if (running) return;
    running = true;
    ownReport.begin(begun, now);
    queueMicrotask(runRoot);
    process.on("beforeExit", finish);
    if (process.env.NODE_TEST_CONTEXT !== "child-v8") process.on("exit", finish);
    process.on("uncaughtException", lateError);
    process.on("unhandledRejection", lateError);
  }
  async function runRoot() {
    let failed = await root.opened;
    for (let i = 0; ; i++) {
      if (i === root.children.length) {
        if (!root.hooks.after.every((h) => h.ran)) {
          const after = await runOnce(root, "after", new TestContext(root));
          failed ??= after;
        }
        if (failed) process.exitCode = 1;
        if (i === root.children.length)
          await new Promise((resolve) => {
            root.wake = resolve;
          });
      }
      if (root.children[i].state === "waiting") await runTest(root.children[i], i === 0 ? "first" : "chain");
    }
  }
  /** What a test leaves behind and fails later is told at the end. */
  function lateError(error) {
    const test =
      internal.asyncStore?.get(root) ?? root.children.find((t) => t.state === "running") ?? root.children.at(-1);
    if (test?.cancel) return test.cancel(error);
    const at = test?.place;
    root.notes.push(
      `Error: Test "${test?.name}"${at ? ` at ${internal.require("path").relative(process.cwd(), at.file)}:${at.line}:${at.column}` : ""} generated asynchronous activity after the test ended. This activity created the error "${error}" and would have caused the test to fail, but instead triggered an uncaughtException event.`,
    );
    process.exitCode = 1;
    return undefined;
  }
  function finish() {
    if (running === "ended") return;
    const pending = root.children.filter((t) => t.state !== "ended");
    for (const test of pending) {
      test.cancelled = true;
      const e = failure(
        "cancelledByParent",
        "Promise resolution is still pending but the event loop has already resolved",
      );
      errors.setStackTail(e, "    at process.emit (node:events:524:28)");
      test.error = Object.defineProperty(e, "kept", { value: true, ...hidden });
      end(test);
    }
    running = "ended";
    ownReport.end({ root, duration: now() - begun });
  }
}
