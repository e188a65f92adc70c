import type { Tree } from "../filesystem/node.ts";
import { digestOf } from "../std/digest.ts";
import type { BuildCache, CacheRecord } from "./cache.ts";
import type { BuildContext } from "./context.ts";
import { sizeOfTree } from "./sent-files.ts";
import { recordID } from "./steps/step.ts";

/** Notes in the cache what no step made: files from the client, a base image, what a cache mount holds. */
function note(
  cache: BuildCache,
  now: number,
  record: Pick<CacheRecord, "key" | "type" | "description" | "tree" | "size">,
): void {
  const known = cache.find(record.key);
  const made: CacheRecord = {
    ...record,
    id: recordID(record.key),
    parents: [],
    createdAt: known?.createdAt ?? now,
    lastUsedAt: now,
    usageCount: (known?.usageCount ?? 0) + 1,
  };
  cache.put(made);
}

/** Files that came from the client, and what had come before: the next build from the same place sends only what is new. */
export function noteSource(
  { cache, progress, options }: Pick<BuildContext, "cache" | "progress" | "options">,
  kind: "context" | "dockerfile",
  part: string,
  tree: Tree,
): Tree | undefined {
  const key = digestOf(`local ${kind} ${part} ${options.contextName}`);
  const before = cache.find(key)?.tree;
  note(cache, progress.now(), {
    key,
    type: "source.local",
    description: `local source for ${kind}`,
    tree,
    size: sizeOfTree(tree),
  });
  return before;
}

/** An image that steps were done on: its layers are the engine's own and take no room here. */
export function noteBase(cache: BuildCache, now: number, image: { id: string; tree: Tree; resolved: string }): void {
  note(cache, now, {
    key: baseKey(image.id),
    type: "regular",
    description: `pulled from ${image.resolved}`,
    tree: image.tree,
    size: 0,
  });
}

export function baseKey(id: string): string {
  return digestOf(`base ${id}`);
}

/** What a cache mount holds after a step. */
export function noteMount(
  { cache, progress }: Pick<BuildContext, "cache" | "progress">,
  id: string,
  { target, args, tree }: { readonly target: string; readonly args: readonly string[]; readonly tree: Tree },
): void {
  const key = digestOf(`mount ${id}`);
  cache.mountKeys.set(key, id);
  note(cache, progress.now(), {
    key,
    type: "exec.cachemount",
    description: `cached mount ${target} from exec ${args.join(" ")} with id "/${id}"`,
    tree,
    size: sizeOfTree(tree),
  });
}
