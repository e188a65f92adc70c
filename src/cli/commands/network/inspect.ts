import type { Command } from "../../command.ts";
import { completeNetworks } from "../../complete/objects.ts";
import { inspectEach } from "../../format/inspect.ts";
import { NETWORK_INSPECT } from "../../format/types/network.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";

/** `docker network inspect`. */
export const networkInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] NETWORK [NETWORK...]",
  short: "Show networks in detail",
  args: { kind: "min", count: 1 },

  flags: [
    ...flagTable(`
    -f, --format string | @template
    -v, --verbose | Print more
  `),
    { name: "scope", type: "string", description: "Where to look for the network", hidden: true },
  ],
  complete: completeNetworks({ many: true }),
  run(context) {
    const options = { verbose: context.flags.bool("verbose"), scope: context.flags.string("scope") };
    return inspectEach(context, context.args, context.flags.string("format"), async (name) => ({
      type: NETWORK_INSPECT,
      value: await context.engine.networkInspect(objectName("network", name), options, context.cancel),
      fallback: true,
    }));
  },
};
