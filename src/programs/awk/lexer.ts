import { AwkSyntaxError } from "./ast.ts";

export interface AwkToken {
  readonly kind:
    | "number"
    | "string"
    | "regex"
    | "name"
    | "call"
    | "builtin"
    | "keyword"
    | "operator"
    | "newline"
    | "end";
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set([
  "BEGIN",
  "END",
  "function",
  "func",
  "if",
  "else",
  "while",
  "for",
  "do",
  "break",
  "continue",
  "next",
  "nextfile",
  "exit",
  "return",
  "delete",
  "in",
  "getline",
  "print",
  "printf",
]);

export const BUILTINS = new Set([
  "length",
  "substr",
  "index",
  "split",
  "sub",
  "gsub",
  "match",
  "sprintf",
  "sin",
  "cos",
  "atan2",
  "exp",
  "log",
  "sqrt",
  "int",
  "rand",
  "srand",
  "tolower",
  "toupper",
  "system",
  "close",
  "fflush",
  "gensub",
  "strftime",
  "systime",
  "mktime",
  "and",
  "or",
  "xor",
  "lshift",
  "rshift",
  "compl",
  "asort",
  "asorti",
]);

const OPERATORS = [
  "**=",
  "&&",
  "||",
  "==",
  "!=",
  "<=",
  ">=",
  "++",
  "--",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "^=",
  ">>",
  "!~",
  "**",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ";",
  ",",
  "+",
  "-",
  "*",
  "/",
  "%",
  "^",
  "!",
  ">",
  "<",
  "|",
  "?",
  ":",
  "~",
  "$",
  "=",
];

/** Splits a program. `octal`: `017` is 15, as BusyBox has it. A slash begins a regular expression where no operand stands before it. Throws AwkSyntaxError. */
export function tokenizeAwk(text: string, octal: boolean): AwkToken[] {
  const tokens: AwkToken[] = [];
  let at = 0;
  let line = 1;
  const push = (kind: AwkToken["kind"], content: string) => tokens.push({ kind, text: content, line });
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^(?:[ \t\r]+|\\\r?\n|#[^\n]*)/.exec(rest);
    if (blank) {
      if (blank[0].startsWith("\\")) line++;
      at += blank[0].length;
      continue;
    }
    if (rest[0] === "\n") {
      push("newline", "\n");
      line++;
      at++;
      continue;
    }
    const number = /^(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest);
    if (number) {
      push("number", octal && /^0[0-7]+$/.test(number[0]) ? String(Number.parseInt(number[0], 8)) : number[0]);
      at += number[0].length;
      continue;
    }
    if (rest[0] === '"') {
      const end = stringEnd(rest, '"');
      if (end < 0) throw new AwkSyntaxError(`runaway string constant ${rest.slice(0, 10)} ...`, line);
      push("string", unescapeAwk(rest.slice(1, end)));
      at += end + 1;
      continue;
    }
    if (rest[0] === "/" && !afterOperand(tokens)) {
      const end = regexEnd(rest);
      if (end < 0) throw new AwkSyntaxError(`runaway regular expression ${rest.slice(0, 10)} ...`, line);
      push("regex", rest.slice(1, end).replaceAll("\\/", "/"));
      at += end + 1;
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(rest);
    if (name) {
      const word = name[0];
      const kind = KEYWORDS.has(word)
        ? "keyword"
        : BUILTINS.has(word)
          ? "builtin"
          : rest[word.length] === "("
            ? "call"
            : "name";
      push(kind, word === "func" ? "function" : word);
      at += word.length;
      continue;
    }
    const operator = OPERATORS.find((o) => rest.startsWith(o));
    if (!operator) throw new AwkSyntaxError(`unexpected character '${rest[0]}'`, line, "bare");
    push("operator", operator === "**" ? "^" : operator === "**=" ? "^=" : operator);
    at += operator.length;
  }
  push("newline", "\n");
  line++;
  push("end", "");
  return tokens;
}

function afterOperand(tokens: readonly AwkToken[]): boolean {
  const last = tokens.at(-1);
  if (!last) return false;
  return (
    ["number", "string", "name", "builtin", "regex"].includes(last.kind) ||
    [")", "]", "++", "--", "$"].includes(last.text)
  );
}

function stringEnd(text: string, quote: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i;
    else if (text[i] === "\n") return -1;
  }
  return -1;
}

function regexEnd(text: string): number {
  let bracket = false;
  for (let i = 1; i < text.length; i++) {
    const c = text[i];
    if (c === "\n") return -1;
    if (c === "\\") i++;
    else if (c === "[" && !bracket) {
      bracket = true;
      if (text[i + 1] === "^") i++;
      if (text[i + 1] === "]") i++;
    } else if (c === "]") bracket = false;
    else if (c === "/" && !bracket) return i;
  }
  return -1;
}

/** Escapes of strings; one that means nothing keeps its backslash, so that "\." is a pattern for a dot. */
export function unescapeAwk(text: string): string {
  return text.replace(/\\([0-7]{1,3}|x[0-9a-fA-F]{1,2}|[^])/g, (all, e: string) => {
    if (/^[0-7]/.test(e)) return String.fromCharCode(Number.parseInt(e, 8) & 255);
    if (e.length > 1) return String.fromCharCode(Number.parseInt(e.slice(1), 16));
    const named = {
      n: "\n",
      t: "\t",
      r: "\r",
      a: "\x07",
      b: "\b",
      f: "\f",
      v: "\v",
      "\\": "\\",
      '"': '"',
      "/": "/",
      "\n": "",
    }[e];
    return named ?? all;
  });
}
