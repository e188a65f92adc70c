import type { Command, CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { containerName } from "./each.ts";

/** `docker container diff`. */
export const diff: Command = {
  name: "diff",
  usage: "CONTAINER",
  short: "Show what has changed in a container's file system",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker container diff", "docker diff"],

  flags: [],
  complete: completeContainers(),
  run: showChanges,
};

const KINDS = ["C", "A", "D"];

async function showChanges({ args, cancel, engine, host }: CommandContext): Promise<number> {
  const changes = await engine.containerDiff(containerName(args[0] ?? ""), cancel);
  await host.stdout.print(changes.map(({ Kind, Path }) => `${KINDS[Kind]} ${Path}\n`).join(""));
  return 0;
}
