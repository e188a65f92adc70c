import type { Stat } from "../../filesystem/files.ts";
import { type ErrnoError, isErrno } from "../../std/errno.ts";
import { modeString } from "../lib/modes.ts";
import { baseName, dirName, joinPath } from "../lib/paths.ts";
import { confirm } from "../lib/prompt.ts";
import { resolveMissing } from "../lib/relative.ts";
import type { Call } from "../lib/tool.ts";

/** How cp, mv (between mounts) and install copy. */
export interface CopyWish {
  readonly recursive: boolean;
  /** Symlinks that are followed: none, those on the command line, all. */
  readonly follow: "never" | "operands" | "always";
  readonly preserve: { readonly mode: boolean; readonly owner: boolean; readonly time: boolean };
  readonly existing: "overwrite" | "ask" | "keep" | "update";
  readonly force: boolean;
  readonly verbose: boolean;
  /** Make a link instead of a copy. */
  readonly link: "hard" | "symbolic" | undefined;
  /** mv's, which does not say what it copies. */
  readonly quiet?: boolean;
  /** Below the top: the folder that the copy makes, without symlinks, and the names that were given. */
  readonly made?: string;
  readonly source?: string;
  readonly target?: string;
}

/** Copies one file or tree to `to`, complaining about what does not work; false when something was not copied. */
export async function copyTo(c: Call, from: string, to: string, wish: CopyWish, depth = 0): Promise<boolean> {
  await c.p.tick();
  let stat: Stat;
  try {
    const follows = wish.follow === "always" || (wish.follow === "operands" && depth === 0);
    stat = follows ? c.p.files.stat(from) : c.p.files.lstat(from);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(`${c.flavour.pick("cannot", "can't")} stat ${c.quoteAlways(from)}: ${e.strerror}`);
    return false;
  }
  if (stat.kind === "directory" && !wish.recursive) {
    const text = `omitting directory ${c.quoteAlways(from)}`;
    await c.complain(c.flavour.pick(`-r not specified; ${text}`, text));
    return false;
  }
  const there = lstatOr(c, to);
  const target = statOr(c, to);
  if (target && stat.ino === target.ino && stat.dev === target.dev && !(wish.link && !wish.force)) {
    await c.complain(`${c.quoteAlways(from)} and ${c.quoteAlways(to)} are the same file`);
    return false;
  }
  if (!(await fits(c, from, to, stat, target)) || !(await mayReplace(c, to, stat, target, wish, there))) return false;
  if (stat.kind === "directory") return await copyFolder(c, from, to, stat, target, wish, depth);
  return await copyLeaf(c, from, to, stat, there, target, wish);
}

async function fits(c: Call, from: string, to: string, stat: Stat, target: Stat | undefined): Promise<boolean> {
  if (!target || (stat.kind === "directory") === (target.kind === "directory")) return true;
  if (target.kind === "directory") {
    const gnu = `cannot overwrite directory ${c.quoteAlways(to)} with non-directory${stat.kind === "directory" ? "" : ` ${c.quoteAlways(from)}`}`;
    await c.complain(c.flavour.pick(gnu, `'${to}' is a directory`));
  } else {
    const gnu = `cannot overwrite non-directory ${c.quoteAlways(to)} with directory ${c.quoteAlways(from)}`;
    await c.complain(c.flavour.pick(gnu, `can't stat '${joinPath(to, baseName(from))}': Not a directory`));
  }
  return false;
}

/** -i, -n and -u, for what is there already. */
async function mayReplace(
  c: Call,
  to: string,
  stat: Stat,
  target: Stat | undefined,
  wish: CopyWish,
  there: Stat | undefined,
): Promise<boolean> {
  if (!there || stat.kind === "directory") return true;
  if (wish.existing === "keep") return false;
  if (wish.existing === "update") return !target || stat.mtime > target.mtime;
  if (wish.existing !== "ask") return true;
  const writable = !target || c.p.files.access(to, "w");
  const mode = (target?.mode ?? 0o777).toString(8).padStart(4, "0");
  const rights = target ? modeString("file", target.mode).slice(1) : "";
  const gnu = writable
    ? `overwrite ${c.quoteAlways(to)}? `
    : `replace ${c.quoteAlways(to)}, overriding mode ${mode} (${rights})? `;
  return await confirm(c.p, `${c.name}: ${c.flavour.pick(gnu, `overwrite '${to}'? `)}`);
}

