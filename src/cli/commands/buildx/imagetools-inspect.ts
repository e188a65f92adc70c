import { Forbidden, NotFound, SystemError } from "../../../api/errors.ts";
import type { RegistryManifest } from "../../../api/image.ts";
import { fullString, parseNormalized, withDefaultTag } from "../../../reference/reference.ts";
import { encode } from "../../../std/text.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { authFor, loadConfig } from "../../config/config.ts";
import { errorText } from "../../errors.ts";
import { escapeHTML, jsonOf, jsonText } from "../../format/go/json.ts";
import { goValue, STRING } from "../../format/go/value.ts";
import { parse, worded } from "../../format/rows.ts";
import { executeTemplate } from "../../format/template/exec.ts";
import type { Functions } from "../../format/template/function.ts";
import { DOCKER_FUNCTIONS } from "../../format/template/functions.ts";
import { REGISTRY_IMAGE } from "../../format/types/registry-image.ts";
import { flagTable } from "../../grammar/table.ts";

/** `docker buildx imagetools inspect`. */
export const buildxImagetoolsInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] NAME",
  short: "Show an image of a registry",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --format string | Go template to print it by
        --raw | Print the manifest as it came
  `),
  args: { kind: "exact", count: 1 },
  plugin: "buildx",
  run: inspectImage,
};

/** Its `json` writes over several lines. */
const FUNCTIONS: Functions = new Map([
  ...DOCKER_FUNCTIONS,
  [
    "json",
    {
      parameters: ["any"],
      call: ([v]) => ({ value: goValue(STRING, escapeHTML(jsonText(v ? jsonOf(v) : null, "  "))) }),
    },
  ],
]);

async function inspectImage(context: CommandContext): Promise<number> {
  const { flags, host } = context;
  const found = await lookUp(context, context.args[0] ?? "");
  if (flags.bool("raw")) {
    await host.stdout.print(found.text);
    return 0;
  }
  const format = flags.string("format");
  // A template on the manifest alone is not one (as seen on real Docker).
  if (format === "" || format.startsWith("{{.Manifest")) {
    const lines = [`Name:      ${found.reference}`, `MediaType: ${found.mediaType}`, `Digest:    ${found.digest}`];
    await host.stdout.print(`${lines.join("\n")}\n`);
    return 0;
  }
  const template = parse(format);
  const value = goValue(REGISTRY_IMAGE, {
    name: found.reference,
    manifest: { mediaType: found.mediaType, digest: found.digest, size: encode(found.text).length },
    image: found.config,
    Provenance: {},
    SBOM: {},
  });
  await host.stdout.print(worded("ERROR: ", 1, () => executeTemplate(template, value, FUNCTIONS)));
  return 0;
}

async function lookUp({ engine, globals, host, cancel }: CommandContext, name: string): Promise<RegistryManifest> {
  try {
    const ref = withDefaultTag(parseNormalized(name));
    const auth = authFor(loadConfig(host, globals), ref.domain);
    try {
      return await engine.registryManifest(fullString(ref), auth ? { auth } : {}, cancel);
    } catch (error) {
      if (error instanceof NotFound) throw new CliError(`ERROR: ${fullString(ref)}: not found`);
      if (error instanceof Forbidden) throw new CliError(`ERROR: ${DENIED}`);
      if (!(error instanceof SystemError)) throw error;
      const what = `/v2/${ref.path}/manifests/${ref.digest ?? ref.tag ?? "latest"}`;
      const message = error.message.replace(/^Get "([^"]*)\/v2\/"/, `failed to do request: Head "$1${what}"`);
      throw new CliError(`ERROR: ${message}`);
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`ERROR: ${errorText(error)}`);
  }
}

const DENIED =
  "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
