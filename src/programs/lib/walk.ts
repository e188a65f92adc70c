import { joinPath } from "./paths.ts";
import type { Call } from "./tool.ts";

/** Calls `each` for a path and, when it is a folder (not a symlink to one), for everything below it, parents first. */
export async function walkTree(c: Call, path: string, each: (path: string) => Promise<boolean>): Promise<void> {
  await c.p.tick();
  if (!(await each(path)) || c.p.files.lstat(path).kind !== "directory") return;
  for (const entry of c.p.files.readdir(path)) await walkTree(c, joinPath(path, entry.name), each);
}
