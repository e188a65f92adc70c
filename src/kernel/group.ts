import type { Task } from "./task.ts";
import type { Tty } from "./tty.ts";

/** A session: what one login is. */
export class Session {
  tty: Tty | undefined;
  readonly groups = new Set<ProcessGroup>();
  /** The process that made it; may have ended. */
  leader: Task | undefined;
  /** Processes that it was refused since it last lost all it had. */
  refusals = 0;
}

/** A process group: what a job is. */
export class ProcessGroup {
  readonly members = new Set<Task>();
  /** The process that made it; may have ended. */
  leader: Task | undefined;

  constructor(readonly session: Session) {}

  add(task: Task): void {
    this.members.add(task);
    this.session.groups.add(this);
  }

  /** Moves the process here from its group. */
  join(task: Task): void {
    task.group.leave(task);
    task.group = this;
    this.add(task);
  }

  leave(task: Task): void {
    this.members.delete(task);
    if (this.members.size === 0) this.session.groups.delete(this);
  }

  /** No member has a parent in another group of the session: nobody could continue it. */
  get orphaned(): boolean {
    for (const task of this.members) {
      const { parent } = task;
      if (task.status || !parent || (parent.isInit && !parent.pids.parent)) continue;
      if (parent.group !== this && parent.group.session === this.session) return false;
    }
    return true;
  }
}
