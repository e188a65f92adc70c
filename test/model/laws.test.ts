import fc from "fast-check";
import { expect, test } from "vitest";
import { createMachine } from "../../src/machine.ts";
import { anyDockerWords, quoted, violations } from "../../src/testing.ts";
import { oracleCatalog } from "../catalog/oracle.ts";

const options = { catalog: oracleCatalog, catalogName: "oracle" };
const RUNS = Number(process.env["MODEL_RUNS"] ?? 60);

test("an unknown command line never throws, never hangs, and never damages the engine", async () => {
  const machine = createMachine(options);
  await machine.exec("docker pull -q busybox; docker run -d --name box busybox sleep 1d");
  await fc.assert(
    fc.asyncProperty(anyDockerWords, async (words) => {
      const { exitCode, stdout, stderr } = await machine.exec(`timeout 30 docker ${quoted(words)} </dev/null`, {
        span: 60_000_000,
      });
      expect(exitCode).toBeGreaterThanOrEqual(0);
      expect(stdout + stderr).not.toMatch(/TypeError|RangeError|undefined is not|at .*\.ts:\d+/);
      expect(violations(machine.view())).toEqual([]);
    }),
    { numRuns: RUNS * 5 },
  );
});

test("run --rm leaves no container and no anonymous volume, whatever the program does", async () => {
  const commands = fc.constantFrom(
    "true",
    "exit 3",
    "touch /data/x /tmp/y",
    "kill -9 $$",
    "nosuch",
    "rm -rf /data /etc/passwd",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: 1, maxLength: 4 }), async (list) => {
      const machine = createMachine(options);
      await machine.exec("docker pull -q busybox");
      const before = JSON.stringify(machine.view());
      for (const c of list) await machine.exec(`docker run --rm -v /data busybox sh -c ${quoted([c])}`);
      expect(JSON.stringify(machine.view())).toBe(before);
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});
