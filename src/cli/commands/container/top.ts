import type { Command, CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { tabulate } from "../../format/tabwriter.ts";
import { containerName } from "./each.ts";

/** `docker container top`. */
export const top: Command = {
  name: "top",
  usage: "CONTAINER [ps OPTIONS]",
  short: "Show the processes of a container",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container top", "docker top"],
  stopAtFirstArgument: true,

  flags: [],
  complete: completeContainers(),
  run: showProcesses,
};

/** Wider columns than other tables have. */
const TOP_TABS = { minWidth: 20, padding: 3 };

async function showProcesses({ args, cancel, engine, host }: CommandContext): Promise<number> {
  const [name = "", ...psArgs] = args;
  const { Titles, Processes } = await engine.containerTop(containerName(name), psArgs, cancel);
  const lines = [Titles, ...Processes].map((row) => `${row.join("\t")}\n`);
  await host.stdout.print(tabulate(lines.join(""), TOP_TABS));
  return 0;
}
