import { once } from "../../std/once.ts";
import type { Command } from "../command.ts";
import type { Host } from "../host.ts";
import { rootOf } from "./root.ts";

/** Every command: those of `docker --help` and the hidden ones. A room of its own may bring `compose`. */
export function rootCommand(host: Host, compose: Command = COMPOSE): Command {
  const home = host.env.get("HOME") ?? "";
  if (last?.home !== home || last.compose !== compose)
    last = { home, compose, root: rootOf(home, [...COMMANDS, compose]) };
  return last.root;
}

/** The tree that was made last: the next command line is nearly always of the same user. */
let last: { readonly home: string; readonly compose: Command; readonly root: Command } | undefined;

type More = Partial<Pick<Command, "group" | "hidden" | "plugin">>;

/**
 * A command whose code arrives when it is first named; until then it says what the list of commands needs. That the two
 * say the same is held by a test.
 */
function verb(name: string, short: string, load: () => Promise<Command>, more: More = {}): Command {
  return { name, short, usage: "", flags: [], args: { kind: "any" }, load: once(load), ...more };
}

/** The same for a command with verbs of its own. */
function noun(name: string, short: string, load: () => Promise<Command>, more: More = {}): Command {
  return { ...verb(name, short, load, more), subcommands: [] };
}

const COMMON: More = { group: "Common Commands" };
const HIDDEN: More = { hidden: true };

const COMPOSE = noun("compose", "Docker Compose", async () => (await import("./compose/compose.ts")).composeNoun, {
  plugin: "compose",
});

const IMAGE_VERBS: readonly Command[] = [
  verb("build", "Build an image from a Dockerfile", async () => (await import("./buildx/build.ts")).build, {
    ...COMMON,
    plugin: "buildx",
  }),
  verb("bake", "Build what a file describes", async () => (await import("./buildx/buildx.ts")).bake, {
    ...COMMON,
    plugin: "buildx",
  }),
  verb("pull", "Download an image from a registry", async () => (await import("./image/pull.ts")).pull, COMMON),
  verb("push", "Upload an image to a registry", async () => (await import("./image/push.ts")).push, COMMON),
  verb("images", "List images", async () => (await import("./image/ls.ts")).images, COMMON),
  verb("history", "Show the history of an image", async () => (await import("./image/history.ts")).imageHistory),
  verb(
    "import",
    "Make an image of a tar archive of files",
    async () => (await import("./image/import.ts")).imageImport,
  ),
  verb("load", "Load images from a tar archive or stdin", async () => (await import("./image/load.ts")).imageLoad),
  verb("rmi", "Remove one or more images", async () => (await import("./image/rm.ts")).rmi),
  verb(
    "save",
    "Save one or more images as a tar archive (to stdout unless -o names a file)",
    async () => (await import("./image/save.ts")).imageSave,
  ),
  verb("tag", "Give an image another name", async () => (await import("./image/tag.ts")).imageTag),
];

const CONTAINER_VERBS: readonly Command[] = [
  verb(
    "run",
    "Make a new container from an image and run it",
    async () => (await import("./container/run.ts")).run,
    COMMON,
  ),
  verb("exec", "Run a command in a running container", async () => (await import("./container/exec.ts")).exec, COMMON),
  verb("ps", "List containers", async () => (await import("./container/list.ts")).ps, COMMON),
  verb(
    "attach",
    "Connect to the streams of a running container",
    async () => (await import("./container/attach.ts")).attach,
  ),
  verb(
    "commit",
    "Make an image of what has changed in a container",
    async () => (await import("./container/commit.ts")).commit,
  ),
  verb(
    "cp",
    "Copy files and folders between a container and the host",
    async () => (await import("./container/cp.ts")).cp,
  ),
  verb("create", "Make a new container", async () => (await import("./container/create.ts")).create),
  verb(
    "diff",
    "Show what has changed in a container's file system",
    async () => (await import("./container/diff.ts")).diff,
  ),
  verb(
    "export",
    "Write a container's file system as a tar archive",
    async () => (await import("./container/export.ts")).containerExport,
  ),
  verb("kill", "Kill running containers", async () => (await import("./container/kill.ts")).kill),
  verb("logs", "Show what a container has printed", async () => (await import("./container/logs.ts")).logs),
  verb("pause", "Freeze all processes of containers", async () => (await import("./container/pause.ts")).pause),
  verb(
    "port",
    "List a container's published ports, or where one of them is",
    async () => (await import("./container/port.ts")).port,
  ),
  verb("rename", "Give a container another name", async () => (await import("./container/rename.ts")).rename),
  verb("restart", "Stop containers and start them again", async () => (await import("./container/restart.ts")).restart),
  verb("rm", "Remove containers", async () => (await import("./container/rm.ts")).rm),
  verb("start", "Start stopped containers", async () => (await import("./container/start.ts")).start),
  verb("stats", "Show what containers use, as it changes", async () => (await import("./container/stats.ts")).stats),
  verb("stop", "Stop running containers", async () => (await import("./container/stop.ts")).stop),
  verb("top", "Show the processes of a container", async () => (await import("./container/top.ts")).top),
  verb(
    "unpause",
    "Let all processes of containers go on",
    async () => (await import("./container/unpause.ts")).unpause,
  ),
  verb("update", "Change the limits of containers", async () => (await import("./container/update.ts")).update),
  verb(
    "wait",
    "Wait until containers stop, and print their exit statuses",
    async () => (await import("./container/wait.ts")).wait,
  ),
];

