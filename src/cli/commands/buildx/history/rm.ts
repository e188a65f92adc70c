import { CliError, type Command, type CommandContext } from "../../../command.ts";
import { flagTable } from "../../../grammar/table.ts";

/** `docker buildx history rm`. */
export const buildxHistoryRm: Command = {
  name: "rm",
  usage: "[OPTIONS] [REF...]",
  short: "Remove build records",
  flags: flagTable(`
        --all | Every build record
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: removeRecords,
};

async function removeRecords({ args, engine, flags }: CommandContext): Promise<number> {
  if (args.length === 0 && !flags.bool("all")) throw new CliError("ERROR: rm requires at least one argument");
  if (args.length && flags.bool("all")) throw new CliError("ERROR: rm requires either --all or at least one argument");
  const offset = args.find((a) => a.startsWith("^"));
  if (offset !== undefined) throw new CliError(`ERROR: lease "ref_${offset}": not found`);
  const all = flags.bool("all") ? (await engine.buildHistory()).map((r) => r.ref) : args;
  await engine.buildHistoryRemove(all);
  return 0;
}
