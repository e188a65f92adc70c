import type { Command, CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { type Inspected, inspectEach } from "../../format/inspect.ts";
import { CONTAINER_INSPECT } from "../../format/types/container.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName } from "./each.ts";

/** `docker container inspect`. */
export const containerInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Show containers in detail",
  args: { kind: "min", count: 1 },

  flags: flagTable(`
    -f, --format string | @template
    -s, --size | Show the sizes of its files too
  `),
  complete: completeContainers({ all: true }),
  run: (context) =>
    inspectEach(context, context.args, context.flags.string("format"), (name) =>
      inspectContainer(context, name, context.flags.bool("size")),
    ),
};

/** A container for printing or a template. */
async function inspectContainer({ cancel, engine }: CommandContext, name: string, size: boolean): Promise<Inspected> {
  const value = await engine.containerInspect(containerName(name), { size }, cancel);
  return { type: CONTAINER_INSPECT, value, fallback: true };
}
