/** What the lexer is in the middle of, as the prompt shows it. */
export type Inside = "" | "'" | '"' | "(" | "*" | "$";

export type Event =
  | { readonly k: "statement"; readonly text: string }
  /** A backslash command with its arguments, and what stands before it. */
  | { readonly k: "command"; readonly text: string };

/** Finds statements and backslash commands in lines, as psql's own lexer does. */
export class Scanner {
  /** What was read of a statement that has no end yet. */
  buffer = "";
  private inside: Inside = "";
  private tag = "";
  private depth = 0;

  /** What the prompt shows before its end. */
  get state(): string {
    if (this.inside !== "") return this.inside;
    if (this.depth > 0) return "(";
    return this.buffer.trim() === "" ? "=" : "-";
  }

  reset(): void {
    this.buffer = "";
    this.inside = "";
    this.depth = 0;
  }

  get empty(): boolean {
    return this.buffer.trim() === "" && this.inside === "";
  }

  /** Takes a line, without its end. */
  *feed(line: string): Generator<Event> {
    if (this.buffer !== "") this.buffer += "\n";
    let i = 0;
    while (i < line.length) {
      const rest = line.slice(i);
      const step = this.within(rest);
      if (step > 0) {
        this.buffer += line.slice(i, i + step);
        i += step;
        continue;
      }
      const c = line[i] ?? "";
      if (rest.startsWith("--")) {
        this.buffer += rest;
        break;
      }
      if (rest.startsWith("/*")) this.open("*", "/*");
      else if (c === "'") this.open("'", /[eE]$/.test(this.buffer) ? "e" : "'");
      else if (c === '"') this.open('"', '"');
      else if (/^\$(?:[A-Za-z_]\w*)?\$/.test(rest) && !/[\w$]$/.test(this.buffer))
        this.open("$", /^\$\w*\$/.exec(rest)?.[0] ?? "$$");
      else if (c === "(") this.depth++;
      else if (c === ")") this.depth = Math.max(0, this.depth - 1);
      else if (c === "\\") {
        if (line[i + 1] === ";" || line[i + 1] === ":") {
          this.buffer += line[i + 1];
          i += 2;
          continue;
        }
        const m = /^\\(?:[^\\]|\\(?!\\))*/.exec(rest)?.[0] ?? rest;
        // `\\\\` ends a command's arguments.
        const text = m.startsWith("\\!") || m.startsWith("\\copy") ? rest : m;
        i += text.length;
        if (line.slice(i, i + 2) === "\\\\") i += 2;
        yield { k: "command", text: text.trimEnd() };
        continue;
      } else if (c === ";" && this.depth === 0) {
        const text = `${this.buffer.trimStart()};`;
        this.reset();
        i++;
        if (text !== ";") yield { k: "statement", text };
        continue;
      }
      const length = this.inside === "$" ? this.tag.length : this.inside === "*" ? 2 : 1;
      this.buffer += line.slice(i, i + length);
      i += length;
    }
    if (this.buffer.trim() === "") this.buffer = "";
  }

  private open(inside: Inside, tag: string): void {
    this.inside = inside;
    this.tag = tag;
  }

  /** How many characters belong to the quote or comment that is open; 0: none is. */
  private within(rest: string): number {
    switch (this.inside) {
      case "'":
      case '"': {
        const quote = this.inside;
        const m =
          this.tag === "e"
            ? /^(?:[^'\\]|\\.|'')*/.exec(rest)
            : quote === "'"
              ? /^(?:[^']|'')*/.exec(rest)
              : /^(?:[^"]|"")*/.exec(rest);
        const length = m?.[0].length ?? 0;
        if (length < rest.length) {
          this.inside = "";
          return length + 1;
        }
        return rest.length;
      }
      case "*": {
        const end = rest.indexOf("*/");
        if (end < 0) return rest.length;
        this.inside = "";
        return end + 2;
      }
      case "$": {
        const end = rest.indexOf(this.tag);
        if (end < 0) return rest.length;
        this.inside = "";
        return end + this.tag.length;
      }
      default:
        return 0;
    }
  }
}
