import type { Engine } from "../../api/engine.ts";
import { NO_FILTERS } from "../../api/filters.ts";
import type { ImageSummary } from "../../api/image.ts";
import type { Tree } from "../../filesystem/node.ts";
import type { ImagePort } from "../image-port.ts";
import { createImageBackend } from "./backend.ts";
import { loadTrees } from "./blob.ts";
import { commitImage } from "./commit.ts";
import { topTree } from "./create.ts";
import type { ImageDeps } from "./deps.ts";
import { findImage } from "./find.ts";
import { importImage } from "./import.ts";
import { imageHistory, inspectImage } from "./inspect.ts";
import { ancestorsOf } from "./layers.ts";
import { layersSize, listImages } from "./list.ts";
import { loadImages } from "./load.ts";
import { pruneImages } from "./prune.ts";
import { pullImage } from "./pull.ts";
import { pushImage } from "./push.ts";
import type { ImageRecord } from "./record.ts";
import { removeImage } from "./remove.ts";
import { saveImages } from "./save.ts";
import { login, searchImages } from "./search.ts";
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
  const find = (reference: string) => findImage(state().images, reference);
  return {
    find,
    tree: async (image: ImageRecord): Promise<Tree> => topTree(await loadTrees(deps, image)),
    commit: async (options) => commitImage(deps, options),
    ancestors: (id) => ancestorsOf(state().images, id),
    layersSize: () => layersSize(state().images),
    get count() {
      return state().images.records.size;
    },
    backend: createImageBackend(deps),
    diskUsage: () => listImages(state(), { all: false, filters: NO_FILTERS, sharedSize: true }, deps.kernel.now()),
    calls: {
      imageList: async (options) => listImages(state(), options, deps.kernel.now()),
      imageInspect: async (reference) => inspectImage(find(reference), state().images, deps.dockerRoot),
      imageHistory: async (reference) => imageHistory(find(reference), state().images),
      imagePull: (reference, options, cancel) => pullImage(deps, reference, options, cancel),
      imagePush: (reference, options, cancel) => pushImage(deps, reference, options, cancel),
      imageTag: async (source, target) => tagImage(deps, source, target),
      imageRemove: async (reference, options) => removeImage(deps, reference, options),
      imagesPrune: async (filters) => pruneImages(deps, filters),
      imageSave: (references) => saveImages(deps, references),
      imageLoad: (archive, options, cancel) => loadImages(deps, archive, options, cancel),
      imageImport: (archive, options, cancel) => importImage(deps, archive, options, cancel),
      imageSearch: (term, options, cancel) => searchImages(deps, term, options, cancel),
      registryLogin: (auth, cancel) => login(deps, auth, cancel),
    },
  };
}
