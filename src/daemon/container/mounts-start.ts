import { type ApiError, StartFailed, SystemError } from "../../api/errors.ts";
import type { Files } from "../../filesystem/files.ts";
import type { Mount, MountNamespace, TreeCell } from "../../filesystem/mounts.ts";
import { createNamespace } from "../../filesystem/namespace.ts";
import { isWithin, normalizePath, parentPath } from "../../filesystem/path.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import type { PidNamespace } from "../../kernel/kernel.ts";
import { isErrno } from "../../std/errno.ts";
import { getIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { volumeData } from "../volume/folder.ts";
import type { LiveContainer } from "./live.ts";
import { checkLogging } from "./log-options.ts";
import { namedContainer } from "./named.ts";
import { overlayID } from "./overlay.ts";
import { pinFile } from "./pin-file.ts";
import type { ContainerRecord, MountRecord } from "./record.ts";
import { CREATE_FAILED, missing, NOT_A_FOLDER, StartRefused } from "./start-refused.ts";
import { BadTmpfsData, parseTmpfsOptions, type TmpfsOptions } from "./tmpfs.ts";

const DISK = { fstype: "ext4", device: "/dev/vda1" };
const ROOT = { uid: 0, gid: 0, groups: [0] };

/** A source as it is mounted: a folder or file of a tree, and what the kernel calls it. */
interface Source {
  readonly source: Mount["source"];
  readonly subpath: string;
  readonly fstype: string;
  readonly device: string;
  readonly isFolder: boolean;
  /** As the messages name it. */
  readonly path: string;
}

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
    else mountTmpfs(d, files, mounts, entry.target, entry.options);
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

function mountTmpfs(d: Daemon, files: Files, mounts: MountNamespace, target: string, text: string): void {
  const o = tmpfsOptions(target, text);
  const tree = { ...emptyTree(d.kernel.now()), mode: o.mode, uid: o.uid, gid: o.gid };
  place(files, target, true);
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
    mountTmpfs(d, files, mounts, m.destination, `mode=${m.permissions.toString(8)}${size}${m.readWrite ? "" : ",ro"}`);
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

/** What a bind or a volume shows, for `docker cp`; undefined when it is not there any more. */
export function mountSource(d: Daemon, m: MountRecord): Pick<Source, "source" | "subpath"> | undefined {
  try {
    return m.type === "bind" ? hostSource(d, m.source) : volumeSource(d, m);
  } catch {
    return undefined;
  }
}

/** The place where it is mounted, made where it is missing. A folder on a file, or a file on a folder, is refused. */
function placed(files: Files, destination: string, source: Source, overlay: string): string {
  try {
    place(files, destination, source.isFolder);
    const there = files.stat(destination).kind === "directory";
    if (there === source.isFolder) return files.realpath(destination);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (e.code === "EROFS") {
      throw new StartFailed(
        `${CREATE_FAILED}error mounting "${source.path}" to rootfs at "${destination}": create mountpoint for ${destination} mount: make mountpoint "${destination}": mkdirat /var/lib/docker/overlay2/${overlay}/merged${destination}: read-only file system`,
        128,
      );
    }
  }
  throw new StartRefused(
    `${CREATE_FAILED}error mounting "${source.path}" to rootfs at "${destination}": mount src=${source.path}, dst=${destination}, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: ${NOT_A_FOLDER}`,
    128,
    127,
  );
}

function place(files: Files, target: string, folder: boolean): void {
  if (files.exists(target)) return;
  files.mkdirs(folder ? target : parentPath(target), 0o755);
  if (!folder) files.writeFile(target, "", 0o755);
}

/** A path of the host: found in the host's own mounts. Missing folders are made for `-v`. */
function bindSource(d: Daemon, m: MountRecord): Source {
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
function hostSource(d: Daemon, path: string): Source {
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

function imageSource(d: Daemon, m: MountRecord): Source {
  const cell = d.imageCells.get(m.source);
  if (!cell) throw new SystemError(`No such image: ${m.source}`);
  return { source: cell, subpath: "/", fstype: "overlay", device: "overlay", isFolder: true, path: m.source };
}

/** A volume's folder; with options, what they make the local driver mount there. */
function volumeSource(d: Daemon, m: MountRecord): Source {
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

/** runc's own limits. */
export function checkCgroup({ hostConfig }: ContainerRecord): void {
  const { CpuShares } = hostConfig;
  if (CpuShares === 0 || (CpuShares >= 2 && CpuShares <= 262144)) return;
  const which = CpuShares < 2 ? "minimum allowed cpu-shares is 2" : "maximum allowed cpu-shares is 262144";
  throw new StartFailed(`${CREATE_FAILED}error setting cgroup config for procHooks process: the ${which}`, 128);
}

/** Families of parameters that belong to a network name space. */
const NETWORK_PARAMETERS = ["bridge", "core", "ipv4", "ipv6", "mptcp", "netfilter", "unix"];

/** Parameters of the kernel are set as the container starts: one that is not there is found out then. */
export function checkParameters({ hostConfig }: ContainerRecord): void {
  for (const name of Object.keys(hostConfig.Sysctls ?? {})) {
    const [kind, family = ""] = name.split(".");
    if (kind !== "net" || NETWORK_PARAMETERS.includes(family)) continue;
    throw new StartFailed(
      `${CREATE_FAILED}open sysctl ${name} file: unsafe procfs detected: openat2 fsmount:fscontext:proc/./sys/${name.replaceAll(".", "/")}: no such file or directory`,
      127,
    );
  }
}

/** Checks that cannot be made when the container is created: they belong to the machine as it is at the start. */
export function checkDevices(d: Daemon, record: ContainerRecord): void {
  for (const { PathOnHost } of record.hostConfig.Devices ?? []) {
    if (d.host.files.exists(PathOnHost)) continue;
    throw missing(
      `error gathering device information while adding custom device "${PathOnHost}": no such file or directory`,
    );
  }
  const requests = record.hostConfig.DeviceRequests ?? [];
  if (requests.length) throw new SystemError(`could not select device driver "" with capabilities: [[gpu]]`);
  checkLogging(record);
}
