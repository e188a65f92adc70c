import type { BuildBackend } from "../api/build.ts";
import { type Cancel, Cancelled, createCancel, NEVER } from "../std/cancel.ts";
import { createOutcome, type Outcome } from "./outcome.ts";

/** The threads of one build: what is started here goes on beside the others, and one that fails ends them all. */
export interface SideBySide {
  /** Cancelled with the build itself, and when any of its threads fails. */
  readonly cancel: Cancel;
  start<T>(name: string, run: () => Promise<T>): Outcome<T>;
  /** Waits for what comes out of them; when one fails, until all have ended, and throws the first error of any. */
  end<T>(wait: () => Promise<T>): Promise<T>;
}

export function createSideBySide(backend: BuildBackend, parent: Cancel): SideBySide {
  const source = createCancel(parent);
  const running: Outcome<unknown>[] = [];
  let first: { readonly error: unknown } | undefined;
  const failed = (error: unknown): void => {
    if (!(error instanceof Cancelled)) first ??= { error };
    source.cancel();
  };
  return {
    cancel: source.token,
    start<T>(name: string, run: () => Promise<T>): Outcome<T> {
      const outcome = createOutcome<T>(backend);
      running.push(outcome);
      backend.fork(name, async () => {
        try {
          outcome.settle(await run());
        } catch (error) {
          failed(error);
          outcome.fail(error);
        }
      });
      return outcome;
    },
    async end(wait) {
      try {
        return await wait();
      } catch (error) {
        failed(error);
        // What was running says that it was cancelled before the build ends.
        for (const outcome of running) await outcome.result(NEVER).catch(() => {});
        throw first ? first.error : error;
      } finally {
        source.cancel();
      }
    },
  };
}
