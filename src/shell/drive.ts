import type { Steps } from "./expand.ts";
import type { Shell } from "./shell.ts";
import { substitute } from "./substitution.ts";

/** Runs an expansion, answering what it asks for. */
export async function drive<T>(sh: Shell, steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) step = steps.next(await substitute(sh, step.value));
  return step.value;
}
