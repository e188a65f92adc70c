import type { Command } from "../command.ts";
import type { Host } from "../host.ts";
import { build } from "./buildx/build.ts";
import { bake, builderNoun, buildxNoun } from "./buildx/buildx.ts";
import { containerCommands, containerNoun } from "./container.ts";
import { contextNoun } from "./context/context.ts";
import { imageHistory } from "./image/history.ts";
import { imageNoun } from "./image/image.ts";
import { imageImport } from "./image/import.ts";
import { imageLoad } from "./image/load.ts";
import { images } from "./image/ls.ts";
import { pull } from "./image/pull.ts";
import { push } from "./image/push.ts";
import { rmi } from "./image/rm.ts";
import { imageSave } from "./image/save.ts";
import { imageTag } from "./image/tag.ts";
import { inspect } from "./inspect/inspect.ts";
import { networkNoun } from "./network/network.ts";
import { login } from "./registry/login.ts";
import { logout } from "./registry/logout.ts";
import { search } from "./registry/search.ts";
import { rootOf } from "./root.ts";
import { systemEvents } from "./system/events.ts";
import { info } from "./system/info.ts";
import { systemNoun } from "./system/system.ts";
import { version } from "./system/version.ts";
import { volumeNoun } from "./volume/volume.ts";

/** Every command: those of `docker --help` and the hidden ones. `compose` comes from a room of its own. */
export function rootCommand(host: Host, compose: Command = composeNoun): Command {
  return rootOf(host.env.get("HOME") ?? "", [...COMMANDS, compose]);
}

/** A noun whose verbs arrive when it is first named; until then it says what the list of commands needs. */
function later(
  name: string,
  short: string,
  load: () => Promise<Command>,
  more: Partial<Pick<Command, "group" | "hidden" | "plugin">> = {},
): Command {
  return { name, short, usage: "", flags: [], args: { kind: "none" }, subcommands: [], load, ...more };
}

const composeNoun = later("compose", "Docker Compose", async () => (await import("./compose/compose.ts")).composeNoun, {
  plugin: "compose",
});

const COMMANDS: readonly Command[] = [
  ...containerCommands,
  build,
  bake,
  pull,
  push,
  images,
  login,
  logout,
  search,
  version,
  info,
  builderNoun,
  buildxNoun,
  containerNoun,
  contextNoun,
  imageNoun,
  networkNoun,
  systemNoun,
  volumeNoun,
  systemEvents,
  imageHistory,
  imageImport,
  inspect,
  imageLoad,
  rmi,
  imageSave,
  imageTag,
  later("manifest", "Manage manifests and manifest lists", async () => (await import("./manifest.ts")).manifestNoun),
  later("plugin", "Manage plugins", async () => (await import("./plugin.ts")).pluginNoun),
  later("trust", "Manage trust in images", async () => (await import("./trust.ts")).trustNoun),
  later("swarm", "Manage Swarm", async () => (await import("./swarm/swarm.ts")).swarmNoun, {
    group: "Swarm Commands",
  }),
  later("node", "Manage Swarm nodes", async () => (await import("./swarm/node.ts")).nodeNoun, { hidden: true }),
  later("service", "Manage Swarm services", async () => (await import("./swarm/service.ts")).serviceNoun, {
    hidden: true,
  }),
  later("stack", "Manage Swarm stacks", async () => (await import("./swarm/stack.ts")).stackNoun, { hidden: true }),
  later("secret", "Manage Swarm secrets", async () => (await import("./swarm/secret.ts")).secretNoun, {
    hidden: true,
  }),
  later("config", "Manage Swarm configs", async () => (await import("./swarm/config.ts")).configNoun, {
    hidden: true,
  }),
  later("checkpoint", "Manage checkpoints", async () => (await import("./checkpoint.ts")).checkpointNoun, {
    hidden: true,
  }),
  later(
    "completion",
    "Print a completion script for a shell",
    async () => (await import("./completion.ts")).completionNoun,
    {
      hidden: true,
    },
  ),
];
