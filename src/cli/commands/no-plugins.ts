import { NotFound } from "../../api/errors.ts";
import { CliError, type CommandContext } from "../command.ts";
import { errorText, joinErrors } from "../errors.ts";
import { renderRows } from "../format/rows.ts";

/** The engine has no plugins besides those that are built in, and none can be installed: none is ever found. */
const missing = (name: string) => new NotFound(`plugin ${JSON.stringify(name)} not found`);

/** Verbs on a plugin that must be there. */
export async function onePlugin({ args }: CommandContext): Promise<number> {
  throw missing(args[0] ?? "");
}

/** `docker plugin push`. */
export async function pushPlugin({ args }: CommandContext): Promise<number> {
  throw missing(fullTag(args[0] ?? ""));
}

const fullTag = (name: string) => (/:[^/]*$/.test(name) ? name : `${name}:latest`);

/** `docker plugin upgrade`. */
export async function upgradePlugin({ args }: CommandContext): Promise<number> {
  throw new CliError(`error reading plugin data: ${errorText(missing(args[0] ?? ""))}`);
}

/** Verbs that go through their plugins one by one. */
export async function eachPlugin({ args }: CommandContext): Promise<number> {
  throw joinErrors(args.map(missing));
}

/** `docker plugin inspect` prints what it has found, nothing, before the errors. */
export async function inspectPlugins({ args, flags, host }: CommandContext): Promise<number> {
  await host.stdout.print(flags.changed("format") ? "\n" : "[]\n");
  throw joinErrors(args.map(missing));
}

/** `docker plugin ls`. */
export async function listPlugins({ flags, host }: CommandContext): Promise<number> {
  if (flags.bool("quiet")) return 0;
  const format = flags.string("format") || "table";
  const columns = "table {{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}";
  const listing = {
    type: "plugin.pluginContext",
    headers: { ID: "ID", Name: "NAME", Description: "DESCRIPTION", Enabled: "ENABLED", PluginReference: "" },
  };
  await host.stdout.print(renderRows(format === "table" ? columns : format, listing, []));
  return 0;
}
