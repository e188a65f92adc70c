// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What V8's traces show of Node's own test runner below a test's function, by how the test came to run. */
export function guestTestTraces(exports) {
  const T = "node:internal/test_runner/test";
  const P = "node:internal/per_context/primordials";
  const kindOf = (test) => (test.kind === "suite" ? "Suite" : "Test");
  const FIRST = [
    "node:internal/test_runner/harness:255:12",
    "node:internal/process/task_queues:140:7",
    "AsyncResource.runInAsyncScope (node:async_hooks:206:9)",
    "AsyncResource.runMicrotask (node:internal/process/task_queues:137:8)",
  ];
  const STARTED = [
    `Test.start (${T}:702:17)`,
    `${T}:1133:71`,
    `${P}:482:82`,
    "new Promise (<anonymous>)",
    `new SafePromise (${P}:450:29)`,
    `${P}:482:9`,
    "Array.map (<anonymous>)",
  ];
  const scope = (of, run = "796:25") => [`${of}.runInAsyncScope (node:async_hooks:206:9)`, `${of}.run (${T}:${run})`];
  const pending = (test, place, async = "") => `${async}${kindOf(test)}.processPendingSubtests (${T}:${place})`;

  /** Who waits for the tests of a suite or of the root. */
  function waiters(test) {
    const { parent } = test;
    if (parent.kind === "suite" && parent.children.indexOf(test) === 1)
      return [
        "async Promise.all (index 0)",
        `async Suite.run (${T}:1135:7)`,
        pending(parent.parent, "526:7", "async "),
      ];
    return [pending(parent, "526:7", "async ")];
  }

  /** The lines below a function that is called: `sync`, then those that stand behind the queue of ticks. */
  exports.tailOf = (test, how, after) => {
    const { parent } = test;
    const own = scope("Test", test.fn?.length === 2 ? "783:21" : "796:25");
    if (how === "first") return { sync: [...own, pending(parent, "526:18"), ...FIRST], behind: [], ticks: true };
    if (how === "start") return { sync: [...own, ...STARTED], behind: [] };
    if (how === "sub")
      return { sync: [...own, `Test.start (${T}:702:17)`, `TestContext.test (${T}:292:20)`], behind: [], goesOn: true };
    if (how === "chain") {
      const before = parent.children[parent.children.indexOf(test) - 1];
      const ended =
        kindOf(before) === "Suite" ? "Suite.run (node:internal/test_runner/test:1150:10)" : `Test.run (${T}:835:12)`;
      return {
        sync: [...own, pending(parent, "526:18"), `${kindOf(before)}.postRun (${T}:889:19)`, ended],
        behind: waiters(test),
      };
    }
    if (how === "hooked") return { sync: own, behind: [pending(parent, "526:7", "async ")] };
    if (how === "collect")
      return {
        sync: [
          "Suite.runInAsyncScope (node:async_hooks:206:9)",
          `new Suite (${T}:1087:26)`,
          `${kindOf(parent)}.createSubtest (${T}:590:18)`,
          "run (node:internal/test_runner/harness:265:28)",
          "test (node:internal/test_runner/harness:278:12)",
        ],
        behind: [],
        goesOn: true,
      };
    const hook = [...scope("TestHook"), `TestHook.run (${T}:1041:18)`];
    if (how === "hook")
      return {
        sync: [
          ...hook,
          "TestHook.run (node:internal/util:527:20)",
          `Suite.runHook (${T}:723:20)`,
          `Suite.run (${T}:1129:18)`,
        ],
        behind: [pending(parent ?? test, "526:7", "async ")],
      };
    const { sync, behind } = after ? exports.tailOf(test, after) : { sync: [], behind: [] };
    return {
      sync: [...hook, `Suite.runHook (${T}:723:20)`, `Test.run (${T}:772:27)`, ...sync.slice(own.length)],
      behind,
    };
  };
  /** The lines below a function that had gone on behind an await; `around`: the function that started a test within its own. */
  exports.resumedTail = (test, how, around) =>
    around && test.parent.parent ? exports.resumedTail(test.parent, "chain", false) : ownTail(test, how);
  const ownTail = (test, how) =>
    how === "sub"
      ? [
          `async Test.run (${T}:797:9)`,
          ...(test.callers ?? []).map((l) => l.replace(/^async (\/.*|file:.*)$/, "async TestContext.<anonymous> ($1)")),
          ...exports.resumedTail(test.parent, "chain", false),
        ]
      : [`async Test.run (${T}:797:9)`, ...waiters(test)];
}
