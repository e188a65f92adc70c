import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeNothing } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { keyValues } from "../../key-values.ts";
import { needsSwarm } from "../swarm/needs-swarm.ts";

/** What is said of a volume that belongs to a swarm. */
const CLUSTER =
  "availability group limit-bytes required-bytes scope secret sharing topology-preferred topology-required type".split(
    " ",
  );

/** `docker volume create`. */
export const volumeCreate: Command = {
  name: "create",
  usage: "[OPTIONS] [VOLUME]",
  short: "Create a volume",
  args: { kind: "max", count: 1 },
  flags: [
    ...flagTable(`
    -d, --driver string = local | Volume driver to use
        --label list | Label for the volume
    -o, --opt map = map[] | Options of the driver
  `),
    { name: "name", type: "string", description: "Name of the volume", hidden: true },
    ...CLUSTER.map((name) => ({
      name,
      type: "string",
      description: "Of a cluster's volume",
      hidden: "completed" as const,
    })),
  ],
  complete: completeNothing,
  run: createVolume,
};

async function createVolume(context: CommandContext): Promise<number> {
  const { args, engine, flags, host } = context;
  if (flags.string("name") !== "" && args.length > 0) {
    throw new CliError("conflicting options: cannot specify a volume-name through both --name and as a positional arg");
  }
  if (CLUSTER.some((name) => flags.changed(name))) return needsSwarm();
  const volume = await engine.volumeCreate(
    {
      Name: args[0] ?? flags.string("name"),
      Driver: flags.string("driver"),
      DriverOpts: keyValues(flags.list("opt")),
      Labels: keyValues(flags.list("label")),
    },
    context.cancel,
  );
  await host.stdout.print(`${volume.Name}\n`);
  return 0;
}
