import { expect, test } from "vitest";
import type { Mount, TreeCell } from "./mounts.ts";
import { createMountNamespace } from "./namespace.ts";
import type { Tree } from "./node.ts";
import { layUpon } from "./overlay.ts";
import { emptyTree } from "./tree.ts";
import { createFiles } from "./view.ts";

const CREDENTIALS = { uid: 0, gid: 0, groups: [] };

/** A view of a tree that is mounted as the root. */
function filesOf(cell: TreeCell, fstype?: string) {
  const mounts = createMountNamespace(fstype ? { tree: emptyTree() } : cell);
  const mount: Mount = { target: "/m", source: cell, subpath: "/", readOnly: false, fstype: fstype ?? "", device: "" };
  if (fstype) mounts.mount(mount);
  return createFiles({ mounts, root: "/", cwd: "/", credentials: CREDENTIALS, umask: 0o022, now: () => 1 });
}

/** A tree with these folders made in it. */
function withFolders(tree: Tree, ...paths: string[]): Tree {
  const cell: TreeCell = { tree };
  const files = filesOf(cell);
  for (const path of paths) files.mkdirs(path, 0o755);
  return cell.tree;
}

test("a folder that lies in more than one layer says one link and one block, another counts the folders in it", () => {
  const first = withFolders(emptyTree(), "/etc/a", "/etc/b", "/usr/lib/x");
  const second = withFolders(first, "/usr/share");
  const init = withFolders(second, "/etc/init");
  layUpon(second, first);
  layUpon(init, second);
  const files = filesOf({ tree: init, base: init });
  files.mkdirs("/srv/own/one", 0o755);
  const links = ["/", "/etc", "/etc/a", "/usr", "/usr/lib", "/srv", "/srv/own"].map((p) => [p, files.stat(p).nlink]);
  expect(links).toEqual([
    ["/", 1], // an own layer's
    ["/etc", 1], // init upon the first
    ["/etc/a", 2],
    ["/usr", 1], // second upon the first
    ["/usr/lib", 3],
    ["/srv", 3],
    ["/srv/own", 3],
  ]);
  files.writeFile("/usr/lib/x/file", "");
  expect([files.stat("/usr/lib").nlink, files.stat("/usr/lib/x").nlink]).toEqual([1, 1]);
});

test("a folder's size: blocks on a disk, 20 bytes a name in memory, none where the kernel makes it", () => {
  const many = withFolders(emptyTree(), ...Array.from({ length: 300 }, (_, i) => `/d/name${i}`));
  const sizes = (fstype: string) => {
    const files = filesOf({ tree: many }, fstype);
    return [files.stat("/m").size, files.stat("/m/d").size, files.stat("/m/d/name0").size];
  };
  expect(sizes("ext4")).toEqual([4096, 12288, 4096]);
  expect(sizes("tmpfs")).toEqual([60, 6040, 40]);
  expect(sizes("proc")).toEqual([0, 0, 0]);
});
