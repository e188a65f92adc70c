import { expect, test } from "vitest";
import type { ErrnoError } from "../std/errno.ts";
import { SECOND } from "../std/time.ts";
import type { Program } from "./process.ts";
import { SIGNALS } from "./signal.ts";
import { START, testMachine } from "./testing/machine.ts";

const sleep: Program = async (p) => {
  await p.sleep(Number(p.argv[1]) * SECOND);
  return 0;
};

test("signals: default, ignored, handled; process 1 takes only what it handles", async () => {
  const m = testMachine({
    sleep,
    main: async (p) => {
      const say = (text: string) => p.write(1, `${text}\n`);
      const one = p.spawn(["sleep", "100"]);
      p.kill(one, SIGNALS.SIGTERM);
      await say(JSON.stringify((await p.wait(one))?.status));
      const two = p.spawn(["sleep", "1"], { signals: new Map([[SIGNALS.SIGTERM, "ignore"]]) });
      p.kill(two, SIGNALS.SIGTERM);
      await say(JSON.stringify((await p.wait(two))?.status));
      p.kill(p.pid, SIGNALS.SIGKILL);
      p.kill(1, SIGNALS.SIGTERM);
      let handled = 0;
      p.onSignal(SIGNALS.SIGUSR1, () => handled++, { restart: false });
      p.kill(1, SIGNALS.SIGUSR1);
      await say(
        await p.sleep(SECOND).then(
          () => "slept",
          (e: ErrnoError) => e.code,
        ),
      );
      await say(String(handled));
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe(
    '{"kind":"signaled","signal":15}\n{"kind":"exited","code":0}\nEINTR\n1\n',
  );
});

test("with its process 1 a namespace ends; from outside SIGKILL reaches it, SIGTERM does not", async () => {
  const m = testMachine({
    sleep,
    main: async (p) => {
      p.spawn(["sleep", "1000"]);
      await p.sleep(1000 * SECOND);
      return 0;
    },
  });
  const { process, pids } = m.start(["main"]);
  await m.kernel.run(() => m.kernel.now() > START + SECOND || pids.processes().length === 2);
  process.signal(SIGNALS.SIGTERM);
  expect(process.status).toBeUndefined();
  process.signal(SIGNALS.SIGKILL);
  await m.kernel.run();
  expect(process.status).toEqual({ kind: "signaled", signal: 9 });
  expect(pids.processes()).toEqual([]);
  expect(m.kernel.now()).toBeLessThan(START + 2 * SECOND);
});

test("a killed program runs its finally blocks, and each call of it throws, even if it catches that", async () => {
  let calls = 0;
  let cleaned = false;
  const m = testMachine({
    stubborn: async (p) => {
      try {
        for (;;) {
          try {
            await p.sleep(SECOND);
            calls++;
          } catch {
            if (calls++ > 20) return 0;
          }
        }
      } finally {
        cleaned = true;
      }
    },
  });
  const { process } = m.start(["stubborn"]);
  await m.kernel.run(() => calls === 3);
  process.signal(SIGNALS.SIGKILL);
  await m.kernel.run();
  expect({ status: process.status, cleaned }).toEqual({ status: { kind: "signaled", signal: 9 }, cleaned: true });
  expect(m.kernel.now()).toBeLessThan(START + 4 * SECOND);
});

test("a stopped process takes no step; its parent hears of it; SIGCONT lets it go on", async () => {
  const m = testMachine({
    ticker: async (p) => {
      for (let i = 0; i < 3; i++) {
        await p.sleep(SECOND);
        await p.write(1, `tick ${i}\n`);
      }
      return 0;
    },
    main: async (p) => {
      const pid = p.spawn(["ticker"]);
      await p.sleep(1.5 * SECOND);
      p.kill(pid, SIGNALS.SIGSTOP);
      await p.write(1, `${JSON.stringify((await p.wait(-1, { untraced: true }))?.status)}\n`);
      await p.sleep(10 * SECOND);
      p.kill(pid, SIGNALS.SIGCONT);
      await p.write(1, `${JSON.stringify((await p.wait(-1, { continued: true }))?.status)}\n`);
      await p.wait(-1);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe(
    'tick 0\n{"kind":"stopped","signal":19}\n{"kind":"continued"}\ntick 1\ntick 2\n',
  );
});

test("a stopped process takes other signals when it goes on, SIGKILL at once", async () => {
  const m = testMachine({
    sleep,
    main: async (p) => {
      for (const signal of [SIGNALS.SIGTERM, SIGNALS.SIGKILL]) {
        const pid = p.spawn(["sleep", "100"]);
        p.kill(pid, SIGNALS.SIGSTOP);
        p.kill(pid, signal);
        await p.sleep(SECOND);
        const before = await p.wait(pid, { nohang: true });
        if (!before) p.kill(pid, SIGNALS.SIGCONT);
        await p.write(
          1,
          `${before?.status.kind} ${JSON.stringify((await p.wait(pid).catch(() => undefined))?.status)}\n`,
        );
      }
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe('undefined {"kind":"signaled","signal":15}\nsignaled undefined\n');
});

test("the freezer holds every thread of a namespace", async () => {
  const m = testMachine({ sleep });
  const { process, pids } = m.start(["sleep", "1"]);
  pids.freeze();
  await m.kernel.run();
  expect({ status: process.status, frozen: pids.frozen }).toEqual({ status: undefined, frozen: true });
  pids.thaw();
  await m.kernel.run();
  expect(process.status).toEqual({ kind: "exited", code: 0 });
});

test("--init forwards signals, reaps, and ends with the command's status", async () => {
  const m = testMachine({ sleep });
  const { process, pids, output } = m.start(["sleep", "100"], { init: true });
  await m.kernel.run(() => pids.processes().length === 2 && m.kernel.now() > START + 100);
  expect(pids.processes().map((p) => p.info().argv.join(" "))).toEqual(["/sbin/docker-init -- sleep 100", "sleep 100"]);
  process.signal(SIGNALS.SIGTERM);
  await m.kernel.run(() => process.status !== undefined);
  expect({ status: process.status, output: output() }).toEqual({ status: { kind: "exited", code: 143 }, output: "" });
});
