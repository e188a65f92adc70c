import { interpreter } from "./interpreter.ts";
import { runPlain } from "./plain.ts";
import type { Shell, Tail, Unit, Where } from "./shell.ts";

/** Runs a text: its plain lines at once, and from the first that is more on with the interpreter. Arguments as `runText`'s. */
export async function runCommands(
  sh: Shell,
  unit: Unit,
  where: Where,
  tail: Tail = "no",
  resume = false,
): Promise<void> {
  const rest = await runPlain(sh, unit, resume);
  if (rest === undefined) return;
  if (unit.text.includes("proc")) await sh.p.loadProc();
  const { runText } = await interpreter(sh);
  await runText(sh, unit, where, tail, resume, rest);
}
