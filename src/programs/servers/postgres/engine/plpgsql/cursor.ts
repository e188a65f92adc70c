import { syntaxError } from "../error.ts";
import { type Token, tokenize } from "../lex.ts";
import type { Sql } from "./ast.ts";

/** Reads a body's tokens one after the other, and the SQL between them as text. */
export abstract class BodyCursor {
  protected place = 0;
  private readonly tokens: readonly Token[];
  constructor(protected readonly body: string) {
    this.tokens = tokenize(body);
  }

  protected peek(ahead = 0): Token {
    return this.tokens[this.place + ahead] ?? (this.tokens[this.tokens.length - 1] as Token);
  }

  protected is(...words: readonly string[]): boolean {
    return words.every((w, i) => {
      const t = this.peek(i);
      return (t.kind === "word" || t.kind === "operator") && t.text === w;
    });
  }

  protected accept(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.place += words.length;
    return true;
  }

  protected wrong(t = this.peek()): never {
    throw syntaxError(t.raw, t.at);
  }

  protected expect(...words: readonly string[]): void {
    for (const w of words) if (!this.accept(w)) this.wrong();
  }

  protected name(): string {
    const t = this.peek();
    if (t.kind !== "word" && t.kind !== "quoted") this.wrong(t);
    this.place++;
    return t.text;
  }

  protected line(at = this.peek().at): number {
    return this.body.slice(0, at).split("\n").length;
  }

  protected string(): string {
    const t = this.peek();
    if (t.kind !== "string") this.wrong(t);
    this.place++;
    return t.text;
  }

  /** The text up to a word or symbol that stands in no brackets. */
  protected until(stops: readonly string[]): Sql {
    const { at } = this.peek();
    let depth = 0;
    let cases = 0;
    let end = at;
    for (;;) {
      const t = this.peek();
      if (t.kind === "end") this.wrong(t);
      const plain = t.kind === "word" || t.kind === "operator";
      if (depth === 0 && cases === 0 && plain && stops.includes(t.text)) break;
      if (plain && (t.text === "(" || t.text === "[")) depth++;
      if (plain && (t.text === ")" || t.text === "]")) depth--;
      if (t.kind === "word" && t.text === "case") cases++;
      if (t.kind === "word" && t.text === "end" && cases > 0) cases--;
      if (depth === 0 && t.text === ";" && t.kind === "operator") this.wrong(t);
      end = t.at + t.raw.length;
      this.place++;
    }
    if (end === at) this.wrong();
    return { text: this.body.slice(at, end), line: this.line(at) };
  }

  protected list(stops: readonly string[]): Sql[] {
    const out = [this.until([...stops, ","])];
    while (this.accept(",")) out.push(this.until([...stops, ","]));
    return out;
  }
}
