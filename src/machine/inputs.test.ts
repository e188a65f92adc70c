import { expect, test } from "vitest";
import { oracleCatalog } from "../../test/catalog/oracle.ts";
import { createMachine, replay } from "../machine.ts";
import { decode } from "../std/text.ts";

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

test("a password that was typed is not in the log, and a replay comes to the same state without it", async () => {
  const machine = createMachine({ catalog: oracleCatalog, catalogName: "oracle" });
  const terminal = machine.openTerminal(80, 24);
  let screen = "";
  terminal.onOutput((chunk) => {
    screen += decode(chunk);
  });
  const typed = async (text: string, until: RegExp) => {
    terminal.input(text);
    await machine.run(() => until.test(screen));
  };
  await typed("docker login -u ann\r", /Password: $/);
  // With a slip of the finger: what is typed is longer than the password.
  await typed("secrey\x7ft\r", /Login Succeeded/);
  await machine.exec("docker pull -q busybox && docker tag busybox ann/box && docker push -q ann/box");
  expect((await machine.exec("cat .docker/config.json")).stdout).toContain(btoa("ann:secret"));
  expect(machine.log().entries.filter(({ input }) => input.kind === "type" && input.text.includes("secre"))).toEqual(
    [],
  );
  const diverged: number[] = [];
  const again = await replay(machine.log(), { catalog: oracleCatalog, catalogName: "oracle" }, (n) => diverged.push(n));
  expect(diverged).toEqual([]);
  expect(again.stateDigest()).toBe(machine.stateDigest());
});
