import { isErrno } from "../../../std/errno.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { DEFAULT_CONTEXT, defaultEndpoint, readContext } from "../../config/contexts.ts";
import { fileError } from "../../errors.ts";
import { keyValues } from "../../key-values.ts";

const KEYS = new Set(["from", "host", "ca", "cert", "key", "skip-tls-verify"]);

/** The endpoint that `--docker host=…,from=…` describes; undefined when it names none. TLS files must exist. */
export function endpointOption(context: CommandContext): string | undefined {
  const { flags, host } = context;
  const options = keyValues(flags.list("docker").flatMap((value) => value.split(",")));
  const failed = (why: string) => new CliError(`unable to create docker endpoint config: ${why}`);
  for (const key of Object.keys(options)) if (!KEYS.has(key)) throw failed(`unrecognized config key: ${key}`);
  for (const key of ["ca", "cert", "key"]) {
    const path = options[key];
    if (path === undefined) continue;
    try {
      host.files.readFile(path);
    } catch (error) {
      if (isErrno(error)) throw failed(fileError("open", path, error));
      throw error;
    }
    throw new CliError("drydock: TLS to a remote daemon is not simulated");
  }
  const { from, host: endpoint } = options;
  if (from !== undefined) return contextEndpoint(context, from);
  if (endpoint === undefined || endpoint === "") return undefined;
  if (!/^(unix|tcp|ssh|npipe|http|https):\/\/./.test(endpoint)) {
    throw failed(`unable to apply docker endpoint options: unable to parse docker host \`${endpoint}\``);
  }
  return endpoint;
}

/** The endpoint of a context that exists. */
function contextEndpoint({ globals, host }: CommandContext, name: string): string {
  if (name === DEFAULT_CONTEXT) return defaultEndpoint(host, globals);
  return readContext(host, loadConfig(host, globals), name).endpoint;
}

/** What a value of `--docker` must look like. */
export function checkOption(value: string): string | undefined {
  const bad = value.split(",").find((part) => !part.includes("="));
  return bad === undefined ? undefined : `${bad} must be formatted as key=value`;
}
