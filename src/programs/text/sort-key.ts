/** A part of the line to compare, and how. */
export interface SortKey {
  /** Ordering letters: its own, or the command's where it has none. */
  readonly letters: string;
  extract(line: string): string;
}

/** A bad `-k`; `detail` has `%` where the whole key belongs. */
export class BadKey extends Error {
  override readonly name = "BadKey";
  constructor(
    message: string,
    readonly detail: string,
  ) {
    super(message);
  }
}

interface Position {
  readonly field: number;
  readonly char: number;
  readonly blanks: boolean;
}

/**
 * `F[.C][OPTS][,F[.C][OPTS]]`. Fields and characters count from 1; without -t a field takes in the blanks before it.
 * Throws BadKey.
 */
export function parseKey(text: string, global: string, separator: string | undefined): SortKey {
  const m = /^(\d+)?(?:\.(\d+))?([bdfghiMnRrV]*)(?:,(\d+)?(?:\.(\d+))?([bdfghiMnRrV]*))?(.*)$/s.exec(text);
  if (!m || m[1] === undefined) throw new BadKey("invalid number at field start", "invalid count at start of %");
  if (m[7] !== "")
    throw new BadKey(
      text.includes(",") ? "stray character in field spec" : "stray character in field spec",
      "invalid field specification %",
    );
  if (Number(m[1]) === 0) throw new BadKey("field number is zero", "invalid field specification %");
  if (m[2] !== undefined && Number(m[2]) === 0)
    throw new BadKey("character offset is zero", "invalid field specification %");
  const own = (m[3] ?? "") + (m[6] ?? "");
  const letters = own === "" ? global : own;
  const start: Position = {
    field: Number(m[1]),
    char: Number(m[2] ?? 1),
    blanks: (m[3] ?? "").includes("b") || (own === "" && global.includes("b")),
  };
  const stop: Position | undefined =
    m[4] === undefined
      ? undefined
      : {
          field: Number(m[4]),
          char: Number(m[5] ?? 0),
          blanks: (m[6] ?? "").includes("b") || (own === "" && global.includes("b")),
        };
  return {
    letters,
    extract(line) {
      const fields = fieldSpans(line, separator);
      const from = startOf(line, fields, start);
      const to = stop ? endOf(line, fields, stop) : line.length;
      return line.slice(from, Math.max(from, to));
    },
  };
}

type Span = readonly [number, number];

function fieldSpans(line: string, separator: string | undefined): Span[] {
  const spans: Span[] = [];
  if (separator !== undefined) {
    let at = 0;
    for (let i = line.indexOf(separator); i >= 0; i = line.indexOf(separator, at)) {
      spans.push([at, i]);
      at = i + separator.length;
    }
    spans.push([at, line.length]);
    return spans;
  }
  for (const m of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g)) spans.push([m.index, m.index + m[0].length]);
  return spans;
}

function startOf(line: string, fields: readonly Span[], p: Position): number {
  const span = fields[p.field - 1];
  if (!span) return line.length;
  const from = p.blanks ? skipBlanks(line, span[0]) : span[0];
  return Math.min(line.length, from + p.char - 1);
}

function endOf(line: string, fields: readonly Span[], p: Position): number {
  const span = fields[p.field - 1];
  if (!span) return line.length;
  if (p.char === 0) return span[1];
  const from = p.blanks ? skipBlanks(line, span[0]) : span[0];
  return Math.min(line.length, from + p.char);
}

function skipBlanks(line: string, at: number): number {
  let i = at;
  while (line[i] === " " || line[i] === "\t") i++;
  return i;
}
