// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `node:test`: what programs call. The tests themselves are in `test_tree`, what is printed of them in `test_report`. */
export function guestTest(_exports, internal, module) {
  const { errors } = internal;
  const tree = internal.require("test_tree");
  const { mock } = internal.require("test_mock");

  /** Where in the program a test is written down. */
  function placeOf() {
    const frame = errors.framesOf(new Error()).find((f) => f.file !== "native" && !/^(?:node:|<)/.test(f.file));
    return frame ? { file: frame.file.replace(/^file:\/\//, ""), line: frame.line, column: frame.column } : undefined;
  }
  const given = (name, options, fn) => {
    if (typeof name === "function") [fn, name, options] = [name, undefined, undefined];
    else if (name !== null && typeof name === "object") [fn, options, name] = [options, name, undefined];
    if (typeof options === "function") [fn, options] = [options, undefined];
    const { timeout } = options ?? {};
    if (timeout !== undefined && timeout !== null && typeof timeout !== "number")
      throw errors.invalidArgType("options.timeout", "number", timeout);
    return { name: String(name || fn?.name || "<anonymous>"), options: options ?? {}, fn };
  };
  const maker = (kind) => {
    const make = (more) => (name, options, fn) => {
      const g = given(name, options, fn);
      return tree.add(tree.current(kind), { ...g, options: { ...g.options, ...more }, kind, place: placeOf() });
    };
    const plain = make({});
    const called = {
      test(name, options, fn) {
        return plain(name, options, fn);
      },
    }.test;
    for (const more of ["skip", "todo", "only"]) called[more] = make({ [more]: true });
    return called;
  };
  const test = maker("test");
  const suite = maker("suite");
  const hook = (when) => (fn, options) => tree.addHook(tree.current("hook"), when, fn, options);
  Object.assign(test, {
    after: hook("after"),
    afterEach: hook("afterEach"),
    before: hook("before"),
    beforeEach: hook("beforeEach"),
    describe: suite,
    it: test,
    run() {
      throw new Error("drydock: run() of node:test is not simulated");
    },
    suite,
    test,
  });
  Object.defineProperty(test, "mock", { get: () => mock, enumerable: true, configurable: true });
  tree.placeOf = placeOf;
  tree.given = given;
  module.exports = test;
}
