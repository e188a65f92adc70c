import { CliError, type Command, type CommandContext } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { confirm } from "../../prompt.ts";
import { currentBuilder, DEFAULT_BUILDER, findInstance, readInstances, removeInstance } from "./instances.ts";

/** `docker buildx rm`. */
export const buildxRm: Command = {
  name: "rm",
  usage: "[OPTIONS] [NAME...]",
  short: "Remove builders",
  flags: flagTable(`
        --all-inactive | Every builder that is not running
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
    -f, --force | Do not ask
        --keep-daemon | Leave the BuildKit daemon running
        --keep-state | Keep the state of BuildKit
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: remove,
};

async function remove(context: CommandContext): Promise<number> {
  const { args, flags, host } = context;
  if (flags.bool("all-inactive")) {
    if (args.length) throw new CliError("ERROR: cannot specify builder name when --all-inactive is set");
    if (!flags.bool("force") && !(await agreed(context))) return 0;
    for (const { name } of readInstances(host)) {
      removeInstance(host, name);
      await host.stderr.print(`${name} removed\n`);
    }
    return 0;
  }
  const names = args.length ? args : [flags.changed("builder") ? flags.string("builder") : ""];
  let failed = false;
  for (const name of names) {
    const own = name || currentBuilder(host);
    const why = removalRefused(host, own);
    if (why === undefined) removeInstance(host, own);
    else failed = true;
    await host.stderr.print(why === undefined ? `${name} removed\n` : `failed to remove ${name}: ${why}\n`);
  }
  if (failed) throw new CliError("ERROR: failed to remove one or more builders");
  return 0;
}

function agreed({ host }: CommandContext): Promise<boolean> {
  return confirm(
    host,
    "WARNING! This will remove all builders that are not in running state. Are you sure you want to continue?",
  );
}

function removalRefused(host: CommandContext["host"], name: string): string | undefined {
  if (name === DEFAULT_BUILDER) {
    return "context builder cannot be removed, run `docker context rm default` to remove this context";
  }
  return findInstance(host, name) ? undefined : `no builder "${name}" found`;
}
