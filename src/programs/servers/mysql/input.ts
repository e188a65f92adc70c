/** What a line of input asks for: a statement to be sent, or something of the client itself. */
export type Step =
  | { readonly kind: "statement"; readonly sql: string; readonly upright: boolean; readonly line: number }
  | { readonly kind: "command"; readonly name: string; readonly argument: string };

/** The client's own commands by the letter behind a backslash. */
export const LETTERS: Readonly<Record<string, string>> = {
  "?": "help",
  h: "help",
  c: "clear",
  r: "connect",
  d: "delimiter",
  e: "edit",
  G: "ego",
  g: "go",
  n: "nopager",
  t: "notee",
  P: "pager",
  p: "print",
  R: "prompt",
  q: "quit",
  "#": "rehash",
  ".": "source",
  s: "status",
  "!": "system",
  T: "tee",
  u: "use",
  W: "warnings",
  w: "nowarning",
  x: "resetconnection",
  C: "charset",
};

const NAMES = new Set([...Object.values(LETTERS), "exit", "?", "clear"]);
/** They take the rest of the line. */
const WITH_REST = new Set([
  "delimiter",
  "source",
  "prompt",
  "tee",
  "pager",
  "system",
  "use",
  "connect",
  "help",
  "charset",
]);

/**
 * Puts lines together into statements as the client does: up to the delimiter, `\g` or `\G`, with quotes and comments
 * that go over lines. A line that begins with one of the client's words where no statement stands open is a command.
 */
export class Input {
  private text = "";
  /** The quote or comment that is open. */
  private open = "";
  private lines = 0;
  private from = 1;

  constructor(public delimiter = ";") {}

  /** What stands before the next line: `->`, or the quote that is open. */
  get mark(): string | undefined {
    if (this.open !== "") return `${this.open}>`;
    return this.text === "" ? undefined : "->";
  }

  /** The statement that has no end yet. */
  get rest(): string {
    return this.text;
  }

  get line(): number {
    return this.from;
  }

  clear(): void {
    this.text = "";
    this.open = "";
  }

  /** Takes a line, step by step: what a step does (a new delimiter) holds for the rest. */
  *feed(line: string): Generator<Step> {
    this.lines++;
    if (this.text === "" && this.open === "") {
      this.from = this.lines;
      const command = this.command(line);
      if (command) {
        yield command;
        return;
      }
    }
    for (let i = 0; i < line.length; i++) {
      const c = line[i] ?? "";
      if (this.open === "/*") {
        if (!line.startsWith("*/", i)) continue;
        this.open = "";
        i++;
      } else if (this.open !== "") {
        this.text += c;
        if (c === "\\" && this.open !== "`") this.text += line[++i] ?? "";
        else if (c === this.open) this.open = "";
      } else if (c === "\\") {
        const name = LETTERS[line[i + 1] ?? ""];
        if (name === undefined) {
          this.text += c;
          continue;
        }
        const argument = WITH_REST.has(name) ? line.slice(i + 2) : "";
        yield* this.lettered(name, this.bare(argument));
        if (WITH_REST.has(name)) return;
        i++;
      } else if (line.startsWith(this.delimiter, i)) {
        i += this.delimiter.length - 1;
        yield this.sent(false);
      } else if (c === "#" || /^--(?:\s|$)/.test(line.slice(i, i + 3))) break;
      else if (line.startsWith("/*", i) && !/^\/\*[!+]/.test(line.slice(i, i + 3))) {
        this.open = "/*";
        i++;
      } else if (this.text !== "" || !/\s/.test(c)) {
        this.text += c;
        if (c === "'" || c === '"' || c === "`") this.open = c;
      }
    }
    if (this.text !== "" || (this.open !== "" && this.open !== "/*")) this.text += "\n";
  }

  /** The statement at the input's end, which needs no delimiter. */
  *end(): Generator<Step> {
    if (this.text.trim() !== "") yield this.sent(false);
  }

  private *lettered(name: string, argument: string): Generator<Step> {
    if (name === "clear") this.clear();
    else if (name === "ego" || name === "go") yield this.sent(name === "ego");
    else if (name === "delimiter") this.delimiter = argument.split(/\s/)[0] || this.delimiter;
    else yield { kind: "command", name, argument };
  }

  private sent(upright: boolean): Step {
    const sql = this.text.trim();
    this.text = "";
    const use = /^use\s+([^ ]+)$/i.exec(sql);
    if (use) return { kind: "command", name: "use", argument: use[1] ?? "" };
    return { kind: "statement", sql, upright, line: this.from };
  }

  private command(line: string): Step | undefined {
    const m = /^\s*([A-Za-z?]+)(?:[\s;]|$)/.exec(line);
    const name = (m?.[1] ?? "").toLowerCase();
    if (!m || !NAMES.has(name)) return undefined;
    const argument = this.bare(line.slice(m[0].length - (m[0].endsWith(";") ? 1 : 0)));
    // `help` with more words is the server's business; other words with more are statements.
    if (!WITH_REST.has(name) && argument !== "") return undefined;
    if (name === "delimiter") {
      this.delimiter = argument.split(/\s/)[0] || this.delimiter;
      return { kind: "command", name: "", argument: "" };
    }
    const meant = { exit: "quit", "?": "help" }[name] ?? name;
    if (meant === "clear") this.clear();
    return { kind: "command", name: meant === "clear" ? "" : meant, argument };
  }

  /** A command's argument without the delimiter at its end. */
  private bare(argument: string): string {
    const text = argument.trim();
    return (text.endsWith(this.delimiter) ? text.slice(0, -this.delimiter.length) : text).trim();
  }
}
