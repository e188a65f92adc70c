import type { Command, Flag } from "../command.ts";

/** `--help` as every command has it; its shorthand is deprecated. */
const HELP: Flag = { name: "help", shorthand: "h", type: "", description: "Print usage", hidden: true };
const HELP_LONG: Flag = { name: "help", type: "", description: "Print usage" };

/** A command's own flags and `--help`; where `-h` means something else the help has no shorthand and is listed. */
export function flagsOf(command: Command): readonly Flag[] {
  const known = cache.get(command);
  if (known) return known;
  let flags = command.flags;
  if (!flags.some((f) => f.name === "help")) {
    flags = [...flags, flags.some((f) => f.shorthand === "h") ? HELP_LONG : HELP];
  }
  cache.set(command, flags);
  return flags;
}

const cache = new WeakMap<Command, readonly Flag[]>();

/** Whether the help would list any flag. */
export function hasShownFlags(command: Command): boolean {
  return flagsOf(command).some((f) => !f.hidden && f.deprecated === undefined);
}
