import { NotFound } from "../../../api/errors.ts";
import type { Command, CommandContext } from "../../command.ts";
import { completeImages, completePlatforms } from "../../complete/objects.ts";
import { errorText, joinErrors } from "../../errors.ts";
import { flagTable } from "../../grammar/table.ts";
import { imageName } from "../../object-name.ts";
import { readPlatform } from "./platform.ts";

/** `docker image rm`. */
export const imageRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "[OPTIONS] IMAGE [IMAGE...]",
  short: "Remove one or more images",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker image rm", "docker image remove", "docker rmi"],

  flags: flagTable(
    `
    -f, --force | Remove the image even if it is used or has several tags
        --no-prune | Keep untagged parents
        --platform strings | Remove one platform only. Form: "os[/arch[/variant]]" (such as "linux/amd64")
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeImages({ many: true }),
  run: removeImages,
};

/** `docker rmi`. */
export const rmi: Command = { ...imageRm, name: "rmi", aliases: [] };

/** Removes each; with `--force` images that do not exist are reported but no failure. */
async function removeImages(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const platforms = flags.list("platform").map((platform) => readPlatform(platform));
  const options = { force: flags.bool("force"), prune: !flags.bool("no-prune"), platforms };
  const errors: unknown[] = [];
  for (const name of context.args) {
    try {
      for (const item of await engine.imageRemove(imageName(name), options, context.cancel)) {
        await host.stdout.print("Deleted" in item ? `Deleted: ${item.Deleted}\n` : `Untagged: ${item.Untagged}\n`);
      }
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 0) return 0;
  if (!options.force || !errors.every((e) => e instanceof NotFound)) throw joinErrors(errors);
  await host.stderr.print(`${errors.map(errorText).join("\n")}\n`);
  return 0;
}
