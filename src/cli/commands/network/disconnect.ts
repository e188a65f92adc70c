import type { Command, Completer } from "../../command.ts";
import { completeNetworks, DIRECTIVE } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";

/** `docker network disconnect`. */
export const networkDisconnect: Command = {
  name: "disconnect",
  usage: "[OPTIONS] NETWORK CONTAINER",
  short: "Disconnect a container from a network",
  args: { kind: "exact", count: 2 },

  flags: flagTable(`
    -f, --force | Disconnect the container whatever its state
  `),
  complete: (context, word) => (context.args.length === 0 ? completeNetworks() : connected)(context, word),
  async run({ args, cancel, engine, flags }) {
    await engine.networkDisconnect(
      objectName("network", args[0]),
      objectName("container", args[1]),
      { force: flags.bool("force") },
      cancel,
    );
    return 0;
  },
};

/** Networks first, then the containers that are connected to the one given. */
const connected: Completer = async ({ args, cancel, engine }) => {
  const none = { candidates: [], directive: DIRECTIVE.noFiles };
  if (args.length > 1) return none;
  try {
    const network = await engine.networkInspect(args[0] ?? "", { verbose: false, scope: "" }, cancel);
    return { ...none, candidates: Object.values(network.Containers).map((c) => ({ value: c.Name })) };
  } catch {
    return none;
  }
};
