import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeFiles } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { copyFromContainer } from "./cp/copy-from.ts";
import { copyToContainer } from "./cp/copy-to.ts";
import { splitPlace } from "./cp/request.ts";
import { containerName } from "./each.ts";

/** `docker container cp`. */
export const cp: Command = {
  name: "cp",
  usage: "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
  short: "Copy files and folders between a container and the host",
  long: `Copy files and folders between a container and the host

With '-' as the source a tar archive is read from stdin and
unpacked in a folder of the container. With '-' as the
destination a tar archive of the source goes to stdout.`,
  args: { kind: "exact", count: 2 },
  aliasPaths: ["docker container cp", "docker cp"],

  flags: flagTable(`
    -a, --archive | Keep user and group of everything
    -L, --follow-link | Follow a symbolic link in SRC_PATH
    -q, --quiet | Do not tell what was copied. Nothing is told anyway where stdout is no terminal
  `),
  run: copyFiles,
  complete: completeFiles,
};

async function copyFiles(context: CommandContext): Promise<number> {
  const { args, flags, host } = context;
  const [from = "", to = ""] = args;
  if (from === "") throw new CliError("source can not be empty");
  if (to === "") throw new CliError("destination can not be empty");
  const source = splitPlace(from);
  const destination = splitPlace(to);
  if (source.container !== "" && destination.container !== "") {
    throw new CliError("copying between containers is not supported");
  }
  if (source.container !== "" && source.path === "") {
    // A request without a path comes to the daemon as one of another kind.
    throw new CliError("Error response from daemon: bad parameter: pathcannot be empty");
  }
  const request = {
    source: source.path,
    destination: destination.path,
    followLink: flags.bool("follow-link"),
    archive: flags.bool("archive"),
    quiet: flags.changed("quiet") ? flags.bool("quiet") : !host.stdout.isTerminal,
  };
  if (source.container !== "") {
    await copyFromContainer(context, { ...request, container: containerName(source.container) });
  } else if (destination.container !== "") {
    await copyToContainer(context, { ...request, container: containerName(destination.container) });
  } else throw new CliError("must specify at least one container source");
  return 0;
}
