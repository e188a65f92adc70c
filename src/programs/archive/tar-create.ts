import type { Stat } from "../../filesystem/files.ts";
import { isErrno } from "../../std/errno.ts";
import type { Writer } from "../../std/stream.ts";
import { encodeTarEntry, type TarEntry, tarEnd, tarEntry } from "../../std/tar.ts";
import { SECOND } from "../../std/time.ts";
import { deviceNumbers } from "../lib/devices.ts";
import { parseMode } from "../lib/modes.ts";
import { createOutput } from "../lib/output.ts";
import { joinPath } from "../lib/paths.ts";
import type { Call } from "../lib/tool.ts";
import { findGid, findUid, nameCache } from "../lib/users.ts";
import { gzipWriter } from "./gzip-stream.ts";
import { entryLine } from "./tar-list.ts";
import { isExcluded, type TarWish } from "./tar-options.ts";

/** GNU fills an archive up to whole records of twenty blocks. */
const RECORD = 10240;

/** Writes an archive of the operands. */
export async function createArchive(c: Call, wish: TarWish): Promise<void> {
  const listed = c.options.values("T").flatMap((path) => c.p.files.readText(path).split("\n").filter(Boolean));
  const operands = [...c.operands, ...listed];
  if (!operands.length) await nothing(c);
  if (wish.file === "-" && c.p.terminal(1)) {
    await c.complain(
      c.flavour.pick("Refusing to write archive contents to terminal (missing -f option?)", "can't write to terminal"),
      2,
    );
    if (!c.flavour.busybox) await c.p.write(2, `${c.name}: Error is not recoverable: exiting now\n`);
    c.leave(c.flavour.pick(2, 1));
  }
  const fd = wish.file === "-" ? 1 : await openArchive(c, wish.file);
  const out = createOutput(c.p, fd);
  const raw: Writer = { write: (data) => out.write(data), close() {} };
  const packed = wish.gzip ? gzipWriter(raw) : undefined;
  const packer = createPacker(c, wish, packed ?? raw, wish.file === "-" ? 2 : 1);
  const home = c.p.cwd;
  if (wish.folder !== undefined) await enter(c, wish.folder);
  const archive = wish.file === "-" ? undefined : c.p.fstat(fd);
  for (const operand of operands) await packer.add(operand.replace(/(?<=.)\/+$/, ""), archive);
  c.p.chdir(home);
  await packer.finish();
  await packed?.finish();
  await out.flush();
  if (fd !== 1) c.p.close(fd);
  if (c.status && c.flavour.busybox) await c.complain("error exit delayed from previous errors");
}

async function nothing(c: Call): Promise<never> {
  if (c.flavour.busybox) return await c.fail("empty archive");
  await c.complain("Cowardly refusing to create an empty archive", 2);
  await c.p.write(2, `Try '${c.name} --help' or '${c.name} --usage' for more information.\n`);
  return c.leave(2);
}

async function openArchive(c: Call, path: string): Promise<number> {
  try {
    return await c.p.open(path, { write: true, create: true, truncate: true });
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(
      c.flavour.pick(`${path}: Cannot open: ${e.strerror}`, `can't open '${path}': ${e.strerror}`),
      c.flavour.pick(2, 1),
    );
    if (!c.flavour.busybox) await c.p.write(2, `${c.name}: Error is not recoverable: exiting now\n`);
    return c.leave(c.flavour.pick(2, 1));
  }
}

/** -C */
export async function enter(c: Call, folder: string): Promise<void> {
  try {
    c.p.chdir(folder);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(
      c.flavour.pick(`${folder}: Cannot open: ${e.strerror}`, `can't change directory to '${folder}': ${e.strerror}`),
      c.flavour.pick(2, 1),
    );
    if (!c.flavour.busybox) await c.p.write(2, `${c.name}: Error is not recoverable: exiting now\n`);
    c.leave(c.flavour.pick(2, 1));
  }
}

