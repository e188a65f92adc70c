import { isErrno } from "../../../std/errno.ts";
import { readerOf } from "../../../std/stream.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeNothing, completePlatforms } from "../../complete/objects.ts";
import { fileError } from "../../errors.ts";
import { drawProgress } from "../../format/progress.ts";
import { flagTable } from "../../grammar/table.ts";
import { readPlatform } from "./platform.ts";

/** `docker image load`. */
export const imageLoad: Command = {
  name: "load",
  usage: "[OPTIONS]",
  short: "Load images from a tar archive or stdin",
  args: { kind: "none" },
  aliasPaths: ["docker image load", "docker load"],

  flags: flagTable(
    `
    -i, --input string | Archive to read instead of stdin
        --platform string | Load one platform only. Form: "os[/arch[/variant]]" (such as "linux/amd64")
    -q, --quiet | Print nothing while loading
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeNothing,
  run: loadImages,
};

async function loadImages(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const platform = readPlatform(flags.string("platform"), "invalid platform: ");
  const input = flags.string("input");
  if (input === "" && host.stdin.isTerminal) throw new CliError("requested load from stdin, but stdin is empty");
  let archive = { read: () => host.stdin.read() };
  if (input !== "") {
    try {
      archive = readerOf(host.files.readFile(input));
    } catch (error) {
      if (!isErrno(error)) throw error;
      throw new CliError(fileError(error.code === "EISDIR" ? "read" : "open", input, error));
    }
  }
  const quiet = flags.bool("quiet") || !host.stdout.isTerminal;
  const messages = engine.imageLoad(archive, { quiet, platform }, context.cancel);
  await drawProgress(host, host.stdout, messages);
  return 0;
}
