import { encodeLossless, utf8Locale } from "./bytes.ts";

type Env = ReadonlyMap<string, string>;

/** GNU's `quote`: ‘x’ in a UTF-8 locale, 'x' in the C locale. */
export function quoteLocale(env: Env, text: string): string {
  const [open, close] = utf8Locale(env) ? ["\u2018", "\u2019"] : ["'", "'"];
  const body = [...text].map((c) =>
    c === close ? `\\${c}` : c === "\\" ? "\\\\" : printable(env, c) ? c : escaped(c),
  );
  return open + body.join("") + close;
}

/** GNU's `quoteaf`: always quoted, as a shell would read it. */
export function quoteAlways(env: Env, text: string): string {
  return shellQuote(env, text, true);
}

/** GNU's `quotef`: quoted only where a shell would need it, or where a colon would make the message ambiguous. */
export function quoteIfNeeded(env: Env, text: string): string {
  return shellQuote(env, text, text.includes(":"));
}

/** Quotes for a shell (ls on a terminal): single quotes, double ones around a lone ', $'…' for what cannot be printed. */
export function shellQuote(env: Env, text: string, always: boolean): string {
  const chars = [...text];
  const clean = chars.every((c) => printable(env, c));
  if (clean && !always && text !== "" && !needsQuotes(text)) return text;
  if (!clean) return withEscapes(env, chars);
  if (text.includes("'") && !/["$`\\!\n]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function needsQuotes(text: string): boolean {
  return /[ !"$&'()*;<=>?[\\^`|]/.test(text) || /^[#~]/.test(text) || text === "{" || text === "}";
}

function withEscapes(env: Env, chars: readonly string[]): string {
  let out = "'";
  let inEscape = false;
  for (const c of chars) {
    if (printable(env, c)) {
      if (inEscape) out += "''";
      inEscape = false;
      out += c === "'" ? "'\\''" : c;
      continue;
    }
    if (!inEscape) out += "'$'";
    inEscape = true;
    out += escaped(c);
  }
  return `${out}'`;
}

function printable(env: Env, c: string): boolean {
  const code = c.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return false;
  if (code < 0x80) return true;
  return utf8Locale(env) && code >= 0xa0 && !(code >= 0xd800 && code <= 0xdfff);
}

const NAMED: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function escaped(c: string): string {
  return NAMED[c] ?? [...encodeLossless(c)].map((b) => `\\${b.toString(8).padStart(3, "0")}`).join("");
}
