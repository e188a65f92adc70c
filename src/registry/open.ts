import type { Registry } from "./registry.ts";
import { RegistryError } from "./registry.ts";
import { createPushedStore, manifestUnknown } from "./store.ts";

/** A registry that asks for no account: what the image `registry` runs, `localhost:5000`. Empty at first. */
export function createOpenRegistry(host: string): Registry {
  const store = createPushedStore();
  return {
    host,
    async prepare() {},
    pull(repository, reference) {
      const image = store.find(repository, reference);
      if (!image) throw manifestUnknown();
      return image;
    },
    tags(repository) {
      if (!store.has(repository))
        throw new RegistryError("name-unknown", "name unknown: repository name not known to registry");
      return store.tags(repository);
    },
    authorizePush() {},
    hasLayer(repository, digest) {
      if (store.holdsLayer(repository, digest)) return "exists";
      const mountFrom = store.names().find((name) => store.holdsLayer(name, digest));
      return mountFrom === undefined ? "absent" : { mountFrom };
    },
    push(repository, tag, image) {
      store.put(repository, tag, image);
    },
    login() {},
    search: () => [],
    repositories: () => store.names().map((name) => ({ name, tags: store.tags(name) })),
    save: store.save,
    restore: store.restore,
  };
}
