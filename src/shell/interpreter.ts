import type { Process } from "../kernel/process.ts";
import type { Interpreter } from "./whole.ts";

/*
 * The shell comes in two pieces, so that the first prompt is there soon: what a prompt, its editor and plain commands
 * (`plain.ts`) need, and the interpreter proper with the grammar, which is loaded at the first line that is more.
 */

let loaded: Interpreter | undefined;

/** The interpreter proper. */
export async function interpreter(at: { readonly p: Process }): Promise<Interpreter> {
  if (!loaded) loaded = (await at.p.load(() => import("./whole.ts"))).interpreterProper;
  return loaded;
}
