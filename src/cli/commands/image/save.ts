import { readAll } from "../../../std/stream.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeImages, completePlatforms } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { checkOutput } from "../../output-file.ts";
import { readPlatform } from "./platform.ts";

/** `docker image save`. */
export const imageSave: Command = {
  name: "save",
  usage: "[OPTIONS] IMAGE [IMAGE...]",
  short: "Save one or more images as a tar archive (to stdout unless -o names a file)",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker image save", "docker save"],

  flags: flagTable(
    `
    -o, --output string | File to write to instead of stdout
        --platform string | Save one platform only. Form: "os[/arch[/variant]]" (such as "linux/amd64")
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeImages({ many: true }),
  run: saveImages,
};

async function saveImages(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const platform = readPlatform(flags.string("platform"), "invalid platform: ");
  const output = flags.string("output");
  if (output === "" && host.stdout.isTerminal) {
    throw new CliError("cowardly refusing to save to a terminal. Use the -o flag or redirect");
  }
  if (output !== "") checkOutput(host, output, "failed to save image");
  const archive = await engine.imageSave(context.args, { platform }, context.cancel);
  if (output !== "") host.files.writeFile(output, await readAll(archive), 0o600);
  else for (let chunk = await archive.read(); chunk; chunk = await archive.read()) await host.stdout.write(chunk);
  return 0;
}
