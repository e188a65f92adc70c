import type { Command } from "../../command.ts";
import { completeContainers, completeNetworks } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";

/** `docker network disconnect`. */
export const networkDisconnect: Command = {
  name: "disconnect",
  usage: "[OPTIONS] NETWORK CONTAINER",
  short: "Disconnect a container from a network",
  args: { kind: "exact", count: 2 },

  flags: flagTable(`
    -f, --force | Disconnect the container whatever its state
  `),
  complete: (context, word) =>
    context.args.length === 0
      ? completeNetworks()(context, word)
      : completeContainers({ all: true })({ ...context, args: context.args.slice(1) }, word),
  async run({ args, cancel, engine, flags }) {
    await engine.networkDisconnect(args[0] ?? "", args[1] ?? "", { force: flags.bool("force") }, cancel);
    return 0;
  },
};
