import type { Command } from "../../command.ts";
import { completeVolumes } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { needsSwarm } from "../swarm/needs-swarm.ts";

/** `docker volume update`: for cluster volumes only, which need a swarm. */
export const volumeUpdate: Command = {
  name: "update",
  usage: "[OPTIONS] VOLUME",
  short: "Update a cluster volume",
  args: { kind: "exact", count: 1 },
  hidden: true,
  flags: flagTable(`
    --availability string = active | Whether tasks may use the volume ("active", "pause", "drain")
  `),
  complete: completeVolumes(),
  run: needsSwarm,
};
