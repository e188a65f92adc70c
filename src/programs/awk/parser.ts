import {
  type AwkFunction,
  type AwkProgram,
  AwkSyntaxError,
  type Expression,
  type Rule,
  type Statement,
} from "./ast.ts";
import { createExpressions, type TokenCursor } from "./expressions.ts";
import { type AwkToken, tokenizeAwk } from "./lexer.ts";

/** Parses a program. Throws AwkSyntaxError. */
export function parseAwk(text: string, octal: boolean): AwkProgram {
  const cursor = createTokenCursor(tokenizeAwk(text, octal));
  return createStatements(cursor).program();
}

function createTokenCursor(tokens: readonly AwkToken[]): TokenCursor {
  let at = 0;
  const last = tokens.at(-1);
  const peek = (ahead = 0): AwkToken => tokens[at + ahead] ?? last ?? { kind: "end", text: "", line: 1 };
  const is = (text: string) => peek().text === text && (peek().kind === "operator" || peek().kind === "keyword");
  const takes = (text: string) => {
    if (!is(text)) return false;
    at++;
    return true;
  };
  const unexpected = (): never => {
    const token = peek();
    if (token.kind === "operator" && token.text === "}") {
      const message = `extra '}'\nawk: line ${token.line}: syntax error at or near end of line`;
      throw new AwkSyntaxError(message, token.line);
    }
    if (token.kind === "end") {
      const open = tokens
        .slice(0, at)
        .reduce(
          (n, t) =>
            n + (t.kind === "operator" && t.text === "{" ? 1 : t.kind === "operator" && t.text === "}" ? -1 : 0),
          0,
        );
      throw new AwkSyntaxError(
        open > 0 ? "missing } near end of file" : "syntax error at or near end of file",
        token.line,
      );
    }
    throw new AwkSyntaxError(
      `syntax error at or near ${token.kind === "newline" ? "end of line" : token.text}`,
      token.line,
    );
  };
  return {
    peek,
    is,
    takes,
    unexpected,
    advance: () => {
      const token = peek();
      at++;
      return token;
    },
    expect(text) {
      if (!takes(text)) unexpected();
    },
    newlines() {
      while (peek().kind === "newline") at++;
    },
    position: () => at,
    goTo(position) {
      at = position;
    },
  };
}

function createStatements(c: TokenCursor) {
  const { advance, expect, is, newlines, peek, takes, unexpected } = c;
  const { concatenation, expression, list } = createExpressions(c);

  const program = (): AwkProgram => {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (;;) {
      while (peek().kind === "newline" || is(";")) advance();
      if (peek().kind === "end") break;
      if (takes("function")) {
        const f = functionDefinition();
        functions.set(f.name, f);
      } else rules.push(rule());
    }
    return { rules, functions };
  };

  const functionDefinition = (): AwkFunction => {
    const name = advance().text;
    expect("(");
    const parameters: string[] = [];
    newlines();
    while (!takes(")")) {
      parameters.push(advance().text);
      newlines();
      if (!is(")")) expect(",");
      newlines();
    }
    newlines();
    return { name, parameters, body: block() };
  };

  const rule = (): Rule => {
    if (is("BEGIN") || is("END")) {
      const when = advance().text === "BEGIN" ? "begin" : "end";
      return { when, pattern: undefined, until: undefined, body: block() };
    }
    if (is("{")) return { when: "always", pattern: undefined, until: undefined, body: block() };
    const pattern = expression();
    let until: Expression | undefined;
    if (takes(",")) {
      newlines();
      until = expression();
    }
    const body = is("{") ? block() : undefined;
    return { when: until ? "range" : "pattern", pattern, until, body };
  };

  const block = (): Statement => {
    expect("{");
    const body: Statement[] = [];
    for (;;) {
      while (peek().kind === "newline" || is(";")) advance();
      if (takes("}")) return { kind: "block", body };
      body.push(statement());
    }
  };

  /** Behind a simple statement: `;`, a line's end, or what closes the block. */
  const ended = () => {
    if (takes(";") || peek().kind === "newline") return;
    if (!is("}") && peek().kind !== "end") unexpected();
  };

  const body = (): Statement => {
    newlines();
    if (takes(";")) return { kind: "block", body: [] };
    return statement();
  };

  const statement = (): Statement => {
    if (is("{")) return block();
    if (takes("if")) {
      const test = condition();
      const then = body();
      const before = c.position();
      while (peek().kind === "newline" || is(";")) advance();
      if (takes("else")) return { kind: "if", test, then, otherwise: body() };
      c.goTo(before);
      return { kind: "if", test, then, otherwise: undefined };
    }
    if (takes("while")) {
      const test = condition();
      return { kind: "while", test, body: body() };
    }
    if (takes("do")) {
      const inner = body();
      while (peek().kind === "newline" || is(";")) advance();
      expect("while");
      const test = condition();
      ended();
      return { kind: "do", body: inner, test };
    }
    if (takes("for")) return loop();
    const simple = simpleStatement();
    ended();
    return simple;
  };

  const condition = (): Expression => {
    expect("(");
    const test = expression();
    expect(")");
    return test;
  };

  const loop = (): Statement => {
    expect("(");
    if (peek().kind === "name" && peek(1).text === "in" && peek(3).text === ")") {
      const variable = advance().text;
      advance();
      const array = advance().text;
      expect(")");
      return { kind: "forIn", variable, array, body: body() };
    }
    const init = is(";") ? undefined : simpleStatement();
    expect(";");
    newlines();
    const test = is(";") ? undefined : expression();
    expect(";");
    newlines();
    const step = is(")") ? undefined : simpleStatement();
    expect(")");
    return { kind: "for", init, test, step, body: body() };
  };

  const simpleStatement = (): Statement => {
    const token = peek();
    if (token.kind !== "keyword") return { kind: "expression", expression: expression() };
    switch (token.text) {
      case "print":
      case "printf":
        advance();
        return output(token.text);
      case "next":
      case "nextfile":
      case "break":
      case "continue":
        advance();
        return { kind: token.text };
      case "exit":
      case "return":
        advance();
        return { kind: token.text, value: atEnd() ? undefined : expression() };
      case "delete": {
        advance();
        const array = advance().text;
        if (!takes("[")) return { kind: "delete", array, subscripts: undefined };
        const subscripts = list();
        expect("]");
        return { kind: "delete", array, subscripts };
      }
      default:
        return { kind: "expression", expression: expression() };
    }
  };
  const atEnd = () => is(";") || is("}") || peek().kind === "newline" || peek().kind === "end";

  const output = (kind: "print" | "printf"): Statement => {
    const stops = () => atEnd() || is(">") || is(">>") || is("|");
    let args: Expression[] = [];
    if (!stops()) {
      const start = c.position();
      // `print (a, b) > "f"`: a list in parentheses is the whole list when nothing but a redirection follows.
      const grouped = is("(") ? groupedList(stops) : undefined;
      if (grouped) args = grouped;
      else {
        c.goTo(start);
        args = list(true);
      }
    }
    for (const sign of [">", ">>", "|"] as const) {
      if (!takes(sign)) continue;
      return { kind, args, to: { kind: sign, target: concatenation() } };
    }
    return { kind, args, to: undefined };
  };
  const groupedList = (stops: () => boolean): Expression[] | undefined => {
    expect("(");
    const args = list();
    return takes(")") && stops() ? args : undefined;
  };
  return { program };
}
