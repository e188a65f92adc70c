import type { RegistryImage } from "../registry.ts";

/** What Docker Hub has: an input of the machine. */
export interface Catalog {
  readonly name: string;
  readonly repositories: readonly CatalogRepository[];
  /** Familiar names of repositories that the real Hub has and this one has not: for the page's note. */
  readonly knownOnHub: readonly string[];
}

export interface CatalogRepository {
  /** The path: `library/nginx`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  /** All tags, in the order in which their images come. */
  readonly tags: readonly string[];
  /** Its images; a chunk of its own. */
  load(): Promise<readonly CatalogImage[]>;
}

/** An image of the catalog; several tags may name it. */
export interface CatalogImage extends RegistryImage {
  readonly tags: readonly string[];
  /** Whether digests and sizes are derived from a neighbour's instead of read off the real image. */
  readonly estimate: boolean;
}

/** Which accounts the Hub has. */
export interface Accounts {
  verify(user: string, password: string): boolean;
}
