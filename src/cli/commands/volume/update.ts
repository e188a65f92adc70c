import { CliError, type Command } from "../../command.ts";
import { completeVolumes } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";

/** `docker volume update`: for cluster volumes only, which there are in a swarm only. */
export const volumeUpdate: Command = {
  name: "update",
  usage: "[OPTIONS] [VOLUME]",
  short: "Update a cluster volume",
  args: { kind: "exact", count: 1 },
  hidden: true,
  flags: flagTable(`
    --availability string = active | Whether tasks may use the volume ("active", "pause", "drain")
  `),
  complete: completeVolumes(),
  async run({ args, cancel, engine }) {
    await engine.volumeInspect(objectName("volume", args[0] ?? ""), cancel);
    throw new CliError("can only update cluster volumes");
  },
};
