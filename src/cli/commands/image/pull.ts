import { fullString, parseNormalized, withDefaultTag } from "../../../reference/reference.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeImages, completePlatforms } from "../../complete/objects.ts";
import { authFor, loadConfig } from "../../config/config.ts";
import { drawProgress } from "../../format/progress.ts";
import { flagTable } from "../../grammar/table.ts";
import { drain } from "./drain.ts";
import { platformOrDefault } from "./platform.ts";
import { refuseTrust } from "./trust.ts";

/** `docker image pull`. */
export const imagePull: Command = {
  name: "pull",
  usage: "[OPTIONS] NAME[:TAG|@DIGEST]",
  short: "Download an image from a registry",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker image pull", "docker pull"],

  flags: flagTable(
    `
    -a, --all-tags | Every tag of the repository
        --disable-content-trust = true | Do not verify
        --platform string | Platform to use, where the server has several
    -q, --quiet | Print nothing but the result
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeImages(),
  run: pullImage,
};

/** `docker pull`. */
export const pull: Command = { ...imagePull, group: "Common Commands" };

async function pullImage(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  refuseTrust(context);
  const all = flags.bool("all-tags");
  const quiet = flags.bool("quiet");
  let reference = parseNormalized(context.args[0] ?? "");
  const nameOnly = reference.tag === undefined && reference.digest === undefined;
  if (all && !nameOnly) throw new CliError("tag can't be used with --all-tags/-a");
  if (!all && nameOnly) {
    reference = withDefaultTag(reference);
    if (!quiet) await host.stdout.print(`Using default tag: ${reference.tag}\n`);
  }
  const auth = authFor(loadConfig(host, context.globals), reference.domain);
  const messages = engine.imagePull(
    fullString(reference),
    { all, platform: platformOrDefault(context), ...(auth && { auth }) },
    context.cancel,
  );
  if (quiet) await drain(messages);
  else await drawProgress(host, host.stdout, messages);
  await host.stdout.print(`${fullString(reference)}\n`);
  return 0;
}
