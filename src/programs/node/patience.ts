import type { Process } from "../../kernel/process.ts";
import type { Interrupts } from "./engine-imports.ts";

/** Interrupts (10,000 steps of the engine each) in one turn after which a guest that can be held up is, for others to run. */
const PAUSE_INTERRUPTS = 4;
/** Interrupts until a guest that cannot be held up counts as spinning: one to two seconds. */
const SPIN_INTERRUPTS = 4_000;
/** Calls of the machine until then: a busy wait on the clock passes quickly. */
const SPIN_CALLS = 3_000_000;
/** Interrupts in one turn until any guest counts as spinning: less than a minute. */
const MOST_INTERRUPTS = 100_000;
/** Simulated CPU time of one interrupt's steps, in microseconds. */
const INTERRUPT_COST = 200;

/** How long a guest may be at one turn, and where others get theirs. */
export interface Patience extends Interrupts {
  /** A turn begins. */
  begin(): void;
  /** The guest calls the machine. */
  called(): void;
  /** Whether it is at an end. */
  readonly spinning: boolean;
}

export interface Watched {
  /** Whether what runs has run before, and costs nothing. */
  replaying(): boolean;
  /** Whether the guest is to stop in any case. */
  stops(): boolean;
  /** Whether it does more than is borne, whatever the turn's length. */
  exceeds(): boolean;
  /** What others are to see of it while it is held up. */
  show(): Promise<void>;
}

export function createPatience(p: Process, { replaying, stops, exceeds, show }: Watched): Patience {
  let spinning = false;
  /** Of this turn, and how many of them when the guest was last held up. */
  let interrupts = 0;
  let calls = 0;
  let before = { interrupts, calls };
  const ends = () => {
    if (stops()) return true;
    spinning =
      interrupts > MOST_INTERRUPTS ||
      interrupts - before.interrupts > SPIN_INTERRUPTS ||
      calls - before.calls > SPIN_CALLS ||
      exceeds();
    return spinning;
  };
  return {
    begin() {
      spinning = false;
      interrupts = 0;
      calls = 0;
      before = { interrupts, calls };
    },
    called() {
      if (replaying()) return;
      if (++calls > 2_000) p.charge(10);
    },
    look(canPause) {
      if (!replaying()) p.charge(INTERRUPT_COST);
      interrupts++;
      if (ends()) return "stop";
      return canPause && !replaying() && interrupts % PAUSE_INTERRUPTS === 0 ? "pause" : "on";
    },
    async pause() {
      await show();
      await p.sleep(0);
      before = { interrupts, calls };
      return ends();
    },
    get spinning() {
      return spinning;
    },
  };
}
