import type { Engine } from "../../api/engine.ts";
import { NO_FILTERS } from "../../api/filters.ts";
import type { ImageSummary } from "../../api/image.ts";
import type { Tree } from "../../filesystem/node.ts";
import { once } from "../../std/once.ts";
import type { ImagePort } from "../image-port.ts";
import { laterOn, streamLater } from "../later.ts";
import { loadTrees } from "./blob.ts";
import { topTree } from "./create.ts";
import type { ImageDeps } from "./deps.ts";
import { findImage } from "./find.ts";
import { ancestorsOf } from "./layers.ts";
import { layersSize, listImages } from "./list.ts";
import { ofPlatform } from "./platform.ts";
import type { ImageRecord } from "./record.ts";
import { tagImage } from "./tag.ts";

/** Code that arrives when a call first needs it. */
const code = {
  backend: once(() => import("./backend.ts")),
  commit: once(() => import("./commit.ts")),
  inspect: once(() => import("./inspect.ts")),
  pull: once(() => import("./pull.ts")),
  push: once(() => import("./push.ts")),
  remove: once(() => import("./remove.ts")),
  prune: once(() => import("./prune.ts")),
  save: once(() => import("./save.ts")),
  load: once(() => import("./load.ts")),
  import_: once(() => import("./import.ts")),
  search: once(() => import("./search.ts")),
  manifest: once(() => import("./manifest.ts")),
};

/** The Engine's calls about images. */
export type ImageCalls = Pick<
  Engine,
  | "imageList"
  | "imageInspect"
  | "imageHistory"
  | "imagePull"
  | "imagePush"
  | "imageTag"
  | "imageRemove"
  | "imagesPrune"
  | "imageSave"
  | "imageLoad"
  | "imageImport"
  | "imageSearch"
  | "registryManifest"
  | "registryLogin"
>;

export interface ImageService extends ImagePort {
  readonly calls: ImageCalls;
  /** Ids of the images that the image was committed from, one upon the other. */
  ancestors(id: string): readonly string[];
  /** For `docker system df`: the rows with shared sizes and counts of containers. */
  diskUsage(): ImageSummary[];
}

export function createImageService(deps: ImageDeps): ImageService {
  const state = () => deps.store.get();
  const later = laterOn(deps.kernel);
  let backend: Awaited<ReturnType<ImagePort["backend"]>> | undefined;
  const find = (reference: string) => findImage(state().images, reference);
  return {
    find,
    tree: async (image: ImageRecord): Promise<Tree> => topTree(await loadTrees(deps, image)),
    commit: async (options) => (await later(code.commit)).commitImage(deps, options),
    ancestors: (id) => ancestorsOf(state().images, id),
    layersSize: () => layersSize(state().images),
    get count() {
      return state().images.records.size;
    },
    backend: async () => {
      backend ??= (await code.backend()).createImageBackend(deps);
      return backend;
    },
    diskUsage: () => listImages(state(), { all: false, filters: NO_FILTERS, sharedSize: true }, deps.kernel.now()),
    calls: {
      imageList: async (options) => listImages(state(), options, deps.kernel.now()),
      imageInspect: async (reference, { platform }) => {
        const { inspectImage } = await later(code.inspect);
        return inspectImage(ofPlatform(find(reference), reference, platform), state().images, deps.dockerRoot);
      },
      imageHistory: async (reference, { platform }) => {
        const { imageHistory } = await later(code.inspect);
        return imageHistory(ofPlatform(find(reference), reference, platform), state().images);
      },
      imagePull: (reference, options, cancel) =>
        streamLater(later, code.pull, (m) => m.pullImage(deps, reference, options, cancel)),
      imagePush: (reference, options, cancel) =>
        streamLater(later, code.push, (m) => m.pushImage(deps, reference, options, cancel)),
      imageTag: async (source, target) => tagImage(deps, source, target),
      imageRemove: async (reference, options) => (await later(code.remove)).removeImage(deps, reference, options),
      imagesPrune: async (filters) => (await later(code.prune)).pruneImages(deps, filters),
      imageSave: async (references, { platform }) => (await later(code.save)).saveImages(deps, references, platform),
      imageLoad: (archive, options, cancel) =>
        streamLater(later, code.load, (m) => m.loadImages(deps, archive, options, cancel)),
      imageImport: (archive, options, cancel) =>
        streamLater(later, code.import_, (m) => m.importImage(deps, archive, options, cancel)),
      imageSearch: async (term, options, cancel) =>
        (await later(code.search)).searchImages(deps, term, options, cancel),
      registryManifest: async (reference, { auth }, cancel) =>
        (await later(code.manifest)).readManifest(deps, reference, auth, cancel),
      registryLogin: async (auth, cancel) => (await later(code.search)).login(deps, auth, cancel),
    },
  };
}
