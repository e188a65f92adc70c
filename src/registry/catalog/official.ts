import { catalogImage } from "./image.ts";
import { KNOWN_ON_HUB } from "./known.ts";
import { INDEX } from "./official/index.ts";
import type { IndexedRepository } from "./stored.ts";
import type { Catalog, CatalogImage, CatalogRepository } from "./types.ts";

/**
 * Docker Hub as the page has it: the official images of which facts were recorded, and the tags and repositories that
 * courses name besides, as estimates. Only the index is here; each repository is a chunk of its own.
 */
export const officialCatalog: Catalog = {
  name: "official",
  repositories: INDEX.map(repository),
  knownOnHub: KNOWN_ON_HUB,
};

function repository(indexed: IndexedRepository): CatalogRepository {
  return {
    name: indexed.name.includes("/") ? indexed.name : `library/${indexed.name}`,
    description: indexed.description,
    stars: indexed.stars,
    tags: indexed.tags.split(" "),
    load: () => load(indexed),
  };
}

async function load({ name, tags, recorded, family }: IndexedRepository): Promise<readonly CatalogImage[]> {
  const images = (await recorded?.()) ?? [];
  const all = images.map((i) => catalogImage(i, false));
  if (tags.split(" ").length === all.flatMap((i) => i.tags).length) return all;
  const { estimatesOf } = await import("./estimates/estimates.ts");
  const estimates = estimatesOf(name, images, (await family?.()) ?? []);
  return [...all, ...estimates.map((i) => catalogImage(i, true))];
}
