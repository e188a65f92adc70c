import type { ContainerSummary } from "../../../api/container.ts";
import type { BuildCacheRecord, DiskUsage } from "../../../api/system.ts";
import { humanSize } from "../../../std/size.ts";
import { type Micros, parseRfc3339, SECOND } from "../../../std/time.ts";
import { jsonOf } from "../../format/go/json.ts";
import { ANY, goValue, type Row, sliceOf, struct } from "../../format/go/value.ts";
import { isTable, parse, renderRows, unescaped, worded } from "../../format/rows.ts";
import { executeTemplate } from "../../format/template/exec.ts";
import { DOCKER_FUNCTIONS } from "../../format/template/functions.ts";
import { ago, ellipsis, shortID } from "../../text.ts";
import { IMAGES, imageRows } from "../image/ls.ts";
import { VOLUMES, volumeRow } from "../volume/ls.ts";

/** `docker system df -v`: every image, container, volume and cache record; by a template all at once. */
export function verboseDiskUsage(usage: DiskUsage, format: string, now: Micros): string {
  const images = usage.Images.flatMap((image) => imageRows(image, isTable(format), now));
  const containers = usage.Containers.map((c) => containerRow(c, now));
  const volumes = usage.Volumes.map(volumeRow);
  const cache = [...usage.BuildCache].sort(byLastUse).map((record) => cacheRow(record, now));
  if (format !== "table") {
    const all = { Images: images, Containers: containers, Volumes: volumes, BuildCache: cache };
    return byTemplate(format.replace(/^table\s+/, ""), all);
  }
  const cacheSize = usage.BuildCache.filter((c) => !c.Shared).reduce((n, c) => n + c.Size, 0);
  return [
    `Images space usage:\n\n${renderRows(IMAGE_COLUMNS, IMAGES, images)}`,
    `Containers space usage:\n\n${renderRows(CONTAINER_COLUMNS, CONTAINERS, containers)}`,
    `Local Volumes space usage:\n\n${renderRows("table {{.Name}}\t{{.Links}}\t{{.Size}}", VOLUMES, volumes)}`,
    `Build cache usage: ${humanSize(cacheSize)}\n\n${renderRows(CACHE_COLUMNS, CACHE, cache)}`,
  ].join("\n");
}

const IMAGE_COLUMNS =
  "table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}";
const CONTAINER_COLUMNS =
  "table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}";
const CACHE_COLUMNS =
  "table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}";

const CONTAINERS = {
  type: "formatter.ContainerContext",
  headers: {
    ID: "CONTAINER ID",
    Image: "IMAGE",
    Command: "COMMAND",
    LocalVolumes: "LOCAL VOLUMES",
    Size: "SIZE",
    RunningFor: "CREATED",
    Status: "STATUS",
    Names: "NAMES",
  },
};

const CACHE = {
  type: "formatter.buildCacheContext",
  headers: {
    ID: "CACHE ID",
    CacheType: "CACHE TYPE",
    Size: "SIZE",
    CreatedSince: "CREATED",
    LastUsedSince: "LAST USED",
    UsageCount: "USAGE",
    Shared: "SHARED",
  },
};

function byTemplate(format: string, all: Readonly<Record<string, readonly Row[]>>): string {
  const plain = Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [
      name,
      rows.map((row) => jsonOf(goValue({ kind: "row", name: "formatter" }, row))),
    ]),
  );
  const fields = Object.fromEntries(Object.keys(all).map((name) => [name, sliceOf(ANY)]));
  const type = { kind: "pointer", elem: struct("formatter.diskUsageContext", fields) } as const;
  const template = parse(unescaped(format === "json" ? "{{json .}}" : format));
  return worded("", 1, () => executeTemplate(template, goValue(type, plain), DOCKER_FUNCTIONS));
}

function containerRow(container: ContainerSummary, now: Micros): Row {
  return {
    cells: {
      ID: () => shortID(container.Id),
      Image: () => container.Image,
      Command: () => JSON.stringify(ellipsis(container.Command, 20)),
      LocalVolumes: () => String(container.Mounts.filter((m) => m.Driver === "local").length),
      Size: () => humanSize(container.SizeRw ?? 0, 3),
      RunningFor: () => ago(now, container.Created),
      Status: () => container.Status,
      Names: () => container.Names.map((n) => n.replace(/^\//, "")).join(","),
    },
  };
}

function cacheRow(record: BuildCacheRecord, now: Micros): Row {
  const since = (text: string | null) => (text === null ? "" : ago(now, (parseRfc3339(text) ?? 0) / SECOND));
  return {
    cells: {
      ID: () => shortID(record.ID) + (record.InUse ? "*" : ""),
      CacheType: () => record.Type,
      Size: () => humanSize(record.Size, 3),
      CreatedSince: () => since(record.CreatedAt),
      LastUsedSince: () => since(record.LastUsedAt),
      UsageCount: () => String(record.UsageCount),
      Shared: () => String(record.Shared),
      InUse: () => String(record.InUse),
      Description: () => record.Description,
      Parent: () => (record.Parents ?? []).map(shortID).join(","),
    },
  };
}

/** The least recently used first; never used before all others. */
function byLastUse(a: BuildCacheRecord, b: BuildCacheRecord): number {
  const at = (r: BuildCacheRecord) => (r.LastUsedAt === null ? -1 : (parseRfc3339(r.LastUsedAt) ?? 0));
  return at(a) - at(b) || (a.ID < b.ID ? -1 : 1);
}
