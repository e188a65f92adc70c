import type { ContainerConfig } from "../../api/container.ts";
import type { HistoryItem, ImageConfigFile, ImageInspect } from "../../api/image.ts";
import { sha256Hex } from "../../std/digest.ts";
import { parseRfc3339, rfc3339Nano, SECOND, ZERO_TIME } from "../../std/time.ts";
import { getIn } from "../buckets.ts";
import { digestsOf, tagsOf } from "./names.ts";
import type { ImageRecord, ImagesState } from "./record.ts";

/** `docker image inspect`, its fields in the order in which the real one prints them. */
export function inspectImage(image: ImageRecord, images: ImagesState, dockerRoot: string): ImageInspect {
  const { config } = image;
  return {
    Id: image.id,
    RepoTags: tagsOf(image),
    RepoDigests: digestsOf(image),
    Parent: image.parent,
    Comment: config.comment || (config.history.at(-1)?.comment ?? ""),
    Created: config.created,
    DockerVersion: config.docker_version ?? "",
    Author: config.author ?? "",
    Architecture: config.architecture,
    ...(config.variant ? { Variant: config.variant } : {}),
    Os: config.os,
    Size: image.size,
    GraphDriver: { Data: graphDriverData(image.layers, dockerRoot), Name: "overlay2" },
    RootFS: {
      Type: "layers",
      Layers: image.layers.map((chainID) => getIn(images.layers, chainID)?.diffID ?? chainID),
    },
    Metadata: { LastTagTime: image.lastTagged === undefined ? ZERO_TIME : rfc3339Nano(image.lastTagged) },
    Config: shownConfig(config.config),
  };
}

/** What an image says of how to run it, by name of field; those that were never set are left out, but for eight. */
function shownConfig(config: ImageConfigFile["config"]): ContainerConfig {
  const shown = {
    ...(config.ArgsEscaped ? { ArgsEscaped: true } : {}),
    Cmd: config.Cmd ?? null,
    Entrypoint: config.Entrypoint ?? null,
    Env: config.Env ?? null,
    ...(isEmpty(config.ExposedPorts) ? {} : { ExposedPorts: sorted(config.ExposedPorts ?? {}) }),
    ...(config.Healthcheck ? { Healthcheck: sorted(config.Healthcheck) } : {}),
    Labels: config.Labels ? sorted(config.Labels) : null,
    OnBuild: config.OnBuild ?? null,
    ...(config.Shell?.length ? { Shell: config.Shell } : {}),
    ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}),
    User: config.User ?? "",
    Volumes: config.Volumes ? sorted(config.Volumes) : null,
    WorkingDir: config.WorkingDir ?? "",
  };
  return shown as unknown as ContainerConfig;
}

function isEmpty(value: object | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0;
}

function sorted<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}

/** Folders of the overlay2 driver: what lies below, top first, and the image's own. */
export function graphDriverData(layers: readonly string[], dockerRoot: string): Record<string, string> {
  const folder = (chainID: string) => `${dockerRoot}/overlay2/${sha256Hex(`overlay2\0${chainID}`)}`;
  const own = folder(layers.at(-1) ?? "");
  const lower = layers.slice(0, -1).toReversed();
  return {
    ...(lower.length ? { LowerDir: lower.map((l) => `${folder(l)}/diff`).join(":") } : {}),
    MergedDir: `${own}/merged`,
    UpperDir: `${own}/diff`,
    WorkDir: `${own}/work`,
  };
}

/**
 * `docker history`, newest first. The image's id stands at the top; below it are the ids of the images that it was
 * committed from, one a line, as long as they are here.
 */
export function imageHistory(image: ImageRecord, images: ImagesState): HistoryItem[] {
  let next = 0;
  const items = image.config.history.map((entry): HistoryItem => {
    const chainID = entry.empty_layer ? undefined : image.layers[next++];
    return {
      Id: "<missing>",
      Created: Math.floor((parseRfc3339(entry.created) ?? 0) / SECOND),
      CreatedBy: entry.created_by ?? "",
      Tags: null,
      Size: (chainID === undefined ? undefined : getIn(images.layers, chainID)?.size) ?? 0,
      Comment: entry.comment ?? "",
    };
  });
  items.reverse();
  let named: ImageRecord | undefined = image;
  for (const item of items) {
    if (!named) break;
    item.Id = named.id;
    const tags = tagsOf(named);
    item.Tags = tags.length ? tags : null;
    named = named.parent ? getIn(images.records, named.parent) : undefined;
  }
  return items;
}
