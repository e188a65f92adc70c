import { StartFailed, SystemError } from "../../api/errors.ts";
import type { Files } from "../../filesystem/files.ts";
import type { Mount, MountNamespace, TreeCell } from "../../filesystem/mounts.ts";
import { createNamespace } from "../../filesystem/namespace.ts";
import { normalizePath, parentPath } from "../../filesystem/path.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import type { PidNamespace } from "../../kernel/kernel.ts";
import { isErrno } from "../../std/errno.ts";
import type { Daemon } from "../daemon.ts";
import type { LiveContainer } from "./live.ts";
import { bindSource, DISK, imageSource, type Source } from "./mount-source.ts";
import { namedContainer } from "./named.ts";
import { overlayID } from "./overlay.ts";
import { pinFile } from "./pin-file.ts";
import type { ContainerRecord, MountRecord } from "./record.ts";
import { CREATE_FAILED, NOT_A_FOLDER, StartRefused } from "./start-refused.ts";
import { BadTmpfsData, parseTmpfsOptions, type TmpfsOptions } from "./tmpfs.ts";
import { volumeSource } from "./volume-source.ts";

const ROOT = { uid: 0, gid: 0, groups: [0] };

/**
 * All mounts of a container's run: its root, the system's, its /etc files, then its own, outer places first. Places that
 * are missing are made in the container's layer. Throws what the daemon or runc says when a source cannot be mounted.
 */
export function mountContainer(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  pids: PidNamespace,
  etc: TreeCell,
): MountNamespace {
  const { hostConfig } = record;
  const root: Mount = {
    target: "/",
    source: live.root,
    subpath: "/",
    readOnly: false,
    fstype: "overlay",
    device: "overlay",
  };
  const system = d.kernel
    .systemMounts(pids)
    .flatMap((m) => (m.target === "/dev/shm" ? sharedMemory(d, record, m) : [m]));
  const own = ["resolv.conf", "hostname", "hosts"].map((name) => ({
    target: `/etc/${name}`,
    source: etc,
    subpath: `/${name}`,
    readOnly: hostConfig.ReadonlyRootfs,
    ...DISK,
  }));
  const all: ({ target: string } & ({ m: MountRecord } | { options: string } | { own: Mount }))[] = [
    ...record.mounts.map((m) => ({ m, target: m.destination })),
    ...Object.entries(hostConfig.Tmpfs ?? {}).map(([target, options]) => ({ options, target: normalizePath(target) })),
  ];
  const hidden = new Set(all.map((x) => x.target));
  const shown = own.filter((m) => !hidden.has(m.target));
  // Where something is mounted on /etc itself they come behind it.
  const behind = hidden.has("/etc");
  if (behind) all.unshift(...shown.map((m) => ({ own: m, target: m.target })));
  all.sort((a, b) => depth(a.target) - depth(b.target));
  const mounts = createNamespace([root, ...system, ...(behind ? [] : shown)]);
  const files = rootFiles(d, mounts);
  live.unpin();
  for (const entry of all) {
    if ("own" in entry) {
      place(files, entry.target, false);
      mounts.mount(entry.own);
    } else if ("m" in entry) mountOne(d, files, mounts, entry.m, overlayID(record.id));
    else mountTmpfs(d, files, mounts, entry.target, entry.options, overlayID(record.id));
  }
  const whole = hostConfig.ReadonlyRootfs
    ? createNamespace([{ ...root, readOnly: true }, ...mounts.mounts.slice(1)])
    : mounts;
  const binds = new Set(record.mounts.filter((m) => m.type === "bind").map((m) => m.destination));
  const pins = whole.mounts.filter((m) => binds.has(m.target)).flatMap((m) => pinFile(whole, m) ?? []);
  if (pins.length)
    live.unpin = () => {
      for (const unpin of pins.splice(0)) unpin();
    };
  return whole;
}

/** File calls as root in these mounts. */
export function rootFiles(d: Daemon, mounts: MountNamespace): Files {
  return createFiles({ mounts, root: "/", cwd: "/", credentials: ROOT, umask: 0, now: () => d.kernel.now() });
}

function depth(path: string): number {
  return path.split("/").length;
}

/** A tmpfs of that many bytes, 64 MB for 0. */
export function sized(m: Mount, bytes: number): Mount {
  const limit = bytes || 64 * 1024 ** 2;
  return "limit" in m.source && m.source.limit !== limit ? { ...m, source: { ...m.source, limit } } : m;
}

