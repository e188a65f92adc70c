import { SystemError } from "../../api/errors.ts";
import { layerOf } from "../../filesystem/layer.ts";
import { rfc3339Nano } from "../../std/time.ts";
import { getIn } from "../buckets.ts";
import { ENGINE_VERSION } from "../facts.ts";
import type { CommitOptions } from "../image-port.ts";
import { applyChanges } from "./changes.ts";
import { createImage, FROM_SCRATCH, foundationOf } from "./create.ts";
import type { ImageDeps } from "./deps.ts";
import { parseReferenceOrNone } from "./find.ts";
import { nameImage } from "./tag.ts";

/**
 * `docker commit`: an image of what a container has changed upon its own image, which becomes its parent. A container
 * that changed nothing adds no layer. Refused once the image is gone.
 */
export function commitImage(deps: ImageDeps, options: CommitOptions): string {
  const config = applyChanges(options.config, options.changes);
  const reference = parseReferenceOrNone(options.reference);
  const { images } = deps.store.get();
  const base = getIn(images.records, options.parentID);
  if (!base && options.parentID !== "") {
    const content = `${deps.dockerRoot}/image/overlay2/imagedb/content/${options.parentID.replace(":", "/")}`;
    throw new SystemError(`failed to get digest ${options.parentID}: open ${content}: no such file or directory`);
  }
  const created = rfc3339Nano(deps.kernel.now());
  const empty = layerOf(options.base, options.tree).changes.length === 0;
  const image = createImage(deps, {
    base: base ? foundationOf(deps, base) : FROM_SCRATCH,
    layers: empty ? [] : [{ before: options.base, after: options.tree }],
    parent: options.parentID,
    config: {
      architecture: base?.config.architecture ?? "amd64",
      ...(options.author ? { author: options.author } : {}),
      config,
      created,
      docker_version: ENGINE_VERSION,
      history: [
        ...(base?.config.history ?? []),
        {
          created,
          ...createdBy(options),
          ...(options.author ? { author: options.author } : {}),
          ...(options.comment ? { comment: options.comment } : {}),
          ...(empty ? { empty_layer: true } : {}),
        },
      ],
      os: base?.config.os ?? "linux",
      rootfs: { type: "layers", diff_ids: [] },
    },
  });
  if (reference) nameImage(deps, image.id, options.reference);
  return image.id;
}

function createdBy({ createdBy, config }: CommitOptions): { created_by?: string } {
  const text = createdBy ?? config.Cmd?.join(" ") ?? "";
  return text === "" ? {} : { created_by: text };
}
