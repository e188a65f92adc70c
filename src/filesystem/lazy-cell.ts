import type { TreeCell } from "./mounts.ts";
import type { Tree } from "./node.ts";

/** A cell whose tree is made when it is first looked at: most containers never read their /etc/hosts. */
export class LazyCell implements TreeCell {
  private held: Tree | (() => Tree);

  constructor(tree: Tree) {
    this.held = tree;
  }

  get tree(): Tree {
    if (typeof this.held === "function") this.held = this.held();
    return this.held;
  }

  set tree(tree: Tree) {
    this.held = tree;
  }

  /** From now on it holds what `make` gives, whenever that is asked for: it must not depend on when. */
  fill(make: () => Tree): void {
    this.held = make;
  }
}
