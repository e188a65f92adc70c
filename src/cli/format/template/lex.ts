import { goQuote } from "../../grammar/parse.ts";

/** What a template is cut into. `keyword` also stands for `.` and `nil`, which Go counts among its key words. */
export interface Token {
  readonly kind:
    | "text"
    | "left"
    | "right"
    | "space"
    | "bool"
    | "char"
    | "quote"
    | "raw"
    | "constant"
    | "number"
    | "field"
    | "variable"
    | "identifier"
    | "keyword"
    | "assign"
    | "declare"
    | "pipe"
    | "open"
    | "close"
    | "error"
    | "eof";
  readonly text: string;
  readonly pos: number;
  readonly line: number;
}

const KEYWORDS = new Set([
  ".",
  "block",
  "break",
  "continue",
  "define",
  "else",
  "end",
  "if",
  "range",
  "nil",
  "template",
  "with",
]);
const SPACE = " \t\r\n";

/**
 * Cuts a template as text/template's lexer does: text up to `{{`, an action up to `}}`; `{{- ` and ` -}}` trim the text
 * beside them; a comment fills its action. Ends with an `eof` or an `error` token.
 */
export function lex(input: string): Token[] {
  const tokens: Token[] = [];
  let pos = 0;
  const lineAt = (at: number) => input.slice(0, at).split("\n").length;
  const emit = (kind: Token["kind"], start: number, end: number) => {
    tokens.push({ kind, text: input.slice(start, end), pos: start, line: lineAt(start) });
    pos = end;
  };
  /** An error carries the line that reading had come to. */
  const fail = (text: string, at: number) => {
    tokens.push({ kind: "error", text, pos: at, line: lineAt(at) });
    return tokens;
  };
  let trimNext = false;
  for (;;) {
    const left = input.indexOf("{{", pos);
    let end = left < 0 ? input.length : left;
    let start = pos;
    if (trimNext) while (start < end && SPACE.includes(input[start] ?? "")) start++;
    const trimLeft = left >= 0 && input[left + 2] === "-" && isSpace(input[left + 3]);
    if (trimLeft) while (end > start && SPACE.includes(input[end - 1] ?? "")) end--;
    if (end > start) emit("text", start, end);
    if (left < 0) break;
    trimNext = false;
    pos = left + 2 + (trimLeft ? 2 : 0);
    if (input.startsWith("/*", pos)) {
      const close = input.indexOf("*/", pos);
      if (close < 0) return fail("unclosed comment", pos);
      const right = rightDelimiter(input, close + 2);
      if (!right) return fail("comment ends before closing delimiter", close + 2);
      pos = right.end;
      trimNext = right.trim;
      continue;
    }
    tokens.push({ kind: "left", text: "{{", pos: left, line: lineAt(left) });
    let depth = 0;
    for (;;) {
      const right = rightDelimiter(input, pos);
      if (right) {
        if (depth > 0) return fail("unclosed left paren", pos);
        emit("right", right.end - 2, right.end);
        trimNext = right.trim;
        break;
      }
      const c = input[pos];
      if (c === undefined) return fail("unclosed action", pos);
      if (isSpace(c)) {
        let e = pos;
        while (isSpace(input[e]) && !rightDelimiter(input, e)) e++;
        emit("space", pos, e);
      } else if (c === "=") emit("assign", pos, pos + 1);
      else if (c === ":") {
        if (input[pos + 1] !== "=") return fail("expected :=", pos + 1);
        emit("declare", pos, pos + 2);
      } else if (c === "|") emit("pipe", pos, pos + 1);
      else if (c === '"' || c === "'" || c === "`") {
        const e = quoteEnd(input, pos, c);
        if (e === undefined) {
          const what = { '"': "quoted string", "'": "character constant", "`": "raw quoted string" }[c];
          return fail(`unterminated ${what}`, pos);
        }
        emit(c === '"' ? "quote" : c === "`" ? "raw" : "constant", pos, e);
      } else if (c === "$" || (c === "." && !/\d/.test(input[pos + 1] ?? ""))) {
        const e = wordEnd(input, pos + 1);
        if (e === pos + 1 && c === ".") emit("keyword", pos, e);
        else {
          const bad = terminatorError(input, e);
          if (bad) return fail(bad, e);
          emit(c === "$" ? "variable" : "field", pos, e);
        }
      } else if (/[-+.\d]/.test(c)) {
        const number = /[+-]?(?:0[xX][\d_a-fA-F.]*(?:[pP][+-]?\d+)?|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]+)?)/y;
        number.lastIndex = pos;
        const e = pos + (number.exec(input)?.[0].length ?? 0);
        if (/\w/.test(input[e] ?? "")) return fail(`bad number syntax: ${goQuote(input.slice(pos, e + 1))}`, e);
        if (!/\d/.test(input.slice(pos, e))) return fail(`bad number syntax: ${goQuote(input.slice(pos, e + 1))}`, e);
        emit("number", pos, e);
      } else if (isWord(c)) {
        const e = wordEnd(input, pos);
        const bad = terminatorError(input, e);
        if (bad) return fail(bad, e);
        const word = input.slice(pos, e);
        emit(KEYWORDS.has(word) ? "keyword" : word === "true" || word === "false" ? "bool" : "identifier", pos, e);
      } else if (c === "(") {
        depth++;
        emit("open", pos, pos + 1);
      } else if (c === ")") {
        if (--depth < 0) return fail("unexpected right paren", pos);
        emit("close", pos, pos + 1);
      } else if (/[!-~]/.test(c)) emit("char", pos, pos + 1);
      else return fail(`unrecognized character in action: ${codePoint(c)}`, pos);
    }
  }
  tokens.push({ kind: "eof", text: "", pos: input.length, line: lineAt(input.length) });
  return tokens;
}

function rightDelimiter(input: string, at: number): { readonly end: number; readonly trim: boolean } | undefined {
  if (isSpace(input[at]) && input.startsWith("-}}", at + 1)) return { end: at + 4, trim: true };
  return input.startsWith("}}", at) ? { end: at + 2, trim: false } : undefined;
}

function isSpace(c: string | undefined): boolean {
  return c !== undefined && SPACE.includes(c);
}

function isWord(c: string): boolean {
  return /[\p{L}\p{N}_]/u.test(c);
}

function wordEnd(input: string, from: number): number {
  let e = from;
  while (e < input.length && isWord(input[e] ?? "")) e++;
  return e;
}

function quoteEnd(input: string, at: number, quote: string): number | undefined {
  for (let i = at + 1; i < input.length; i++) {
    if (quote !== "`" && input[i] === "\\") i++;
    else if (quote !== "`" && input[i] === "\n") return undefined;
    else if (input[i] === quote) return i + 1;
  }
  return undefined;
}

/** A word must be followed by something that may follow one. */
function terminatorError(input: string, at: number): string | undefined {
  const c = input[at];
  if (c === undefined || isSpace(c) || ".,|:)(".includes(c) || input.startsWith("}}", at)) return undefined;
  return `bad character ${codePoint(c)}`;
}

function codePoint(c: string): string {
  const n = c.codePointAt(0) ?? 0;
  const hex = `U+${n.toString(16).toUpperCase().padStart(4, "0")}`;
  return n < 32 ? hex : `${hex} '${c}'`;
}
