import { CliError, type Command, type CommandContext } from "../../command.ts";
import { loadConfig, saveConfig } from "../../config/config.ts";
import { currentContext, DEFAULT_CONTEXT, hasContext, removeContext } from "../../config/contexts.ts";
import { joinErrors } from "../../errors.ts";
import { flagTable } from "../../grammar/table.ts";
import { completeContexts } from "./complete.ts";

/** `docker context rm`. */
export const contextRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "CONTEXT [CONTEXT...]",
  short: "Remove one or more contexts",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker context rm", "docker context remove"],

  flags: flagTable(`
    -f, --force | Remove the context even if it is in use
  `),
  complete: completeContexts(true),
  run: removeAll,
};

async function removeAll(context: CommandContext): Promise<number> {
  const { flags, globals, host } = context;
  const config = loadConfig(host, globals);
  const current = currentContext(host, globals, config);
  const force = flags.bool("force");
  const errors: unknown[] = [];
  for (const name of context.args) {
    if (name === DEFAULT_CONTEXT) {
      errors.push(new CliError('context "default" cannot be removed'));
      continue;
    }
    if (!force && !hasContext(host, config, name)) {
      errors.push(new CliError(`context "${name}" does not exist`));
      continue;
    }
    if (name === current) {
      if (!force) {
        errors.push(new CliError(`context "${name}" is in use, set -f flag to force remove`));
        continue;
      }
      saveConfig(host, config, { currentContext: undefined });
    }
    removeContext(host, config, name);
    await host.stdout.print(`${name}\n`);
  }
  if (errors.length) throw joinErrors(errors);
  return 0;
}
