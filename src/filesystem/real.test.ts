import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isErrno } from "../std/errno.ts";
import { decode } from "../std/text.ts";
import type { Files } from "./files.ts";
import type { TreeCell } from "./mounts.ts";
import { createMountNamespace } from "./namespace.ts";
import { emptyTree, walk } from "./tree.ts";
import { createFiles } from "./view.ts";

/*
 * The same random calls on this machine's own file system and on ours, both as root and below one folder: every result and
 * every error is the same, and so is what is there in the end; trees read in between never change.
 */

const path = fc.constantFrom("a", "b", "a/b", "a/c", "b/a", "b/a/c", "l", "a/l", "l/b", "a/", "b/.", "a/../b", "l/..");
const text = fc.constantFrom("", "x", "hello");
const target = fc.constantFrom("a", "b", "../b", "l", "a/b", "nowhere", ".");

type Call =
  | { readonly op: "write" | "append"; readonly path: string; readonly text: string }
  | {
      readonly op: "mkdir" | "rmdir" | "unlink" | "read" | "readdir" | "lstat" | "stat" | "readlink";
      readonly path: string;
    }
  | { readonly op: "rename" | "link" | "symlink"; readonly from: string; readonly path: string }
  | { readonly op: "chmod" | "truncate"; readonly path: string; readonly value: number }
  | { readonly op: "open"; readonly path: string }
  | { readonly op: "writeOpen"; readonly text: string }
  | { readonly op: "readOpen" };

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constantFrom("write", "append"), path, text }) },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constantFrom("mkdir", "rmdir", "unlink", "read", "readdir", "lstat", "stat", "readlink"),
      path,
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constantFrom("rename", "link"), from: path, path }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("symlink"), from: target, path }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("chmod"), path, value: fc.constantFrom(0o600, 0o755) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("truncate"), path, value: fc.constantFrom(0, 2, 8) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("open"), path }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("writeOpen"), text }) },
  { weight: 1, arbitrary: fc.constant({ op: "readOpen" } as const) },
) as fc.Arbitrary<Call>;

interface Side {
  run(c: Call): unknown;
  all(): unknown;
  end(): void;
}

function real(): Side {
  const above = fs.mkdtempSync(join(tmpdir(), "drydock-fs-"));
  const root = join(above, "top");
  fs.chmodSync(above, 0o755);
  fs.mkdirSync(root, 0o755);
  const at = (p: string) => `${root}/${p}`;
  let fd: number | undefined;
  const kind = (s: fs.Stats) => (s.isDirectory() ? "directory" : s.isSymbolicLink() ? "symlink" : "file");
  const show = (s: fs.Stats) => [kind(s), s.mode & 0o7777, kind(s) === "file" ? [s.size, s.nlink] : []];
  const list = (folder: string): unknown[] =>
    fs.readdirSync(folder).map((name) => {
      const p = join(folder, name);
      const s = fs.lstatSync(p);
      if (s.isDirectory()) return [name, s.mode & 0o7777, list(p)];
      return [name, s.isSymbolicLink() ? fs.readlinkSync(p) : [fs.readFileSync(p, "utf8"), s.mode & 0o7777]];
    });
  return {
    run(c) {
      switch (c.op) {
        case "write":
          return fs.writeFileSync(at(c.path), c.text);
        case "append":
          return fs.appendFileSync(at(c.path), c.text);
        case "mkdir":
          return fs.mkdirSync(at(c.path));
        case "rmdir":
          return fs.rmdirSync(at(c.path));
        case "unlink":
          return fs.unlinkSync(at(c.path));
        case "read":
          return fs.readFileSync(at(c.path), "utf8");
        case "readdir":
          return fs.readdirSync(at(c.path)).sort();
        case "lstat":
          return show(fs.lstatSync(at(c.path)));
        case "stat":
          return show(fs.statSync(at(c.path)));
        case "readlink":
          return fs.readlinkSync(at(c.path));
        case "rename":
          return fs.renameSync(at(c.from), at(c.path));
        case "link":
          return fs.linkSync(at(c.from), at(c.path));
        case "symlink":
          return fs.symlinkSync(c.from, at(c.path));
        case "chmod":
          return fs.chmodSync(at(c.path), c.value);
        case "truncate":
          return fs.truncateSync(at(c.path), c.value);
        case "open":
          if (fd !== undefined) fs.closeSync(fd);
          fd = undefined;
          fd = fs.openSync(at(c.path), "r+");
          return undefined;
        case "writeOpen":
          return fd !== undefined && c.text ? void fs.writeSync(fd, c.text, 1) : undefined;
        case "readOpen": {
          if (fd === undefined) return undefined;
          const buffer = new Uint8Array(32);
          return decode(buffer.subarray(0, fs.readSync(fd, buffer, 0, 32, 0)));
        }
      }
    },
    all: () => list(root),
    end() {
      if (fd !== undefined) fs.closeSync(fd);
      fs.rmSync(above, { recursive: true });
    },
  };
}

