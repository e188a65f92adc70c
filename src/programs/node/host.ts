import type { Process } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { concat, encode } from "../../std/text.ts";
import type { Args } from "./args.ts";
import { createInterruption, type Interruption } from "./interruption.ts";

/** What an operation gives back: anything that JSON has, or bytes. */
export type Result = unknown;
export type Operation = (h: Host, args: Args, bytes: Uint8Array) => Result;
/** Runs in a thread of the process; its result becomes a completion. */
export type AsyncOperation = (h: Host, args: Args, bytes: Uint8Array) => Promise<Result>;

export interface Completion {
  readonly id: number;
  readonly error?: unknown;
  readonly value?: Result;
}

/** Bytes of output that may wait for a turn of the guest to end; what exceeds it is the guest's memory. */
const OUTPUT_LIMIT = 32 << 20;

/** What it takes to make a stream of an output, in microseconds. */
const FIRST_WRITE = 1_500;

/** A node process as its operations see it. */
export interface Host {
  readonly p: Process;
  /** Set once the guest asked to leave: nothing that it does counts any more. */
  exitCode: number | undefined;
  /** The signal that the guest sent itself and dies of, once what it printed is out. */
  deathSignal: number | undefined;
  /** Whether anything was printed. */
  wrote: boolean;
  /** Ctrl-C at the prompt. */
  readonly interruption: Interruption;
  readonly completions: Completion[];
  /** Queues output; it is written when the guest's turn ends. */
  write(fd: number, bytes: Uint8Array | string): void;
  flush(): Promise<void>;
  readonly outputFull: boolean;
  /** Runs an operation in a thread of its own. */
  start(id: number, run: () => Promise<Result>): void;
  /** Wakes the main thread, which waits for completions. */
  readonly wakeFd: number;
  drainWake(): Promise<void>;
  /** What operations keep between them: open files, sockets, children. */
  readonly slots: Map<number, unknown>;
  nextSlot(): number;
  /** What a read took from a descriptor beyond what it was asked for. */
  readonly leftover: Map<number, Uint8Array>;
}

export function createHost(p: Process): Host {
  p.onSignal(SIGNALS.SIGPIPE, "ignore");
  const [r, w] = p.pipe();
  const wakeFd = p.dup(r, 60);
  const wakeEnd = p.dup(w, 61);
  p.close(r);
  p.close(w);
  let awake = false;
  let output: { fd: number; bytes: Uint8Array }[] = [];
  let size = 0;
  let slots = 1;
  const completions: Completion[] = [];
  const h: Host = {
    p,
    exitCode: undefined,
    deathSignal: undefined,
    wrote: false,
    interruption: createInterruption(p),
    completions,
    wakeFd,
    slots: new Map(),
    nextSlot: () => slots++,
    leftover: new Map(),
    get outputFull() {
      return size > OUTPUT_LIMIT;
    },
    write(fd, data) {
      const bytes = typeof data === "string" ? encode(data) : data;
      if (!h.wrote) p.charge(FIRST_WRITE);
      h.wrote = true;
      size += bytes.length;
      output.push({ fd, bytes });
    },
    async flush() {
      while (output.length) {
        const all = output;
        output = [];
        size = 0;
        for (let i = 0; i < all.length; ) {
          const fd = all[i]?.fd ?? 1;
          const run: Uint8Array[] = [];
          for (; all[i]?.fd === fd; i++) run.push(all[i]?.bytes ?? new Uint8Array(0));
          try {
            await p.write(fd, run.length === 1 && run[0] ? run[0] : concat(run));
          } catch (e) {
            if (!isErrno(e)) throw e;
            // Nobody reads any more: Node's streams report it where anybody listens; the process goes on.
          }
        }
      }
    },
    start(id, run) {
      p.thread(async () => {
        let done: Completion;
        try {
          done = { id, value: await run() };
        } catch (error) {
          done = { id, error };
        }
        completions.push(done);
        if (awake) return;
        awake = true;
        await p.write(wakeEnd, "x");
      });
    },
    async drainWake() {
      if (!awake) return;
      awake = false;
      await p.read(wakeFd);
    },
  };
  return h;
}
