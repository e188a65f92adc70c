import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeTar } from "../std/tar.ts";
import { decodeTar } from "../std/tar-read.ts";
import { SECOND } from "../std/time.ts";
import { diff } from "./change.ts";
import { createTreeEditor } from "./editor.ts";
import { applyLayer, layerOf } from "./layer.ts";
import type { FsNode, Tree } from "./node.ts";
import { layerEntries, treeEntries } from "./tar.ts";
import { directory, emptyTree, file, symlink, walk } from "./tree.ts";
import { untar } from "./untar.ts";

const meta = fc.record({
  mode: fc.constantFrom(0o644, 0o755, 0o600),
  uid: fc.constantFrom(0, 1000),
  gid: fc.constantFrom(0, 50),
  mtime: fc.integer({ min: 0, max: 5 }).map((s) => s * SECOND),
});
const leaf: fc.Arbitrary<FsNode> = fc.oneof(
  fc.tuple(fc.string({ maxLength: 3 }), meta).map(([text, m]) => file(text, m)),
  meta.map((m) => symlink("target", m)),
);
const names = fc.constantFrom("a", "b", "c", "é", "d");
const tree: fc.Arbitrary<Tree> = fc.letrec<{ node: FsNode; folder: Tree }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, leaf, tie("folder")),
  folder: fc
    .tuple(fc.array(fc.tuple(names, tie("node")), { maxLength: 4 }), meta)
    .map(([entries, m]) => directory(m, new Map(entries))),
})).folder;

/** A tree as plain data. */
function plain(t: Tree): unknown {
  const { mode, uid, gid, mtime } = t;
  const below = [...walk(t)].map(({ path, node }) => {
    const { entries: _, ...rest } = node as FsNode & { entries?: unknown };
    return [path, rest];
  });
  return { mode, uid, gid, mtime, below };
}

test("a layer put upon its base gives the changed tree back, and leaves the base as it was", () => {
  fc.assert(
    fc.property(tree, tree, (base, changed) => {
      const before = plain(base);
      expect(plain(applyLayer(base, layerOf(base, changed)))).toEqual(plain(changed));
      expect(plain(base)).toEqual(before);
      expect(layerOf(changed, changed).changes).toEqual([]);
    }),
  );
});

test("a layer's tar, unpacked upon the base with its whiteouts, gives the changed tree", () => {
  fc.assert(
    fc.property(tree, tree, (base, changed) => {
      const bytes = encodeTar(layerEntries(layerOf(base, changed).changes));
      expect(plain(untar(base, decodeTar(bytes), "/", { whiteouts: true }))).toEqual(plain(changed));
    }),
  );
});

test("a whole tree survives its tar", () => {
  fc.assert(
    fc.property(tree, (t) => {
      const bytes = encodeTar(treeEntries(t));
      const root = directory({ mode: t.mode, uid: t.uid, gid: t.gid, mtime: t.mtime });
      expect(plain(untar(root, decodeTar(bytes)))).toEqual(plain(t));
    }),
  );
});

test("hard links are written once and come back as one file", () => {
  const shared = file("twice", { mtime: SECOND });
  const t = directory({}, { a: { ...shared, link: 7 }, b: { ...shared, link: 7 } });
  const entries = [...treeEntries(t)];
  expect(entries.map((e) => [e.name, e.type, e.linkname])).toEqual([
    ["a", "file", ""],
    ["b", "link", "a"],
  ]);
  const back = untar(emptyTree(), entries);
  const [a, b] = [back.entries.get("a"), back.entries.get("b")];
  expect(a).toEqual(b);
  expect(a?.kind === "file" && a.link !== undefined).toBe(true);
});

test("diff reports what docker diff does", () => {
  const base = directory(
    {},
    {
      etc: directory({}, { passwd: file("x"), group: file("g") }),
      media: directory({}, { cdrom: directory() }),
      srv: directory(),
      root: directory(),
      tmp: directory(),
    },
  );
  const editor = createTreeEditor(base);
  editor.put("/a/b/c", directory());
  editor.setMeta("/etc/group", { mode: 0o644 });
  editor.put("/etc/motd", file("hi"));
  editor.remove("/media");
  editor.put("/srv", directory({ mtime: 5 }, { f: file("x") }));
  editor.setMeta("/root", { mode: 0o700 });
  editor.setMeta("/tmp", { mtime: 9 });
  expect(diff(base, editor.finish()).map((c) => `${c.kind} ${c.path}`)).toEqual([
    "A /a",
    "A /a/b",
    "A /a/b/c",
    "C /etc",
    "A /etc/motd",
    "C /root",
    "C /srv",
    "A /srv/f",
    "D /media",
  ]);
});

test("a batch of 5,000 files into one folder leaves the trees before and after it as they were", () => {
  const editor = createTreeEditor(directory({}, { dir: directory() }));
  const before = editor.finish();
  for (let i = 0; i < 5000; i++) editor.put(`/dir/file${i}`, file(""));
  const after = editor.finish();
  editor.put("/dir/later", file(""));
  const dir = (t: Tree) => t.entries.get("dir");
  const count = (t: Tree) => {
    const d = dir(t);
    return d?.kind === "directory" ? d.entries.size : -1;
  };
  expect([count(before), count(after), count(editor.finish())]).toEqual([0, 5000, 5001]);
});

test("the diffID is the digest of the archive, whichever way the tree came about", () => {
  const one = createTreeEditor(emptyTree());
  for (const name of ["a", "b", "c"]) one.put(`/${name}`, file(name));
  const two = createTreeEditor(emptyTree());
  for (const name of ["c", "a", "b"]) two.put(`/${name}`, file(name));
  expect(layerOf(emptyTree(), one.finish()).diffID).toBe(layerOf(emptyTree(), two.finish()).diffID);
});
