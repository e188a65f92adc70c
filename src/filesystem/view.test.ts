import { describe, expect, test } from "vitest";
import { isErrno } from "../std/errno.ts";
import { decode, encode } from "../std/text.ts";
import type { Credentials } from "./files.ts";
import type { Mount, TreeCell } from "./mounts.ts";
import { createMountNamespace } from "./namespace.ts";
import { directory, emptyTree, file, lookup, symlink } from "./tree.ts";
import { createFiles } from "./view.ts";

const ROOT: Credentials = { uid: 0, gid: 0, groups: [] };
const USER: Credentials = { uid: 1000, gid: 1000, groups: [27] };

function setUp(tree = emptyTree(), limit?: number) {
  const cell: TreeCell = limit === undefined ? { tree } : { tree, limit };
  const mounts = createMountNamespace(cell);
  let time = 0;
  const context = { mounts, root: "/", cwd: "/", credentials: ROOT, umask: 0o022, now: () => ++time };
  const as = (over: Partial<typeof context>) => createFiles({ ...context, ...over });
  return { cell, mounts, root: as({}), user: as({ credentials: USER }), as };
}

const codeOf = (fn: () => unknown): string => {
  try {
    fn();
    return "ok";
  } catch (e) {
    if (isErrno(e)) return e.code;
    throw e;
  }
};

const mountOf = (target: string, source: TreeCell, over: Partial<Mount> = {}): Mount => ({
  target,
  source,
  subpath: "/",
  readOnly: false,
  fstype: "ext4",
  device: "/dev/sda1",
  ...over,
});

