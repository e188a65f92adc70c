import { UNICODE_CLASSES } from "../../std/posix-classes.ts";
// POSIX basic and extended expressions, with GNU's additions (`\+ \? \|` in basic ones, `\w \W \s \S \b \< \>`),
// translated into JavaScript's, to be compiled with the flags `u` and `s`.

export interface RegexOptions {
  /** Extended (grep -E, sed -E, awk) instead of basic. */
  readonly extended?: boolean;
  /** `\n`, `\t` and the like stand for characters (sed, awk). */
  readonly escapes?: boolean;
}

export interface Ast {
  readonly source: string;
  readonly groups: number;
  /** There is a `|`: the first match need not be the longest. */
  readonly alternatives: boolean;
  /** What stands behind a match matters (`$`, `\b`, …). */
  readonly looksAhead: boolean;
  /** What GNU grep warns of. */
  readonly warnings: readonly string[];
}

/** What is wrong with an expression, in the words of GNU's library. */
export class BadRegex extends Error {
  override readonly name = "BadRegex";
}

const WORD = "[\\p{L}\\p{N}_]";

export function parseRegex(pattern: string, options: RegexOptions): Ast {
  const parser = new Parser(pattern, options);
  const source = parser.alternatives(0);
  if (!parser.done()) throw new BadRegex("Unmatched ) or \\)");
  return {
    source,
    groups: parser.groups,
    alternatives: parser.sawBar,
    looksAhead: parser.looksAhead,
    warnings: parser.warnings,
  };
}

class Parser {
  groups = 0;
  sawBar = false;
  looksAhead = false;
  readonly warnings: string[] = [];
  private at = 0;
  private readonly chars: readonly string[];
  private readonly closed = new Set<number>();

  constructor(
    pattern: string,
    private readonly options: RegexOptions,
  ) {
    this.chars = [...pattern];
  }

  done(): boolean {
    return this.at >= this.chars.length;
  }

  /** Up to the end or, inside a group, to its closing parenthesis. */
  alternatives(depth: number): string {
    let out = this.branch(depth);
    while (this.takeOperator("|")) {
      this.sawBar = true;
      out += `|${this.branch(depth)}`;
    }
    return out;
  }

  private branch(depth: number): string {
    let out = "";
    let start = true;
    while (!this.done() && !this.sees("|") && !(this.sees(")") && (depth > 0 || !this.options.extended))) {
      if (start && this.options.extended) this.skipLeadingQuantifier();
      if (this.done() || this.sees("|") || (this.sees(")") && depth > 0)) break;
      const piece = this.atom(start, depth);
      out += this.quantified(piece.source, piece.repeats, start);
      start = piece.anchor;
    }
    return out;
  }

  /** GNU lets a quantifier at the start of an extended expression repeat nothing, and grep warns of it. */
  private skipLeadingQuantifier(): void {
    for (;;) {
      const c = this.chars[this.at] ?? "";
      const quantifier = this.quantifier();
      if (quantifier === undefined) return;
      this.warnings.push(`${c === "{" ? "{...}" : c} at start of expression`);
    }
  }

  /** Whether an operator stands here: plain in extended expressions, behind a backslash in basic ones. */
  private sees(operator: string): boolean {
    if (this.options.extended) return this.chars[this.at] === operator;
    return this.chars[this.at] === "\\" && this.chars[this.at + 1] === operator;
  }

  private takeOperator(operator: string): boolean {
    if (!this.sees(operator)) return false;
    this.at += this.options.extended ? 1 : 2;
    return true;
  }

  private atom(start: boolean, depth: number): { source: string; repeats: boolean; anchor: boolean } {
    const plain = (source: string) => ({ source, repeats: true, anchor: false });
    if (this.takeOperator("(")) return plain(this.group(depth));
    const c = this.chars[this.at++] ?? "";
    if (c === "\\") return this.escape();
    if (c === "[") return plain(this.bracket());
    if (c === ".") return plain(".");
    if (c === "*" && start) return plain("\\*");
    if (c === ")" && this.options.extended) return plain("\\)");
    if (c === "^" && (this.options.extended || start)) return { source: "^", repeats: false, anchor: true };
    if (c === "$" && (this.options.extended || this.done() || this.sees("|") || this.sees(")"))) {
      this.looksAhead = true;
      return { source: "$", repeats: false, anchor: false };
    }
    return plain(literal(c));
  }

  private group(depth: number): string {
    const number = ++this.groups;
    const inside = this.alternatives(depth + 1);
    if (!this.takeOperator(")")) throw new BadRegex("Unmatched ( or \\(");
    this.closed.add(number);
    return `(${inside})`;
  }

