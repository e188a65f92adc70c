import { NotSimulated } from "../../../api/errors.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { fileError } from "../../errors.ts";
import type { Host } from "../../host.ts";

/** The engine's own builder. */
export const DEFAULT_BUILDER = "default";

/** A builder that `buildx create` made, as the client's folder keeps it. */
export interface Instance {
  readonly name: string;
  readonly driver: string;
  readonly node: string;
  readonly endpoint: string;
  readonly flags: readonly string[];
  readonly platforms: readonly string[];
  /** RFC 3339. */
  readonly lastActivity: string;
}

const NAME = /^[a-zA-Z][a-zA-Z0-9._-]*$/;

function folder({ env }: Host): string {
  return `${env.get("HOME") ?? ""}/.docker/buildx`;
}

export function checkedName(name: string): string {
  if (NAME.test(name)) return name;
  throw new CliError(
    `ERROR: invalid name ${name}, name needs to start with a letter and may not contain symbols, except ._-`,
  );
}

export function readInstances(host: Host): Instance[] {
  const at = `${folder(host)}/instances`;
  if (!host.files.exists(at)) return [];
  return host.files
    .readdir(at)
    .map(({ name }) => JSON.parse(host.files.readText(`${at}/${name}`)) as Instance)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function findInstance(host: Host, name: string): Instance | undefined {
  return readInstances(host).find((i) => i.name === name);
}

export function writeInstance(host: Host, instance: Instance): void {
  host.files.mkdirs(`${folder(host)}/instances`, 0o700);
  host.files.writeFile(`${folder(host)}/instances/${instance.name}`, JSON.stringify(instance), 0o600);
}

export function removeInstance(host: Host, name: string): void {
  host.files.removeAll(`${folder(host)}/instances/${name}`);
  if (currentBuilder(host) === name) chooseBuilder(host, DEFAULT_BUILDER);
}

/** The builder that is used when none is named. */
export function currentBuilder(host: Host): string {
  const at = `${folder(host)}/current`;
  return host.files.exists(at) ? host.files.readText(at) : DEFAULT_BUILDER;
}

export function chooseBuilder(host: Host, name: string): void {
  host.files.mkdirs(folder(host), 0o700);
  host.files.writeFile(`${folder(host)}/current`, name, 0o600);
}

/** What the real client says of an instance's file that is not there. */
export function instanceMissing(host: Host, name: string): CliError {
  if (!NAME.test(name)) {
    return new CliError(
      `ERROR: failed to find instance "${name}": invalid name ${name}, name needs to start with a letter and may not contain symbols, except ._-`,
    );
  }
  const path = `${folder(host)}/instances/${name}`;
  try {
    host.files.readText(path);
  } catch (error) {
    return new CliError(`ERROR: failed to find instance "${name}": ${fileError("open", path, error)}`);
  }
  return new CliError(`ERROR: no builder "${name}" found`);
}

/** Only the engine's own builder builds: others would be BuildKit in a container of its own. */
export function requireDefault({ flags, host, command }: CommandContext): void {
  const named = flags.changed("builder") || !command.shownAs ? flags.string("builder") : "";
  const builder = named || host.env.get("BUILDX_BUILDER") || currentBuilder(host);
  if (builder === DEFAULT_BUILDER) return;
  const instance = findInstance(host, builder);
  if (!instance) throw new CliError(`ERROR: no builder "${builder}" found`);
  throw new NotSimulated(`a build with the ${instance.driver} driver is not simulated`);
}
