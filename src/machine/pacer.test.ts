import { expect, test } from "vitest";
import { createFreePacer, createWallPacer } from "./pacer.ts";

const never = new Promise<void>(() => {});

/** A wall clock that goes forward only in sleeps. */
function wall() {
  const slept: number[] = [];
  const clock = { now: 1_000_000 };
  const pacer = createWallPacer({
    now: () => clock.now,
    async sleep(span, interrupted) {
      let early = false;
      void interrupted.then(() => {
        early = true;
      });
      await Promise.resolve();
      await Promise.resolve();
      if (early) return;
      slept.push(span);
      clock.now += span;
    },
    turn: async () => {},
  });
  return { pacer, clock, slept };
}

test("the free pacer never waits, and an input comes at the time that it is", async () => {
  const pacer = createFreePacer();
  await pacer.until(1e15, never);
  expect(pacer.inputTime(42)).toBe(42);
  expect(pacer.wantsTurn()).toBe(false);
});

test("simulated time waits for the wall clock, and catches up with it without waiting", async () => {
  const { pacer, clock, slept } = wall();
  await pacer.until(5_000_000, never);
  expect(slept).toEqual([]);
  pacer.start(5_000_000);
  await pacer.until(5_250_000, never);
  expect(slept).toEqual([250_000]);
  clock.now += 1_000_000;
  await pacer.until(6_000_000, never);
  expect(slept).toEqual([250_000]);
  expect(pacer.inputTime(6_000_000)).toBe(6_250_000);
});

test("an input ends the wait; fast-forward and what is loaded take no wall time", async () => {
  const { pacer, clock, slept } = wall();
  pacer.start(0);
  await pacer.until(1_000_000, Promise.resolve());
  expect(slept).toEqual([]);
  pacer.setFastForward(true);
  await pacer.until(60_000_000, never);
  expect(slept).toEqual([]);
  expect(pacer.inputTime(0)).toBe(60_000_000);
  pacer.setFastForward(false);
  const release = pacer.hold?.();
  clock.now += 3_000_000;
  release?.();
  expect(pacer.inputTime(0)).toBe(60_000_000);
});

test("the host gets a turn after four milliseconds of running", async () => {
  const { pacer, clock } = wall();
  expect(pacer.wantsTurn()).toBe(false);
  clock.now += 4_000;
  expect(pacer.wantsTurn()).toBe(true);
  await pacer.turn();
  expect(pacer.wantsTurn()).toBe(false);
});

test("while the screen is behind time stands still, but an input comes through", async () => {
  const { pacer, clock, slept } = wall();
  pacer.start(0);
  pacer.setScreenBehind(true);
  const order: string[] = [];
  const waiting = pacer.until(1_000, never).then(() => order.push("went on"));
  for (let i = 0; i < 10; i++) await Promise.resolve();
  clock.now += 2_000_000;
  order.push("caught up");
  pacer.setScreenBehind(false);
  await waiting;
  expect(order).toEqual(["caught up", "went on"]);
  expect(slept).toEqual([1_000]);
  expect(pacer.inputTime(0)).toBe(1_000);
  pacer.setScreenBehind(true);
  await pacer.until(5_000_000, Promise.resolve());
  expect(slept).toEqual([1_000]);
});
