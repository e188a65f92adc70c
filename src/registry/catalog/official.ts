import { deriveLike, derivePlain } from "./derive.ts";
import { LIKE } from "./estimates/like.ts";
import { MORE } from "./estimates/more.ts";
import { PLAIN_TAGS } from "./estimates/plain.ts";
import { catalogImage } from "./image.ts";
import { KNOWN_ON_HUB } from "./known.ts";
import { recorded } from "./official/index.ts";
import type { StoredRepository } from "./stored.ts";
import type { Catalog, CatalogImage, CatalogRepository } from "./types.ts";

/**
 * Docker Hub as the page has it: the official images of which facts were recorded, and the tags and repositories that
 * courses name besides, as estimates.
 */
export const officialCatalog: Catalog = {
  name: "official",
  repositories: [...recorded.map(withEstimates), ...MORE.map(estimated)],
  knownOnHub: KNOWN_ON_HUB,
};

function withEstimates(repository: StoredRepository): CatalogRepository {
  const like = LIKE.filter((l) => l.repository === repository.name);
  const plain = PLAIN_TAGS[repository.name] ?? [];
  const taken = new Set(repository.tags);
  const free = (tags: readonly string[]) => tags.filter((t) => !taken.has(t));
  const more = [...like.flatMap((l) => l.rows.map(([tags]) => tags)), ...plain.map((p) => p.tags)];
  return {
    name: `library/${repository.name}`,
    description: repository.description,
    stars: repository.stars,
    tags: [...repository.tags, ...free(more.flatMap((tags) => tags.split(" ")))],
    async load() {
      const images = await repository.load();
      const all: CatalogImage[] = images.map((i) => catalogImage(i, false));
      for (const { like: tag, from, rows } of like) {
        const model = images.find((i) => i.tags.includes(tag));
        if (!model) throw new Error(`${repository.name}:${tag} was not recorded`);
        for (const row of rows) all.push(catalogImage(deriveLike(model, from, row, repository.name), true));
      }
      for (const p of plain) all.push(catalogImage(derivePlain(p, repository.name), true));
      return all;
    },
  };
}

function estimated({ name, description, stars, images }: (typeof MORE)[number]): CatalogRepository {
  return {
    name,
    description,
    stars,
    tags: images.flatMap((i) => i.tags.split(" ")),
    load: async () => images.map((i) => catalogImage(derivePlain(i, name), true)),
  };
}
