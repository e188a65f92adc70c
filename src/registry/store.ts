import type { Digest } from "../std/digest.ts";
import { RegistryError, type RegistryImage } from "./registry.ts";

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
  };
}

export function manifestUnknown(): RegistryError {
  return new RegistryError("manifest-unknown", "manifest unknown: manifest unknown");
}
