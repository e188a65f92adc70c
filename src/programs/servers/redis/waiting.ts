import type { Process } from "../../../kernel/process.ts";
import { Cancelled, createCancel } from "../../../std/cancel.ts";
import type { Context } from "./context.ts";
import { RedisError } from "./database.ts";
import { NIL_ARRAY, type Reply } from "./resp.ts";

interface Waiter {
  readonly c: Context;
  readonly keys: readonly string[];
  /** What it gets, when there is something for it now. */
  readonly attempt: () => Reply | undefined;
  outcome: Reply | RedisError | "gone" | undefined;
  wake(): void;
}

/**
 * Clients that wait for keys. Who waits longest is served first, and within the command that brought what they wait for: nobody
 * who comes later takes it away.
 */
export class Waiting {
  private waiters: Waiter[] = [];
  private readonly ready = new Set<string>();

  constructor(private readonly p: Process) {}

  get count(): number {
    return this.waiters.length;
  }

  /** Something came for this key. */
  signal(db: number, key: string): void {
    if (this.waiters.length) this.ready.add(`${db}:${key}`);
  }

  /** After a command: serves those who wait for what came. Gives the commands of those who were served. */
  serve(): Context[] {
    const served: Context[] = [];
    while (this.ready.size) {
      const ready = new Set(this.ready);
      this.ready.clear();
      for (const w of [...this.waiters]) {
        if (!w.keys.some((k) => ready.has(`${w.c.client.db}:${k}`))) continue;
        try {
          const reply = w.attempt();
          if (reply === undefined) continue;
          w.outcome = reply;
        } catch (e) {
          if (!(e instanceof RedisError)) throw e;
          w.outcome = e;
        }
        served.push(w.c);
        this.leave(w);
        w.wake();
      }
    }
    return served;
  }

  /** CLIENT UNBLOCK. False: it does not wait. */
  unblock(id: number, error: boolean): boolean {
    const w = this.waiters.find((one) => one.c.client.id === id);
    if (!w) return false;
    w.outcome = error ? new RedisError("UNBLOCKED client unblocked via CLIENT UNBLOCK") : NIL_ARRAY;
    this.leave(w);
    w.wake();
    return true;
  }

  private leave(w: Waiter): void {
    this.waiters = this.waiters.filter((one) => one !== w);
  }

  /** What `attempt` gives, at once or when one of the keys is served, until `end`; then `otherwise`. */
  until(
    c: Context,
    keys: readonly string[],
    end: number,
    attempt: () => Reply | undefined,
    otherwise: Reply = NIL_ARRAY,
  ): Reply | Promise<Reply> {
    const now = attempt();
    if (now !== undefined) return now;
    return c.mayWait ? this.wait(c, keys, end, attempt, otherwise) : otherwise;
  }

  private async wait(
    c: Context,
    keys: readonly string[],
    end: number,
    attempt: () => Reply | undefined,
    otherwise: Reply,
  ): Promise<Reply> {
    const cancel = createCancel();
    const w: Waiter = { c, keys, attempt, outcome: undefined, wake: () => cancel.cancel() };
    this.waiters.push(w);
    c.client.blocked = true;
    const stop = c.client.watchEnd(() => {
      w.outcome ??= "gone";
      cancel.cancel();
    });
    try {
      while (w.outcome === undefined && this.p.now() < end)
        await this.p.sleep(Math.min(end - this.p.now(), LONG), cancel.token);
    } catch (e) {
      if (!(e instanceof Cancelled)) throw e;
    } finally {
      this.leave(w);
      c.client.blocked = false;
      stop();
    }
    if (w.outcome instanceof RedisError) throw w.outcome;
    if (w.outcome === "gone") c.client.leaving = true;
    return w.outcome === undefined || w.outcome === "gone" ? otherwise : w.outcome;
  }
}

/** A span to sleep at most at once: an hour. */
const LONG = 3_600_000_000;
