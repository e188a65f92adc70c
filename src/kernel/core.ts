import type { Credentials, Files } from "../filesystem/files.ts";
import type { FilesContext, MountNamespace } from "../filesystem/mounts.ts";
import { createFiles } from "../filesystem/view.ts";
import type { Chance } from "../std/chance.ts";
import type { Micros } from "../std/time.ts";
import type { Networks } from "./net/networks.ts";
import { Pids } from "./pid-namespace.ts";
import type { Pipe } from "./pipe.ts";
import type { Proc } from "./proc.ts";
import type { Program, ProgramTable } from "./process.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Task } from "./task.ts";

const ROOT: Credentials = { uid: 0, gid: 0, groups: [0] };

/** What all parts of the kernel share. */
export class Core {
  /** Every process by the host's number. */
  readonly table = new Map<number, Task>();
  readonly hostPids = new Pids(undefined, 0);
  /** Programs whose code is here. */
  readonly loaded = new Map<string, Program>();
  /** Fifos that are open, by device and inode. */
  readonly fifos = new Map<string, Pipe>();
  readonly bootId: Uint8Array;
  /** Undefined until it is needed: /proc is empty then. */
  proc: Proc | undefined;
  private readonly rootViews = new WeakMap<MountNamespace, Map<string, Files>>();

  constructor(
    readonly scheduler: Scheduler,
    readonly chance: Chance,
    readonly programs: ProgramTable,
    readonly networks: Networks,
    readonly bootTime: Micros,
    readonly maxProcesses: number,
  ) {
    // 1 is kept for the host's own first process; a booted machine has used up some hundreds.
    this.bootId = chance.bytes("boot", 16);
    this.hostPids.skipPids(700 + chance.integer("pid", 300));
  }

  createFiles(context: FilesContext): Files {
    return createFiles(context);
  }

  /** The files of a namespace as root, for what the kernel itself reads. */
  rootFiles(mounts: MountNamespace, root = "/"): Files {
    let views = this.rootViews.get(mounts);
    if (!views) {
      views = new Map();
      this.rootViews.set(mounts, views);
    }
    let files = views.get(root);
    if (!files) {
      const now = () => this.scheduler.now;
      files = this.createFiles({ mounts, root, cwd: "/", credentials: ROOT, umask: 0, now });
      views.set(root, files);
    }
    return files;
  }

  async loadProc(): Promise<void> {
    this.proc ??= (await this.scheduler.load(() => import("./proc.ts"))).proc;
  }

  /** The process whose thread runs now. */
  get currentTask(): Task | undefined {
    return this.scheduler.current?.owner as Task | undefined;
  }
}
