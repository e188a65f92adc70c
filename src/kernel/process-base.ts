import type { Files } from "../filesystem/files.ts";
import { Killed } from "./process.ts";
import { CALL_COST } from "./scheduler.ts";
import type { Task } from "./task.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/** What all system calls begin and end with. */
export class ProcessBase {
  /** Which of the process's programs this object was made for: after an exec the old one's calls throw. */
  private readonly image: number;
  private files_: Files | undefined;
  private env_: Map<string, string> | undefined;

  constructor(protected readonly task: Task) {
    this.image = task.image;
  }

  /** The process's own copy of its environment, made when it is first looked at. */
  get env(): Map<string, string> {
    this.env_ ??= new Map(this.task.env);
    return this.env_;
  }

  protected get environment(): ReadonlyMap<string, string> {
    return this.env_ ?? this.task.env;
  }

  protected get view(): Files {
    this.files_ ??= this.task.createFiles();
    return this.files_;
  }

  /** A call begins: the dead make none, and it costs its time. */
  protected enter(): void {
    const { task } = this;
    if (task.status || this.image !== task.image || task.core.scheduler.current?.killed) throw new Killed();
    task.charge(CALL_COST);
  }

  /** A call that did not have to wait ends; others run when the thread's slice is used up. */
  protected async finish(): Promise<void> {
    const yielded = this.task.core.scheduler.finish();
    if (yielded) await yielded;
  }

  /** Waits in the queues; a stopped process tries again when it is continued. False at the timeout. */
  protected async park(queues: readonly ThreadQueue[], timeout?: number): Promise<boolean> {
    const { scheduler } = this.task.core;
    if (!this.task.mayRun) {
      const yielded = scheduler.finish();
      if (yielded) await yielded;
      return true;
    }
    return scheduler.wait(queues, timeout, undefined, true);
  }
}