const OTHER_VERBS: readonly Command[] = [
  verb("login", "Log in to a registry", async () => (await import("./registry/login.ts")).login, COMMON),
  verb("logout", "Log out from a registry", async () => (await import("./registry/logout.ts")).logout, COMMON),
  verb("search", "Search Docker Hub for images", async () => (await import("./registry/search.ts")).search, COMMON),
  verb(
    "version",
    "Show versions of client and server",
    async () => (await import("./system/version.ts")).version,
    COMMON,
  ),
  verb(
    "info",
    "Show what the client and the server are like",
    async () => (await import("./system/info.ts")).info,
    COMMON,
  ),
  verb(
    "events",
    "Print events of the server as they happen",
    async () => (await import("./system/events.ts")).systemEvents,
  ),
  verb("inspect", "Show any objects in detail", async () => (await import("./inspect/inspect.ts")).inspect),
];

const NOUNS: readonly Command[] = [
  noun("builder", "Manage builds", async () => (await import("./buildx/buildx.ts")).builderNoun, { plugin: "buildx" }),
  noun("buildx", "Docker Buildx", async () => (await import("./buildx/buildx.ts")).buildxNoun, { plugin: "buildx" }),
  noun("container", "Manage containers", async () => (await import("./container.ts")).containerNoun),
  noun("context", "Manage contexts", async () => (await import("./context/context.ts")).contextNoun),
  noun("image", "Manage images", async () => (await import("./image/image.ts")).imageNoun),
  noun("manifest", "Manage manifests and manifest lists", async () => (await import("./manifest.ts")).manifestNoun),
  noun("network", "Manage networks", async () => (await import("./network/network.ts")).networkNoun),
  noun("plugin", "Manage plugins", async () => (await import("./plugin.ts")).pluginNoun),
  noun("system", "Manage Docker", async () => (await import("./system/system.ts")).systemNoun),
  noun("trust", "Manage trust in images", async () => (await import("./trust.ts")).trustNoun),
  noun("volume", "Manage volumes", async () => (await import("./volume/volume.ts")).volumeNoun),
  noun("swarm", "Manage Swarm", async () => (await import("./swarm/swarm.ts")).swarmNoun, { group: "Swarm Commands" }),
  noun("node", "Manage nodes of a swarm", async () => (await import("./swarm/node.ts")).nodeNoun, HIDDEN),
  noun("service", "Manage services of a swarm", async () => (await import("./swarm/service.ts")).serviceNoun, HIDDEN),
  noun("stack", "Manage stacks of a swarm", async () => (await import("./swarm/stack.ts")).stackNoun, HIDDEN),
  noun("secret", "Manage secrets of a swarm", async () => (await import("./swarm/secret.ts")).secretNoun, HIDDEN),
  noun("config", "Manage configs of a swarm", async () => (await import("./swarm/config.ts")).configNoun, HIDDEN),
  noun("checkpoint", "Manage checkpoints", async () => (await import("./checkpoint.ts")).checkpointNoun, HIDDEN),
  noun(
    "completion",
    "Print a completion script for a shell",
    async () => (await import("./completion.ts")).completionNoun,
    HIDDEN,
  ),
];

const COMMANDS: readonly Command[] = [...IMAGE_VERBS, ...CONTAINER_VERBS, ...OTHER_VERBS, ...NOUNS];
