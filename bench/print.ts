// How figures are printed: each beside its goal.

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** At most this; `atLeast`: at least. */
  readonly goal?: number;
  readonly atLeast?: boolean;
  readonly note?: string;
}

/** One line: the figure, its goal, and whether it is missed. */
export function figure({ name, value, unit, goal, atLeast = false, note = "" }: Figure): void {
  const show = (n: number) => `${n.toLocaleString("en", { maximumSignificantDigits: n < 1000 ? 3 : 4 })} ${unit}`;
  const met = goal === undefined || (atLeast ? value >= goal : value <= goal);
  const aim = goal === undefined ? "" : `goal ${atLeast ? "≥" : "≤"} ${show(goal)}${met ? "" : "  MISSED"}`;
  console.log(`${name.padEnd(60)} ${show(value).padStart(10)}   ${aim.padEnd(26)} ${note}`.trimEnd());
}

/** What one of many runs took: the shortest of them (other work on the machine only adds) and the middle one. */
export interface Times {
  readonly best: number;
  readonly median: number;
  /** CPU time of the middle one, where it was measured: what counts on a machine that others use as well. */
  readonly cpu?: number;
}

/** A figure in milliseconds: the middle run counts. */
export function timeFigure(name: string, { best, median, cpu }: Times, goal?: number): void {
  const note = `best ${best.toFixed(2)} ms${cpu === undefined ? "" : `, CPU ${cpu.toFixed(2)} ms`}`;
  figure({ name, value: median, unit: "ms", note, ...(goal !== undefined && { goal }) });
}

/** The shortest and the middle one. */
export function timesOf(all: readonly number[]): Times {
  const sorted = [...all].sort((a, b) => a - b);
  return { best: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
