import type { Command, CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { flagTimestamp } from "../../lib/timestamp.ts";
import { containerName } from "./each.ts";

/** `docker container logs`. */
export const logs: Command = {
  name: "logs",
  usage: "[OPTIONS] CONTAINER",
  short: "Show what a container has printed",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker container logs", "docker logs"],

  flags: flagTable(`
        --details | Show labels and variables that were asked to be logged
    -f, --follow | Go on as more is printed
        --since string | Lines from this time on (such as "2026-01-02T13:23:37Z", or "42m" for 42 minutes ago)
    -n, --tail string = all | Number of lines to show from the end
    -t, --timestamps | Show when each line was printed
        --until string | Lines before this time (such as "2026-01-02T13:23:37Z", or "42m" for 42 minutes ago)
  `),
  complete: completeContainers({ all: true }),
  run: showLogs,
};

/** What was printed on stdout and on stderr goes where it went then. */
async function showLogs({ args, cancel, engine, flags, host }: CommandContext): Promise<number> {
  const { Id } = await engine.containerInspect(containerName(args[0] ?? ""), { size: false }, cancel);
  const options = {
    stdout: true,
    stderr: true,
    follow: flags.bool("follow"),
    timestamps: flags.bool("timestamps"),
    since: flagTimestamp("since", flags.string("since"), host.now()),
    until: flagTimestamp("until", flags.string("until"), host.now()),
    tail: flags.string("tail"),
    details: flags.bool("details"),
  };
  for await (const { stream, data } of engine.containerLogs(Id, options, cancel)) {
    await (stream === "stdout" ? host.stdout : host.stderr).write(data);
  }
  return 0;
}
