import { goQuote } from "../../grammar/parse.ts";
import { lex, type Token } from "./lex.ts";

/** A template that cannot be parsed or executed; `message` is Go's. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** The tokens of a template, read one after the other; mistakes are worded as Go's parser does. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  protected at = 0;
  /** Line on which the action that is being read began. */
  protected actionLine = 0;

  constructor(
    protected readonly text: string,
    protected readonly name: string,
  ) {
    this.tokens = lex(text);
  }

  protected next(): Token {
    const token = this.tokens[this.at] ?? this.tokens.at(-1);
    this.at++;
    return token ?? { kind: "eof", text: "", pos: 0, line: 1 };
  }

  protected peek(): Token {
    const token = this.next();
    this.at--;
    return token;
  }

  protected nextNonSpace(): Token {
    let token = this.next();
    while (token.kind === "space") token = this.next();
    return token;
  }

  /** Leaves the blanks behind it. */
  protected peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.at--;
    return token;
  }

  protected expect(kind: Token["kind"], context: string): void {
    const token = this.nextNonSpace();
    if (token.kind !== kind) this.unexpected(token, context);
  }

  protected unexpected(token: Token, context: string): never {
    if (token.kind === "error") {
      let extra = "";
      if (this.actionLine !== 0 && this.actionLine !== token.line) {
        extra = ` in action started at ${this.name}:${this.actionLine}`;
        if (token.text.endsWith(" action")) extra = extra.slice(" in action".length);
      }
      this.fail(token.text + extra, token);
    }
    this.fail(`unexpected ${tokenText(token)} in ${context}`, token);
  }

  protected fail(message: string, token = this.tokens[Math.max(0, Math.min(this.at, this.tokens.length) - 1)]): never {
    throw new TemplateError(`template: ${this.name}:${token?.line ?? 1}: ${message}`);
  }
}

/** A token as `unexpected … in …` shows it: quoted, a long one cut to ten characters, key words in angle brackets. */
function tokenText(token: Token): string {
  if (token.kind === "eof") return "EOF";
  if (token.kind === "keyword") return `<${token.text}>`;
  if (token.text.length > 10) return `${goQuote(token.text.slice(0, 10))}...`;
  return goQuote(token.text);
}
