import { fullString, InvalidReference, parseNormalized, withDefaultTag } from "../../../reference/reference.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeImages } from "../../complete/objects.ts";

/** `docker image tag`. */
export const imageTag: Command = {
  name: "tag",
  usage: "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
  short: "Give an image another name",
  args: { kind: "exact", count: 2 },
  aliasPaths: ["docker image tag", "docker tag"],

  flags: [],
  stopAtFirstArgument: true,
  complete: completeImages({ many: true }),
  run: tagImage,
};

/** The source may be an id; the target is a name, `:latest` unless it says otherwise. */
async function tagImage(context: CommandContext): Promise<number> {
  const [source = "", target = ""] = context.args;
  if (!/^[a-f0-9]{64}$|^sha256:[a-f0-9]{64}$/.test(source)) checked(source);
  const reference = checked(target);
  if (reference.digest !== undefined) throw new CliError("refusing to create a tag with a digest reference");
  await context.engine.imageTag(source, fullString(withDefaultTag(reference)), context.cancel);
  return 0;
}

function checked(text: string) {
  try {
    return parseNormalized(text);
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    throw new CliError(
      `Error parsing reference: ${JSON.stringify(text)} is not a valid repository/tag: ${error.message}`,
    );
  }
}
