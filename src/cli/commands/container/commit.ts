import { familiarString, parseNormalized, withDefaultTag } from "../../../reference/reference.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName } from "./each.ts";

/** `docker container commit`. */
export const commit: Command = {
  name: "commit",
  usage: "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
  short: "Make an image of what has changed in a container",
  args: { kind: "range", min: 1, max: 2 },
  aliasPaths: ["docker container commit", "docker commit"],
  stopAtFirstArgument: true,

  flags: flagTable(`
    -a, --author string | Author (such as "Ann <ann@example.com>")
    -c, --change list | A Dockerfile instruction to apply to the image
    -m, --message string | What the image is for
    -p, --pause = true | Freeze the container meanwhile
  `),
  complete: completeContainers(),
  run: commitContainer,
};

async function commitContainer({ args, cancel, engine, flags, host }: CommandContext): Promise<number> {
  const [name = "", reference = ""] = args;
  const options = {
    reference: reference === "" ? "" : imageName(reference),
    comment: flags.string("message"),
    author: flags.string("author"),
    pause: flags.bool("pause"),
    changes: flags.list("change"),
  };
  const { Id } = await engine.containerCommit(containerName(name), options, cancel);
  await host.stdout.print(`${Id}\n`);
  return 0;
}

function imageName(text: string): string {
  const reference = parseNormalized(text);
  if (reference.digest !== undefined) throw new CliError("refusing to create a tag with a digest reference");
  return familiarString(withDefaultTag(reference));
}
