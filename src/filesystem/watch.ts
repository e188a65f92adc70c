import { watchCell } from "./cell.ts";
import type { FilesContext } from "./mounts.ts";
import { isCell } from "./namespace.ts";
import { isWithin, resolvePath } from "./path.ts";
import { placeOf } from "./read.ts";

/** Calls `fn` after each change at or below `path`, in whichever mount it lies; gives back its removal. */
export function watch(context: FilesContext, path: string, fn: (changed: string) => void): () => void {
  const { root } = context;
  const prefix = root === "/" ? "" : root;
  const watched = prefix + (place(context, path) || "/");
  const removals: (() => void)[] = [];
  for (const mount of context.mounts.mounts) {
    if (!isWithin(mount.target, watched) && !isWithin(watched, mount.target)) continue;
    if (!isCell(mount.source)) continue;
    removals.push(
      watchCell(mount.source, (inner) => {
        if (!isWithin(inner, mount.subpath)) return;
        const below = mount.subpath === "/" ? inner : inner.slice(mount.subpath.length);
        const changed = (mount.target === "/" ? below : mount.target + (below === "/" ? "" : below)) || "/";
        if (isWithin(changed, watched)) fn(changed.slice(prefix.length) || "/");
      }),
    );
  }
  return () => {
    for (const remove of removals) remove();
  };
}

function place(context: FilesContext, path: string): string {
  try {
    return placeOf(context, path);
  } catch {
    return resolvePath(context.cwd, path);
  }
}
