import type { BaseImage, BuildBackend } from "../../api/build.ts";
import { NotFound, SystemError } from "../../api/errors.ts";
import type { Tree } from "../../filesystem/node.ts";
import { fullString, type Reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError, type RegistryImage } from "../../registry/registry.ts";
import type { Cancel } from "../../std/cancel.ts";
import { getIn, valuesOf } from "../buckets.ts";
import { createImage, type Foundation, FROM_SCRATCH, foundationOf, topTree } from "./create.ts";
import { type ImageDeps, updateImages } from "./deps.ts";
import { parseReference } from "./find.ts";
import { releaseLayers } from "./layers.ts";
import { imageNamed, lookupName } from "./names.ts";
import { ROUND_TRIP } from "./pull.ts";
import { pushImage } from "./push.ts";
import { unreachable, usableAuth } from "./registry-access.ts";
import { hold, remoteFoundation, remoteImage } from "./remote-image.ts";

type ImageBackend = Pick<BuildBackend, "resolve" | "commit" | "push" | "retain" | "inImages">;

/**
 * The builder's way to images. A base image is taken from here when it has the name, else from its registry; then only its
 * layers stay, in the build cache: it does not appear among the images.
 */
export function createImageBackend(deps: ImageDeps): ImageBackend {
  /** What the bases that were resolved begin with, by the chainID of their layers. */
  const foundations = new Map<string, Foundation>();
  /** The chainID of the layers that a tree comes of. */
  const chains = new WeakMap<Tree, string>();

  return {
    async resolve(reference, options, cancel) {
      const ref = withDefaultTag(parseReference(reference));
      const local = options.pull ? undefined : imageNamed(deps.store.get().images, lookupName(ref));
      const { os, architecture } = options.platform;
      if (local && local.config.os === os && local.config.architecture === architecture) {
        const foundation = foundationOf(deps, local);
        return asBase(foundation, local.id, fullString(ref), local.config);
      }
      options.waiting?.();
      const image = await fromRegistry(deps, ref, options, cancel);
      const resolved = ref.digest === undefined ? `${fullString(ref)}@${image.digest}` : fullString(ref);
      const base = await asBase(remoteFoundation(image), image.imageID, resolved, image.config);
      return { ...base, remote: remoteImage(deps, image) };
    },

    async commit({ base, layers, config, tags }) {
      const foundation = base?.chainID ? foundations.get(base.chainID) : FROM_SCRATCH;
      if (!foundation) throw new SystemError(`unknown base image ${base?.id}`);
      const image = createImage(deps, { base: foundation, layers, config, tags });
      const own = image.layers.slice(foundation.layers.length);
      for (const [i, { after }] of layers.entries()) chains.set(after, own[i] ?? "");
      hold(deps, image.layers);
      const diffIDs = image.config.rootfs.diff_ids;
      return { imageID: image.id, diffIDs: diffIDs.slice(foundation.layers.length) };
    },

    async push(reference, auth, cancel) {
      const options = { all: false, platform: "", ...(auth ? { auth } : {}) };
      for await (const message of pushImage(deps, reference, options, cancel)) {
        if (message.error !== undefined) throw new SystemError(message.error);
      }
    },

    inImages(tree) {
      const chain = chains.get(tree);
      return (
        chain !== undefined && [...valuesOf(deps.store.get().images.records)].some((r) => r.layers.includes(chain))
      );
    },

    retain(trees) {
      updateImages(deps.store, (images) => {
        const cached = new Set<string>();
        for (const tree of trees) {
          for (let at = chains.get(tree); at; at = getIn(images.layers, at)?.parent) cached.add(at);
        }
        return { ...images, cached };
      });
      deps.store.update(releaseLayers);
    },
  };

  async function asBase(
    foundation: Foundation,
    id: string,
    resolved: string,
    config: BaseImage["config"],
  ): Promise<BaseImage> {
    const tree = topTree(await deps.kernel.load(() => foundation.trees()));
    const chainID = foundation.layers.at(-1)?.chainID ?? "";
    if (chainID) {
      foundations.set(chainID, foundation);
      chains.set(tree, chainID);
    }
    hold(
      deps,
      foundation.layers.map((l) => l.chainID),
    );
    return { id, resolved, tree, config, chainID };
  }
}

/** The registry's image; errors are what BuildKit says after `failed to resolve source metadata for NAME: `. */
async function fromRegistry(
  deps: ImageDeps,
  ref: Reference,
  options: Parameters<BuildBackend["resolve"]>[1],
  cancel: Cancel,
): Promise<RegistryImage> {
  const registry = deps.registries.get(ref.domain);
  const what = ref.digest ?? ref.tag ?? "latest";
  if (!registry) {
    const reason = unreachable(deps, ref.domain).replace(/^Get "[^"]*": /, "");
    throw new SystemError(
      `failed to do request: Head "https://${ref.domain}/v2/${ref.path}/manifests/${what}": ${reason}`,
    );
  }
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  await deps.kernel.load(() => registry.prepare(ref.path));
  try {
    return registry.pull(ref.path, what, usableAuth(options.auth));
  } catch (e) {
    if (!(e instanceof RegistryError)) throw e;
    if (e.code === "manifest-unknown") throw new NotFound(`${fullString(ref)}: not found`);
    throw new NotFound(
      "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
    );
  }
}
