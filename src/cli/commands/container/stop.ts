import { CliError, type Command, type Flag, type FlagValues } from "../../command.ts";
import { completeContainers, completeWords } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { allAtOnce, containerName, unlessDone } from "./each.ts";
import { SIGNAL_WORDS } from "./signals.ts";

/** The flags of `stop` and `restart`. */
export const STOP_FLAGS: readonly Flag[] = flagTable(
  `
    -s, --signal string | Signal to send
    --time int | Seconds to wait before it is killed
    -t, --timeout int | Seconds to wait before it is killed
  `,
  {
    signal: { complete: completeWords(...SIGNAL_WORDS) },
    time: { deprecated: "use --timeout instead" },
  },
);

/** How to stop: without a flag as the container says. */
export function stopOptions(flags: FlagValues): { readonly signal?: string; readonly timeout?: number } {
  if (flags.changed("time") && flags.changed("timeout")) {
    throw new CliError("conflicting options: cannot specify both --timeout and --time");
  }
  const signal = flags.string("signal");
  const timeout = ["timeout", "time"].find((name) => flags.changed(name));
  return { ...(signal && { signal }), ...(timeout && { timeout: flags.int(timeout) }) };
}

/** `docker container stop`. */
export const stop: Command = {
  name: "stop",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Stop running containers",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container stop", "docker stop"],

  flags: STOP_FLAGS,
  complete: completeContainers(),
  async run(context) {
    const options = stopOptions(context.flags);
    return allAtOnce(context, (name) =>
      unlessDone(context.engine.containerStop(containerName(name), options, context.cancel)),
    );
  },
};