/** /dev/shm: its own of this size, none, or that of the host or of another container, which must be ready to share it. */
function sharedMemory(d: Daemon, { hostConfig }: ContainerRecord, m: Mount): readonly Mount[] {
  const { IpcMode, ShmSize } = hostConfig;
  if (IpcMode === "none") return [];
  if (IpcMode === "host") return d.host.mounts.mounts.filter((x) => x.target === m.target);
  if (!IpcMode.startsWith("container:")) return [sized(m, ShmSize)];
  const donor = namedContainer(d, IpcMode.slice("container:".length));
  const refuse = (why: string) => new SystemError(`failed to join IPC namespace: container ${donor.id}${why}`);
  const run = d.live.get(donor.id)?.run;
  if (!run) throw refuse(" is not running");
  if (donor.hostConfig.IpcMode !== "shareable")
    throw refuse(": non-shareable IPC (hint: use IpcMode:shareable for the donor container)");
  return run.mounts.mounts.filter((x) => x.target === m.target);
}

function mountTmpfs(
  d: Daemon,
  files: Files,
  mounts: MountNamespace,
  target: string,
  text: string,
  overlay: string,
): void {
  const o = tmpfsOptions(target, text);
  const tree = { ...emptyTree(d.kernel.now()), mode: o.mode, uid: o.uid, gid: o.gid };
  try {
    place(files, target, true);
  } catch (e) {
    if (!isErrno(e, "EROFS")) throw e;
    throw noPlace("tmpfs", target, true, overlay);
  }
  mounts.mount({
    target,
    source: { tree, ...(o.limit === undefined ? {} : { limit: o.limit }) },
    subpath: "/",
    readOnly: o.readOnly,
    fstype: "tmpfs",
    device: "tmpfs",
    options: o.shown,
  });
}

function tmpfsOptions(target: string, text: string): TmpfsOptions {
  try {
    return parseTmpfsOptions(text);
  } catch (e) {
    if (!(e instanceof BadTmpfsData)) throw e;
    throw new StartFailed(
      `${CREATE_FAILED}error mounting "tmpfs" to rootfs at "${target}": mount src=tmpfs, dst=${target}, dstFd=/proc/thread-self/fd/11, flags=${e.flags}, data=${e.data}: invalid argument`,
      128,
    );
  }
}

function mountOne(d: Daemon, files: Files, mounts: MountNamespace, m: MountRecord, overlay: string): void {
  if (m.type === "tmpfs") {
    const size = m.size ? `,size=${m.size}` : "";
    const options = `mode=${m.permissions.toString(8)}${size}${m.readWrite ? "" : ",ro"}`;
    mountTmpfs(d, files, mounts, m.destination, options, overlay);
    return;
  }
  const source = m.type === "bind" ? bindSource(d, m) : m.type === "image" ? imageSource(d, m) : volumeSource(d, m);
  const target = placed(files, m.destination, source, overlay);
  mounts.mount({
    target,
    source: source.source,
    subpath: source.subpath,
    readOnly: !m.readWrite,
    fstype: source.fstype,
    device: source.device,
  });
}

/** The place where it is mounted, made where it is missing. A folder on a file, or a file on a folder, is refused. */
function placed(files: Files, destination: string, source: Source, overlay: string): string {
  try {
    place(files, destination, source.isFolder);
    const there = files.stat(destination).kind === "directory";
    if (there === source.isFolder) return files.realpath(destination);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (e.code === "EROFS") throw noPlace(source.path, destination, source.isFolder, overlay);
  }
  throw new StartRefused(
    `${CREATE_FAILED}error mounting "${source.path}" to rootfs at "${destination}": mount src=${source.path}, dst=${destination}, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: ${NOT_A_FOLDER}`,
    128,
    127,
  );
}

/** The place for a mount would lie in something that is read-only. */
function noPlace(what: string, destination: string, isFolder: boolean, overlay: string): StartFailed {
  const call = isFolder ? `mkdirat /var/lib/docker/overlay2/${overlay}/merged${destination}: ` : "";
  return new StartFailed(
    `${CREATE_FAILED}error mounting "${what}" to rootfs at "${destination}": create mountpoint for ${destination} mount: make mountpoint "${destination}": ${call}read-only file system`,
    128,
  );
}

function place(files: Files, target: string, folder: boolean): void {
  if (files.exists(target)) return;
  files.mkdirs(folder ? target : parentPath(target), 0o755);
  if (!folder) files.writeFile(target, "", 0o755);
}
