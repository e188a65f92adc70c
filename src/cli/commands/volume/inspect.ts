import type { Command } from "../../command.ts";
import { completeVolumes } from "../../complete/objects.ts";
import { inspectEach } from "../../format/inspect.ts";
import { VOLUME } from "../../format/types/volume.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";

/** `docker volume inspect`. */
export const volumeInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] VOLUME [VOLUME...]",
  short: "Show volumes in detail",
  args: { kind: "min", count: 1 },

  flags: flagTable(`
    -f, --format string | @template
  `),
  complete: completeVolumes({ many: true }),
  run: (context) =>
    inspectEach(context, context.args, context.flags.string("format"), async (name) => ({
      type: VOLUME,
      value: await context.engine.volumeInspect(objectName("volume", name), context.cancel),
      fallback: false,
    })),
};
