import { Diagnostic, type Position, type Range } from "./diagnostic.ts";

/** Reads an HCL file character by character; within brackets a new line is only a space. */
export class Scanner {
  at = 0;
  /** How many brackets are open. */
  nesting = 0;
  private readonly lineStarts: number[];

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.lineStarts = [0];
    for (let i = 0; i < text.length; i++) if (text[i] === "\n") this.lineStarts.push(i + 1);
  }

  position(offset: number): Position {
    let line = this.lineStarts.length;
    while (line > 1 && (this.lineStarts[line - 1] ?? 0) > offset) line--;
    return { line, column: offset - (this.lineStarts[line - 1] ?? 0) + 1 };
  }

  range(from: number, to = this.at): Range {
    return { file: this.file, start: this.position(from), end: this.position(to) };
  }

  /** Spaces and comments; new lines too where they do not count, or when asked for. */
  space(lines = this.nesting > 0): void {
    for (;;) {
      const rest = this.text.slice(this.at, this.at + 2);
      if (/^[ \t\r]/.test(rest) || (lines && rest[0] === "\n")) this.at++;
      else if (rest[0] === "#" || rest === "//") {
        const end = this.text.indexOf("\n", this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (rest === "/*") {
        const end = this.text.indexOf("*/", this.at);
        this.at = end < 0 ? this.text.length : end + 2;
      } else return;
    }
  }

  starts(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** Goes past a word if it is next. */
  take(word: string): boolean {
    if (!this.starts(word)) return false;
    this.at += word.length;
    return true;
  }

  /** A name, or undefined. */
  identifier(): { readonly text: string; readonly range: Range } | undefined {
    const m = /^[A-Za-z_][A-Za-z0-9_-]*/.exec(this.text.slice(this.at, this.at + 200));
    if (!m) return undefined;
    const from = this.at;
    this.at += m[0].length;
    return { text: m[0], range: this.range(from) };
  }

  /** Where the next token stands: a name, a number, a new line, or one character. */
  next(): Range {
    const m = /^(?:[A-Za-z_][A-Za-z0-9_-]*|\d+|[^])/.exec(this.text.slice(this.at, this.at + 200));
    return this.range(this.at, this.at + (m?.[0].length ?? 0));
  }

  fail(range: Range, summary: string, detail: string): never {
    throw new Diagnostic(range, summary, detail);
  }
}
