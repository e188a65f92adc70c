import type { Engine } from "./engine.ts";

/** An entry into the guest from the bottom: a kind and what makes its arguments. */
export type Turn = () => Promise<number | undefined>;

/** What of a guest's run is kept until its memory is saved anew: answers, and about their bytes. */
const MOST_ANSWERS = 20_000;
const MOST_BYTES = 4 << 20;

/**
 * Calls that stop a program in the middle of synchronous code: a child run to its end, a read of standard input, a sleep. The
 * engine cannot be stopped there, but it is deterministic: all that it learns of the machine are the answers to its calls. So the
 * turn is broken off, the machine does the work, the guest's memory is set back to where it was last saved, and the turns since
 * then run again, with the answers that they got before, up to the call, which now has its answer. (Asyncify's build of the engine
 * was tried: its frames are so large once V8 has optimized them that thirty nested calls overflow the stack.)
 */
export interface Recorder {
  /** Whether answers come from the record: nothing is to be done, and no time passes. */
  readonly replaying: boolean;
  /** Whether the turn was broken off: nothing that the guest does counts until it runs again. */
  readonly stopped: boolean;
  /** The answer to a call of the guest; `live` makes it when there is none yet. */
  answer(name: string, live: () => unknown): unknown;
  /** The answer to a call that has to wait; STOPPED when the turn is broken off for it. */
  wait(name: string, work: () => Promise<unknown>): unknown;
  /** A turn was broken off for good: what is kept does not lead to where the guest is. */
  renew(): void;
  /** Runs a turn, as often as it takes. */
  run(turn: Turn, work: (wait: () => Promise<unknown>) => Promise<unknown>): Promise<number | undefined>;
}

export const STOPPED = Symbol("stopped");

interface Answer {
  readonly name: string;
  readonly value: unknown;
}

/** `forget` drops what the host holds of the guest's memory. */
export function createRecorder(engine: Engine, forget: () => void): Recorder {
  let saved: Uint8Array | undefined;
  let turns: Turn[] = [];
  let answers: Answer[] = [];
  let bytes = 0;
  let next = 0;
  let waiting: { readonly name: string; readonly work: () => Promise<unknown> } | undefined;

  const keep = (name: string, value: unknown) => {
    answers.push({ name, value });
    bytes += value instanceof Uint8Array ? value.length : 0;
    next = answers.length;
  };
  const known = (name: string): Answer | undefined => {
    const answer = answers[next];
    if (!answer) return undefined;
    next++;
    if (answer.name !== name) throw new Error(`a run of node went another way: ${name} for ${answer.name}`);
    return answer;
  };

  return {
    get replaying() {
      return next < answers.length;
    },
    get stopped() {
      return waiting !== undefined;
    },
    answer(name, live) {
      const answer = known(name);
      if (answer) return answer.value;
      const value = live();
      keep(name, value);
      return value;
    },
    wait(name, work) {
      const answer = known(name);
      if (answer) return answer.value;
      waiting = { name, work };
      return STOPPED;
    },
    renew() {
      saved = undefined;
    },
    async run(turn, work) {
      if (!saved || answers.length > MOST_ANSWERS || bytes > MOST_BYTES) {
        saved = engine.save();
        turns = [];
        answers = [];
        bytes = 0;
        next = 0;
      }
      turns.push(turn);
      let value = await turn();
      while (waiting) {
        const { name, work: waited } = waiting;
        keep(name, await work(waited));
        forget();
        engine.restore(saved);
        waiting = undefined;
        next = 0;
        for (const again of turns) value = await again();
      }
      return value;
    },
  };
}

/** For programs that name no such call: nothing is recorded, and none can be made. */
export const noRecorder: Recorder = {
  replaying: false,
  stopped: false,
  answer: (_name, live) => live(),
  wait: () => undefined,
  renew: () => {},
  run: (turn) => turn(),
};
