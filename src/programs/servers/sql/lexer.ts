/** A word of a statement. `at`: where it begins, counted from 0. */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "parameter" | "symbol" | "end";
  /** As meant: quotes taken off; words as written. */
  readonly text: string;
  readonly at: number;
}

/** What the server answers instead of a result. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  constructor(
    message: string,
    /** SQLSTATE. */
    readonly state: string,
    /** MySQL's number. */
    readonly number = 1105,
    /** Where in the statement, from 0. */
    readonly at?: number,
    readonly detail?: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const SYMBOLS = ["<=>", "->>", "<>", "!=", "<=", ">=", "||", "->", "<<", ">>", ":=", "&&"];

/** Splits a statement into tokens; the last one is the end. Throws SqlError for a quote that is not closed. */
export function tokenize(sql: string): Token[] {
  const out: Token[] = [];
  let i = 0;
  let questions = 0;
  let inRemark = false;
  while (i < sql.length) {
    const c = sql[i] ?? "";
    const rest = sql.slice(i);
    // `/*!50001 … */` is carried out by servers of that version or a newer one.
    const obeyed: RegExpExecArray | null = /^\/\*!\d*/.exec(rest) ?? (inRemark ? /^\*\//.exec(rest) : null);
    if (obeyed) {
      inRemark = obeyed[0] !== "*/";
      i += obeyed[0].length;
      continue;
    }
    const skip = /^(\s+|--[^\n]*|\/\*[^]*?\*\/)/.exec(rest) ?? /^#[^\n]*/.exec(rest);
    if (skip) {
      i += skip[0].length;
      continue;
    }
    // A number by its bits or in base 16: b'101', 0b101, x'1F', 0x1F.
    const based = /^(?:[bB]'([01]+)'|0b([01]+)\b|[xX]'((?:[0-9a-fA-F]{2})+)'|0x([0-9a-fA-F]+)\b)/.exec(rest);
    if (based) {
      const [whole, bits = based[2], hex = based[4]] = [based[0], based[1], based[3]];
      const text = String(bits === undefined ? BigInt(`0x${hex}`) : BigInt(`0b${bits}`));
      out.push({ kind: "number", text, at: i });
      i += whole.length;
      continue;
    }
    const word = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/.exec(rest);
    const number = /^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/.exec(rest);
    if (word) {
      out.push({ kind: "word", text: word[0], at: i });
      i += word[0].length;
    } else if (number) {
      out.push({ kind: "number", text: number[0], at: i });
      i += number[0].length;
    } else if (c === "?") {
      out.push({ kind: "parameter", text: String(++questions), at: i });
      i++;
    } else if (c === "'" || c === '"') {
      const [text, length] = quoted(rest, c, true);
      out.push({ kind: "string", text, at: i });
      i += length;
    } else if (c === "`") {
      const [text, length] = quoted(rest, c, false);
      out.push({ kind: "quoted", text, at: i });
      i += length;
    } else {
      const symbol = SYMBOLS.find((s) => rest.startsWith(s)) ?? c;
      out.push({ kind: "symbol", text: symbol, at: i });
      i += symbol.length;
    }
  }
  out.push({ kind: "end", text: "", at: sql.length });
  return out;
}

function quoted(rest: string, quote: string, escapes: boolean): readonly [text: string, length: number] {
  let text = "";
  for (let i = 1; i < rest.length; i++) {
    const c = rest[i] ?? "";
    if (c === quote) {
      if (rest[i + 1] !== quote) return [text, i + 1];
      text += quote;
      i++;
    } else if (c === "\\" && escapes) {
      const next = rest[++i] ?? "";
      text += { n: "\n", t: "\t", r: "\r", "0": "\0" }[next] ?? next;
    } else text += c;
  }
  throw new SqlError(`unterminated quoted string at or near "${rest}"`, "42601", 1064);
}

/** The statements of a text, without their semicolons. The last one may still be unfinished: then `rest` holds it. */
export function splitStatements(text: string): { readonly statements: string[]; readonly rest: string } {
  const statements: string[] = [];
  let from = 0;
  const pattern = /'(?:[^'\\]|''|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|`[^`]*(?:`|$)|--[^\n]*|\/\*[^]*?(?:\*\/|$)|;/g;
  for (const m of text.matchAll(pattern)) {
    if (m[0] !== ";") continue;
    statements.push(text.slice(from, m.index));
    from = m.index + 1;
  }
  return { statements: statements.filter((s) => s.trim() !== ""), rest: text.slice(from) };
}
