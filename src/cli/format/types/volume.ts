import { ANY, type GoType, INT64, mapOf, pointerTo, STRING, struct } from "../go/value.ts";

/** What `docker volume inspect` sees. */
export const VOLUME: GoType = struct("volume.Volume", {
  "ClusterVolume?": pointerTo(struct("volume.ClusterVolume", {})),
  "CreatedAt?": STRING,
  Driver: STRING,
  Labels: mapOf(STRING),
  Mountpoint: STRING,
  Name: STRING,
  Options: mapOf(STRING),
  Scope: STRING,
  "Status?": mapOf(ANY),
  "UsageData?": pointerTo(struct("volume.UsageData", { RefCount: INT64, Size: INT64 })),
});
