/**
 * The builder's little shell: quotes, the escape character and variables, as ENV, ARG, LABEL, COPY and the like read
 * their words. There is no command in it.
 */
export interface Expansion {
  /** Value of a variable; undefined when it is unset. */
  get(name: string): string | undefined;
  readonly escape: "\\" | "`";
  /** Told of each variable that is used though it is not set, even where a default stands beside it. */
  onUnset?(name: string): void;
  /** Told of each variable used. */
  onUse?(name: string): void;
  /** A here-document: quotes are characters like others. */
  readonly document?: boolean;
  /** Quotes stay in the result. */
  readonly keepQuotes?: boolean;
  /** Unset variables stay as they stand. */
  readonly keepUnset?: boolean;
}

/** A word that cannot be read; the message ends the builder's `failed to process "WORD": …`. */
export class WordError extends Error {
  override readonly name = "WordError";
}

/** The word with quotes taken off and variables in place. */
export function expandWord(word: string, e: Expansion): string {
  return new Lexer(word, e).process("").join("");
}

/** The words that it becomes: what an unquoted variable holds is split at white space. */
export function expandWords(word: string, e: Expansion): string[] {
  return new Lexer(word, e).process("");
}

class Lexer {
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly e: Expansion,
  ) {}

  /** Up to a stop character outside of quotes, or the end. */
  process(stop: string): string[] {
    const words: string[] = [];
    let word = "";
    let inWord = false;
    const push = () => {
      if (inWord) words.push(word);
      word = "";
      inWord = false;
    };
    const { document, escape, keepQuotes } = this.e;
    for (; this.at < this.text.length; ) {
      const c = this.text.charAt(this.at);
      if (stop !== "" && c === stop) {
        this.at++;
        push();
        return words;
      }
      if (document && (c === "'" || c === '"')) {
        this.at++;
        word += c;
        inWord = true;
      } else if (c === "'") {
        this.at++;
        const end = this.text.indexOf("'", this.at);
        if (end < 0) throw new WordError("unexpected end of statement while looking for matching single-quote");
        word += keepQuotes ? `'${this.text.slice(this.at, end)}'` : this.text.slice(this.at, end);
        this.at = end + 1;
        inWord = true;
      } else if (c === '"') {
        word += this.doubleQuoted();
        inWord = true;
      } else if (c === "$") {
        const value = this.dollar();
        word += value;
        if (value !== "") inWord = true;
      } else if (c === escape) {
        this.at++;
        if (this.at >= this.text.length) break;
        word += this.text.charAt(this.at);
        this.at++;
        inWord = true;
      } else {
        word += c;
        inWord = true;
        this.at++;
      }
    }
    if (stop !== "") throw new WordError("unexpected end of statement while looking for matching " + stop);
    push();
    return words;
  }

  private doubleQuoted(): string {
    const { escape, keepQuotes } = this.e;
    this.at++;
    let out = keepQuotes ? '"' : "";
    for (;;) {
      if (this.at >= this.text.length)
        throw new WordError("unexpected end of statement while looking for matching double-quote");
      const c = this.text.charAt(this.at);
      if (c === '"') {
        this.at++;
        return keepQuotes ? `${out}"` : out;
      }
      if (c === "$") out += this.dollar();
      else if (c === escape) {
        const next = this.text.charAt(this.at + 1);
        if (this.at + 1 >= this.text.length)
          throw new WordError("unexpected end of statement while looking for matching double-quote");
        // Within double quotes only these are escaped; before others the escape character stays.
        out += !['"', "$", escape].includes(next) ? escape + next : next;
        this.at += 2;
      } else {
        out += c;
        this.at++;
      }
    }
  }

  private dollar(): string {
    this.at++;
    if (this.text.charAt(this.at) !== "{") {
      const name = /^(?:[a-zA-Z_][a-zA-Z0-9_]*|[0-9]+|[@*#])/.exec(this.text.slice(this.at))?.[0];
      if (name === undefined) return "$";
      this.at += name.length;
      return this.plain(name, `$${name}`);
    }
    const from = this.at - 1;
    this.at++;
    const name = /^(?:[a-zA-Z_][a-zA-Z0-9_]*|[0-9]+|[@*#])?/.exec(this.text.slice(this.at))?.[0] ?? "";
    this.at += name.length;
    const c = this.text.charAt(this.at);
    if (name === "") {
      if (c === "") throw new WordError("syntax error: missing '}'");
      if (c === "}") throw new WordError("${}: bad substitution");
      throw new WordError(`unsupported modifier (${c || "\uFFFD"}) in substitution`);
    }
    this.at++;
    if (c === "}") return this.plain(name, this.text.slice(from, this.at));
    const value = this.e.get(name);
    this.e.onUse?.(name);
    const modified = this.modified(name, value, c);
    return value === undefined && this.e.keepUnset ? this.text.slice(from, this.at) : modified();
  }

  /** Reads a modifier and its word; the result is asked for only where it is wanted. */
  private modified(name: string, value: string | undefined, c: string): () => string {
    switch (c) {
      case ":": {
        const op = this.text.charAt(this.at++);
        const word = this.modifierWord();
        return () => this.conditional(name, value, op, word, (v) => v === undefined || v === "", ":");
      }
      case "-":
      case "+":
      case "?": {
        const word = this.modifierWord();
        return () => this.conditional(name, value, c, word, (v) => v === undefined);
      }
      case "#":
      case "%": {
        const greedy = this.text.charAt(this.at) === c;
        if (greedy) this.at++;
        const pattern = this.modifierWord();
        if (value === undefined) this.e.onUnset?.(name);
        return () => trim(value ?? "", pattern, c === "#" ? "prefix" : "suffix", greedy);
      }
      case "/": {
        const all = this.text.charAt(this.at) === "/";
        if (all) this.at++;
        const pattern = this.process("/").join("");
        const replacement = this.modifierWord();
        if (value === undefined) this.e.onUnset?.(name);
        const re = new RegExp(globRegex(pattern, true), all ? "g" : "");
        return () => (value ?? "").replace(re, () => replacement);
      }
      default:
        throw new WordError(`unsupported modifier (${c || "\uFFFD"}) in substitution`);
    }
  }

  private modifierWord(): string {
    return this.process("}").join("");
  }

  private plain(name: string, written: string): string {
    const value = this.e.get(name);
    this.e.onUse?.(name);
    if (value === undefined) {
      this.e.onUnset?.(name);
      if (this.e.keepUnset) return written;
    }
    return value ?? "";
  }

  private conditional(
    name: string,
    value: string | undefined,
    op: string,
    word: string,
    missing: (v: string | undefined) => boolean,
    colon = "",
  ): string {
    switch (op) {
      case "-":
        if (value === undefined) this.e.onUnset?.(name);
        return missing(value) ? word : (value ?? "");
      case "+":
        if (value === undefined) this.e.onUnset?.(name);
        return missing(value) ? "" : word;
      case "?":
        if (missing(value)) {
          this.e.onUnset?.(name);
          throw new WordError(`${name}: ${word || "is not allowed to be unset"}`);
        }
        return value ?? "";
      default:
        throw new WordError(`unsupported modifier (${colon}${op || "\uFFFD"}) in substitution`);
    }
  }
}

/** A shell pattern (`*`, `?`, escapes) as the source of a regular expression. */
function globRegex(pattern: string, greedy: boolean): string {
  let out = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "*") out += greedy ? "[^]*" : "[^]*?";
    else if (c === "?") out += "[^]";
    else if (c === "\\" && i + 1 < pattern.length) out += pattern.charAt(++i).replace(/[^\w]/g, "\\$&");
    else out += c.replace(/[^\w\s]/g, "\\$&");
  }
  return out;
}

function trim(value: string, pattern: string, end: "prefix" | "suffix", greedy: boolean): string {
  if (end === "prefix") return value.replace(new RegExp(`^${globRegex(pattern, greedy)}`), "");
  // The shortest suffix begins as late as it can.
  const re = new RegExp(`^${globRegex(pattern, true)}$`);
  const starts = Array.from({ length: value.length + 1 }, (_, i) => i);
  const start = (greedy ? starts : starts.toReversed()).find((i) => re.test(value.slice(i)));
  return start === undefined ? value : value.slice(0, start);
}
