import type { BuildBackend } from "../api/build.ts";
import type { Cancel } from "../std/cancel.ts";

/** What another thread of the build will come to: any number of threads may wait for it. */
export interface Outcome<T> {
  /** The value, or the error that it failed with; waits until one is there. */
  result(cancel: Cancel): Promise<T>;
  settle(value: T): void;
  fail(error: unknown): void;
}

export function createOutcome<T>(backend: BuildBackend): Outcome<T> {
  const settled = backend.createWaitQueue();
  let end: { readonly value: T } | { readonly error: unknown } | undefined;
  return {
    async result(cancel) {
      while (!end) await settled.wait({ cancel });
      if ("error" in end) throw end.error;
      return end.value;
    },
    settle(value) {
      end ??= { value };
      settled.wakeAll();
    },
    fail(error) {
      end ??= { error };
      settled.wakeAll();
    },
  };
}
