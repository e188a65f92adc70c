import type { Command, CommandContext } from "../../command.ts";
import { completeVolumes } from "../../complete/objects.ts";
import { joinErrors } from "../../errors.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";

/** `docker volume rm`. */
export const volumeRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "[OPTIONS] VOLUME [VOLUME...]",
  short: "Remove one or more volumes that no container uses",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker volume rm", "docker volume remove"],

  flags: flagTable(`
    -f, --force | Do not complain about volumes that are not there
  `),
  complete: completeVolumes({ many: true }),
  run: removeVolumes,
};

async function removeVolumes(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const errors: unknown[] = [];
  for (const name of context.args) {
    try {
      await engine.volumeRemove(objectName("volume", name), { force: flags.bool("force") }, context.cancel);
      await host.stdout.print(`${name}\n`);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length) throw joinErrors(errors);
  return 0;
}
