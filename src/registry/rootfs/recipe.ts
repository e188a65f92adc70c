import { createTreeEditor, type TreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { type Micros, parseRfc3339 } from "../../std/time.ts";
import { applyListing } from "./listing.ts";

/** What a step of a recipe works on. */
export interface Kitchen {
  readonly editor: TreeEditor;
  /** When the layer was made. */
  readonly mtime: Micros;
  /** A variable of the image's environment; "" without it. */
  env(name: string): string;
  /** Puts what a listing names, see listing.ts. */
  list(text: string, contents?: Readonly<Record<string, string | Uint8Array>>): void;
}

/**
 * One thing that a layer brings. It goes to the first layer whose history line `on` matches; without `on`, or where
 * none matches, to the layer of the step before it (the first step: to the bottom).
 */
export interface Step {
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
    const kitchen: Kitchen = {
      editor,
      mtime,
      env: (name) => env.get(name) ?? "",
      list: (text, contents = {}) => editor.put("/", applyListing(editor.finish(), text, { mtime, contents })),
    };
    for (const [n, step] of recipe.entries()) if (at[n] === i) step.apply(kitchen);
    trees.push(editor.finish());
  }
  return trees;
}

/** The layer that each step goes to. */
function placement(recipe: Recipe, order: Order): number[] {
  let last = 0;
  return recipe.map(({ on }) => {
    const found = on ? order.layers.findIndex(({ createdBy }, i) => i >= last && on.test(createdBy)) : -1;
    if (found >= 0) last = found;
    return last;
  });
}
