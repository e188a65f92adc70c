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

test("a line with a wrong expansion is told of, and the next one runs in the same shell", async () => {
  const machine = createMachine(options);
  await machine.exec("kept=yes");
  const refused = await machine.exec("echo $" + "{kept!}; echo not reached");
  expect([refused.exitCode, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/bad substitution/);
  expect((await machine.exec("echo $kept")).stdout).toBe("yes\n");
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

test("an image's layers never change, whatever its containers do to their files", async () => {
  const deeds = fc.constantFrom(
    "echo changed >> /etc/passwd",
    "rm -rf /bin /etc",
    "mkdir -p /etc/deep && touch /etc/deep/x",
    "chmod 777 /etc && chown 5:5 /etc/group",
    "mv /etc /gone",
    "ln -sf /nowhere /etc/hosts.new; cp /bin/busybox /bin/copy",
    "cat /dev/null > /etc/group",
  );
  const machine = createMachine(options);
  await machine.exec("docker pull -q busybox");
  const layers = async () => (await machine.exec("docker save busybox | sha256sum")).stdout;
  const before = await layers();
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 3 }), fc.boolean(), async (list, commit) => {
      await machine.exec(`docker run --name box busybox sh -c ${quoted([list.join("; ")])}`);
      if (commit) await machine.exec("docker commit box other && docker run --rm other true; docker rmi -f other");
      await machine.exec("docker cp box:/ - > /dev/null; docker rm box");
      expect(await layers()).toBe(before);
    }),
    { numRuns: RUNS },
  );
});

test("a tag points at one image: the one that it was given to last", async () => {
  const name = fc.constantFrom("one", "two", "app:1", "app:2");
  const step = fc.oneof(
    fc.record({ source: fc.oneof(name, fc.constantFrom("busybox", "debian")), target: name }),
    fc.record({ gone: name }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const machine = createMachine(options);
      await machine.exec("docker pull -q busybox; docker pull -q debian");
      const idOf = async (n: string) => (await machine.exec(`docker images -q --no-trunc ${n}`)).stdout.trim();
      const known = new Map([
        ["busybox", await idOf("busybox")],
        ["debian", await idOf("debian")],
      ]);
      for (const s of steps) {
        if ("gone" in s) {
          const { exitCode } = await machine.exec(`docker rmi ${s.gone}`);
          expect(exitCode === 0).toBe(known.delete(s.gone));
        } else {
          const { exitCode } = await machine.exec(`docker tag ${s.source} ${s.target}`);
          const id = known.get(s.source);
          expect(exitCode === 0).toBe(id !== undefined);
          if (id !== undefined) known.set(s.target, id);
        }
        for (const n of ["one", "two", "app:1", "app:2", "busybox"]) expect(await idOf(n), n).toBe(known.get(n) ?? "");
        expect(violations(machine.view())).toEqual([]);
      }
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});
