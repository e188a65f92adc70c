import fc from "fast-check";
import { expect, test } from "vitest";
import { createCancel } from "../std/cancel.ts";
import { digestOf } from "../std/digest.ts";
import { MILLISECOND, SECOND } from "../std/time.ts";
import type { Pacer } from "./kernel.ts";
import type { Program } from "./process.ts";
import { FREE, START, testMachine } from "./testing/machine.ts";
import { Timers } from "./timers.ts";

test("timers fire by time, those of one time in the order in which they were set, whatever is cancelled", () => {
  const actions = fc.array(fc.record({ at: fc.nat(20), cancel: fc.boolean() }), { maxLength: 200 });
  fc.assert(
    fc.property(actions, (list) => {
      const timers = new Timers();
      const fired: string[] = [];
      const set = list.map(({ at, cancel }, i) => ({
        i,
        at,
        cancel,
        timer: timers.set(at, () => fired.push(`${at}:${i}`)),
      }));
      for (const { cancel, timer } of set) if (cancel) timers.cancel(timer);
      for (let now = 0; now <= 20; now++) timers.fireDue(now);
      const expected = set.filter((s) => !s.cancel).sort((a, b) => a.at - b.at || a.i - b.i);
      expect(fired).toEqual(expected.map((s) => `${s.at}:${s.i}`));
      expect(timers.size).toBe(0);
    }),
  );
});

test("a pipe gives its bytes in order, however the sides are divided and interleaved", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sizes, sizes, fc.array(fc.nat(3), { maxLength: 8 }), async (writes, reads, pauses) => {
      const source = Uint8Array.from({ length: writes.reduce((a, b) => a + b, 0) }, (_, i) => (i * 31) >> 3);
      const received: number[] = [];
      const m = testMachine({
        main: async (p) => {
          const [r, w] = p.pipe();
          p.fork(async (c) => {
            c.close(r);
            let at = 0;
            for (const [i, size] of writes.entries()) {
              await c.sleep((pauses[i] ?? 0) * MILLISECOND);
              await c.write(w, source.subarray(at, at + size));
              at += size;
            }
            return 0;
          });
          p.close(w);
          for (let i = 0; ; i++) {
            const chunk = await p.read(r, reads[i % reads.length]);
            if (!chunk) return 0;
            for (const byte of chunk) received.push(byte);
            if (i % 3 === 0) await p.tick();
          }
        },
      });
      expect((await m.run(["main"])).status).toEqual({ kind: "exited", code: 0 });
      expect(digestOf(Uint8Array.from(received))).toBe(digestOf(source));
    }),
    { numRuns: 25 },
  );
});

/** Programs that meet at pipes, sleeps and signals, with what they do written down. */
function busy(seed: string, pacer: Pacer = FREE) {
  const trace: string[] = [];
  const worker: Program = async (p) => {
    for (let i = 0; i < 30; i++) {
      trace.push(`${p.now()} ${p.pid} ${i}`);
      const what = p.chance.integer("what", 4);
      if (what === 0) await p.sleep(p.chance.integer("span", 50));
      else if (what === 1) await p.write(3, "x".repeat(p.chance.integer("size", 5000)));
      else if (what === 2) await p.tick();
      else p.spawn(["true"]);
    }
    return 0;
  };
  const main: Program = async (p) => {
    const [r, w] = p.pipe();
    for (let i = 0; i < 8; i++) p.spawn(["worker"], { fds: { 1: 1, 2: 2, 3: w } });
    p.close(w);
    let size = 0;
    for (let c = await p.read(r, 777); c; c = await p.read(r, 777)) size += c.length;
    trace.push(`${p.now()} ${size}`);
    return 0;
  };
  const m = testMachine({ worker, main, true: async () => 0 }, { seed, pacer });
  return { m, trace };
}

test("the same seed gives the same trace, whatever turns the host takes; another seed gives another", async () => {
  const run = async (seed: string, pacer?: Pacer) => {
    const { m, trace } = busy(seed, pacer);
    await m.run(["main"]);
    return [...trace, m.kernel.steps];
  };
  let asked = 0;
  const turning: Pacer = {
    ...FREE,
    turn: () => new Promise((resolve) => setTimeout(resolve)),
    wantsTurn: () => ++asked % 7 === 0,
    until: () => new Promise((resolve) => setTimeout(resolve)),
  };
  const first = await run("a");
  expect(await run("a")).toEqual(first);
  expect(await run("a", turning)).toEqual(first);
  expect(await run("b")).not.toEqual(first);
});