  private escape(): { source: string; repeats: boolean; anchor: boolean } {
    if (this.done()) throw new BadRegex("Trailing backslash");
    const c = this.chars[this.at++] ?? "";
    const atom = (source: string) => ({ source, repeats: true, anchor: false });
    const assertion = (source: string) => {
      this.looksAhead = true;
      return { source, repeats: false, anchor: false };
    };
    if (/[1-9]/.test(c)) {
      if (!this.closed.has(Number(c))) throw new BadRegex("Invalid back reference");
      return atom(`(?:\\${c})`);
    }
    if (this.options.escapes) {
      const named = { n: "\\n", t: "\\t", r: "\\r", f: "\\f", v: "\\v", a: "\\x07" }[c];
      if (named) return atom(named);
    }
    switch (c) {
      case "w":
        return atom(WORD);
      case "W":
        return atom("[^\\p{L}\\p{N}_]");
      case "s":
        return atom("[ \\t\\n\\v\\f\\r]");
      case "S":
        return atom("[^ \\t\\n\\v\\f\\r]");
      case "b":
        return assertion(`(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`);
      case "B":
        return assertion(`(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`);
      case "<":
        return assertion(`(?<!${WORD})(?=${WORD})`);
      case ">":
        return assertion(`(?<=${WORD})(?!${WORD})`);
      case "`":
        return { source: "(?<![^])", repeats: false, anchor: true };
      case "'":
        return assertion("(?![^])");
      case "{":
        if (!this.options.extended) throw new BadRegex("Invalid preceding regular expression");
        return atom("\\{");
      default:
        return atom(literal(c));
    }
  }

  private quantified(atom: string, repeats: boolean, start: boolean): string {
    let out = atom;
    let count = 0;
    for (;;) {
      const quantifier = this.quantifier();
      if (quantifier === undefined) return out;
      // An assertion is not repeated: once or never is the same as once.
      if (!repeats) {
        if (start && !this.options.extended) return `${out}\\*`;
        continue;
      }
      out = (count++ ? `(?:${out})` : out) + quantifier;
    }
  }

  private quantifier(): string | undefined {
    const c = this.chars[this.at];
    if (c === "*") {
      this.at++;
      return "*";
    }
    if (this.takeOperator("+")) return "+";
    if (this.takeOperator("?")) return "?";
    if (!this.sees("{")) return undefined;
    const open = this.options.extended ? 1 : 2;
    const rest = this.chars.slice(this.at + open).join("");
    const m = (this.options.extended ? /^(\d*)(,?)(\d*)\}/ : /^(\d*)(,?)(\d*)\\\}/).exec(rest);
    if (!m || (m[1] === "" && m[2] === "")) {
      // GNU takes a `{` that begins no interval as itself in an extended expression.
      if (this.options.extended) return undefined;
      throw new BadRegex(rest.includes("\\}") ? "Invalid content of \\{\\}" : "Unmatched \\{");
    }
    const [low, high] = [Number(m[1] || 0), m[3] ? Number(m[3]) : undefined];
    if (high !== undefined && high < low) throw new BadRegex("Invalid content of \\{\\}");
    if (low > 32767 || (high ?? 0) > 32767) throw new BadRegex("Regular expression too big");
    this.at += open + m[0].length;
    return m[2] ? `{${low},${high ?? ""}}` : `{${low}}`;
  }

  /** Behind the `[`. */
  private bracket(): string {
    const negated = this.chars[this.at] === "^";
    if (negated) this.at++;
    let body = "";
    let first = true;
    for (;;) {
      const c = this.chars[this.at++];
      if (c === undefined) throw new BadRegex("Unmatched [, [^, [:, [., or [=");
      if (c === "]" && !first) break;
      first = false;
      if (c === "[" && /[:.=]/.test(this.chars[this.at] ?? "")) {
        body += this.bracketClass(this.chars[this.at] ?? "");
        continue;
      }
      const low = this.bracketChar(c);
      if (this.chars[this.at] === "-" && this.chars[this.at + 1] !== "]" && this.chars[this.at + 1] !== undefined) {
        this.at++;
        const high = this.bracketChar(this.chars[this.at++] ?? "");
        if ((high.codePointAt(0) ?? 0) < (low.codePointAt(0) ?? 0)) throw new BadRegex("Invalid range end");
        body += `${classLiteral(low)}-${classLiteral(high)}`;
      } else body += classLiteral(low);
    }
    return `[${negated ? "^" : ""}${body}]`;
  }

  private bracketChar(c: string): string {
    if (c !== "\\" || !this.options.escapes) return c;
    const next = this.chars[this.at] ?? "";
    const named = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", "\\": "\\", "]": "]", "/": "/", '"': '"' }[next];
    if (named === undefined || (next === "]" && !this.options.extended)) return c;
    this.at++;
    return named;
  }

  private bracketClass(kind: string): string {
    const rest = this.chars.slice(this.at + 1).join("");
    const end = rest.indexOf(`${kind}]`);
    if (end < 0) throw new BadRegex("Unmatched [, [^, [:, [., or [=");
    const name = rest.slice(0, end);
    this.at += 1 + [...name].length + 2;
    if (kind !== ":") return classLiteral(name);
    const body = UNICODE_CLASSES[name];
    if (body === undefined) throw new BadRegex("Invalid character class name");
    return body;
  }
}

function literal(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c === "\n" ? "\\n" : c;
}

function classLiteral(c: string): string {
  return /[\\\]^[-]/.test(c) ? `\\${c}` : c;
}
