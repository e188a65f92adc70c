import type { BuildCacheRecord, DiskUsage } from "../../api/system.ts";
import { summary } from "../container/list.ts";
import { allContainers } from "../container/lookup.ts";
import type { Daemon } from "../daemon.ts";
import { volumeOf } from "../volume/create.ts";
import { allVolumes, volumeSize, volumeUsers } from "../volume/service.ts";

/** What `docker system df` counts. */
export function diskUsage(d: Daemon, buildCache: BuildCacheRecord[]): DiskUsage {
  return {
    LayersSize: d.images.layersSize(),
    Images: d.images.diskUsage(),
    Containers: allContainers(d).map((c) => summary(d, c, true)),
    Volumes: allVolumes(d).map((v) => ({
      ...volumeOf(v),
      UsageData: { Size: volumeSize(d, v.name), RefCount: volumeUsers(d, v.name).length },
    })),
    BuildCache: buildCache,
  };
}
