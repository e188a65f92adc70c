import type { Stat } from "../filesystem/files.ts";
import { ErrnoError } from "../std/errno.ts";
import type { Description } from "./descriptor.ts";
import type { Task } from "./task.ts";
import type { Tty } from "./tty.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/**
 * What a descriptor stands for, as the kernel uses it. Reading and writing are tried; where they would have to wait the
 * caller parks its thread in the queue and tries again. Bytes handed in or out are never changed in place by either side.
 */
export abstract class OpenDescription implements Description {
  abstract readonly kind: Description["kind"];
  private references = 1;

  retain(): this {
    this.references++;
    return this;
  }

  release(): void {
    if (--this.references === 0) this.closed();
  }

  /** The last reference is gone. */
  protected closed(): void {}

  /** At most `max` bytes; null at the end; undefined when it would have to wait in `readQueue`. */
  read(_max: number, _reader: Task | undefined): Uint8Array | null | undefined {
    throw new ErrnoError("EBADF");
  }

  get readQueue(): ThreadQueue | undefined {
    return undefined;
  }

  /** How many of the bytes were taken; 0 when it would have to wait in `writeQueue`. */
  write(_data: Uint8Array, _writer: Task | undefined): number {
    throw new ErrnoError("EBADF");
  }

  get writeQueue(): ThreadQueue | undefined {
    return undefined;
  }

  /** Simulated time to wait for room instead of waiting in `writeQueue`: a terminal's speed. */
  get writeDelay(): number | undefined {
    return undefined;
  }

  /** Where whole writes go instead of `write`, on the writing thread. */
  writeThrough?(data: Uint8Array): Promise<void> | undefined;

  /** Whether `read` would not wait. */
  readable(): boolean {
    return true;
  }

  /** Whether `write` would not wait. */
  writable(): boolean {
    return true;
  }

  abstract stat(): Stat;

  /** What /proc/PID/fd/N points at. */
  abstract readonly target: string;

  seek(_offset: number, _from: "start" | "current" | "end"): number {
    throw new ErrnoError("ESPIPE");
  }

  truncate(_size: number): void {
    throw new ErrnoError("EINVAL");
  }

  get tty(): Tty | undefined {
    return undefined;
  }
}

/** The kernel's own description behind one that came in through the contract. */
export function own(d: Description): OpenDescription {
  if (d instanceof OpenDescription) return d;
  throw new Error("a description that this kernel did not make");
}

/** A stat for what has no place in any tree. */
export function anonymousStat(kind: Stat["kind"], ino: number, now: number): Stat {
  return { kind, mode: 0o600, uid: 0, gid: 0, size: 0, mtime: now, nlink: 1, ino, dev: 15 };
}
