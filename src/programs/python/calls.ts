import type { Guest } from "./guest.ts";

/**
 * A system call: pointers and numbers of C in, a number out. A failure is thrown as ErrnoError. One that gives a promise makes
 * its caller's stack wait: only those named in `WAITING` may.
 */
export type Call = (g: Guest, ...args: readonly number[]) => number | Promise<number>;
export type Calls = Readonly<Record<string, Call>>;
