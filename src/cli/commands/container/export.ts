import { copy, readAll } from "../../../std/stream.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { checkOutput } from "../../output-file.ts";
import { containerName } from "./each.ts";

/** `docker container export`. */
export const containerExport: Command = {
  name: "export",
  usage: "[OPTIONS] CONTAINER",
  short: "Write a container's file system as a tar archive",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker container export", "docker export"],

  flags: flagTable("-o, --output string | Write to this file instead of STDOUT"),
  complete: completeContainers({ all: true }),
  run: exportContainer,
};

async function exportContainer({ args, cancel, engine, flags, host }: CommandContext): Promise<number> {
  const output = flags.string("output");
  if (output === "" && host.stdout.isTerminal) {
    throw new CliError("cowardly refusing to save to a terminal. Use the -o flag or redirect");
  }
  if (output !== "") {
    checkOutput(host, output, "failed to export container");
    if (host.files.exists(output) && host.files.stat(output).device !== undefined) {
      throw new CliError("failed to export container: cannot write to a character device file");
    }
  }
  const archive = await engine.containerExport(containerName(args[0] ?? ""), cancel);
  if (output === "") await copy(archive, host.stdout);
  else host.files.writeFile(output, await readAll(archive), 0o600);
  return 0;
}
