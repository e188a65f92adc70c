import type { Digest } from "../std/digest.ts";
import { RegistryError, type RegistryImage, type SavedRepository } from "./registry.ts";

/** What was pushed to one registry: repositories, their tags and the images behind them. */
export interface PushedStore {
  has(repository: string): boolean;
  names(): readonly string[];
  /** In order of name. */
  tags(repository: string): readonly string[];
  /** By tag or by digest. */
  find(repository: string, reference: string): RegistryImage | undefined;
  put(repository: string, tag: string, image: RegistryImage): void;
  holdsLayer(repository: string, digest: Digest): boolean;
  /** All that was pushed. */
  save(): readonly SavedRepository[];
  /** Puts what was pushed once in place of what there is. */
  restore(saved: readonly SavedRepository[]): void;
}

interface Repository {
  readonly tags: Map<string, RegistryImage>;
  /** Also those that no tag names any more. */
  readonly byDigest: Map<string, RegistryImage>;
}

export function createPushedStore(): PushedStore {
  const repositories = new Map<string, Repository>();
  return {
    has: (repository) => repositories.has(repository),
    names: () => [...repositories.keys()].sort(),
    tags: (repository) => [...(repositories.get(repository)?.tags.keys() ?? [])].sort(),
    find(repository, reference) {
      const found = repositories.get(repository);
      return found?.tags.get(reference) ?? found?.byDigest.get(reference);
    },
    put(repository, tag, image) {
      let found = repositories.get(repository);
      if (!found) {
        found = { tags: new Map(), byDigest: new Map() };
        repositories.set(repository, found);
      }
      found.byDigest.set(image.digest, image);
      found.tags.set(tag, image);
    },
    holdsLayer(repository, digest) {
      for (const image of repositories.get(repository)?.byDigest.values() ?? [])
        if (image.layers.some((l) => l.digest === digest)) return true;
      return false;
    },
    save: () =>
      [...repositories].map(([name, { tags, byDigest }]) => ({
        name,
        tags: [...tags].map(([tag, image]) => [tag, image.digest] as const),
        images: [...byDigest.values()],
      })),
    restore(saved) {
      repositories.clear();
      for (const { name, tags, images } of saved) {
        const byDigest = new Map<string, RegistryImage>(images.map((image) => [image.digest, image]));
        const named = tags.flatMap(([tag, digest]) => {
          const image = byDigest.get(digest);
          return image ? [[tag, image] as const] : [];
        });
        repositories.set(name, { tags: new Map(named), byDigest });
      }
    },
  };
}

export function manifestUnknown(): RegistryError {
  return new RegistryError("manifest-unknown", "manifest unknown: manifest unknown");
}
