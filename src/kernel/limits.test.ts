import { expect, test } from "vitest";
import { isErrno } from "../std/errno.ts";
import type { Process } from "./process.ts";
import { testMachine } from "./testing/machine.ts";

const tried = (call: () => void): string => {
  try {
    call();
    return "ok";
  } catch (e) {
    if (isErrno(e)) return e.code;
    throw e;
  }
};

async function saying(p: Process, lines: readonly string[]): Promise<number> {
  await p.write(1, lines.map((l) => `${l}\n`).join(""));
  return 0;
}

/** Root of a container: CHOWN, DAC_OVERRIDE and SETUID, SETGID, but neither SYS_ADMIN nor SYS_RESOURCE. */
const bounds = (...numbers: number[]) => numbers.reduce((mask, n) => mask + 2 ** n, 0);
const root = (capabilities: number) => ({ uid: 0, gid: 0, groups: [0], capabilities });

test("limits come with the first process, go on to children, and are raised only up to the hard one", async () => {
  const m = testMachine({
    main: async (p) => {
      const first = p.limit("nofile").join(" ");
      const set = [
        [64, 128],
        [256, 128],
        [128, 256],
        [64, 64],
      ].map(([soft = 0, hard = 0]) => tried(() => p.setLimit("nofile", [soft, hard])));
      p.spawn(["child"]);
      await p.wait(-1);
      return saying(p, [first, set.join(" "), p.limit("core").join(" ")]);
    },
    child: (p) => saying(p, [`child ${p.limit("nofile").join(" ")}`]),
  });
  const limits = { processes: { nofile: [64, 128] as const } };
  const { output } = await m.run(["main"], { limits, credentials: root(bounds(0)) });
  expect(output).toBe("child 64 64\n64 128\nok EINVAL EPERM ok\n0 -1\n");
});

test("root may do what its capabilities say, and nobody gets more than the one who starts him", async () => {
  const m = testMachine({
    main: async (p) => {
      p.files.writeFile("/tmp/f", "");
      const self = [
        tried(() => p.files.chown("/tmp/f", 5, 5)),
        tried(() => p.files.chmod("/tmp/f", 0o600)),
        tried(() => p.files.readFile("/etc/secret")),
        tried(() => p.setHostname("x")),
      ];
      const child = p.fork(async (q) =>
        saying(q, [
          tried(() => q.setCredentials({ uid: 7, gid: 0, groups: [] })),
          tried(() => q.files.chown("/tmp", 1, 1)),
        ]),
      );
      await p.wait(child);
      return saying(p, self);
    },
  });
  m.files.writeFile("/etc/secret", "", 0o600);
  m.files.chown("/etc/secret", 9, 9);
  const all = await m.run(["main"], { credentials: { uid: 0, gid: 0, groups: [0] } });
  m.files.unlink("/tmp/f");
  const some = await m.run(["main"], { credentials: root(bounds(0, 7)) });
  m.files.unlink("/tmp/f");
  const none = await m.run(["main"], { credentials: root(0) });
  expect([all, some, none].map((r) => r.output.trim().split("\n").join(" "))).toEqual([
    "ok EPERM ok ok ok ok",
    "ok EPERM ok EPERM EACCES EPERM",
    "EPERM EPERM EPERM ok EACCES EPERM",
  ]);
});
