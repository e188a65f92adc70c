import { NotSimulated, SystemError, Unavailable } from "../../../api/errors.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { errorText, fileError, joinErrors } from "../../errors.ts";

const REFUSAL =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

const refusal = () => new Unavailable(REFUSAL);

/** Drydock's engine is never part of a swarm, and answers as a real one that is not. */
export async function needsSwarm(): Promise<number> {
  throw refusal();
}

/** Commands that go through their arguments one by one. */
export async function eachNeedsSwarm({ args }: CommandContext): Promise<number> {
  throw joinErrors(args.map(refusal));
}

/** `inspect` prints what it has found, nothing, and then what went wrong with each. */
export async function inspectNeedsSwarm({ args, flags, host }: CommandContext): Promise<number> {
  if (flags.bool("pretty")) throw refusal();
  await host.stdout.print(flags.changed("format") ? "\n" : "[]\n");
  throw joinErrors(args.map(refusal));
}

/** `docker service scale NAME=NUMBER...`. */
export async function scaleNeedsSwarm({ args }: CommandContext): Promise<number> {
  const errors: CliError[] = [];
  for (const arg of args) {
    const at = arg.indexOf("=");
    if (at < 0) throw new CliError(`invalid scale specifier '${arg}'.\nSee 'docker service scale --help'.`);
    const [name, number] = [arg.slice(0, at), arg.slice(at + 1)];
    const why = /^\d+$/.test(number)
      ? errorText(refusal())
      : `invalid replicas value ${number}: strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`;
    errors.push(new CliError(`${name}: ${why}`));
  }
  throw joinErrors(errors);
}

/** `docker swarm unlock-key`. */
export async function unlockKey({ flags }: CommandContext): Promise<number> {
  if (flags.bool("rotate")) throw refusal();
  throw new CliError(`could not fetch unlock key: ${errorText(refusal())}`);
}

/** `docker swarm join-token ROLE`. */
export async function joinToken({ args }: CommandContext): Promise<number> {
  const [role = ""] = args;
  if (role !== "worker" && role !== "manager") throw new CliError(`unknown role ${role}`);
  throw refusal();
}

/** `docker secret create` and `docker config create`: the content is read first. */
export async function createNeedsSwarm({ args, host, command }: CommandContext): Promise<number> {
  const [, path] = args;
  if (path === undefined) throw new CliError("secret file is required");
  if (path !== "-") {
    try {
      host.files.readFile(path);
    } catch (error) {
      const why = `error reading from ${path}: ${fileError("open", path, error)}`;
      throw new CliError(
        command.usage.includes("CONFIG") ? `Error reading content from ${JSON.stringify(path)}: ${why}` : why,
      );
    }
  }
  throw refusal();
}

/** `docker stack deploy`: the files are read before the daemon is asked. */
export async function deployNeedsSwarm({ flags, host }: CommandContext): Promise<number> {
  const files = flags.list("compose-file");
  if (files.length === 0) throw new CliError("Specify a Compose file (with --compose-file)");
  for (const file of files) {
    if (file === "-" || host.files.exists(file)) continue;
    throw new CliError(`open ${file}: no such file or directory`);
  }
  if (!flags.changed("detach")) {
    await host.stderr.print(
      "Since --detach=false was not specified, tasks will be created in the background.\nIn a future release, --detach=false will become the default.\n",
    );
  }
  throw new CliError(`${REFUSAL.charAt(0).toLowerCase()}${REFUSAL.slice(1, -1)}`);
}

/** `docker stack config`. */
export async function stackConfig({ flags }: CommandContext): Promise<number> {
  if (flags.list("compose-file").length === 0) throw new CliError("Specify a Compose file (with --compose-file)");
  throw new NotSimulated("docker stack config is not simulated");
}

/** `docker swarm leave`. */
export async function notInSwarm(): Promise<number> {
  throw new SystemError("This node is not part of a swarm");
}

/** `docker swarm unlock`. */
export async function nothingToUnlock(): Promise<number> {
  throw new CliError("Error: This node is not part of a swarm");
}

/** `docker swarm init` and `join`. */
export async function noSwarm(): Promise<number> {
  throw new NotSimulated("docker swarm is not simulated");
}
