import type { ContainerSummary } from "../../api/container.ts";
import { NO_FILTERS } from "../../api/filters.ts";
import type { CommandContext, Completer, Completion } from "../command.ts";

/** cobra's directives. */
export const DIRECTIVE = {
  default: 0,
  error: 1,
  noSpace: 2,
  noFiles: 4,
  extensions: 8,
  folders: 16,
  keepOrder: 32,
} as const;

const NOTHING: Completion = { candidates: [], directive: DIRECTIVE.noFiles };

interface Places {
  /** Whether every argument is such an object; else only the first one. */
  readonly many?: boolean;
}

/** All names, given ones too; nothing once there are enough arguments; an error when the daemon cannot say. */
function fromNames(places: Places, names: (context: CommandContext) => Promise<readonly string[]>): Completer {
  return async (context) => {
    if (!places.many && context.args.length > 0) return NOTHING;
    try {
      const all = await names(context);
      return { candidates: all.map((value) => ({ value })), directive: DIRECTIVE.noFiles };
    } catch {
      return { candidates: [], directive: DIRECTIVE.error };
    }
  };
}

/** Images by their tags. */
export function completeImages(places: Places = {}): Completer {
  return fromNames(places, async ({ engine, cancel }) => {
    const images = await engine.imageList({ all: false, filters: NO_FILTERS, sharedSize: false }, cancel);
    return images.flatMap((image) => image.RepoTags ?? []);
  });
}

/** Containers by name: running ones, or `all`, that pass `which`; behind any number of arguments. */
export function completeContainers(
  options: { readonly all?: boolean; readonly which?: (container: ContainerSummary) => boolean } = {},
): Completer {
  return fromNames({ many: true }, async ({ engine, cancel }) => {
    const query = { all: options.all ?? false, limit: 0, size: false, filters: NO_FILTERS };
    const found = await engine.containerList(query, cancel);
    return found
      .filter((c) => options.which?.(c) ?? true)
      .map((c) => c.Names.find((n) => n.lastIndexOf("/") === 0)?.slice(1) ?? "")
      .filter((n) => n !== "");
  });
}

/** Volumes by name. */
export function completeVolumes(places: Places = {}): Completer {
  return fromNames(places, async ({ engine, cancel }) => {
    const { Volumes } = await engine.volumeList(NO_FILTERS, cancel);
    return Volumes.map((v) => v.Name);
  });
}

/** Networks by name. */
export function completeNetworks(places: Places = {}): Completer {
  return fromNames(places, async ({ engine, cancel }) => {
    const networks = await engine.networkList(NO_FILTERS, cancel);
    return networks.map((n) => n.Name);
  });
}

/** One of some words. */
export function completeWords(...words: readonly string[]): Completer {
  return async () => ({ candidates: words.map((value) => ({ value })), directive: DIRECTIVE.noFiles });
}

/** Words with something to be typed behind each. */
export function completeBeginnings(...words: readonly string[]): Completer {
  return async () => ({ candidates: words.map((value) => ({ value })), directive: DIRECTIVE.noSpace });
}

/** `container:NAME`, once that much is typed; before, the words. */
export function completeModes(...words: readonly string[]): Completer {
  const containers = completeContainers({ all: true });
  return async (context, toComplete) => {
    if (!toComplete.startsWith("container:")) return completeWords(...words)(context, toComplete);
    const { candidates, directive } = await containers(context, "");
    return { candidates: candidates.map(({ value }) => ({ value: `container:${value}` })), directive };
  };
}

/** Platforms, as the client knows them. */
export const completePlatforms: Completer = completeWords(
  "linux/386",
  "linux/amd64",
  "linux/arm",
  "linux/arm/v5",
  "linux/arm/v6",
  "linux/arm/v7",
  "linux/arm64",
  "linux/arm64/v8",
  "linux/ppc64le",
  "linux/s390x",
  "linux/riscv64",
  "windows/amd64",
  "wasip1/wasm",
);

/** Files, as the shell knows them. */
export const completeFiles: Completer = async () => ({ candidates: [], directive: DIRECTIVE.default });

/** Nothing at all. */
export const completeNothing: Completer = async () => NOTHING;

/** For a flag's value: what completes it as if it stood first. */
export function asFlagValue(completer: Completer): Completer {
  return (context, toComplete) => completer({ ...context, args: [] }, toComplete);
}
