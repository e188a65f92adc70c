/** A place in a file, counted from 1; the end is behind the last character. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** What is wrong with a bake file and where: `FILE:3,1-2: Summary; Detail`. */
export class Diagnostic extends Error {
  override readonly name = "Diagnostic";
  constructor(
    readonly range: Range,
    readonly summary: string,
    readonly detail: string,
  ) {
    super(`${shownRange(range)}: ${summary}; ${detail}`);
  }
}

/** `FILE:3,12-4,1`, or `FILE:1,22-26` on one line. */
export function shownRange({ file, start, end }: Range): string {
  const until = end.line === start.line ? `${end.column}` : `${end.line},${end.column}`;
  return `${file}:${start.line},${start.column}-${until}`;
}
