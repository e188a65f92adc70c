import type { Outcome } from "../run/perform.ts";

/** What a statement that changes no rows gives. */
export const done = (tag: string): Outcome => ({ tag, count: 0 });
