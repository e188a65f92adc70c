import type { Engine } from "../../api/engine.ts";
import { NO_FILTERS } from "../../api/filters.ts";
import type { ImageSummary } from "../../api/image.ts";
import type { Tree } from "../../filesystem/node.ts";
import type { ImagePort } from "../image-port.ts";
import { laterOn, streamLater } from "../later.ts";
import { createImageBackend } from "./backend.ts";
import { loadTrees } from "./blob.ts";
import { topTree } from "./create.ts";
import type { ImageDeps } from "./deps.ts";
import { findImage } from "./find.ts";
import { ancestorsOf } from "./layers.ts";
import { layersSize, listImages } from "./list.ts";
import type { ImageRecord } from "./record.ts";
import { tagImage } from "./tag.ts";

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
  const find = (reference: string) => findImage(state().images, reference);
  return {
    find,
    tree: async (image: ImageRecord): Promise<Tree> => topTree(await loadTrees(deps, image)),
    commit: async (options) => (await later(() => import("./commit.ts"))).commitImage(deps, options),
    ancestors: (id) => ancestorsOf(state().images, id),
    layersSize: () => layersSize(state().images),
    get count() {
      return state().images.records.size;
    },
    backend: createImageBackend(deps),
    diskUsage: () => listImages(state(), { all: false, filters: NO_FILTERS, sharedSize: true }, deps.kernel.now()),
    calls: {
      imageList: async (options) => listImages(state(), options, deps.kernel.now()),
      imageInspect: async (reference) =>
        (await later(() => import("./inspect.ts"))).inspectImage(find(reference), state().images, deps.dockerRoot),
      imageHistory: async (reference) =>
        (await later(() => import("./inspect.ts"))).imageHistory(find(reference), state().images),
      imagePull: (reference, options, cancel) =>
        streamLater(
          later,
          () => import("./pull.ts"),
          (m) => m.pullImage(deps, reference, options, cancel),
        ),
      imagePush: (reference, options, cancel) =>
        streamLater(
          later,
          () => import("./push.ts"),
          (m) => m.pushImage(deps, reference, options, cancel),
        ),
      imageTag: async (source, target) => tagImage(deps, source, target),
      imageRemove: async (reference, options) =>
        (await later(() => import("./remove.ts"))).removeImage(deps, reference, options),
      imagesPrune: async (filters) => (await later(() => import("./prune.ts"))).pruneImages(deps, filters),
      imageSave: async (references) => (await later(() => import("./save.ts"))).saveImages(deps, references),
      imageLoad: (archive, options, cancel) =>
        streamLater(
          later,
          () => import("./load.ts"),
          (m) => m.loadImages(deps, archive, options, cancel),
        ),
      imageImport: (archive, options, cancel) =>
        streamLater(
          later,
          () => import("./import.ts"),
          (m) => m.importImage(deps, archive, options, cancel),
        ),
      imageSearch: async (term, options, cancel) =>
        (await later(() => import("./search.ts"))).searchImages(deps, term, options, cancel),
      registryLogin: async (auth, cancel) => (await later(() => import("./search.ts"))).login(deps, auth, cancel),
    },
  };
}
