import type { Pacer } from "../kernel/kernel.ts";
import { HOUR, MILLISECOND, type Micros } from "../std/time.ts";

/** Steps between two turns of the host's event loop, where no clock can tell how long they took. */
const STEPS_A_TURN = 20_000;
/** How long it runs before the host gets a turn. */
const TURN_AFTER: Micros = 4 * MILLISECOND;
/** The longest single wait: timers of hosts overflow at 24 days. */
const LONGEST_WAIT: Micros = HOUR;

export interface FreePacerOptions {
  /** A turn of the host's event loop; by default none is taken. */
  readonly turn?: () => Promise<void>;
}

/** Never waits: simulated time runs as fast as the machine can. For tests and scripts. */
export function createFreePacer({ turn }: FreePacerOptions = {}): Pacer {
  let steps = 0;
  const nothing = Promise.resolve();
  return {
    until: () => nothing,
    turn: turn ?? (() => nothing),
    wantsTurn: () => turn !== undefined && ++steps % STEPS_A_TURN === 0,
    inputTime: (current) => current,
  };
}

export interface WallPacerOptions {
  /** The wall clock in microseconds; must not go back. */
  readonly now: () => Micros;
  /** Resolves after this span, or earlier when `interrupted` does. */
  readonly sleep: (span: Micros, interrupted: Promise<void>) => Promise<void>;
  /** A turn of the host's event loop. */
  readonly turn: () => Promise<void>;
}

export interface WallPacer extends Pacer {
  /** From now on simulated time, which stands at `current`, is held to the wall clock. Before, nothing is (a replay). */
  start(current: Micros): void;
  /** While on, waits take no wall time. */
  setFastForward(on: boolean): void;
  /** While on, time stands still but for inputs: nobody could see any more. */
  setScreenBehind(on: boolean): void;
}

/**
 * Holds simulated time back to the wall clock, and every 4 ms of running gives the host a turn. Behind the wall clock (a
 * tab in the background) it catches up without waiting. What loads stands outside of time: the clocks are matched anew.
 */
export function createWallPacer({ now, sleep, turn }: WallPacerOptions): WallPacer {
  let fast = false;
  /** Wall and simulated time that belong together. */
  let anchor: { wall: Micros; simulated: Micros } | undefined;
  let turnAt = now();
  let stopWaiting: (() => void) | undefined;
  /** Until the screen has caught up; undefined while it is not behind. */
  let caughtUp: Promise<void> | undefined;
  let screenIsThere = () => {};

  const match = (simulated: Micros) => {
    anchor = { wall: now(), simulated };
  };

  return {
    start: match,
    async until(at, interrupted) {
      let early = false;
      const stopped = new Promise<void>((resolve) => {
        stopWaiting = resolve;
        void interrupted.then(() => {
          early = true;
          resolve();
        });
      });
      // An interruption that is here already counts before any waiting.
      await Promise.resolve();
      while (anchor && !early) {
        if (caughtUp) {
          const from = now();
          await Promise.race([caughtUp, interrupted]);
          turnAt = now();
          anchor.wall += turnAt - from;
          continue;
        }
        const left = at - (anchor.simulated + now() - anchor.wall);
        if (left <= 0) break;
        if (fast) {
          match(at);
          break;
        }
        await sleep(Math.min(left, LONGEST_WAIT), stopped);
        turnAt = now();
      }
    },
    async turn() {
      await turn();
      turnAt = now();
    },
    wantsTurn: () => now() - turnAt >= TURN_AFTER,
    inputTime: (current) => (anchor ? Math.max(current, Math.round(anchor.simulated + now() - anchor.wall)) : current),
    hold() {
      const from = now();
      return () => {
        if (anchor) anchor.wall += now() - from;
        turnAt = now();
      };
    },
    setScreenBehind(on) {
      if (on) {
        caughtUp ??= new Promise((resolve) => {
          screenIsThere = resolve;
        });
      } else {
        caughtUp = undefined;
        screenIsThere();
      }
    },
    setFastForward(on) {
      fast = on;
      if (on) stopWaiting?.();
    },
  };
}
