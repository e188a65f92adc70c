import type { PathStat } from "../../api/container.ts";
import { InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import type { Files, Stat } from "../../filesystem/files.ts";
import { baseName, normalizePath, parentPath } from "../../filesystem/path.ts";
import { nodeEntry } from "../../filesystem/tar.ts";
import { device } from "../../filesystem/tree.ts";
import { isErrno } from "../../std/errno.ts";
import { type Reader, readAll, readerOf } from "../../std/stream.ts";
import { entryData, type TarEntry, tarEntry, tarStream } from "../../std/tar.ts";
import { readTar, TarError } from "../../std/tar-read.ts";
import { rfc3339Nano, SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { decompressed, isCompressed } from "../image/archive.ts";
import { archiveFiles, readOnlyReason } from "./archive-view.ts";
import { emitContainer } from "./emit.ts";
import { findContainer, liveOf } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";
import { resolveUser } from "./user.ts";
import { mountVolumesApart } from "./volumes-live.ts";

/** Bits of Go's os.FileMode above the nine of permission. */
const GO_MODE = {
  directory: 2 ** 31,
  symlink: 2 ** 27,
  device: 2 ** 26 + 2 ** 21,
  fifo: 2 ** 25,
  socket: 2 ** 24,
  file: 0,
  setuid: 2 ** 23,
  setgid: 2 ** 22,
  sticky: 2 ** 20,
};

/** Links that are followed one after the other. */
const MAX_HOPS = 255;

/** A path as asked for and where it really is: its folder's symlinks are followed, its own last name is not. */
interface Place {
  readonly files: Files;
  /** With a trailing `/` or `/.` kept. */
  readonly asked: string;
  readonly real: string;
}

function placeOf(d: Daemon, text: string, record: ContainerRecord, path: string): Place {
  const files = archiveFiles(d, record, liveOf(d, record));
  const plain = normalizePath(path);
  const asked = `${plain}${plain !== "/" && /\/\.?$/.test(path) ? (path.endsWith("/.") ? "/." : "/") : ""}`;
  const missing = () => new NotFound(`Could not find the file ${path} in container ${text}`);
  try {
    if (plain === "/" || asked !== plain) {
      const real = files.realpath(plain);
      if (files.stat(real).kind !== "directory") throw new SystemError(`lstat ${asked}: not a directory`);
      return { files, asked, real };
    }
    const folder = files.realpath(parentPath(plain));
    const real = `${folder === "/" ? "" : folder}/${baseName(plain)}`;
    files.lstat(real);
    return { files, asked, real };
  } catch (e) {
    if (isErrno(e)) throw missing();
    throw e;
  }
}

/** What is there. A symlink's target is told as the path that it comes to. */
export function statPath(d: Daemon, text: string, path: string): PathStat {
  const record = findContainer(d, text);
  const unmount = mountVolumesApart(d, record);
  try {
    return pathStat(placeOf(d, text, record, path));
  } finally {
    unmount();
  }
}

function pathStat({ files, asked, real }: Place): PathStat {
  const stat = files.lstat(real);
  const special =
    (stat.mode & 0o4000 ? GO_MODE.setuid : 0) +
    (stat.mode & 0o2000 ? GO_MODE.setgid : 0) +
    (stat.mode & 0o1000 ? GO_MODE.sticky : 0);
  return {
    name: baseName(asked) || "/",
    size: stat.size,
    mode: GO_MODE[stat.kind] + special + (stat.mode & 0o777),
    mtime: rfc3339Nano(stat.mtime),
    linkTarget: stat.kind === "symlink" ? linkTarget(files, real) : "",
  };
}

/** Where a chain of links ends, though nothing may be there: `/dev/stdout` leads into /proc, which is not in sight. */
function linkTarget(files: Files, link: string): string {
  let path = link;
  try {
    for (let hops = 0; hops < MAX_HOPS && files.lstat(path).kind === "symlink"; hops++) {
      const next = files.readlink(path);
      path = normalizePath(next.startsWith("/") ? next : `${parentPath(path)}/${next}`);
    }
    return files.realpath(path);
  } catch {
    return path;
  }
}

/** A tar of what is at a path; its members begin with the path's last name, or with `.` for `PATH/.`. */
export function copyFrom(d: Daemon, text: string, path: string): { content: Reader; stat: PathStat } {
  const record = findContainer(d, text);
  const unmount = mountVolumesApart(d, record);
  try {
    const place = placeOf(d, text, record, path);
    const stat = pathStat(place);
    const name = place.asked.endsWith("/.") ? "." : baseName(place.asked) || "/";
    emitContainer(d, "archive-path", record);
    return { content: tarStream(members(place.files, place.real, name)), stat };
  } finally {
    unmount();
  }
}

/** A file with several names is a link behind its first one. */
function* members(
  files: Files,
  path: string,
  name: string,
  linked: Map<number, string> = new Map(),
): Generator<TarEntry> {
  const stat = files.lstat(path);
  const first = stat.kind === "file" && stat.nlink > 1 ? linked.get(stat.ino) : undefined;
  if (stat.kind === "file" && first === undefined) linked.set(stat.ino, name);
  yield member(files, path, name, stat, first);
  if (stat.kind !== "directory") return;
  for (const entry of files.readdir(path)) {
    yield* members(
      files,
      `${path === "/" ? "" : path}/${entry.name}`,
      `${name === "/" ? "" : `${name}/`}${entry.name}`,
      linked,
    );
  }
}

function member(files: Files, path: string, name: string, stat: Stat, first: string | undefined): TarEntry {
  const meta = { mode: stat.mode, uid: stat.uid, gid: stat.gid, mtime: Math.floor(stat.mtime / SECOND) * SECOND };
  switch (stat.kind) {
    case "directory":
      return tarEntry(`${name}/`, "directory", meta);
    case "symlink":
      return tarEntry(name, "symlink", { ...meta, linkname: files.readlink(path) });
    case "file":
      if (first !== undefined) return tarEntry(name, "link", { ...meta, linkname: first });
      return tarEntry(name, "file", { ...meta, data: files.readFile(path) });
    case "device":
      return nodeEntry(device(stat.device ?? "null", meta), name);
    case "fifo":
    case "socket":
      return tarEntry(name, "fifo", meta);
  }
}

/** Unpacks a tar in a folder of the container. */
export async function copyTo(
  d: Daemon,
  text: string,
  path: string,
  content: Reader,
  options: { readonly allowOverwriteDirWithFile: boolean; readonly copyUIDGID: boolean },
): Promise<void> {
  const record = findContainer(d, text);
  const unmount = mountVolumesApart(d, record);
  try {
    await extract(d, text, record, path, content, options);
  } finally {
    unmount();
  }
}

async function extract(
  d: Daemon,
  text: string,
  record: ContainerRecord,
  path: string,
  content: Reader,
  options: { readonly allowOverwriteDirWithFile: boolean; readonly copyUIDGID: boolean },
): Promise<void> {
  const files = archiveFiles(d, record, liveOf(d, record));
  let folder: string;
  try {
    folder = files.realpath(normalizePath(path));
  } catch (e) {
    if (isErrno(e)) throw new NotFound(`Could not find the file ${path} in container ${text}`);
    throw e;
  }
  if (files.stat(folder).kind !== "directory") throw new InvalidParameter("extraction point is not a directory");
  const reason = readOnlyReason(record, folder);
  if (reason) throw new InvalidParameter(reason);
  try {
    const owner = options.copyUIDGID ? ownerOf(d, record) : undefined;
    for await (const entry of readTar(await unpacked(d, content)))
      unpack(files, folder, owner ? { ...entry, ...owner } : entry, options.allowOverwriteDirWithFile);
  } catch (e) {
    if (e instanceof TarError) throw new SystemError(e.message);
    if (isErrno(e, "EBUSY")) throw new SystemError(`RemoveAll ${baseName(e.path ?? "")}: ${e.strerror.toLowerCase()}`);
    throw e;
  }
  emitContainer(d, "extract-to-dir", record);
}

/** An archive that may come compressed. */
async function unpacked(d: Daemon, content: Reader): Promise<Reader> {
  const first = await content.read();
  const chunks = [first];
  const whole: Reader = { read: async () => (chunks.length ? (chunks.pop() ?? null) : content.read()) };
  if (first === null || !isCompressed(first)) return whole;
  return readerOf(await decompressed(d, await readAll(whole)));
}

/** With `docker cp -a` what is copied belongs to the container's own user. */
function ownerOf(d: Daemon, record: ContainerRecord): { uid: number; gid: number } | undefined {
  const { User } = record.config;
  if (User === "") return undefined;
  const { uid, gid } = resolveUser(liveOf(d, record).root.tree, User).credentials;
  return { uid, gid };
}

function unpack(files: Files, folder: string, entry: TarEntry, overwrite: boolean): void {
  const inner = normalizePath(entry.name);
  const path = normalizePath(`${folder}/${inner}`);
  if (path !== folder) files.mkdirs(parentPath(path), 0o755);
  const there = present(files, path);
  const isFolder = there?.kind === "directory";
  if (there && isFolder !== (entry.type === "directory")) {
    if (!overwrite) {
      throw new InvalidParameter(
        isFolder
          ? `cannot overwrite directory "${inner.slice(1)}" with non-directory "${folder}"`
          : `cannot overwrite non-directory "${inner.slice(1)}" with directory "${folder}"`,
      );
    }
    files.removeAll(path);
  } else if (there && !isFolder) files.unlink(path);
  const { mode, uid, gid, mtime } = entry;
  switch (entry.type) {
    case "directory":
      if (!isFolder) files.mkdir(path, mode);
      break;
    case "file":
      files.writeFile(path, entryData(entry), mode);
      break;
    case "symlink":
      files.symlink(entry.linkname, path);
      files.chown(path, uid, gid, true);
      return;
    case "link":
      files.link(normalizePath(`${folder}/${entry.linkname}`), path);
      return;
    case "fifo":
      files.mkfifo(path, mode);
      break;
    default:
      return;
  }
  if (path === folder && inner === "/") return;
  files.chown(path, uid, gid);
  files.chmod(path, mode);
  files.utimes(path, mtime);
}

function present(files: Files, path: string): Stat | undefined {
  try {
    return files.lstat(path);
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}
