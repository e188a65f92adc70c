import type { Command } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { allAtOnce, containerName } from "./each.ts";

/** `docker container pause`. */
export const pause: Command = {
  name: "pause",
  usage: "CONTAINER [CONTAINER...]",
  short: "Freeze all processes of containers",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container pause", "docker pause"],

  flags: [],
  complete: completeContainers({ which: (c) => c.State !== "paused" }),
  run: (context) => allAtOnce(context, (name) => context.engine.containerPause(containerName(name), context.cancel)),
};