describe("files", () => {
  test("a file is made less the umask, written, appended to, cut and read", () => {
    const { root } = setUp();
    root.mkdirs("/a/b");
    root.writeFile("/a/b/f", "one\n");
    root.appendFile("/a/b/f", "two\n");
    expect(root.readText("/a/b/f")).toBe("one\ntwo\n");
    root.truncate("/a/b/f", 5);
    expect(root.readText("/a/b/f")).toBe("one\nt");
    expect(root.stat("/a/b/f")).toMatchObject({ kind: "file", mode: 0o644, size: 5, nlink: 1, uid: 0 });
    expect(root.stat("/a")).toMatchObject({ mode: 0o755, nlink: 3, size: 4096 });
    expect(root.readdir("/a")).toEqual([{ name: "b", kind: "directory" }]);
  });

  test("zeros at a file's end take no memory and read as any others", () => {
    const { cell, root } = setUp();
    const held = () => {
      const node = lookup(cell.tree, "/f");
      return node?.kind === "file" ? [node.data.length, node.hole ?? 0] : undefined;
    };
    root.writeFile("/f", "ab");
    root.truncate("/f", 100_000_000);
    expect([held(), root.stat("/f").size]).toEqual([[2, 99_999_998], 100_000_000]);
    const file = root.open("/f", { read: true, write: true });
    expect([...file.readAt(1, 3)]).toEqual([98, 0, 0]);
    expect([...file.readAt(99_999_999, 3)]).toEqual([0]);
    expect(file.readAt(100_000_000, 3).length).toBe(0);
    expect(file.append(new Uint8Array(5000))).toBe(100_005_000);
    expect(held()).toEqual([2, 100_004_998]);
    file.writeAt(4, encode("x"));
    expect(held()).toEqual([5, 100_004_995]);
    file.writeAt(0, new Uint8Array(5000));
    expect(held()).toEqual([5, 100_004_995]);
    expect([...file.readAt(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    root.truncate("/f", 10);
    expect([held(), root.readFile("/f").length]).toEqual([[5, 5], 10]);
    root.appendFile("/f", "y");
    expect([held(), root.readText("/f")]).toEqual([[11, 0], `${"\0".repeat(10)}y`]);
  });

  test("paths fail as the kernel's do", () => {
    const { root } = setUp(
      directory(
        {},
        { f: file("x"), loop: symlink("loop"), dir: directory(), to: symlink("/dir"), dead: symlink("no") },
      ),
    );
    expect(codeOf(() => root.stat(""))).toBe("ENOENT");
    expect(codeOf(() => root.stat("/f/x"))).toBe("ENOTDIR");
    expect(codeOf(() => root.stat("/f/"))).toBe("ENOTDIR");
    expect(codeOf(() => root.stat("/loop"))).toBe("ELOOP");
    expect(codeOf(() => root.stat("/dead"))).toBe("ENOENT");
    expect(codeOf(() => root.mkdir("/dir"))).toBe("EEXIST");
    expect(codeOf(() => root.mkdir("/no/dir"))).toBe("ENOENT");
    expect(codeOf(() => root.mkdir("/dir/new/"))).toBe("ok");
    expect(codeOf(() => root.rmdir("/dir"))).toBe("ENOTEMPTY");
    expect(codeOf(() => root.unlink("/dir"))).toBe("EISDIR");
    expect(codeOf(() => root.rmdir("/f"))).toBe("ENOTDIR");
    expect(codeOf(() => root.writeFile("/dir", ""))).toBe("EISDIR");
    expect(codeOf(() => root.stat(`/${"n".repeat(256)}`))).toBe("ENAMETOOLONG");
    expect(codeOf(() => root.rename("/dir", "/dir/new/x"))).toBe("EINVAL");
    expect(root.realpath("/to/new/..")).toBe("/dir");
    root.writeFile("/dead", "made through the link");
    expect(root.readText("/no")).toBe("made through the link");
    expect(root.lstat("/to")).toMatchObject({ kind: "symlink", size: 4 });
  });

  test("modes, sticky folders and owners bind users, not root", () => {
    const { root, user } = setUp(
      directory({}, { tmp: directory({ mode: 0o1777 }), root: directory({ mode: 0o700 }), etc: directory({}) }),
    );
    root.writeFile("/tmp/r", "r");
    root.writeFile("/etc/secret", "s", 0o600);
    expect(codeOf(() => user.readdir("/root"))).toBe("EACCES");
    expect(codeOf(() => user.stat("/root/x"))).toBe("EACCES");
    expect(codeOf(() => user.readFile("/etc/secret"))).toBe("EACCES");
    expect(codeOf(() => user.writeFile("/etc/new", ""))).toBe("EACCES");
    expect(codeOf(() => user.unlink("/tmp/r"))).toBe("EPERM");
    expect(codeOf(() => user.chmod("/tmp/r", 0o777))).toBe("EPERM");
    user.writeFile("/tmp/u", "u");
    expect(user.stat("/tmp/u")).toMatchObject({ uid: 1000, gid: 1000 });
    expect(codeOf(() => user.chown("/tmp/u", 0, -1))).toBe("EPERM");
    expect(codeOf(() => user.chown("/tmp/u", -1, 27))).toBe("ok");
    user.unlink("/tmp/u");
    expect(user.access("/etc/secret", "r")).toBe(false);
    expect(root.access("/etc/secret", "rw")).toBe(true);
    expect(root.access("/etc/secret", "x")).toBe(false);
  });

  test("hard links are one file under several names", () => {
    const { root, cell } = setUp(directory({}, { a: file("one"), d: directory() }));
    root.link("/a", "/d/b");
    root.appendFile("/d/b", "two");
    expect(root.readText("/a")).toBe("onetwo");
    expect(root.stat("/a").nlink).toBe(2);
    expect(root.stat("/a").ino).toBe(root.stat("/d/b").ino);
    root.rename("/d", "/e");
    root.writeFile("/e/b", "three");
    expect(root.readText("/a")).toBe("three");
    root.unlink("/a");
    expect(root.stat("/e/b").nlink).toBe(1);
    const kept = cell.tree;
    root.writeFile("/e/b", "four");
    expect(cell.tree).not.toBe(kept);
    expect(codeOf(() => root.link("/e", "/f"))).toBe("EPERM");
  });

  test("open files follow renames and outlive their names", () => {
    const { root } = setUp(directory({}, { log: file("") }));
    const out = root.open("/log", { write: true, append: true, read: false });
    const other = root.open("/log", { read: true });
    out.append(new Uint8Array([97]));
    const ino = root.stat("/log").ino;
    root.rename("/log", "/log.1");
    root.writeFile("/log", "new");
    out.append(new Uint8Array([98]));
    expect(root.readText("/log.1")).toBe("ab");
    expect(root.stat("/log.1").ino).toBe(ino);
    expect(root.stat("/log").ino).not.toBe(ino);
    root.unlink("/log.1");
    out.append(new Uint8Array([99]));
    expect(decode(other.readAt(0, 10))).toBe("abc");
    expect(other.stat()).toMatchObject({ nlink: 0, size: 3 });
    expect(root.exists("/log.1")).toBe(false);
    out.close();
    other.close();
  });

  test("mounts are entered, also for one file, through links, and cannot be crossed or removed", () => {
    const { root, mounts } = setUp(
      directory({}, { data: directory(), conf: file("old"), to: symlink("data/../data"), up: directory() }),
    );
    const volume: TreeCell = { tree: directory({}, { in: directory({}, { f: file("in volume") }) }) };
    mounts.mount(mountOf("/data", volume));
    mounts.mount(mountOf("/conf", volume, { subpath: "/in/f", readOnly: true }));
    mounts.mount(mountOf("/up", volume, { subpath: "/in" }));
    expect(root.readText("/to/in/f")).toBe("in volume");
    expect(root.readText("/conf")).toBe("in volume");
    expect(codeOf(() => root.writeFile("/conf", "x"))).toBe("EROFS");
    expect(codeOf(() => root.rename("/data/in/f", "/f"))).toBe("EXDEV");
    expect(codeOf(() => root.rename("/conf", "/conf2"))).toBe("EBUSY");
    root.writeFile("/up/g", "g");
    expect(root.realpath("/up/../to")).toBe("/data");
    mounts.unmount("/up");
    expect(root.exists("/up/g")).toBe(false);
    expect(codeOf(() => root.removeAll("/data"))).toBe("EBUSY");
    expect(root.readdir("/data")).toEqual([]);
  });

  test("a limit is ENOSPC and a read-only root EROFS", () => {
    const { root } = setUp(emptyTree(), 8192);
    root.writeFile("/a", new Uint8Array(5000));
    expect(codeOf(() => root.writeFile("/b", "x"))).toBe("ENOSPC");
    root.unlink("/a");
    expect(codeOf(() => root.writeFile("/b", "x"))).toBe("ok");
    const readOnly = createFiles({
      mounts: createMountNamespace({ tree: directory({}, { f: file("x") }) }, true),
      root: "/",
      cwd: "/",
      credentials: ROOT,
      umask: 0,
      now: () => 0,
    });
    expect(codeOf(() => readOnly.writeFile("/f", ""))).toBe("EROFS");
    expect(codeOf(() => readOnly.unlink("/f"))).toBe("EROFS");
    expect(readOnly.access("/f", "w")).toBe(false);
  });

  test("a chroot's root has no way up", () => {
    const { root, as } = setUp(directory({}, { jail: directory({}, { etc: directory({}, { f: file("jailed") }) }) }));
    const jailed = as({ root: "/jail", cwd: "/etc" });
    expect(jailed.readText("../../../etc/f")).toBe("jailed");
    jailed.writeFile("/new", "n");
    expect(root.readText("/jail/new")).toBe("n");
    expect(jailed.realpath("f")).toBe("/etc/f");
  });

  test("watchers hear of changes through any mount of the same cell", () => {
    const { root, mounts } = setUp(directory({}, { data: directory(), also: directory() }));
    const volume: TreeCell = { tree: emptyTree() };
    mounts.mount(mountOf("/data", volume));
    mounts.mount(mountOf("/also", volume));
    const heard: string[] = [];
    const stop = root.watch("/data", (path) => heard.push(path));
    root.writeFile("/also/f", "x");
    root.rename("/also/f", "/also/g");
    root.writeFile("/elsewhere", "");
    stop();
    root.unlink("/also/g");
    expect([...new Set(heard)]).toEqual(["/data/f", "/data/g"]);
  });

  test("a tree that was read is a snapshot, however many files come one at a time", () => {
    const { root, cell } = setUp(emptyTree(), 1e9);
    const before = cell.tree;
    for (let i = 0; i < 5000; i++) root.writeFile(`/f${i}`, "x");
    expect(before.entries.size).toBe(0);
    expect(cell.tree.entries.size).toBe(5000);
    expect(root.readdir("/").length).toBe(5000);
  });
});
