import type { Command, CommandContext } from "../../command.ts";
import { completeImages } from "../../complete/objects.ts";
import { runError } from "../../errors.ts";
import { checkPull, createContainer } from "./create-container.ts";
import { CREATE_FLAGS, refuseWindowsFlags } from "./run-flags/flags.ts";
import { readRequest } from "./run-flags/parse.ts";

/** `docker container create`. */
export const create: Command = {
  name: "create",
  usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
  short: "Make a new container",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container create", "docker create"],
  stopAtFirstArgument: true,

  flags: CREATE_FLAGS,
  complete: completeImages({ many: true }),
  async run(context) {
    refuseWindowsFlags(context.flags);
    const request = requestOf(context, "docker create");
    const id = await createContainer(context, request);
    await context.host.stdout.print(`${id}\n`);
    return 0;
  },
};

/** What the flags ask for; a mistake in them names the way to the help. */
export function requestOf(context: CommandContext, command: string): ReturnType<typeof readRequest> {
  try {
    checkPull(context.flags.string("pull"));
    return readRequest(context);
  } catch (error) {
    throw runError(error, command);
  }
}
