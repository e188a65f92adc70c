import { CliError, type Command, type CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { DEFAULT_CONTEXT, readContext, writeContext } from "../../config/contexts.ts";
import { flagTable } from "../../grammar/table.ts";
import { completeContexts } from "./complete.ts";
import { checkOption, endpointOption } from "./endpoint.ts";
import { endpointHelp } from "./help.ts";

/** `docker context update`. */
export const contextUpdate: Command = {
  name: "update",
  usage: "[OPTIONS] CONTEXT",
  short: "Update a context",
  long: `Update a context\n\n${endpointHelp("update")}`,
  args: { kind: "exact", count: 1 },
  flags: flagTable(
    `
        --description string | What the context is for
        --docker stringToString = [] | endpoint of the docker daemon
  `,
    { docker: { parse: "list", validate: checkOption } },
  ),
  complete: completeContexts(),
  run: updateContext,
};

async function updateContext(context: CommandContext): Promise<number> {
  const { flags, globals, host } = context;
  const name = context.args[0] ?? "";
  if (name === DEFAULT_CONTEXT) throw new CliError('"default" is a reserved context name');
  const config = loadConfig(host, globals);
  const before = readContext(host, config, name);
  writeContext(host, config, {
    name,
    description: flags.changed("description") ? flags.string("description") : before.description,
    endpoint: endpointOption(context) ?? before.endpoint,
  });
  await host.stdout.print(`${name}\n`);
  await host.stderr.print(`Successfully updated context "${name}"\n`);
  return 0;
}
