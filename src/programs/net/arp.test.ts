import { expect, test } from "vitest";
import { createTestMachine } from "../testing/run-tool.ts";

test("a machine that spoke to nobody has no neighbours", async () => {
  const machine = createTestMachine("busybox");
  expect((await machine.run({ argv: ["arp"], flavour: "busybox" })).stdout).toBe("");
  expect((await machine.run({ argv: ["ip", "neigh"], flavour: "busybox" })).stdout).toBe("");
  expect(await machine.run({ argv: ["arp", "10.0.0.9"], flavour: "busybox" })).toMatchObject({
    stdout: "No match found in 0 entries\n",
    status: 1,
  });
});
