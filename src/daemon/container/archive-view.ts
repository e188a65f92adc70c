import type { Files } from "../../filesystem/files.ts";
import type { Mount } from "../../filesystem/mounts.ts";
import { createNamespace } from "../../filesystem/namespace.ts";
import { isWithin } from "../../filesystem/path.ts";
import type { Daemon } from "../daemon.ts";
import { networkModeOf } from "../network/kinds.ts";
import type { LiveContainer } from "./live.ts";
import { rootFiles } from "./mounts-start.ts";
import type { ContainerRecord } from "./record.ts";
import { mountSource } from "./volume-source.ts";

/**
 * A container's files as `docker cp` sees them, running or not: its root, its /etc files, its binds and volumes; no /proc,
 * no tmpfs. Writes go through even where the container itself may not write; that is checked apart.
 */
export function archiveFiles(d: Daemon, record: ContainerRecord, live: LiveContainer): Files {
  const mode = networkModeOf(record.hostConfig.NetworkMode);
  const etc = (mode.kind === "container" ? d.live.get(mode.id) : live)?.etc ?? live.etc;
  const base = { readOnly: false, fstype: "ext4", device: "/dev/vda1" };
  const mounts: Mount[] = [{ ...base, target: "/", source: live.root, subpath: "/" }];
  if (etc.tree.entries.size > 0) {
    for (const name of ["resolv.conf", "hostname", "hosts"]) {
      mounts.push({ ...base, target: `/etc/${name}`, source: etc, subpath: `/${name}` });
    }
  }
  const namespace = createNamespace(mounts);
  for (const m of record.mounts) {
    const source = m.type === "bind" || m.type === "volume" ? mountSource(d, m) : undefined;
    if (source) namespace.mount({ ...base, target: m.destination, source: source.source, subpath: source.subpath });
  }
  return rootFiles(d, namespace);
}

/** Why nothing may be put at this place; undefined when it may. */
export function readOnlyReason(record: ContainerRecord, path: string): string | undefined {
  const over = record.mounts
    .filter((m) => m.type !== "tmpfs" && isWithin(path, m.destination))
    .sort((a, b) => b.destination.length - a.destination.length)[0];
  if (over) return over.readWrite ? undefined : "mounted volume is marked read-only";
  return record.hostConfig.ReadonlyRootfs ? "container rootfs is marked read-only" : undefined;
}
