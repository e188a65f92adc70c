import type { Kernel } from "../kernel/kernel.ts";

/** Code that arrives with the first call that needs it; simulated time stands still meanwhile, at each call alike. */
export type Later = <M>(load: () => Promise<M>) => Promise<M>;

export function laterOn(kernel: Pick<Kernel, "load">): Later {
  return (load) => kernel.load(load);
}

/** An answer in pieces from code that arrives first. */
export async function* streamLater<M, T>(
  later: Later,
  load: () => Promise<M>,
  start: (module: M) => AsyncIterable<T>,
): AsyncGenerator<T> {
  yield* start(await later(load));
}
