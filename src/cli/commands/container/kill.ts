import type { Command } from "../../command.ts";
import { completeContainers, completeWords } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { allAtOnce, containerName } from "./each.ts";
import { SIGNAL_WORDS } from "./signals.ts";

/** `docker container kill`. */
export const kill: Command = {
  name: "kill",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Kill running containers",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container kill", "docker kill"],

  flags: flagTable("-s, --signal string | Signal to send", { signal: { complete: completeWords(...SIGNAL_WORDS) } }),
  complete: completeContainers(),
  run: (context) =>
    allAtOnce(context, (name) =>
      context.engine.containerKill(containerName(name), context.flags.string("signal"), context.cancel),
    ),
};
