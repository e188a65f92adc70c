import { canSuspend, lookOrWait } from "../lib/suspension.ts";
import type { DeepCalls } from "./deep-calls.ts";

/** After every 10,000 steps of a guest. */
export interface Interrupts {
  /** Whether it goes on, is stopped, or is to be held up so that others run; `canPause` tells whether it can be. */
  look(canPause: boolean): "on" | "stop" | "pause";
  /** Holds it up; whether it is stopped then. */
  pause(): Promise<boolean>;
}

/** What stands below the code of the guest that runs. */
export interface Frames {
  /** Frames of JavaScript: with one of them there, nothing can wait. */
  host: number;
  /** What the guest's call that just came back waits for: its result's place. */
  wait: (() => Promise<number>) | undefined;
  deep: DeepCalls | undefined;
}

export interface Given {
  /** Seconds east of Greenwich at a time in seconds: the engine's local time. */
  readonly localOffset: (seconds: number) => number;
  readonly buffer: () => ArrayBuffer;
  readonly interrupts: Interrupts;
  readonly frames: Frames;
}

type Call = (...args: readonly number[]) => number;

/** Where C's `struct tm` holds the seconds east of Greenwich: all that the engine reads of it. */
const GMTOFF = 36;

/**
 * The module's imports with ours in the place of some of the glue's, whose names are one letter: they are found by what they
 * call. The local time would be the host's; interrupts and calls of the machine may wait.
 */
export function engineImports(imports: object, given: Given): object {
  const replaced = Object.entries(imports).map(([module, functions]) => {
    const own = Object.entries(functions as Readonly<Record<string, unknown>>).map(([name, fn]) => [
      name,
      typeof fn === "function" ? replacement(fn as Call, String(fn), given) : fn,
    ]);
    return [module, Object.fromEntries(own)];
  });
  return Object.fromEntries(replaced);
}

function replacement(fn: Call, text: string, { localOffset, buffer, interrupts, frames }: Given): unknown {
  if (text.includes("getDay()"))
    return (seconds: bigint, tm: number) => {
      new Int32Array(buffer(), tm, 11)[GMTOFF / 4] = localOffset(Number(seconds));
    };
  const waits = canSuspend();
  if (text.includes("shouldInterrupt")) {
    const look = () => {
      const canPause = waits && frames.host === 0;
      const next = interrupts.look(canPause);
      return next === "stop" ? 1 : next === "pause" && canPause ? -1 : 0;
    };
    return waits ? lookOrWait(1, look, async () => Number(await interrupts.pause())) : look;
  }
  if (!waits) return fn;
  if (text.includes("callFunction")) {
    const look = (...args: readonly number[]) => {
      const result = counted(frames, fn, args);
      return frames.wait ? -1 : result;
    };
    return lookOrWait(5, look, () => {
      const { wait } = frames;
      frames.wait = undefined;
      return wait?.();
    });
  }
  return /loadModuleSource|normalizeModule/.test(text) ? (...args: readonly number[]) => counted(frames, fn, args) : fn;
}

function counted(frames: Frames, fn: Call, args: readonly number[]): number {
  frames.host++;
  try {
    return frames.deep ? frames.deep.withoutWaiting(() => fn(...args)) : fn(...args);
  } finally {
    frames.host--;
  }
}
