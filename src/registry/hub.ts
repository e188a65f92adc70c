import type { AuthConfig, SearchResult } from "../api/image.ts";
import { DOCKER_HUB } from "../reference/reference.ts";
import type { Accounts, Catalog, CatalogImage } from "./catalog/types.ts";
import { type Registry, RegistryError } from "./registry.ts";
import { createPushedStore, manifestUnknown } from "./store.ts";

const OFFICIAL = "library/";

/**
 * Docker Hub: the catalog's repositories, and what users pushed to their own namespaces. All of it is public. It refuses
 * as the Hub does: pulling a repository that does not exist and pushing outside one's own namespace are both denied, so
 * that nobody learns which private repositories there are.
 */
export function createHub(catalog: Catalog, accounts: Accounts): Registry {
  const store = createPushedStore();
  const stock = new Map(catalog.repositories.map((r) => [r.name, r]));
  const loaded = new Map<string, readonly CatalogImage[]>();

  const denied = () => new RegistryError("denied", "denied: requested access to the resource is denied");
  /** The user that this is, undefined for nobody. Throws for a wrong password. */
  const signedIn = (auth: AuthConfig | undefined) => {
    if (!auth || auth.username === "") return undefined;
    if (!accounts.verify(auth.username, auth.password))
      throw new RegistryError("bad-credentials", "unauthorized: incorrect username or password");
    return auth.username;
  };
  const mayRead = (repository: string, auth: AuthConfig | undefined) => {
    const user = signedIn(auth);
    if (!stock.has(repository) && !store.has(repository) && namespaceOf(repository) !== user) throw denied();
  };
  const mayWrite = (repository: string, auth: AuthConfig | undefined) => {
    const user = signedIn(auth);
    if (user === undefined || namespaceOf(repository) !== user) throw denied();
  };
  const images = (repository: string): readonly CatalogImage[] => {
    if (!stock.has(repository)) return [];
    const found = loaded.get(repository);
    if (!found) throw new Error(`the catalog's images of ${repository} were not prepared`);
    return found;
  };

  return {
    host: DOCKER_HUB,
    async prepare(repository) {
      const entry = stock.get(repository);
      if (entry && !loaded.has(repository)) loaded.set(repository, await entry.load());
    },
    pull(repository, reference, auth) {
      mayRead(repository, auth);
      const image =
        store.find(repository, reference) ??
        images(repository).find(
          (i) => i.tags.includes(reference) || i.digest === reference || i.manifestDigest === reference,
        );
      if (!image) throw manifestUnknown();
      return image;
    },
    tags(repository, auth) {
      mayRead(repository, auth);
      const all = [...(stock.get(repository)?.tags ?? []), ...store.tags(repository)].sort();
      if (!all.length) throw new RegistryError("name-unknown", "name unknown: repository name not known to registry");
      return all;
    },
    authorizePush: mayWrite,
    hasLayer(repository, digest) {
      if (store.holdsLayer(repository, digest)) return "exists";
      if (loaded.get(repository)?.some((i) => i.layers.some((l) => l.digest === digest))) return "exists";
      const mountFrom = store.names().find((name) => store.holdsLayer(name, digest));
      return mountFrom === undefined ? "absent" : { mountFrom };
    },
    push(repository, tag, image, auth) {
      mayWrite(repository, auth);
      store.put(repository, tag, image);
    },
    login(auth) {
      signedIn(auth);
    },
    search(term, limit) {
      const wanted = term.toLowerCase();
      const found: SearchResult[] = [];
      for (const { name, description, stars } of catalog.repositories)
        if (familiar(name).includes(wanted) || description.toLowerCase().includes(wanted))
          found.push(result(name, description, stars));
      for (const name of store.names()) if (name.includes(wanted)) found.push(result(name, "", 0));
      // Names before descriptions, then what most people like.
      const rank = (r: SearchResult) => (r.name === wanted ? 0 : r.name.includes(wanted) ? 1 : 2);
      return found.sort((a, b) => rank(a) - rank(b) || b.star_count - a.star_count).slice(0, limit);
    },
    repositories: () => store.names().map((name) => ({ name, tags: store.tags(name) })),
    save: store.save,
    restore: store.restore,
  };
}

function namespaceOf(repository: string): string {
  return repository.slice(0, repository.indexOf("/"));
}

function familiar(repository: string): string {
  return repository.startsWith(OFFICIAL) ? repository.slice(OFFICIAL.length) : repository;
}

function result(repository: string, description: string, stars: number): SearchResult {
  return {
    name: familiar(repository),
    description,
    star_count: stars,
    is_official: repository.startsWith(OFFICIAL),
    is_automated: false,
  };
}