async function copyFolder(
  c: Call,
  from: string,
  to: string,
  stat: Stat,
  target: Stat | undefined,
  wish: CopyWish,
  depth: number,
): Promise<boolean> {
  // The folder that is being made is met on the way when it lies inside of the source: there the copy stops.
  if (depth > 0 && resolveMissing(c.p.files, from) === wish.made) {
    const [outer, inner] = [wish.source ?? from, wish.target ?? to];
    const gnu = `cannot copy a directory, ${c.quoteAlways(outer)}, into itself, ${c.quoteAlways(inner)}`;
    await c.complain(c.flavour.pick(gnu, `recursion detected, omitting directory '${inner}'`));
    return false;
  }
  try {
    if (!target) c.p.files.mkdir(to, stat.mode | 0o700);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(`${c.flavour.pick("cannot", "can't")} create directory ${c.quoteAlways(to)}: ${e.strerror}`);
    return false;
  }
  if (!c.flavour.busybox && !target) await say(c, from, to, wish);
  const below = depth > 0 ? wish : { ...wish, made: c.p.files.realpath(to), source: from, target: to };
  let whole = true;
  let names: string[] = [];
  try {
    names = c.p.files.readdir(from).map((e) => e.name);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(
      c.flavour.pick(`cannot access ${c.quoteAlways(from)}: ${e.strerror}`, `can't open '${from}': ${e.strerror}`),
    );
    whole = false;
  }
  for (const name of names)
    whole = (await copyTo(c, joinPath(from, name), joinPath(to, name), below, depth + 1)) && whole;
  if (c.flavour.busybox) await say(c, from, to, wish);
  if (!target && !wish.preserve.mode) c.p.files.chmod(to, stat.mode & 0o777 & ~c.p.umask);
  preserve(c, to, stat, wish);
  return whole;
}

async function copyLeaf(
  c: Call,
  from: string,
  to: string,
  stat: Stat,
  there: Stat | undefined,
  target: Stat | undefined,
  wish: CopyWish,
): Promise<boolean> {
  const { files } = c.p;
  if (
    there?.kind === "symlink" &&
    !target &&
    !wish.force &&
    !c.flavour.busybox &&
    !wish.quiet &&
    stat.kind !== "symlink"
  ) {
    await c.complain(`not writing through dangling symlink ${c.quoteAlways(to)}`);
    return false;
  }
  let data: Uint8Array | undefined;
  try {
    if (stat.kind === "file" && !wish.link) data = files.readFile(from);
    else if (stat.kind === "device" && !wish.recursive) data = await readDevice(c, from);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(
      c.flavour.pick(
        `cannot open ${c.quoteAlways(from)} for reading: ${e.strerror}`,
        `can't open '${from}': ${e.strerror}`,
      ),
    );
    return false;
  }
  try {
    if (!c.flavour.busybox) await say(c, from, to, wish);
    if (there && (wish.link || (data === undefined && stat.kind !== "file"))) files.unlink(to);
    if (wish.link === "hard") files.link(from, to);
    else if (wish.link === "symbolic") files.symlink(from, to);
    else if (stat.kind === "symlink") files.symlink(files.readlink(from), to);
    else if (stat.kind === "fifo") files.mkfifo(to, stat.mode);
    else if (data) await writeData(c, to, data, stat, wish, there !== undefined);
    if (c.flavour.busybox) await say(c, from, to, wish);
    if (!wish.link) preserve(c, to, stat, wish);
    return true;
  } catch (e) {
    if (!isErrno(e) || (e.code === "EPIPE" && e.path === undefined)) throw e;
    await cannotMake(c, to, e, stat, wish);
    return false;
  }
}

async function readDevice(c: Call, path: string): Promise<Uint8Array> {
  const fd = await c.p.open(path, { read: true });
  const chunks: number[] = [];
  for (let chunk = await c.p.read(fd); chunk; chunk = await c.p.read(fd)) chunks.push(...chunk);
  c.p.close(fd);
  return Uint8Array.from(chunks);
}

