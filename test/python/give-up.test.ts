import { expect, test } from "vitest";
import { ROOT } from "../../src/machine/host-user.ts";
import { createMachine, replay } from "../../src/machine.ts";
import { cancelLoading } from "../../src/programs/lib/loading.ts";
import { officialCatalog } from "../../src/registry/catalog/official.ts";

test("where loading Python was given up, a replay gives it up too and goes on as the session did", {
  timeout: 120_000,
}, async () => {
  const options = { catalog: officialCatalog, seed: "give up", user: ROOT, workingFolder: "/root" };
  const machine = createMachine(options);
  let asked = 0;
  machine.onNotice((notice) => {
    if (notice.kind !== "loading" || notice.done || asked++ > 0) return;
    void machine.inject({ kind: "giveUp" });
    cancelLoading();
  });
  const run = "docker run --rm python:3.13-slim python -c 'print(6 * 7)' 2>&1 | tail -1";
  expect((await machine.exec(run)).stdout).toBe("drydock: Python was not loaded\n");
  expect((await machine.exec(run)).stdout).toBe("42\n");
  const log = machine.log();
  expect(log.entries.map((e) => e.input.kind)).toEqual(["exec", "giveUp", "exec"]);

  const diverged: number[] = [];
  const again = await replay(log, options, (entry) => diverged.push(entry));
  expect(diverged).toEqual([]);
  expect(again.stateDigest()).toBe(machine.stateDigest());
  expect(again.kernel.steps).toBe(machine.kernel.steps);
  // It is not given up where nobody did.
  expect((await createMachine(options).exec(run)).stdout).toBe("42\n");
});