function createPacker(c: Call, wish: TarWish, to: Writer, listing: number) {
  const names = nameCache(c.p.files);
  const linked = new Map<string, string>();
  let size = 0;
  let warned = false;

  const write = async (chunk: Uint8Array) => {
    size += chunk.length;
    await to.write(chunk);
  };
  const memberName = async (path: string): Promise<string> => {
    const name = wish.absolute ? path : path.replace(/^\/+/, "");
    if (name !== path && !warned) {
      warned = true;
      await c.p.write(
        2,
        `${c.name}: ${c.flavour.pick("Removing leading `/' from member names", "removing leading '/' from member names")}\n`,
      );
    }
    return name === "" ? "./" : name;
  };
  const add = async (path: string, archive: Stat | undefined): Promise<void> => {
    await c.p.tick();
    if (isExcluded(wish, path)) return;
    try {
      const stat = wish.follow ? c.p.files.stat(path) : c.p.files.lstat(path);
      if (archive && stat.ino === archive.ino && stat.dev === archive.dev) return await itself(path);
      const name = await memberName(path);
      const entry = entryOf(stat, path, name);
      if (entry) {
        for (const chunk of encodeTarEntry(entry)) await write(chunk);
        if (wish.verbose) await c.p.write(listing, `${entryLine(entry, wish, c)}\n`);
      }
      if (stat.kind === "directory" && wish.recurse)
        for (const e of c.p.files.readdir(path)) await add(joinPath(path, e.name), archive);
    } catch (e) {
      if (!isErrno(e) || e.code === "EPIPE") throw e;
      const what = e.code === "EACCES" ? "open" : "stat";
      await c.complain(
        c.flavour.pick(`${path}: Cannot ${what}: ${e.strerror}`, `${path}: ${e.strerror}`),
        c.flavour.pick(2, 1),
      );
    }
  };
  const itself = async (path: string) => {
    if (!c.flavour.busybox) await c.p.write(2, `${c.name}: ${path}: archive cannot contain itself; not dumped\n`);
  };
  const entryOf = (stat: Stat, path: string, name: string): TarEntry | undefined => {
    const owner = c.options.value("owner");
    const group = c.options.value("group");
    const uid = owner === undefined ? stat.uid : (findUid(c.p.files, owner.split(":")[0] ?? "") ?? 0);
    const gid = group === undefined ? stat.gid : (findGid(c.p.files, group.split(":")[0] ?? "") ?? 0);
    const change = c.options.has("mode") ? parseMode(c.options.value("mode") ?? "", 0) : undefined;
    const fields = {
      mode: change ? change(stat.mode, stat.kind === "directory") : stat.mode,
      uid,
      gid,
      uname: wish.numeric ? "" : nameOr(names.user(uid), uid),
      gname: wish.numeric ? "" : nameOr(names.group(gid), gid),
      mtime: Math.floor(stat.mtime / SECOND) * SECOND,
    };
    switch (stat.kind) {
      case "directory":
        return tarEntry(name.endsWith("/") ? name : `${name}/`, "directory", fields);
      case "symlink":
        return tarEntry(name, "symlink", { ...fields, linkname: c.p.files.readlink(path) });
      case "fifo":
        return tarEntry(name, "fifo", fields);
      case "device": {
        const [devMajor, devMinor] = deviceNumbers(stat.device ?? "null");
        return tarEntry(name, "char", { ...fields, devMajor, devMinor });
      }
      case "socket":
        return undefined;
      default: {
        const key = `${stat.dev}:${stat.ino}`;
        const first = stat.nlink > 1 ? linked.get(key) : undefined;
        if (first !== undefined) return tarEntry(name, "link", { ...fields, linkname: first });
        if (stat.nlink > 1) linked.set(key, name);
        return tarEntry(name, "file", { ...fields, data: c.p.files.readFile(path) });
      }
    }
  };
  return {
    add,
    async finish() {
      await write(tarEnd());
      if (!c.flavour.busybox && size % RECORD) await write(new Uint8Array(RECORD - (size % RECORD)));
    },
  };
}

function nameOr(name: string, id: number): string {
  return name === String(id) ? "" : name;
}
