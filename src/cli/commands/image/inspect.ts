import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeImages, completePlatforms } from "../../complete/objects.ts";
import { type Inspected, inspectEach } from "../../format/inspect.ts";
import { IMAGE_INSPECT, imageRaw, imageText } from "../../format/types/image.ts";
import { flagTable } from "../../grammar/table.ts";
import { readPlatform } from "./platform.ts";

/** `docker image inspect`. */
export const imageInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] IMAGE [IMAGE...]",
  short: "Show images in detail",
  args: { kind: "min", count: 1 },

  flags: flagTable(
    `
    -f, --format string | @template
        --platform string | Look at one platform of the image; an error if it has another.\\n'os[/arch[/variant]]': The platform (such as linux/amd64)
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeImages({ many: true }),
  async run(context) {
    const platform = readPlatform(context.flags.string("platform"));
    const get = (name: string) => inspectImage(context, name, platform);
    return inspectEach(context, context.args, context.flags.string("format"), get);
  },
};

/** An image for printing or a template. */
export async function inspectImage(
  { engine, cancel }: CommandContext,
  name: string,
  platform = "",
): Promise<Inspected> {
  if (name === "") throw new CliError("Error: No such image: ");
  const image = await engine.imageInspect(name, { platform }, cancel);
  return {
    type: IMAGE_INSPECT,
    value: image,
    fallback: true,
    raw: imageRaw(image),
    text: (indent) => imageText(image, indent),
  };
}
