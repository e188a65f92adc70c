import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { layUpon } from "../../filesystem/overlay.ts";
import { device, directory, file, resolveInTree, symlink } from "../../filesystem/tree.ts";
import type { Micros } from "../../std/time.ts";

const MADE = new WeakMap<Tree, Tree>();

const FOLDERS = ["/dev/pts", "/dev/shm", "/proc", "/sys"];
const FILES = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"];

/**
 * What the daemon puts between an image and a container's own layer: places for what it mounts, and /.dockerenv. It is part
 * of what `docker diff` compares with, so it never shows. Made once for each image.
 */
export function withInitLayer(tree: Tree, now: Micros): Tree {
  const known = MADE.get(tree);
  if (known) return known;
  const editor = createTreeEditor(tree);
  const meta = { mtime: now };
  const missing = (path: string) => editor.get(path) === undefined;
  // Folders of the image may be symlinks: /etc/../ is taken where it really is.
  const real = (path: string) => {
    try {
      return resolveInTree(tree, path);
    } catch {
      return path;
    }
  };
  for (const path of FOLDERS) if (missing(real(path))) editor.put(real(path), directory(meta), meta);
  for (const path of FILES) if (missing(real(path))) editor.put(real(path), file("", { ...meta, mode: 0o755 }), meta);
  if (missing("/.dockerenv")) editor.put("/.dockerenv", file("", { ...meta, mode: 0o755 }), meta);
  if (missing(real("/dev/console"))) editor.put("/dev/console", device("console", { ...meta, mode: 0o755 }), meta);
  if (missing(real("/etc/mtab"))) editor.put("/etc/mtab", symlink("/proc/mounts", meta), meta);
  const made = editor.finish();
  layUpon(made, tree);
  MADE.set(tree, made);
  return made;
}
