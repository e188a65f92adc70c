import { Forbidden, NotFound, SystemError } from "../../api/errors.ts";
import type { RegistryManifest } from "../../api/image.ts";
import { fullString, parseNormalized, type Reference, withDefaultTag } from "../../reference/reference.ts";
import { toBase64 } from "../../std/base64.ts";
import { encode } from "../../std/text.ts";
import { CliError, type Command, type CommandContext } from "../command.ts";
import { authFor, loadConfig } from "../config/config.ts";
import { flagTable } from "../grammar/table.ts";

/** Docker marks all of this as experimental. */
export function experimental(what: string): string {
  return `EXPERIMENTAL:\n  ${what} is experimental: it may change, or go, without notice.`;
}

/** `docker manifest inspect`. */
export const manifestInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] [MANIFEST_LIST] MANIFEST",
  short: "Show a manifest or manifest list",
  long: `Show a manifest or manifest list\n\n${experimental("docker manifest inspect")}`,
  flags: flagTable(`
        --insecure | Allow a registry without TLS
    -v, --verbose | Show layers and platform too
  `),
  args: { kind: "range", min: 1, max: 2 },
  run: inspectManifest,
};

async function inspectManifest(context: CommandContext): Promise<number> {
  const { args, flags, host } = context;
  const [list, manifest] = args;
  if (list !== undefined && manifest !== undefined) {
    // No list can be made here.
    throw new CliError(`No such manifest: ${fullString(withDefaultTag(parseNormalized(list)))}`);
  }
  const ref = withDefaultTag(parseNormalized(list ?? ""));
  const found = await lookUp(context, ref);
  const parsed: unknown = JSON.parse(found.text);
  const shown = flags.bool("verbose") ? verbose(found, parsed) : parsed;
  await host.stdout.print(`${JSON.stringify(shown, null, "\t")}\n`);
  return 0;
}

function verbose({ reference, mediaType, digest, text, config }: RegistryManifest, parsed: unknown): unknown {
  const bytes = encode(text);
  const platform = { architecture: config.architecture, os: config.os };
  return {
    Ref: reference,
    Descriptor: { mediaType, digest, size: bytes.length, platform },
    Raw: toBase64(bytes),
    SchemaV2Manifest: parsed,
  };
}

/** The registry's manifest. One on the loopback has no TLS: without `--insecure` nothing is found there. */
async function lookUp(
  { engine, flags, globals, host, cancel }: CommandContext,
  ref: Reference,
): Promise<RegistryManifest> {
  const missing = () => new CliError(`no such manifest: ${fullString(ref)}`);
  const auth = authFor(loadConfig(host, globals), ref.domain);
  try {
    const found = await engine.registryManifest(fullString(ref), auth ? { auth } : {}, cancel);
    if (/^(localhost|127\.)/.test(ref.domain) && !flags.bool("insecure")) throw missing();
    return found;
  } catch (error) {
    if (error instanceof NotFound) throw missing();
    if (error instanceof Forbidden)
      throw new CliError("errors:\ndenied: requested access to the resource is denied\nunauthorized\n");
    if (!(error instanceof SystemError)) throw error;
    const message = error.message.replace(/^Get "http:/, 'Get "https:');
    throw new CliError(`failed to configure transport: error pinging v2 registry: ${message}`);
  }
}
