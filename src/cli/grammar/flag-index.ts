import type { Flag } from "../command.ts";

/** A list of flags by what they are called by. */
export interface FlagIndex {
  readonly byName: ReadonlyMap<string, Flag>;
  readonly byShorthand: ReadonlyMap<string, Flag>;
}

const INDEXES = new WeakMap<readonly Flag[], FlagIndex>();

/** The index of a command's flags, made once for each list: where two are called the same the first one counts. */
export function flagIndex(flags: readonly Flag[]): FlagIndex {
  const known = INDEXES.get(flags);
  if (known) return known;
  const byName = new Map<string, Flag>();
  const byShorthand = new Map<string, Flag>();
  for (const flag of flags) {
    if (!byName.has(flag.name)) byName.set(flag.name, flag);
    if (flag.shorthand !== undefined && !byShorthand.has(flag.shorthand)) byShorthand.set(flag.shorthand, flag);
  }
  const index = { byName, byShorthand };
  INDEXES.set(flags, index);
  return index;
}
