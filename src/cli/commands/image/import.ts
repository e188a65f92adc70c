import { InvalidReference, parseNormalized } from "../../../reference/reference.ts";
import { isErrno } from "../../../std/errno.ts";
import { readerOf } from "../../../std/stream.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completePlatforms } from "../../complete/objects.ts";
import { fileError } from "../../errors.ts";
import { drawProgress } from "../../format/progress.ts";
import { flagTable } from "../../grammar/table.ts";
import { platformOrDefault } from "./platform.ts";

/** `docker image import`. */
export const imageImport: Command = {
  name: "import",
  usage: "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
  short: "Make an image of a tar archive of files",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker image import", "docker import"],

  flags: flagTable(
    `
    -c, --change list | Dockerfile instruction to apply to the image
    -m, --message string | Message of the commit
        --platform string | Platform to use, where the server has several
  `,
    { platform: { complete: completePlatforms } },
  ),
  run: importImage,
};

async function importImage(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const [source = "", reference = ""] = context.args;
  if (/^https?:\/\//.test(source)) throw new CliError("drydock: docker import from a URL is not simulated");
  let archive = { read: () => host.stdin.read() };
  if (source !== "-") {
    try {
      archive = readerOf(host.files.readFile(source));
    } catch (error) {
      if (!isErrno(error)) throw error;
      throw new CliError(fileError("open", source, error));
    }
  }
  if (reference !== "") refuseBadName(reference);
  const messages = engine.imageImport(
    archive,
    {
      reference,
      message: flags.string("message"),
      changes: flags.list("change"),
      platform: platformOrDefault(context),
    },
    context.cancel,
  );
  await drawProgress(host, host.stdout, messages);
  return 0;
}

/** The client looks at the name itself, before it asks the daemon. */
function refuseBadName(reference: string): void {
  try {
    parseNormalized(reference);
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    throw new CliError(error.message);
  }
}
