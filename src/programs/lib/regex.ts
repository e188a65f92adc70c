import { type Ast, BadRegex, parseRegex, type RegexOptions } from "./regex-parse.ts";

export { BadRegex } from "./regex-parse.ts";

/** A POSIX regular expression, run by JavaScript's engine. */
export interface Regex {
  /** Number of groups. */
  readonly groups: number;
  readonly warnings: readonly string[];
  test(text: string): boolean;
  /** The leftmost match at or after `from`; the longest one where alternatives differ, as POSIX wants. */
  exec(text: string, from?: number): RegexMatch | null;
}

export interface RegexMatch {
  readonly index: number;
  readonly end: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
}

export interface CompileOptions extends RegexOptions {
  readonly ignoreCase?: boolean;
  /** `^` and `$` at every line of the text (sed's M). */
  readonly multiline?: boolean;
  /** grep -w and -x. */
  readonly bounds?: "word" | "line";
}

const WORD = "[\\p{L}\\p{N}_]";

/** Compiles; throws BadRegex with the words of GNU's library. */
export function compileRegex(pattern: string, options: CompileOptions = {}): Regex {
  return fromAst(parseRegex(pattern, options), options);
}

/** A fixed text as an expression (grep -F). */
export function compileFixed(text: string, options: CompileOptions = {}): Regex {
  return fromAst(
    {
      source: text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&"),
      groups: 0,
      alternatives: false,
      looksAhead: false,
      warnings: [],
    },
    options,
  );
}

/** Several expressions, any of which may match (grep -e A -e B). */
export function anyOf(regexes: readonly Regex[]): Regex {
  const [only] = regexes;
  if (only && regexes.length === 1) return only;
  return {
    groups: 0,
    warnings: regexes.flatMap((r) => r.warnings),
    test: (text) => regexes.some((r) => r.test(text)),
    exec(text, from = 0) {
      let best: RegexMatch | null = null;
      for (const r of regexes) {
        const m = r.exec(text, from);
        if (m && (!best || m.index < best.index || (m.index === best.index && m.end > best.end))) best = m;
      }
      return best;
    },
  };
}

function fromAst(ast: Ast, options: CompileOptions): Regex {
  const body = `(?:${ast.source})`;
  const source =
    options.bounds === "line" ? `^${body}$` : options.bounds === "word" ? `(?<!${WORD})${body}(?!${WORD})` : ast.source;
  const flags = `us${options.ignoreCase ? "i" : ""}${options.multiline ? "m" : ""}`;
  const scan = build(source, `${flags}g`);
  const anchored =
    ast.alternatives && !ast.looksAhead ? build(`(?:${source})$`, `${flags.replace("m", "")}y`) : undefined;
  return {
    groups: ast.groups,
    warnings: ast.warnings,
    test(text) {
      scan.lastIndex = 0;
      return scan.test(text);
    },
    exec(text, from = 0) {
      scan.lastIndex = from;
      const m = scan.exec(text);
      if (!m) return null;
      const longer = anchored && options.bounds !== "line" ? longest(anchored, text, m) : m;
      return { index: m.index, end: m.index + longer[0].length, text: longer[0], groups: longer.slice(1) };
    },
  };
}

/** JavaScript takes the first alternative that fits: looks for a longer match from the same place. */
function longest(anchored: RegExp, text: string, found: RegExpExecArray): RegExpExecArray {
  for (let end = text.length; end > found.index + found[0].length; end--) {
    anchored.lastIndex = found.index;
    const m = anchored.exec(text.slice(0, end));
    if (m) return m;
  }
  return found;
}

function build(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new BadRegex("Invalid regular expression");
  }
}
