import type { ContainerCreateRequest } from "../../../api/container.ts";
import { NotFound, NotSimulated } from "../../../api/errors.ts";
import type { AuthConfig } from "../../../api/image.ts";
import {
  familiarString,
  fullString,
  isIdentifier,
  parseNormalized,
  type Reference,
  withDefaultTag,
} from "../../../reference/reference.ts";
import { type Errno, isErrno } from "../../../std/errno.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { authFor, loadConfig } from "../../config/config.ts";
import { fileError } from "../../errors.ts";
import { drainProgress, drawProgress } from "../../format/progress.ts";
import type { Host } from "../../host.ts";
import { platformOrDefault } from "../image/platform.ts";
import { checkPlatform } from "./platform.ts";

/** What `--pull` may be; anything else is an error of the client. */
export function checkPull(pull: string): void {
  if (["", "always", "missing", "never"].includes(pull)) return;
  throw new CliError(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
}

/**
 * Makes a container, and pulls its image where `--pull` says so: always, or when the daemon finds something missing. Prints
 * the daemon's warnings, writes the id file, and gives the id.
 */
export async function createContainer(
  context: CommandContext,
  request: Omit<ContainerCreateRequest, "platform">,
): Promise<string> {
  const { cancel, engine, flags, host } = context;
  if (!flags.bool("disable-content-trust")) throw new NotSimulated("content trust is not simulated");
  const platform = checkPlatform(platformOrDefault(context));
  const idFile = reserveIdFile(host, request.HostConfig.ContainerIDFile);
  const image = imageReference(request.Config.Image);
  const pull = flags.string("pull");
  const whole: ContainerCreateRequest = platform === "" ? request : { ...request, platform };
  try {
    if (pull === "always") await pullImage(context, request.Config.Image, platform);
    let created: { readonly Id: string; readonly Warnings: readonly string[] };
    try {
      created = await engine.containerCreate(whole, cancel);
    } catch (error) {
      if (!(error instanceof NotFound) || !image || pull !== "missing") throw error;
      if (!flags.bool("quiet")) {
        await host.stderr.print(`Unable to find image '${familiarString(image)}' locally\n`);
      }
      await pullImage(context, request.Config.Image, platform);
      created = await engine.containerCreate(whole, cancel);
    }
    for (const warning of [...created.Warnings, ...localDnsWarning(request)]) {
      await host.stderr.print(`WARNING: ${warning}\n`);
    }
    idFile.write(created.Id);
    return created.Id;
  } catch (error) {
    idFile.remove();
    throw error;
  }
}

/** The image by its full name; undefined for one that is named by its whole id. */
function imageReference(image: string): Reference | undefined {
  if (isIdentifier(image) || /^sha256:[0-9a-f]{64}$/.test(image)) return undefined;
  return withDefaultTag(parseNormalized(image));
}

async function pullImage(context: CommandContext, image: string, platform: string): Promise<void> {
  const { cancel, engine, flags, globals, host } = context;
  const reference = imageReference(image);
  if (!reference) throw new CliError(`invalid reference format`);
  const auth: AuthConfig | undefined = authFor(loadConfig(host, globals), reference.domain);
  const messages = engine.imagePull(fullString(reference), { all: false, platform, ...(auth && { auth }) }, cancel);
  if (flags.bool("quiet")) await drainProgress(messages);
  else await drawProgress(host, host.stderr, messages);
}

/** A server on the host's loopback cannot be reached from inside. */
function localDnsWarning({ HostConfig: { Dns } }: Pick<ContainerCreateRequest, "HostConfig">): string[] {
  const local = Dns?.find((ip) => /^127\.|^::1$/.test(ip));
  return local === undefined ? [] : [`Localhost DNS (${local}) may fail in containers.`];
}

/** The id file could not be made. `code` decides what `docker run` ends with. */
export class IdFileError extends CliError {
  constructor(
    message: string,
    readonly code: Errno,
  ) {
    super(message);
  }
}

/** `--cidfile`: a new file, which is there while the container is made and goes again where that fails. */
function reserveIdFile(host: Host, path: string): { write(id: string): void; remove(): void } {
  if (path === "") return { write: () => {}, remove: () => {} };
  if (host.files.exists(path)) {
    throw new CliError(`container ID file found, make sure the other container isn't running or delete ${path}`);
  }
  try {
    host.files.writeFile(path, "");
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new IdFileError(`failed to create the container ID file: ${fileError("open", path, error)}`, error.code);
  }
  return { write: (id) => host.files.writeFile(path, id), remove: () => host.files.removeAll(path) };
}
