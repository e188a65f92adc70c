import type { DiskUsage } from "../../../api/system.ts";
import { humanSize } from "../../../std/size.ts";
import type { Row } from "../../format/go/value.ts";

/** The four rows of `docker system df`. */
export function diskUsageRows(usage: DiskUsage): readonly Row[] {
  return [images(usage), containers(usage), volumes(usage), buildCache(usage)];
}

function row(type: string, total: number, active: number, size: number, reclaimable: string): Row {
  return {
    cells: {
      Active: () => String(active),
      Reclaimable: () => reclaimable,
      Size: () => humanSize(size),
      TotalCount: () => String(total),
      Type: () => type,
    },
  };
}

/** Images: used are those with containers; what they hold of their own cannot be won back. */
function images({ Images, LayersSize }: DiskUsage): Row {
  const used = Images.filter((i) => i.Containers !== 0);
  let held = 0;
  for (const image of used) {
    if (image.Size === -1 || image.SharedSize === -1) continue;
    held += image.Size - image.SharedSize;
  }
  const free = LayersSize - held;
  return row(
    "Images",
    Images.length,
    Images.filter((i) => i.Containers > 0).length,
    LayersSize,
    withShare(free, LayersSize),
  );
}

function withShare(bytes: number, of: number): string {
  return of > 0 ? `${humanSize(bytes)} (${Math.trunc((bytes * 100) / of)}%)` : humanSize(bytes);
}

const ACTIVE = new Set(["running", "paused", "restarting"]);

function containers({ Containers }: DiskUsage): Row {
  const active = Containers.filter((c) => ACTIVE.has(c.State));
  const sum = (list: typeof Containers) => list.reduce((n, c) => n + (c.SizeRw ?? 0), 0);
  const total = sum(Containers);
  return row("Containers", Containers.length, active.length, total, withShare(total - sum(active), total));
}

function volumes({ Volumes }: DiskUsage): Row {
  const used = Volumes.filter((v) => (v.UsageData?.RefCount ?? 0) > 0);
  const sum = (list: typeof Volumes) => list.reduce((n, v) => n + Math.max(0, v.UsageData?.Size ?? 0), 0);
  const total = sum(Volumes);
  return row("Local Volumes", Volumes.length, used.length, total, withShare(total - sum(used), total));
}

/** Build cache: shared records count as images' layers. */
function buildCache({ BuildCache }: DiskUsage): Row {
  const own = BuildCache.filter((c) => !c.Shared);
  const size = own.reduce((n, c) => n + c.Size, 0);
  const inUse = own.filter((c) => c.InUse).reduce((n, c) => n + c.Size, 0);
  return row("Build Cache", BuildCache.length, BuildCache.filter((c) => c.InUse).length, size, humanSize(size - inUse));
}