function ours(): Side & { readonly cell: TreeCell; readonly files: Files } {
  let now = 0;
  const cell: TreeCell = { tree: emptyTree() };
  const root = { uid: 0, gid: 0, groups: [] };
  const mounts = createMountNamespace(cell);
  const files = createFiles({ mounts, root: "/", cwd: "/top", credentials: root, umask: 0o022, now: () => ++now });
  createFiles({ mounts, root: "/", cwd: "/", credentials: root, umask: 0o022, now: () => 0 }).mkdir("/top");
  let open: ReturnType<Files["open"]> | undefined;
  const at = (p: string) => `/top/${p}`;
  const show = (s: ReturnType<Files["stat"]>) => [s.kind, s.mode, s.kind === "file" ? [s.size, s.nlink] : []];
  const list = (folder: string): unknown[] =>
    files.readdir(folder).map(({ name }) => {
      const p = `${folder}/${name}`;
      const s = files.lstat(p);
      if (s.kind === "directory") return [name, s.mode, list(p)];
      return [name, s.kind === "symlink" ? files.readlink(p) : [files.readText(p), s.mode]];
    });
  return {
    cell,
    files,
    run(c) {
      switch (c.op) {
        case "write":
          return files.writeFile(at(c.path), c.text);
        case "append":
          return files.appendFile(at(c.path), c.text);
        case "mkdir":
          return files.mkdir(at(c.path));
        case "rmdir":
          return files.rmdir(at(c.path));
        case "unlink":
          return files.unlink(at(c.path));
        case "read":
          return files.readText(at(c.path));
        case "readdir":
          return files.readdir(at(c.path)).map((e) => e.name);
        case "lstat":
          return show(files.lstat(at(c.path)));
        case "stat":
          return show(files.stat(at(c.path)));
        case "readlink":
          return files.readlink(at(c.path));
        case "rename":
          return files.rename(at(c.from), at(c.path));
        case "link":
          return files.link(at(c.from), at(c.path));
        case "symlink":
          return files.symlink(c.from, at(c.path));
        case "chmod":
          return files.chmod(at(c.path), c.value);
        case "truncate":
          return files.truncate(at(c.path), c.value);
        case "open":
          open?.close();
          open = undefined;
          open = files.open(at(c.path), { read: true, write: true });
          return undefined;
        case "writeOpen":
          return open && c.text ? open.writeAt(1, new Uint8Array([...c.text].map((x) => x.charCodeAt(0)))) : undefined;
        case "readOpen":
          return open && decode(open.readAt(0, 32));
      }
    },
    all: () => list("/top"),
    end: () => open?.close(),
  };
}

function outcome(side: Side, c: Call): unknown {
  try {
    return { value: side.run(c) };
  } catch (e) {
    if (isErrno(e)) return { error: e.code };
    if (e instanceof Error && "code" in e) return { error: e.code };
    throw e;
  }
}

test.runIf(process.platform === "linux" && process.getuid?.() === 0)("calls do what the real kernel does", () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
      const [theirs, mine] = [real(), ours()];
      const snapshots: [tree: TreeCell["tree"], content: string][] = [];
      const content = () => JSON.stringify([...walk(mine.cell.tree)].map(({ path, node }) => [path, node]));
      try {
        for (const [i, c] of calls.entries()) {
          const expected = outcome(theirs, c);
          expect({ c, ...(outcome(mine, c) as object) }).toEqual({ c, ...(expected as object) });
          if (i % 10 === 0) snapshots.push([mine.cell.tree, content()]);
        }
        expect(mine.all()).toEqual(theirs.all());
        for (const [tree, before] of snapshots) {
          expect(JSON.stringify([...walk(tree)].map(({ path, node }) => [path, node]))).toBe(before);
        }
      } finally {
        theirs.end();
        mine.end();
      }
    }),
    { numRuns: Number(process.env["FS_RUNS"] ?? 150) },
  );
});