test("inputs come between two steps; a replay gives them at the same step and time, and ends the same", async () => {
  const log: { step: number; time: number }[] = [];
  let wall = START;
  // A wall clock that inputs are late by: they move simulated time forward.
  const pacer: Pacer = { ...FREE, inputTime: (t) => Math.max(t, wall) };
  const program: Program = async (p) => {
    for (let i = 0; i < 40; i++) await p.sleep(p.chance.integer("span", 30) * MILLISECOND);
    return 0;
  };
  const play = async (replayed: boolean) => {
    const trace: string[] = [];
    const m = testMachine({ program }, { pacer: replayed ? FREE : pacer });
    m.kernel.createPidNamespace();
    const input = (n: number) => () => {
      if (!replayed) log.push({ step: m.kernel.steps, time: m.kernel.now() });
      trace.push(`${m.kernel.steps} ${m.kernel.now()}`);
      m.start(["program", String(n)]);
    };
    if (replayed) for (const [n, at] of log.entries()) m.kernel.deliver(input(n), at);
    else {
      for (const [n, stop] of [0, 7, 20].entries()) {
        await m.kernel.run(() => m.kernel.steps >= stop);
        wall = m.kernel.now() + 13_337;
        m.kernel.deliver(input(n));
      }
    }
    await m.kernel.run();
    return [...trace, m.kernel.steps, m.kernel.now()];
  };
  const live = await play(false);
  expect(await play(true)).toEqual(live);
});

test("loading stops simulated time, and nothing else runs meanwhile", async () => {
  const order: string[] = [];
  const m = testMachine({
    main: async (p) => {
      p.fork(async (c) => {
        await c.tick();
        order.push("other");
        return 0;
      });
      const before = p.now();
      const value = await p.load(() => new Promise<number>((resolve) => setTimeout(() => resolve(7), 5)));
      order.push(`loaded ${value} ${p.now() - before}`);
      return 0;
    },
  });
  await m.run(["main"]);
  expect(order).toEqual(["loaded 7 0"]);
});

test("a program whose code does not come is said to be, and only it ends", async () => {
  const m = testMachine({
    main: async (p) => {
      await p.load(() => Promise.reject(new TypeError("no x/y.js")));
      return 0;
    },
    next: async () => 0,
  });
  expect(await m.run(["main"])).toMatchObject({
    status: { kind: "exited", code: 70 },
    output: "drydock: a part of this page could not be loaded. Is the browser offline? (no x/y.js)\n",
  });
  expect(await m.run(["next"])).toMatchObject({ status: { kind: "exited", code: 0 } });
});

test("threads of one process: join gives the result or the error; a cancelled one ends at its call", async () => {
  let finished = "";
  const m = testMachine({
    main: async (p) => {
      const a = p.thread(async () => {
        await p.sleep(SECOND);
        return "a";
      });
      const b = p.thread(async () => {
        await p.sleep(2 * SECOND);
        throw new Error("b failed");
      });
      const c = p.thread(async () => {
        try {
          await p.sleep(1000 * SECOND);
        } finally {
          finished = "cleaned";
        }
      });
      await p.write(1, `${await a.join()} ${await b.join().catch((e: Error) => e.message)} `);
      c.cancel();
      await p.write(1, `${await c.join().catch((e: Error) => e.name)} ${finished}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe("a b failed Cancelled cleaned\n");
  expect(m.kernel.now()).toBeLessThan(START + 3 * SECOND);
});

test("a wait in the kernel ends by wake, timeout or cancellation", async () => {
  const m = testMachine({});
  const { kernel } = m;
  const queue = kernel.createWaitQueue();
  const source = createCancel();
  const seen: unknown[] = [];
  kernel.thread("waiter", async () => {
    seen.push(await queue.wait({ timeout: SECOND }));
    seen.push(await queue.wait({ timeout: SECOND }));
    seen.push(await queue.wait({ cancel: source.token }).catch((e: Error) => e.name));
    seen.push(await kernel.sleep(SECOND, source.token).catch((e: Error) => e.name));
  });
  kernel.thread("waker", async () => {
    await kernel.sleep(SECOND / 2);
    queue.wakeAll();
    await kernel.sleep(5 * SECOND);
    source.cancel();
  });
  await kernel.run();
  expect(seen).toEqual([true, false, "Cancelled", "Cancelled"]);
});

test("an error of a thread that nobody joins for makes the run fail", async () => {
  const m = testMachine({});
  m.kernel.thread("broken", async () => {
    throw new Error("in a thread");
  });
  await expect(m.kernel.run()).rejects.toThrow("in a thread");
});

test("a program that never waits leaves the others their turn", async () => {
  const m = testMachine({
    spin: async (p) => {
      for (;;) await p.write(1, "");
    },
    main: async (p) => {
      const pid = p.spawn(["spin"]);
      await p.sleep(SECOND);
      p.kill(pid, 15);
      await p.wait(pid);
      return 0;
    },
  });
  expect((await m.run(["main"])).status).toEqual({ kind: "exited", code: 0 });
});
