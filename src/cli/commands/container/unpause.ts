import type { Command } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { allAtOnce, containerName } from "./each.ts";

/** `docker container unpause`. */
export const unpause: Command = {
  name: "unpause",
  usage: "CONTAINER [CONTAINER...]",
  short: "Let all processes of containers go on",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container unpause", "docker unpause"],

  flags: [],
  complete: completeContainers({ which: (c) => c.State === "paused" }),
  run: (context) => allAtOnce(context, (name) => context.engine.containerUnpause(containerName(name), context.cancel)),
};
