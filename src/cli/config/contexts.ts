import { sha256Hex } from "../../std/digest.ts";
import { isErrno } from "../../std/errno.ts";
import { encode } from "../../std/text.ts";
import { CliError, type FlagValues } from "../command.ts";
import type { Host } from "../host.ts";
import type { ClientConfig } from "./config.ts";

/** A context: a named daemon. Kept in `contexts/meta/ID/meta.json`, ID being the name's digest. */
export interface StoredContext {
  readonly name: string;
  readonly description: string;
  readonly endpoint: string;
}

export const DEFAULT_CONTEXT = "default";
export const DEFAULT_ENDPOINT = "unix:///var/run/docker.sock";
export const DEFAULT_DESCRIPTION = "Current DOCKER_HOST based configuration";
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;

/** Which context counts: of `--context`, DOCKER_CONTEXT or the configuration; `--host` and DOCKER_HOST mean the default one. */
export function currentContext(host: Host, globals: FlagValues, config: ClientConfig): string {
  if (globals.changed("context") && globals.changed("host")) {
    throw new CliError("conflicting options: cannot specify both --host and --context");
  }
  if (globals.changed("context")) return globals.string("context") || DEFAULT_CONTEXT;
  if (globals.changed("host") || host.env.get("DOCKER_HOST")) return DEFAULT_CONTEXT;
  return host.env.get("DOCKER_CONTEXT") || config.currentContext || DEFAULT_CONTEXT;
}

/** The default context's endpoint: of `--host`, else DOCKER_HOST, else the local socket. */
export function defaultEndpoint(host: Host, globals: FlagValues): string {
  return globals.list("host").at(-1) || host.env.get("DOCKER_HOST") || DEFAULT_ENDPOINT;
}

export function metaFolder(config: ClientConfig, name: string, kind = "meta"): string {
  return `${config.folder}/contexts/${kind}/${sha256Hex(encode(name))}`;
}

/** A stored context; the error of one that does not exist names the file that is missing. */
export function readContext(host: Host, config: ClientConfig, name: string): StoredContext {
  const file = `${metaFolder(config, name)}/meta.json`;
  try {
    return parseContext(host.files.readText(file));
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new CliError(`context "${name}": context not found: open ${file}: ${error.strerror.toLowerCase()}`);
  }
}

export function hasContext(host: Host, config: ClientConfig, name: string): boolean {
  return host.files.exists(`${metaFolder(config, name)}/meta.json`);
}

/** All stored contexts, by name. */
export function listContexts(host: Host, config: ClientConfig): readonly StoredContext[] {
  const folder = `${config.folder}/contexts/meta`;
  if (!host.files.exists(folder)) return [];
  return host.files
    .readdir(folder)
    .map((entry) => `${folder}/${entry.name}/meta.json`)
    .filter((file) => host.files.exists(file))
    .map((file) => parseContext(host.files.readText(file)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Meta {
  Name?: string;
  Metadata?: { Description?: string };
  Endpoints?: { docker?: { Host?: string } };
}

function parseContext(text: string): StoredContext {
  const meta = JSON.parse(text) as Meta;
  return {
    name: meta.Name ?? "",
    description: meta.Metadata?.Description ?? "",
    endpoint: meta.Endpoints?.docker?.Host ?? "",
  };
}

/** What a context's file holds, and `context inspect` shows. */
export function contextMeta(context: StoredContext) {
  return {
    Name: context.name,
    Metadata: context.description ? { Description: context.description } : {},
    Endpoints: { docker: { Host: context.endpoint, SkipTLSVerify: false } },
  };
}

export function writeContext(host: Host, config: ClientConfig, context: StoredContext): void {
  const folder = metaFolder(config, context.name);
  host.files.mkdirs(folder, 0o755);
  host.files.writeFile(`${folder}/meta.json`, JSON.stringify(contextMeta(context)), 0o644);
}

export function removeContext(host: Host, config: ClientConfig, name: string): void {
  for (const kind of ["meta", "tls"]) {
    const folder = metaFolder(config, name, kind);
    if (host.files.exists(folder)) host.files.removeAll(folder);
  }
}

/** Refuses a name that no new context may have. */
export function checkContextName(name: string): void {
  if (name === "") throw new CliError("context name cannot be empty");
  if (name === DEFAULT_CONTEXT) throw new CliError('"default" is a reserved context name');
  if (!NAME.test(name)) {
    throw new CliError(
      `context name "${name}" is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`,
    );
  }
}
