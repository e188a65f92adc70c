import { CompileError, type Place } from "./ast.ts";

export type Token =
  | {
      readonly kind: "operator" | "name" | "keyword" | "variable" | "format" | "field" | "number";
      readonly text: string;
      readonly place: Place;
    }
  /** The parts of a string: texts, and tokens of what stands in `\( )`. */
  | {
      readonly kind: "string";
      readonly text: string;
      readonly parts: readonly (string | readonly Token[])[];
      readonly place: Place;
    }
  | { readonly kind: "end"; readonly text: ""; readonly place: Place };

const KEYWORDS = new Set([
  "def",
  "if",
  "then",
  "elif",
  "else",
  "end",
  "as",
  "reduce",
  "foreach",
  "try",
  "catch",
  "label",
  "import",
  "include",
  "and",
  "or",
  "__loc__",
]);

const OPERATORS = [
  "?//=",
  "?//",
  "//=",
  "|=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "==",
  "!=",
  "<=",
  ">=",
  "//",
  "..",
  "?",
  "<",
  ">",
  "=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "|",
  ",",
  ".",
  ":",
  ";",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  "$",
];

/** Splits a filter into tokens; the last one is the end. Throws CompileError. */
export function tokenize(text: string): Token[] {
  const lexer = createLexer(text, 0);
  return lexer.run(false);
}

function createLexer(text: string, start: number) {
  let at = start;
  const tokens: Token[] = [];

  const run = (inString: boolean): Token[] => {
    let depth = 0;
    for (;;) {
      const blank = /^(?:\s+|#[^\n]*)+/.exec(text.slice(at));
      if (blank) at += blank[0].length;
      if (at >= text.length) {
        tokens.push(endToken());
        return tokens;
      }
      if (inString && text[at] === ")" && depth === 0) {
        tokens.push(endToken());
        at++;
        return tokens;
      }
      const token = next();
      if (token.text === "(") depth++;
      if (token.text === ")" && token.kind === "operator") depth--;
      tokens.push(token);
    }
  };
  // The end is reported at the last token.
  const endToken = (): Token => ({ kind: "end", text: "", place: tokens.at(-1)?.place ?? { start: 0, end: 1 } });

  const next = (): Token => {
    const begin = at;
    const rest = text.slice(at);
    const simple = (
      kind: "name" | "variable" | "format" | "field" | "number" | "operator" | "keyword",
      length: number,
      content: string,
    ): Token => {
      at += length;
      return { kind, text: content, place: { start: begin, end: at } };
    };
    const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest);
    if (number) return simple("number", number[0].length, number[0]);
    if (rest[0] === '"') return string(begin);
    const field = /^\.([a-zA-Z_]\w*)/.exec(rest);
    if (field) return simple("field", field[0].length, field[1] ?? "");
    const variable = /^\$((?:[a-zA-Z_]\w*::)*[a-zA-Z_]\w*)/.exec(rest);
    if (variable) return simple("variable", variable[0].length, variable[1] ?? "");
    const format = /^@([a-zA-Z0-9_]+)/.exec(rest);
    if (format) return simple("format", format[0].length, format[1] ?? "");
    const name = /^(?:[a-zA-Z_]\w*::)*[a-zA-Z_]\w*/.exec(rest);
    if (name) return simple(KEYWORDS.has(name[0]) ? "keyword" : "name", name[0].length, name[0]);
    const operator = OPERATORS.find((o) => rest.startsWith(o));
    if (operator) return simple("operator", operator.length, operator);
    throw new CompileError("syntax error, unexpected INVALID_CHARACTER", { start: begin, end: begin + 1 });
  };

  const string = (begin: number): Token => {
    at++;
    const parts: (string | Token[])[] = [];
    let literal = "";
    for (;;) {
      const c = text[at];
      if (c === undefined) {
        throw new CompileError(
          "syntax error, unexpected end of file, expecting QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END",
          {
            start: begin + 1,
            end: text.length,
          },
        );
      }
      at++;
      if (c === '"') break;
      if (c !== "\\") {
        literal += c;
        continue;
      }
      const e = text[at++] ?? "";
      if (e === "(") {
        parts.push(literal);
        literal = "";
        const inner = createLexer(text, at);
        parts.push(inner.run(true));
        at = inner.position();
      } else if (e === "u") {
        literal += String.fromCharCode(Number.parseInt(text.slice(at, at + 4), 16));
        at += 4;
      } else {
        const named = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "\\": "\\", "/": "/", '"': '"' }[e];
        if (named === undefined)
          throw new CompileError(`Invalid escape at line 1, column 4 (while parsing '"\\${e}"')`, {
            start: at - 2,
            end: at,
          });
        literal += named;
      }
    }
    parts.push(literal);
    return { kind: "string", text: text.slice(begin, at), parts, place: { start: begin, end: at } };
  };
  return { run, position: () => at };
}
