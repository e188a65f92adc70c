import type { FsNode } from "../filesystem/node.ts";
import type { Core } from "./core.ts";
import type { LazyNodes } from "./lazy-tree.ts";
import type { Pids } from "./pid-namespace.ts";
import { processFolder } from "./proc-process.ts";
import { systemNodes } from "./proc-system.ts";
import type { Task } from "./task.ts";

/** What is read in /proc: code that comes with the first program, or the first line that the shell's first piece leaves. */
export interface Proc {
  process(task: Task, viewer: Pids): FsNode;
  system(core: Core): LazyNodes;
}

export const proc: Proc = { process: processFolder, system: systemNodes };
