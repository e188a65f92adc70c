import { NotFound, NotSimulated } from "../../../api/errors.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeNetworks } from "../../complete/objects.ts";
import { errorText } from "../../errors.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";

/** `docker network rm`. */
export const networkRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "NETWORK [NETWORK...]",
  short: "Remove one or more networks",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker network rm", "docker network remove"],

  flags: flagTable(`
    -f, --force | Do not complain when there is no such network
  `),
  complete: completeNetworks({ many: true }),
  run: removeNetworks,
};

/** Errors are printed as they come; the client then adds `exit status 1`. */
async function removeNetworks(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  let failed = false;
  for (const name of context.args) {
    try {
      await engine.networkRemove(objectName("network", name), context.cancel);
      await host.stdout.print(`${name}\n`);
    } catch (error) {
      if (error instanceof NotSimulated) throw error;
      if (flags.bool("force") && error instanceof NotFound) continue;
      await host.stderr.print(`${errorText(error)}\n`);
      failed = true;
    }
  }
  if (failed) throw new CliError("exit status 1");
  return 0;
}
