import { NotSimulated } from "../../../api/errors.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { COMPOSE_VERSION } from "../system/client.ts";

const PROJECT = "com.docker.compose.project";

/** `docker compose version`: `-f` that is not `json` counts as `pretty`. */
export async function showVersion({ args, flags, host }: CommandContext): Promise<number> {
  refuseArguments(args, "version");
  const text = flags.bool("short")
    ? COMPOSE_VERSION.replace(/^v/, "")
    : flags.string("format") === "json"
      ? JSON.stringify({ version: COMPOSE_VERSION })
      : `Docker Compose version ${COMPOSE_VERSION}`;
  await host.stdout.print(`${text}\n`);
  return 0;
}

/** `docker compose ls`: the projects that containers are labelled with. Drydock makes none, but labels can be given by hand. */
export async function listProjects(context: CommandContext): Promise<number> {
  const { args, flags, host } = context;
  refuseArguments(args, "ls");
  for (const filter of flags.list("filter")) {
    const [key = ""] = filter.split("=");
    if (key !== "name") throw new CliError(`invalid filter '${key}'`);
  }
  const format = flags.string("format");
  if ((await projectContainers(context)).length > 0) throw new NotSimulated("docker compose is not simulated");
  if (flags.bool("quiet")) return 0;
  if (format === "json") await host.stdout.print("[]\n");
  else if (format === "table" || format === "")
    await host.stdout.print("NAME                STATUS              CONFIG FILES\n");
  else throw new CliError(`format value ${JSON.stringify(format)} could not be parsed: parsing failed`);
  return 0;
}

/** Containers with the label of a project, or of this one. */
export async function projectContainers({ cancel, engine }: CommandContext, name?: string) {
  const label = name === undefined ? PROJECT : `${PROJECT}=${name}`;
  return engine.containerList({ all: true, limit: 0, size: false, filters: new Map([["label", [label]]]) }, cancel);
}

function refuseArguments(args: readonly string[], verb: string): void {
  const [first] = args;
  if (first !== undefined) throw new CliError(`unknown command ${JSON.stringify(first)} for "docker compose ${verb}"`);
}
