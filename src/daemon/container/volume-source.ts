import { type ApiError, StartFailed, SystemError } from "../../api/errors.ts";
import { normalizePath } from "../../filesystem/path.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { getIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { volumeData } from "../volume/folder.ts";
import { DISK, hostSource, type Source } from "./mount-source.ts";
import type { MountRecord } from "./record.ts";
import { missing } from "./start-refused.ts";
import { BadTmpfsData, parseTmpfsOptions } from "./tmpfs.ts";

/** What a bind or a volume shows, for `docker cp`; undefined when it is not there any more. */
export function mountSource(d: Daemon, m: MountRecord): Pick<Source, "source" | "subpath"> | undefined {
  try {
    return m.type === "bind" ? hostSource(d, m.source) : volumeSource(d, m);
  } catch {
    return undefined;
  }
}

/** A volume's folder; with options, what they make the local driver mount there. */
export function volumeSource(d: Daemon, m: MountRecord): Source {
  const record = getIn(d.store.get().volumes, m.name);
  const data = volumeData(m.name);
  const options = record?.options ?? {};
  const type = options["type"] ?? "";
  if (type === "tmpfs") {
    try {
      return tmpfsVolume(d, m.name, options["o"] ?? "");
    } catch (e) {
      throw e instanceof BadTmpfsData ? mountRefused(m.name, options, "invalid argument") : e;
    }
  }
  if (options["device"]) {
    const bind = type === "none" && (options["o"] ?? "").split(",").some((o) => o === "bind" || o === "rbind");
    if (!bind) throw mountRefused(m.name, options, noDevice(d, type, options["device"]));
    if (!d.host.files.exists(options["device"])) throw mountRefused(m.name, options, "no such file or directory");
    return { ...hostSource(d, options["device"]), path: data };
  }
  const path = m.subpath ? normalizePath(`${data}/${m.subpath}`) : data;
  if (m.subpath) checkSubpath(d, data, m.subpath);
  const node = d.host.files.stat(path);
  return { source: d.host.cell, subpath: path, ...DISK, isFolder: node.kind === "directory", path };
}

/** Options of a mount that are bits: mount(2). */
const MOUNT_FLAGS: Readonly<Record<string, number>> = {
  ro: 0x1,
  nosuid: 0x2,
  nodev: 0x4,
  noexec: 0x8,
  bind: 0x1000,
  rbind: 0x5000,
};

/** File systems that the kernel has; of these it is the device that is missing. */
const ON_DISKS = ["ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "iso9660"];

function noDevice(d: Daemon, type: string, device: string): string {
  return ON_DISKS.includes(type) && !d.host.files.exists(device) ? "no such file or directory" : "no such device";
}

function mountRefused(name: string, options: Readonly<Record<string, string>>, why: string): ApiError {
  const at = volumeData(name);
  const words = (options["o"] ?? "").split(",").filter((o) => o !== "");
  const flags = words.reduce((n, o) => n + (MOUNT_FLAGS[o] ?? 0), 0);
  const data = words.filter((o) => MOUNT_FLAGS[o] === undefined).join(",");
  const more = `${flags ? `, flags: 0x${flags.toString(16)}` : ""}${data ? `, data: ${data}` : ""}`;
  const message = `error while mounting volume '${at}': failed to mount local volume: mount ${options["device"]}:${at}${more}: ${why}`;
  return why !== "no such file or directory" ? new SystemError(message) : missing(message);
}

function checkSubpath(d: Daemon, data: string, subpath: string): void {
  let at = data;
  for (const part of subpath.split("/").filter((p) => p !== "" && p !== ".")) {
    at = normalizePath(`${at}/${part}`);
    if (d.host.files.exists(at)) continue;
    throw new StartFailed(
      `cannot access path ${normalizePath(`${data}/${subpath}`)}: lstat ${at}: no such file or directory`,
      127,
    );
  }
}

/** A volume in memory: what it holds is gone when the last container that has it ends. */
function tmpfsVolume(d: Daemon, name: string, text: string): Source {
  let cell = d.volumeCells.get(name);
  if (!cell) {
    const o = parseTmpfsOptions(text);
    const tree = { ...emptyTree(d.kernel.now()), mode: o.mode, uid: o.uid, gid: o.gid };
    cell = { tree, ...(o.limit === undefined ? {} : { limit: o.limit }) };
    d.volumeCells.set(name, cell);
  }
  return { source: cell, subpath: "/", fstype: "tmpfs", device: "tmpfs", isFolder: true, path: volumeData(name) };
}
