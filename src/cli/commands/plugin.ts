import type { Command } from "../command.ts";
import { flagTable } from "../grammar/table.ts";
import { eachPlugin, inspectPlugins, listPlugins, onePlugin, pushPlugin, upgradePlugin } from "./no-plugins.ts";
import { notSimulated } from "./not-simulated.ts";

const pluginCreate: Command = {
  name: "create",
  usage: "[OPTIONS] PLUGIN PLUGIN-DATA-DIR",
  short: "Create a plugin of a folder that holds config.json and rootfs",
  flags: flagTable(`
        --compress | Compress the context with gzip
  `),
  args: { kind: "min", count: 2 },
  run: notSimulated("docker plugin"),
};

const pluginDisable: Command = {
  name: "disable",
  usage: "[OPTIONS] PLUGIN",
  short: "Disable a plugin",
  flags: flagTable(`
    -f, --force | Turn the plugin off even if it is in use
  `),
  args: { kind: "exact", count: 1 },
  run: onePlugin,
};

const pluginEnable: Command = {
  name: "enable",
  usage: "[OPTIONS] PLUGIN",
  short: "Enable a plugin",
  flags: flagTable(`
        --timeout int = 30 | How long to wait for an answer (in seconds)
  `),
  args: { kind: "exact", count: 1 },
  run: onePlugin,
};

const pluginInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] PLUGIN [PLUGIN...]",
  short: "Show plugins in detail",
  flags: flagTable(`
    -f, --format string | @template
  `),
  args: { kind: "min", count: 1 },
  run: inspectPlugins,
};

const pluginInstall: Command = {
  name: "install",
  usage: "[OPTIONS] PLUGIN [KEY=VALUE...]",
  short: "Install a plugin",
  flags: flagTable(`
        --alias string | Name of the plugin on this machine
        --disable | Install the plugin without turning it on
        --disable-content-trust = true | Do not verify
        --grant-all-permissions | Grant the plugin whatever it asks for
  `),
  args: { kind: "min", count: 1 },
  run: notSimulated("docker plugin"),
};

const pluginLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS]",
  short: "List plugins",
  flags: flagTable(`
    -f, --filter filter | Choose by a property (such as "enabled=true")
        --format string | @table
        --no-trunc | Print everything in full
    -q, --quiet | Print plugin ids only
  `),
  args: { kind: "none" },
  aliasPaths: ["docker plugin ls", "docker plugin list"],
  run: listPlugins,
};

const pluginPush: Command = {
  name: "push",
  usage: "[OPTIONS] PLUGIN[:TAG]",
  short: "Push a plugin to a registry",
  flags: flagTable(`
        --disable-content-trust = true | Do not sign
  `),
  args: { kind: "exact", count: 1 },
  run: pushPlugin,
};

const pluginRm: Command = {
  name: "rm",
  aliases: ["remove"],
  usage: "[OPTIONS] PLUGIN [PLUGIN...]",
  short: "Remove one or more plugins",
  flags: flagTable(`
    -f, --force | Remove the plugin even if it is in use
  `),
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker plugin rm", "docker plugin remove"],
  run: eachPlugin,
};

const pluginSet: Command = {
  name: "set",
  usage: "PLUGIN KEY=VALUE [KEY=VALUE...]",
  short: "Change settings of a plugin",
  flags: [],
  args: { kind: "min", count: 2 },
  run: onePlugin,
};

const pluginUpgrade: Command = {
  name: "upgrade",
  usage: "[OPTIONS] PLUGIN [REMOTE]",
  short: "Upgrade a plugin",
  flags: flagTable(`
        --disable-content-trust = true | Do not verify
        --grant-all-permissions | Grant the plugin whatever it asks for
        --skip-remote-check | Do not check that the remote plugin matches the one here
  `),
  args: { kind: "range", min: 1, max: 2 },
  run: upgradePlugin,
};

/** `docker plugin`. */
export const pluginNoun: Command = {
  name: "plugin",
  usage: "",
  short: "Manage plugins",
  flags: [],
  args: { kind: "none" },
  subcommands: [
    pluginCreate,
    pluginDisable,
    pluginEnable,
    pluginInspect,
    pluginInstall,
    pluginLs,
    pluginPush,
    pluginRm,
    pluginSet,
    pluginUpgrade,
  ],
};
