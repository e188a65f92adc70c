import { PgError } from "./error.ts";

/** A word of a statement. */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "parameter" | "operator" | "end";
  /** As meant: words in lower case, quotes taken off. */
  readonly text: string;
  /** As written. */
  readonly raw: string;
  /** Where it begins, from 0. */
  readonly at: number;
}

const SKIP = /(?:\s+|--[^\n]*|\/\*[^]*?\*\/)+/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const PARAMETER = /\$(\d+)/y;
const OPERATOR = /[-+*/<>=~!@#%^&|`?]+/y;
const FIXED = /::|:=|=>|\.\.|[,()[\].;:]/y;

/** Splits a statement into tokens; the last one is the end. Throws PgError for a quote that is not closed. */
export function tokenize(sql: string): Token[] {
  const out: Token[] = [];
  let i = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = i;
    return pattern.exec(sql);
  };
  const push = (kind: Token["kind"], text: string, length: number) => {
    out.push({ kind, text, raw: sql.slice(i, i + length), at: i });
    i += length;
  };
  while (i < sql.length) {
    const skip = match(SKIP);
    if (skip) {
      i += skip[0].length;
      continue;
    }
    const c = sql[i] ?? "";
    const next = sql[i + 1] ?? "";
    if (/^[uU]&'/.test(sql.slice(i, i + 3))) {
      const [text, end] = stringAt(sql, i + 2, false);
      push(
        "string",
        text.replace(/\\(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4})|(\\))/g, (_a, six, four, own) =>
          own ? "\\" : String.fromCodePoint(Number.parseInt(six ?? four, 16)),
        ),
        end - i,
      );
      continue;
    }
    if (c === "'" || (/[eEbBxXnN]/.test(c) && next === "'")) {
      const [text, end] = stringAt(sql, c === "'" ? i : i + 1, /[eE]/.test(c));
      push("string", text, end - i);
      continue;
    }
    if (c === '"') {
      const [text, end] = quotedAt(sql, i, '"', false);
      if (text === "") throw new PgError('zero-length delimited identifier at or near """"', "42601", { at: i });
      push("quoted", text, end - i);
      continue;
    }
    const word = match(WORD);
    if (word) {
      push("word", word[0].toLowerCase(), word[0].length);
      continue;
    }
    const number = match(NUMBER);
    if (number) {
      const after = sql[i + number[0].length] ?? "";
      if (/[A-Za-z_]/.test(after))
        throw new PgError(
          `trailing junk after numeric literal at or near "${/^[\w.$]+/.exec(sql.slice(i))?.[0] ?? ""}"`,
          "42601",
          { at: i },
        );
      push("number", number[0].replaceAll("_", ""), number[0].length);
      continue;
    }
    const dollar = match(DOLLAR);
    if (dollar) {
      const tag = dollar[0];
      const end = sql.indexOf(tag, i + tag.length);
      if (end < 0)
        throw new PgError(`unterminated dollar-quoted string at or near "${sql.slice(i)}"`, "42601", { at: i });
      push("string", sql.slice(i + tag.length, end), end + tag.length - i);
      continue;
    }
    const parameter = match(PARAMETER);
    if (parameter) {
      push("parameter", parameter[1] ?? "", parameter[0].length);
      continue;
    }
    const fixed = match(FIXED);
    if (fixed) {
      push("operator", fixed[0], fixed[0].length);
      continue;
    }
    const operator = match(OPERATOR);
    if (operator) {
      push("operator", operatorOf(operator[0]), operatorOf(operator[0]).length);
      continue;
    }
    throw new PgError(`syntax error at or near "${c}"`, "42601", { at: i });
  }
  out.push({ kind: "end", text: "", raw: "", at: sql.length });
  return out;
}

/** The longest operator that these characters begin with: no comment in it, and `+` or `-` at its end only with others. */
function operatorOf(run: string): string {
  let text = run;
  const comment = text.search(/--|\/\*/);
  if (comment === 0) return text[0] ?? "";
  if (comment > 0) text = text.slice(0, comment);
  while (text.length > 1 && /[+-]$/.test(text) && !/[~!@#%^&|`?]/.test(text)) text = text.slice(0, -1);
  return text;
}

/** A string, and those that go on on a further line. */
function stringAt(sql: string, from: number, escapes: boolean): readonly [text: string, end: number] {
  let [text, end] = quotedAt(sql, from, "'", escapes);
  for (;;) {
    const more = /^\s*\n\s*'/.exec(sql.slice(end));
    if (!more) return [text, end];
    const [rest, to] = quotedAt(sql, end + more[0].length - 1, "'", escapes);
    text += rest;
    end = to;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

function quotedAt(sql: string, from: number, quote: string, escapes: boolean): [text: string, end: number] {
  let text = "";
  for (let i = from + 1; i < sql.length; i++) {
    const c = sql[i] ?? "";
    if (c === quote) {
      if (sql[i + 1] !== quote) return [text, i + 1];
      text += quote;
      i++;
    } else if (c === "\\" && escapes) {
      const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/.exec(
        sql.slice(i + 1),
      );
      if (unicode) {
        const [all, u, big, hex, octal] = unicode;
        text += String.fromCodePoint(
          octal === undefined ? Number.parseInt(u ?? big ?? hex ?? "0", 16) : Number.parseInt(octal, 8),
        );
        i += all.length;
      } else {
        const next = sql[++i] ?? "";
        text += ESCAPES[next] ?? next;
      }
    } else text += c;
  }
  const what = quote === "'" ? "quoted string" : "quoted identifier";
  throw new PgError(`unterminated ${what} at or near "${sql.slice(from)}"`, "42601", { at: from });
}