async function writeData(
  c: Call,
  to: string,
  data: Uint8Array,
  stat: Stat,
  wish: CopyWish,
  exists: boolean,
): Promise<void> {
  const write = async () => {
    // Devices and fifos take the bytes through a descriptor; a regular file takes the value as it is.
    const kind = exists ? statOr(c, to)?.kind : undefined;
    if (kind === undefined || kind === "file") return c.p.files.writeFile(to, data, stat.mode & 0o777);
    const fd = await c.p.open(to, { write: true });
    await c.p.write(fd, data);
    c.p.close(fd);
  };
  try {
    await write();
  } catch (e) {
    if (!isErrno(e, "EACCES") || !wish.force || !exists) throw e;
    c.p.files.unlink(to);
    await write();
  }
}

async function cannotMake(c: Call, to: string, e: ErrnoError, stat: Stat, wish: CopyWish): Promise<void> {
  const words =
    (e.code === "ENOENT" || e.code === "EISDIR") && to.endsWith("/")
      ? c.flavour.pick("Not a directory", "Is a directory")
      : e.strerror;
  const what =
    wish.link === "hard"
      ? "hard link"
      : stat.kind === "symlink" || wish.link
        ? "symbolic link"
        : stat.kind === "fifo"
          ? "fifo"
          : "regular file";
  await c.complain(
    c.flavour.pick(`cannot create ${what} ${c.quoteAlways(to)}: ${words}`, `can't create '${to}': ${words}`),
  );
}

/** Mode, owner and time of the source, as far as they are to be kept. Owners are set first: that clears set-id bits. */
function preserve(c: Call, to: string, stat: Stat, wish: CopyWish): void {
  const { files } = c.p;
  if (wish.preserve.owner) {
    try {
      files.chown(to, stat.uid, stat.gid, true);
    } catch (e) {
      if (!isErrno(e, "EPERM")) throw e;
    }
  }
  if (stat.kind === "symlink") return;
  if (wish.preserve.mode) files.chmod(to, stat.mode);
  if (wish.preserve.time) files.utimes(to, stat.mtime);
}

async function say(c: Call, from: string, to: string, wish: CopyWish): Promise<void> {
  if (wish.verbose) await c.out.write(`${c.quoteAlways(from)} -> ${c.quoteAlways(to)}\n`);
}

function lstatOr(c: Call, path: string): Stat | undefined {
  try {
    return c.p.files.lstat(path);
  } catch {
    return undefined;
  }
}

export function statOr(c: Call, path: string): Stat | undefined {
  try {
    return c.p.files.stat(path);
  } catch {
    return undefined;
  }
}

/** Where each of several sources goes: into the target when it is a folder, else to its name. */
export async function destinations(c: Call): Promise<{ readonly from: string; readonly to: string }[]> {
  const o = c.options;
  const named = o.value("t");
  if (!c.operands.length) await c.badUsage("missing file operand");
  if (named === undefined && c.operands.length === 1)
    await c.badUsage(`missing destination file operand after ${c.quoteAlways(c.operands[0] ?? "")}`);
  const sources = named === undefined ? c.operands.slice(0, -1) : c.operands;
  const target = named ?? c.operands.at(-1) ?? "";
  if (o.has("T") && sources.length > 1) await c.badUsage(`extra operand ${c.quoteAlways(c.operands[2] ?? "")}`);
  const folder = !o.has("T") && statOr(c, target)?.kind === "directory";
  if (!folder && !c.flavour.busybox && (sources.length > 1 || named !== undefined)) {
    const reason = c.p.files.exists(target) ? "Not a directory" : "No such file or directory";
    await c.fail(`target ${named === undefined ? "" : "directory "}${c.quoteAlways(target)}: ${reason}`);
  }
  const inside = folder || sources.length > 1 || named !== undefined;
  return sources.map((from) => ({ from, to: inside ? joinPath(target, insideName(from)) : target }));
}

/** The name in the target folder: `dir/.` copies what is in dir. */
function insideName(from: string): string {
  const name = baseName(from);
  return name === ".." ? baseName(dirName(from)) : name;
}
