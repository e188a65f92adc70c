import { parse } from "yaml";
import type { Command, CommandContext, Completion, Flag } from "../command.ts";
import { DEFAULT_BUILDER, readInstances } from "../commands/buildx/instances.ts";
import type { Host } from "../host.ts";
import { DIRECTIVE } from "./objects.ts";
import { pluginNoun } from "./plugin.ts";

/** What a plugin completes behind a flag. */
export function completePluginFlag(host: Host, noun: Command, command: Command, flag: Flag): Completion {
  if (flag.name === "builder" && noun.name === "buildx") return words(builders(host));
  if (command !== noun || noun.name !== "compose") return words([], DIRECTIVE.default);
  switch (flag.name) {
    case "profile":
    case "project-name":
      return words([]);
    case "file":
      return words(["yaml", "yml"], DIRECTIVE.extensions);
    case "progress":
      return words(["auto", "tty", "plain", "json", "quiet"]);
    default:
      return words([], DIRECTIVE.default);
  }
}

const BY_BUILDER: ReadonlySet<string> = new Set(["inspect", "rm", "stop", "use"]);
const FREE_TEXT: ReadonlySet<string> = new Set(["bridge", "publish", "version", "wait"]);
const NO_MORE: ReadonlySet<string> = new Set(["down", "ls"]);

/** What a plugin's verb completes as its argument; undefined: as the client does. */
export function completePluginArgument(context: CommandContext, path: readonly Command[]): Completion | undefined {
  const { command, host } = context;
  if (pluginNoun(path)?.name === "buildx") {
    if (path.length === 3 && BY_BUILDER.has(command.name)) return words(builders(host));
    if (command.name === "bake") return words(["default"]);
    return command.complete || command.name === "dial-stdio" ? undefined : words([], DIRECTIVE.noSpace);
  }
  if (path.length !== 3 || FREE_TEXT.has(command.name)) return words([], DIRECTIVE.default);
  if (NO_MORE.has(command.name)) return words([], DIRECTIVE.noSpace);
  const names = services(host);
  if (!names) return words([], DIRECTIVE.error);
  return words(command.name === "scale" ? names.map((name) => `${name}=`) : names);
}

function words(all: readonly string[], directive: number = DIRECTIVE.noFiles): Completion {
  return { candidates: all.map((value) => ({ value })), directive };
}

function builders(host: Host): string[] {
  return [...readInstances(host).map((i) => i.name), DEFAULT_BUILDER];
}

const FILES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/** The services of the Compose file in this folder, by name; undefined where there is none that can be read. */
function services(host: Host): string[] | undefined {
  const file = FILES.find((name) => host.files.exists(name));
  if (file === undefined) return undefined;
  try {
    const read: unknown = parse(host.files.readText(file));
    const named = typeof read === "object" && read !== null && "services" in read ? read.services : undefined;
    return typeof named === "object" && named !== null ? Object.keys(named).sort() : undefined;
  } catch {
    return undefined;
  }
}
