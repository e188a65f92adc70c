import type { Shell } from "./shell.ts";

/** The shell takes the terminal back for its own process group. */
export function takeTerminal(sh: Shell): void {
  const tty = sh.p.controllingTerminal;
  if (sh.jobControl && tty) tty.foregroundGroup = sh.p.pgid;
}
