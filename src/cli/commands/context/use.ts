import { CliError, type Command, type CommandContext } from "../../command.ts";
import { loadConfig, saveConfig } from "../../config/config.ts";
import { DEFAULT_CONTEXT, readContext } from "../../config/contexts.ts";
import { completeContexts } from "./complete.ts";

/** `docker context use`. */
export const contextUse: Command = {
  name: "use",
  usage: "CONTEXT",
  short: "Choose the context to use",
  args: { kind: "exact", count: 1, plain: true },
  flags: [],
  complete: completeContexts(),
  run: useContext,
};

async function useContext({ args, globals, host }: CommandContext): Promise<number> {
  const name = args[0] ?? "";
  const config = loadConfig(host, globals);
  if (name === "") throw new CliError("context name cannot be empty");
  if (name !== DEFAULT_CONTEXT) readContext(host, config, name);
  const chosen = name === DEFAULT_CONTEXT ? undefined : name;
  if ((config.currentContext || undefined) !== chosen) saveConfig(host, config, { currentContext: chosen });
  await host.stdout.print(`${name}\n`);
  await host.stderr.print(`Current context is now "${name}"\n`);
  const override = host.env.get("DOCKER_HOST");
  if (override && chosen !== undefined) {
    await host.stderr.print(
      `Warning: DOCKER_HOST environment variable overrides the active context. To use "${name}", either set the global --context flag, or unset DOCKER_HOST environment variable.\n`,
    );
  }
  return 0;
}
