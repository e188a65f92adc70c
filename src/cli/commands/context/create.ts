import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeNothing } from "../../complete/objects.ts";
import { loadConfig } from "../../config/config.ts";
import {
  checkContextName,
  DEFAULT_CONTEXT,
  DEFAULT_DESCRIPTION,
  defaultEndpoint,
  hasContext,
  readContext,
  writeContext,
} from "../../config/contexts.ts";
import { flagTable } from "../../grammar/table.ts";
import { checkOption, endpointOption } from "./endpoint.ts";
import { endpointHelp } from "./help.ts";

/** `docker context create`. */
export const contextCreate: Command = {
  name: "create",
  usage: "[OPTIONS] CONTEXT",
  short: "Create a context",
  long: `Create a context\n\n${endpointHelp("create")}`,
  args: { kind: "exact", count: 1 },
  flags: flagTable(
    `
        --description string | What the context is for
        --docker stringToString = [] | endpoint of the docker daemon
        --from string | Context to copy
  `,
    { docker: { parse: "list", validate: checkOption } },
  ),
  complete: completeNothing,
  run: createContext,
};

async function createContext(context: CommandContext): Promise<number> {
  const { flags, globals, host } = context;
  const name = context.args[0] ?? "";
  const config = loadConfig(host, globals);
  checkContextName(name);
  if (hasContext(host, config, name)) throw new CliError(`context "${name}" already exists`);
  const from = flags.string("from");
  const copied = from && from !== DEFAULT_CONTEXT ? readContext(host, config, from) : undefined;
  const endpoint = flags.changed("docker") ? endpointOption(context) : undefined;
  const plain = !flags.changed("docker");
  writeContext(host, config, {
    name,
    description: flags.string("description") || copied?.description || (plain ? DEFAULT_DESCRIPTION : ""),
    endpoint: endpoint ?? copied?.endpoint ?? defaultEndpoint(host, globals),
  });
  await host.stdout.print(`${name}\n`);
  await host.stderr.print(`Successfully created context "${name}"\n`);
  return 0;
}
