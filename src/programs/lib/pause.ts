import type { Process } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { DAY } from "../../std/time.ts";

/** Longer than any session. */
const FOREVER = 36_525 * DAY;

/** pause(2): waits until a signal was handled. */
export async function pause(p: Process): Promise<void> {
  try {
    await p.sleep(FOREVER);
  } catch (e) {
    if (!isErrno(e, "EINTR")) throw e;
  }
}

/** Watches from now on for the signals at which a server ends in its own way. `wait` gives the last that came, when one has. */
export function watchForEnd(p: Process, signals: readonly number[]): { wait(): Promise<number> } {
  let received: number | undefined;
  const note = (signal: number) => {
    received = signal;
  };
  for (const signal of signals) p.onSignal(signal, note, { restart: false });
  return {
    async wait() {
      while (received === undefined) await pause(p);
      return received;
    },
  };
}
