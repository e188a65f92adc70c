import { CompileError } from "./ast.ts";
import type { Token } from "./lexer.ts";

/** A place in a filter's tokens. */
export interface Cursor {
  peek(ahead?: number): Token;
  advance(): Token;
  back(): void;
  /** Whether this operator or keyword stands here. */
  is(text: string): boolean;
  /** Goes past it when it does. */
  takes(text: string): boolean;
  /** Goes past it; throws CompileError when it is not there. */
  expect(text: string, expecting?: string): void;
  unexpected(expecting?: string): never;
  /** Puts another operator in this one's place. */
  replace(text: string): void;
}

export function createCursor(given: readonly Token[]): Cursor {
  const tokens = [...given];
  let at = 0;
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? { kind: "end", text: "", place: { start: 0, end: 1 } };
  const advance = (): Token => {
    const token = peek();
    at++;
    return token;
  };
  const is = (text: string) => peek().text === text && (peek().kind === "operator" || peek().kind === "keyword");
  const takes = (text: string) => {
    if (!is(text)) return false;
    at++;
    return true;
  };
  const unexpected = (expecting = ""): never => {
    const token = peek();
    if (closesNothing(tokens, at))
      throw new CompileError("syntax error, unexpected INVALID_CHARACTER, expecting end of file", token.place);
    const what =
      token.kind === "end"
        ? "end of file"
        : token.kind === "name"
          ? "IDENT"
          : token.kind === "field"
            ? "FIELD"
            : token.kind === "number"
              ? "LITERAL"
              : token.kind === "string"
                ? "QQSTRING_START"
                : token.kind === "variable"
                  ? "BINDING"
                  : token.kind === "keyword"
                    ? `"${token.text}"`
                    : `'${token.text}'`;
    throw new CompileError(`syntax error, unexpected ${what}${expecting}`, token.place);
  };
  const expect = (text: string, expecting = "") => {
    if (!takes(text)) unexpected(expecting);
  };
  return {
    peek,
    advance,
    back() {
      at--;
    },
    is,
    takes,
    expect,
    unexpected,
    replace(text) {
      tokens[at] = { kind: "operator", text, place: peek().place };
    },
  };
}

/** Whether the token is a closing bracket without one that it closes. */
function closesNothing(tokens: readonly Token[], at: number): boolean {
  if (![")", "]", "}"].includes(tokens[at]?.text ?? "")) return false;
  const depth = tokens
    .slice(0, at)
    .reduce((n, t) => n + ("([{".includes(t.text) ? 1 : ")]}".includes(t.text) ? -1 : 0), 0);
  return depth <= 0;
}
