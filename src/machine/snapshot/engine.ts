import type { SavedDaemon } from "../../daemon/save/saved.ts";
import { createOpenRegistry } from "../../registry/open.ts";
import type { Registries, Registry, SavedRepository } from "../../registry/registry.ts";
import type { SavedEngine, SavedPushedImage, SavedRegistry } from "./saved.ts";

/** Takes the engine's state and what was pushed, at the moment when it is called. */
export function saveEngine(
  saveDaemon: () => Promise<SavedDaemon>,
  { lasting }: Registries,
  byContainer: ReadonlyMap<string, Registry>,
): () => Promise<SavedEngine> {
  return async () => {
    // All is taken before anything is waited for.
    const daemon = saveDaemon();
    const pushed = [
      ...lasting.map((r) => ({ host: r.host, container: "", repositories: r.save() })),
      ...[...byContainer].map(([container, r]) => ({ host: r.host, container, repositories: r.save() })),
    ];
    const registries: SavedRegistry[] = [];
    for (const { repositories, ...registry } of pushed)
      registries.push({ ...registry, repositories: await Promise.all(repositories.map(withTrees)) });
    return { daemon: await daemon, registries };
  };
}

async function withTrees({ images, ...repository }: SavedRepository): Promise<SavedRegistry["repositories"][number]> {
  const all: SavedPushedImage[] = [];
  for (const image of images) all.push({ image, trees: await image.trees() });
  return { ...repository, images: all };
}

/** Puts back what was pushed. A registry that this machine has not is passed over. */
export function restoreRegistries(
  saved: readonly SavedRegistry[],
  registries: Registries,
  byContainer: Map<string, Registry>,
): void {
  for (const { host, container, repositories } of saved) {
    const registry = container ? createOpenRegistry(host) : registries.lasting.find((r) => r.host === host);
    registry?.restore(repositories.map((r) => ({ ...r, images: r.images.map((i) => i.image) })));
    if (registry && container) byContainer.set(container, registry);
  }
}
