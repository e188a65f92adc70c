import { SystemError } from "../../api/errors.ts";
import type { Mount } from "../../filesystem/mounts.ts";
import { isWithin } from "../../filesystem/path.ts";
import { isErrno } from "../../std/errno.ts";
import type { Daemon } from "../daemon.ts";
import type { MountRecord } from "./record.ts";

export const DISK = { fstype: "ext4", device: "/dev/vda1" };

/** A source as it is mounted: a folder or file of a tree, and what the kernel calls it. */
export interface Source {
  readonly source: Mount["source"];
  readonly subpath: string;
  readonly fstype: string;
  readonly device: string;
  readonly isFolder: boolean;
  /** As the messages name it. */
  readonly path: string;
}

/** A path of the host: found in the host's own mounts. Missing folders are made for `-v`. */
export function bindSource(d: Daemon, m: MountRecord): Source {
  const { files } = d.host;
  if (!files.exists(m.source)) {
    if (!m.createSource) {
      throw new SystemError(`invalid mount config for type "bind": bind source path does not exist: ${m.source}`);
    }
    try {
      files.mkdirs(m.source, 0o755);
    } catch (e) {
      if (!isErrno(e)) throw e;
      throw new SystemError(
        `error while creating mount source path '${m.source}': mkdir ${m.source}: ${e.strerror.toLowerCase()}`,
      );
    }
  }
  return hostSource(d, m.source);
}

/** What lies at a path of the host, as a source to mount. */
export function hostSource(d: Daemon, path: string): Source {
  const { files, mounts } = d.host;
  const real = files.realpath(path);
  const over = mounts.mounts.findLast((x) => isWithin(real, x.target)) ?? mounts.mounts[0];
  const inner = over && over.target !== "/" ? real.slice(over.target.length) : real;
  const below = over && over.subpath !== "/" ? over.subpath : "";
  return {
    source: over?.source ?? d.host.cell,
    subpath: `${below}${inner}` || "/",
    fstype: !over || over.target === "/" ? DISK.fstype : over.fstype,
    device: !over || over.target === "/" ? DISK.device : over.device,
    isFolder: files.stat(real).kind === "directory",
    path,
  };
}

export function imageSource(d: Daemon, m: MountRecord): Source {
  const cell = d.imageCells.get(m.source);
  if (!cell) throw new SystemError(`No such image: ${m.source}`);
  return { source: cell, subpath: "/", fstype: "overlay", device: "overlay", isFolder: true, path: m.source };
}
