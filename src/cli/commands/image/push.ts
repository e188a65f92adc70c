import { fullString, parseNormalized, withDefaultTag } from "../../../reference/reference.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeImages, completePlatforms } from "../../complete/objects.ts";
import { authFor, loadConfig } from "../../config/config.ts";
import { drawProgress } from "../../format/progress.ts";
import { flagTable } from "../../grammar/table.ts";
import { drain } from "./drain.ts";
import { readPlatform } from "./platform.ts";
import { refuseTrust } from "./trust.ts";

/** `docker image push`. */
export const imagePush: Command = {
  name: "push",
  usage: "[OPTIONS] NAME[:TAG]",
  short: "Upload an image to a registry",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker image push", "docker push"],

  flags: flagTable(
    `
    -a, --all-tags | Every tag of the repository
        --disable-content-trust = true | Do not sign
        --platform string | Push one platform as an image of its own, without the index and its attestations.\\n'os[/arch[/variant]]': The platform (such as linux/amd64)
    -q, --quiet | Print nothing but the result
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeImages(),
  run: pushImage,
};

/** `docker push`. */
export const push: Command = { ...imagePush, group: "Common Commands" };

async function pushImage(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  refuseTrust(context);
  const platform = await announced(context, flags.string("platform"));
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
  const messages = engine.imagePush(fullString(reference), { all, platform, ...(auth && { auth }) }, context.cancel);
  if (quiet) {
    await drain(messages);
    await host.stdout.print(`${fullString(reference)}\n`);
  } else await drawProgress(host, host.stdout, messages);
  return 0;
}

/** The platform to push alone, after a note on what that means. */
async function announced({ host }: CommandContext, text: string): Promise<string> {
  if (text === "") return "";
  let platform: string;
  try {
    platform = readPlatform(text);
  } catch (error) {
    await host.stderr.print(`Invalid platform ${text}`);
    throw error;
  }
  await host.stdout.print(host.stdout.isTerminal ? STYLED_NOTE : NOTE);
  return platform;
}

const [FIRST, ...REST] = [
  "Using --platform pushes only the specified platform manifest of a multi-platform image index.",
  "Other components, like attestations, will not be included.",
  "To push the complete multi-platform image, remove the --platform flag.",
  "",
];
const INDENT = " ".repeat(9);
const NOTE = ["", ` Info -> ${FIRST}`, ...REST.map((line) => INDENT + line), ""].join("\n");

const bold = (line: string) => line.replace("--platform", "\u001b[1m--platform\u001b[0m");
const slanted = (line = "") => `\u001b[3m${bold(line)}\u001b[0m`;
const MARK = "\u001b[1m\u001b[106m\u001b[30mi\u001b[0m\u001b[0m \u001b[96mInfo → \u001b[0m\u001b[0m";
const STYLED_NOTE = ["", `${MARK}${slanted(FIRST)}`, ...REST.map((line) => INDENT + slanted(line)), ""].join("\n");
