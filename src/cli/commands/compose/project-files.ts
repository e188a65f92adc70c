import { NotSimulated } from "../../../api/errors.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { projectContainers } from "./standing-alone.ts";

/** Names of a project's file, the first that is there counts. */
const NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/** What commands print that find no container of a project. */
const NOTHING: Readonly<Record<string, string>> = {
  ps: "NAME      IMAGE     COMMAND   SERVICE   CREATED   STATUS    PORTS\n",
};

/** Commands that a project's name is enough for: they go by the labels of its containers. */
export async function onNamedProject(context: CommandContext): Promise<number> {
  const { above, args, command, flags, host } = context;
  const name = above.string("project-name") || host.env.get("COMPOSE_PROJECT_NAME");
  if (!name || above.changed("file") || args.length > 0) return onProject(context);
  if ((await projectContainers(context, name)).length > 0) throw new NotSimulated("docker compose is not simulated");
  if (command.name === "rm") await host.stderr.print("No stopped containers\n");
  if (command.name === "down") {
    const time = new Date(Math.floor(host.now() / 1000)).toISOString().replace(/\.\d+Z$/, "Z");
    await host.stderr.print(
      `time="${time}" level=warning msg="Warning: No resource found to remove for project \\"${name}\\"."\n`,
    );
  }
  if (command.name === "ps" && flags.bool("quiet")) return 0;
  await host.stdout.print(NOTHING[command.name] ?? "");
  return 0;
}

/**
 * Commands that work on a project: they look for its files first, those named by `-f` or COMPOSE_FILE, or else the one in
 * this folder or the nearest one above it.
 */
export async function onProject({ above, host }: CommandContext): Promise<number> {
  const absolute = (path: string) => (path.startsWith("/") ? path : `${host.cwd.replace(/\/$/, "")}/${path}`);
  for (const file of above.list("env-file")) {
    if (!host.files.exists(file)) throw new CliError(`couldn't find env file: ${absolute(file)}`);
  }
  const given = above.list("file");
  for (const file of given) {
    if (file !== "-" && !host.files.exists(file))
      throw new CliError(`open ${absolute(file)}: no such file or directory`);
  }
  const named = host.env.get("COMPOSE_FILE");
  if (given.length === 0 && named) {
    for (const file of named.split(":"))
      if (!host.files.exists(file)) throw new CliError(`stat ${absolute(file)}: no such file or directory`);
  } else if (given.length === 0) {
    let folder = absolute(above.string("project-directory") || ".").replace(/\/\.?$/, "");
    while (!NAMES.some((name) => host.files.exists(`${folder}/${name}`))) {
      if (folder === "") throw new CliError("no configuration file provided: not found");
      folder = folder.slice(0, folder.lastIndexOf("/"));
    }
  }
  throw new NotSimulated("docker compose is not simulated");
}
