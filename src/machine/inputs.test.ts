import { expect, test } from "vitest";
import { oracleCatalog } from "../../test/catalog/oracle.ts";
import { createMachine, replay } from "../machine.ts";

test("lines asked for at once run one after the other in one bash, and a bash that ended is followed by another", async () => {
  const machine = createMachine({ catalog: oracleCatalog, catalogName: "oracle" });
  const results = await Promise.all(
    ["cd /tmp; sleep 1; echo a; exit 3", "pwd >&2; false", "X=1"].map((l) => machine.exec(l)),
  );
  expect(results).toEqual([
    { stdout: "a\n", stderr: "", exitCode: 3 },
    { stdout: "", stderr: "/home/student\n", exitCode: 1 },
    { stdout: "", stderr: "", exitCode: 0 },
  ]);
  await expect(machine.exec("sleep 100", { span: 1_000_000 })).rejects.toThrow("it took too long");
  expect(await machine.exec("echo [$X]")).toEqual({ stdout: "[]\n", stderr: "", exitCode: 0 });
  // A replay comes to the same, what was killed included.
  const again = await replay(machine.log(), { catalog: oracleCatalog, catalogName: "oracle" });
  expect([again.kernel.now(), again.kernel.steps]).toEqual([machine.kernel.now(), machine.kernel.steps]);
});

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
