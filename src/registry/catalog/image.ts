import type { ContainerConfig } from "../../api/container.ts";
import type { ImageConfigFile } from "../../api/image.ts";
import type { Digest } from "../../std/digest.ts";
import { digestOf } from "../../std/digest.ts";
import type { RegistryLayer } from "../registry.ts";
import { cook } from "../rootfs/recipe.ts";
import { recipeOf } from "../rootfs/recipes.ts";
import type { StoredConfig, StoredImage } from "./stored.ts";
import { sharedTrees } from "./trees.ts";
import type { CatalogImage } from "./types.ts";

/** The diffID of a layer without files: the digest of an empty tar. */
const EMPTY_DIFF_ID: Digest = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

/** Reads a stored image. `estimate`: its digests and sizes are not the real ones. */
export function catalogImage(stored: StoredImage, estimate: boolean): CatalogImage {
  const layers = stored.layers.map(([digest, compressedSize, size]): RegistryLayer => {
    const full: Digest = `sha256:${digest}`;
    return {
      digest: full,
      compressedSize,
      size,
      diffID: size === 0 ? EMPTY_DIFF_ID : digestOf(`diffID of ${full}`),
    };
  });
  const config = configFile(stored, layers);
  const made = config.history.filter((h) => !h.empty_layer);
  const order = {
    env: stored.config.Env ?? [],
    layers: made.map((h) => ({ createdBy: h.created_by ?? "", created: h.created })),
  };
  return {
    tags: stored.tags,
    digest: `sha256:${stored.digest}`,
    manifestDigest: `sha256:${stored.manifest}`,
    imageID: `sha256:${stored.id}`,
    config,
    layers,
    size: layers.reduce((n, l) => n + l.size, 0),
    estimate,
    async trees() {
      const recipe = await recipeOf(stored.rootfs);
      return sharedTrees(layers, (have) => cook(recipe, order, have));
    },
  };
}

function configFile(stored: StoredImage, layers: readonly RegistryLayer[]): ImageConfigFile {
  let created = stored.created;
  return {
    architecture: "amd64",
    os: "linux",
    created: stored.created,
    config: containerConfig(stored.config),
    rootfs: { type: "layers", diff_ids: layers.map((l) => l.diffID) },
    history: stored.history.map(([date, createdBy, made, buildkit]) => {
      if (date !== "") created = date;
      return {
        created,
        created_by: createdBy,
        ...(buildkit && { comment: "buildkit.dockerfile.v0" }),
        ...(!made && { empty_layer: true }),
      };
    }),
  };
}

function containerConfig(c: StoredConfig): Partial<ContainerConfig> {
  const set = (names: readonly string[]) => Object.fromEntries(names.map((n) => [n, {}]));
  return {
    ...(c.User !== undefined && { User: c.User }),
    ...(c.ExposedPorts && { ExposedPorts: set(c.ExposedPorts) }),
    Env: [...(c.Env ?? [])],
    ...(c.Entrypoint && { Entrypoint: [...c.Entrypoint] }),
    ...(c.Cmd && { Cmd: [...c.Cmd] }),
    ...(c.Volumes && { Volumes: set(c.Volumes) }),
    WorkingDir: c.WorkingDir ?? "",
    ...(c.Labels && { Labels: { ...c.Labels } }),
    ...(c.StopSignal !== undefined && { StopSignal: c.StopSignal }),
  };
}
