/** Numbers from `first` to `last`, both included, from 1. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** What is wrong with a list of ranges. */
export class BadRange extends Error {
  override readonly name = "BadRange";
  constructor(
    readonly reason: "zero" | "order" | "value" | "endless",
    readonly text: string,
  ) {
    super(text);
  }
}

/** `1,3-5,7-`: cut's lists. Throws BadRange. */
export function parseRanges(list: string): Range[] {
  return list.split(/[, \t]/).map((part) => {
    const m = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!m || part === "") throw new BadRange("value", part);
    if (part === "-") throw new BadRange("endless", part);
    const first = m[1] === "" ? 1 : Number(m[1]);
    const last = m[2] === "" ? first : m[3] === "" ? Number.POSITIVE_INFINITY : Number(m[3]);
    if (first === 0 || last === 0) throw new BadRange("zero", part);
    if (last < first) throw new BadRange("order", part);
    return { first, last };
  });
}

export function inRanges(ranges: readonly Range[], n: number): boolean {
  return ranges.some((r) => n >= r.first && n <= r.last);
}
