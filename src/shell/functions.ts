import { runNode, runStatements } from "./execute.ts";
import { fatal, MAX_NESTING, type Shell, type ShellFunction } from "./shell.ts";
import { runTrap } from "./traps.ts";
import { popFrame, pushFrame } from "./variables.ts";

/** Calls a function: its own positional parameters, locals and line numbers. */
export async function callFunction(sh: Shell, fn: ShellFunction, argv: readonly string[]): Promise<void> {
  if (sh.calls.length >= MAX_NESTING) {
    throw fatal(
      sh,
      sh.dialect === "bash"
        ? `${fn.name}: maximum function nesting level exceeded (${MAX_NESTING})`
        : `Maximum function recursion depth (${MAX_NESTING}) reached`,
    );
  }
  const { positional, unit, pos, loopDepth, command } = sh;
  pushFrame(sh);
  sh.calls.push({ name: fn.name, unit, pos });
  sh.positional = argv.slice(1);
  sh.unit = fn.unit;
  // ash's `break` in a function leaves the loop that called it.
  if (sh.dialect !== "ash") sh.loopDepth = 0;
  sh.command = undefined;
  try {
    // Also keeps the host's stack short, however deep the calls go.
    await sh.p.tick();
    if (fn.body.type === "BraceGroup") await runStatements(sh, fn.body.body.commands, "no");
    else await runNode(sh, fn.body);
    if (sh.unwind?.kind === "return") sh.unwind = undefined;
    const trap = sh.traps.get("RETURN");
    if (trap) await runTrap(sh, trap, "RETURN");
  } finally {
    sh.calls.pop();
    popFrame(sh);
    sh.positional = positional;
    sh.unit = unit;
    sh.pos = pos;
    sh.loopDepth = loopDepth;
    sh.command = command;
  }
}
