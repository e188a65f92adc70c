import { CliError, type CommandContext } from "../../command.ts";
import type { ProgressMode } from "../../format/build/draw.ts";

/** How to draw: on a terminal in place, else as lines; `BUILDKIT_PROGRESS` changes what `auto` means. */
export function progressMode({ flags, host }: CommandContext, quiet = false): ProgressMode {
  const named = flags.changed("progress") ? flags.string("progress") : host.env.get("BUILDKIT_PROGRESS") || "auto";
  if (quiet) {
    if (named !== "auto" && named !== "quiet") {
      throw new CliError(`ERROR: progress=${named} and quiet cannot be used together`);
    }
    return "quiet";
  }
  switch (named) {
    case "auto":
    case "tty":
      if (host.stderr.isTerminal) return "tty";
      if (named === "auto") return "plain";
      throw new CliError("ERROR: failed to get console: provided file is not a console");
    case "plain":
    case "rawjson":
    case "quiet":
    case "none":
      return named;
    default:
      throw new CliError(`ERROR: invalid progress mode ${named}`);
  }
}
