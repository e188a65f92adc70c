import { expect, test } from "vitest";
import { oracleCatalog } from "../../test/catalog/oracle.ts";
import { createMachine } from "../machine.ts";

test("a file put from outside takes no simulated time, whatever waits on the machine", async () => {
  const machine = createMachine({ catalog: oracleCatalog, catalogName: "oracle" });
  await machine.exec("docker run -d --name box busybox sleep 1d");
  const before = machine.kernel.now();
  await machine.writeFile("/tmp/note", new Uint8Array([104, 105]));
  expect(machine.kernel.now()).toBe(before);
  await machine.snapshot();
  expect(machine.kernel.now()).toBe(before);
  expect((await machine.exec("cat /tmp/note; docker ps --format '{{.Names}}'")).stdout).toBe("hibox\n");
});
