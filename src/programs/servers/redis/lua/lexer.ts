import { parseNumber } from "./value.ts";

export interface Token {
  readonly kind: "name" | "number" | "string" | "symbol" | "end";
  readonly text: string;
  readonly line: number;
  readonly value?: number;
}

/** A script that cannot be read; the message is whole but for the script's name. */
export class LuaSyntax extends Error {
  override readonly name = "LuaSyntax";
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const KEYWORDS = new Set(
  "and break do else elseif end false for function if in local nil not or repeat return then true until while".split(
    " ",
  ),
);

export const isKeyword = (t: Token): boolean => t.kind === "symbol" && KEYWORDS.has(t.text);

const SYMBOLS = /^(\.\.\.|\.\.|==|~=|<=|>=|[-+*/%^#<>=(){}[\];:,.])/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** The tokens of a script. Throws LuaSyntax. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let i = 0;
  let line = 1;
  const fail = (message: string, near?: string): never => {
    throw new LuaSyntax(near === undefined ? message : `${message} near '${near}'`, line);
  };
  /** `[[…]]` or `[==[…]==]` at the place `i`; undefined where none begins. */
  const long = (): string | undefined => {
    const open = /^\[(=*)\[/.exec(source.slice(i, i + 64));
    if (!open) return undefined;
    const close = `]${open[1]}]`;
    const end = source.indexOf(close, i + open[0].length);
    if (end < 0) fail("unfinished long string/comment", "<eof>");
    let text = source.slice(i + open[0].length, end);
    line += text.split("\n").length - 1;
    text = text.replace(/^\r?\n/, "");
    i = end + close.length;
    return text;
  };
  const quoted = (quote: string): string => {
    let text = "";
    const start = i;
    for (i++; source[i] !== quote; i++) {
      const c = source[i];
      if (c === undefined) fail("unfinished string", "<eof>");
      if (c === "\n") fail("unfinished string", source.slice(start, i));
      if (c !== "\\") {
        text += c;
        continue;
      }
      const next = source[++i] ?? "";
      const digits = /^\d{1,3}/.exec(source.slice(i, i + 3))?.[0];
      if (digits !== undefined) {
        if (Number(digits) > 255) fail("escape sequence too large", source.slice(start, i + digits.length));
        text += String.fromCharCode(Number(digits));
        i += digits.length - 1;
      } else {
        if (next === "\n") line++;
        text += ESCAPES[next] ?? next;
      }
    }
    i++;
    return text;
  };
  while (i < source.length) {
    const c = source[i] ?? "";
    if (c === "\n") line++;
    if (/\s/.test(c)) {
      i++;
      continue;
    }
    if (source.startsWith("--", i)) {
      i += 2;
      if (long() === undefined) while (i < source.length && source[i] !== "\n") i++;
      continue;
    }
    const start = line;
    const text = long();
    if (text !== undefined) {
      tokens.push({ kind: "string", text, line: start });
      continue;
    }
    if (c === '"' || c === "'") {
      tokens.push({ kind: "string", text: quoted(c), line: start });
      continue;
    }
    const rest = source.slice(i, i + 256);
    const number = /^(0x[0-9a-f]+|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)\w*/i.exec(rest)?.[0];
    if (number !== undefined) {
      const value = parseNumber(number);
      if (value === undefined) throw new LuaSyntax(`malformed number near '${number}'`, line);
      tokens.push({ kind: "number", text: number, line, value });
      i += number.length;
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (name !== undefined) {
      tokens.push({ kind: KEYWORDS.has(name) ? "symbol" : "name", text: name, line });
      i += name.length;
      continue;
    }
    const symbol = SYMBOLS.exec(rest)?.[0];
    if (symbol === undefined) fail("unexpected symbol", c);
    tokens.push({ kind: "symbol", text: symbol ?? "", line });
    i += symbol?.length ?? 1;
  }
  tokens.push({ kind: "end", text: "<eof>", line });
  return tokens;
}
