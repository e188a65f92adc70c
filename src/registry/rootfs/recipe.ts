import { binary } from "../../filesystem/binary.ts";
import { createTreeEditor, type TreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree, file, type MetaInit, resolveInTree, symlink } from "../../filesystem/tree.ts";
import { type Micros, parseRfc3339 } from "../../std/time.ts";
import { applyListing } from "./listing.ts";
import { programFile } from "./program-file.ts";
import { programOfFile } from "./programs.ts";

/** What a step of a recipe works on. */
export interface Kitchen {
  readonly editor: TreeEditor;
  /** When the layer was made. */
  readonly mtime: Micros;
  /** A variable of the image's environment; "" without it. */
  env(name: string): string;
  text(path: string, text: string, meta?: MetaInit): void;
  /** A shell script, 0755. */
  script(path: string, text: string): void;
  /** A binary that stands for the program of the file's name, 0755. The note is its version, the size the real one's. */
  program(path: string, note?: string, size?: number): void;
  /** Several programs in one folder. */
  programs(folder: string, names: string): void;
  link(path: string, target: string): void;
  folder(path: string, meta?: MetaInit): void;
  /** Puts what a listing names, see listing.ts. */
  list(text: string, contents?: Readonly<Record<string, string | Uint8Array>>): void;
}

/**
 * One thing that a layer brings. It goes to the first layer above that of the step before it whose history line `on`
 * matches; without `on`, or where none matches, to the same layer as the step before. The bottom layer is for the first
 * step alone where there are others: images share it.
 */
interface Step {
  readonly on?: RegExp;
  apply(k: Kitchen): void;
}

/** How a root file system comes about: the distribution's steps first. */
export type Recipe = readonly Step[];

/** What a recipe needs to know of the image. */
export interface Order {
  readonly env: readonly string[];
  /** One for each layer, bottom first: what history says made it, and when. */
  readonly layers: readonly { readonly createdBy: string; readonly created: string }[];
}

/** The trees after each layer, bottom first. `have` gives those that are here already (layers shared with others). */
export function cook(recipe: Recipe, order: Order, have: readonly Tree[] = []): Tree[] {
  const at = placement(recipe, order);
  const env = new Map(order.env.map((e) => [e.slice(0, e.indexOf("=")), e.slice(e.indexOf("=") + 1)]));
  const trees: Tree[] = [...have];
  for (let i = have.length; i < order.layers.length; i++) {
    const mtime = parseRfc3339(order.layers[i]?.created ?? "") ?? 0;
    const editor = createTreeEditor(trees[i - 1] ?? emptyTree(mtime));
    /** The path with the links of its folders followed: /bin/x is /usr/bin/x where /bin is a link. */
    const real = (path: string) => {
      const root = editor.get("/");
      return root?.kind === "directory" ? resolveInTree(root, path, false) : path;
    };
    const put = (path: string, data: string | Uint8Array, meta: MetaInit) =>
      editor.put(real(path), file(data, { mtime, ...meta }), { mtime });
    const program = (path: string, note = "", size = -1) => {
      const bytes = binary(programOfFile(path.slice(path.lastIndexOf("/") + 1)), note);
      editor.put(real(path), programFile(bytes, size, { mtime, mode: 0o755 }), { mtime });
    };
    const kitchen: Kitchen = {
      editor,
      mtime,
      text: (path, text, meta = {}) => put(path, text, meta),
      script: (path, text) => put(path, text, { mode: 0o755 }),
      program,
      programs(folder, names) {
        for (const name of names.split(" ")) program(`${folder}/${name}`);
      },
      link: (path, target) => editor.put(real(path), symlink(target, { mtime }), { mtime }),
      folder(path, meta = {}) {
        editor.mkdirs(real(path), { mtime });
        editor.setMeta(real(path), meta);
      },
      env: (name) => env.get(name) ?? "",
      list: (text, contents = {}) => editor.put("/", applyListing(editor.finish(), text, { mtime, contents })),
    };
    const folder = /^WORKDIR (\/\S*)/.exec(order.layers[i]?.createdBy ?? "")?.[1];
    if (folder !== undefined) kitchen.folder(folder);
    for (const [n, step] of recipe.entries()) if (at[n] === i) step.apply(kitchen);
    trees.push(editor.finish());
  }
  return trees;
}

/** The layer that each step goes to. */
function placement(recipe: Recipe, order: Order): number[] {
  const lowest = Math.min(1, order.layers.length - 1);
  let last = 0;
  return recipe.map(({ on }, n) => {
    const found = on ? order.layers.findIndex(({ createdBy }, i) => i > last && on.test(createdBy)) : -1;
    last = n === 0 ? 0 : found >= 0 ? found : Math.max(last, lowest);
    return last;
  });
}
