import { unescape } from "./escapes.ts";

/** In single quotes, each quote inside as `'\''`. */
export function singleQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Whether a text holds characters that only `$''` shows. */
export function needsAnsi(text: string): boolean {
  return /[\x00-\x1f\x7f\udc80-\udcff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""));
}

const NAMED: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\x1b": "\\E",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  "'": "\\'",
};

/** In `$''`. */
export function ansiQuote(text: string): string {
  const body = text.replace(/[\x00-\x1f\x7f\\']|(?<![\ud800-\udbff])[\udc80-\udcff]/g, (c) => {
    const code = c.charCodeAt(0);
    return NAMED[c] ?? `\\${(code >= 0xdc80 ? code - 0xdc00 : code).toString(8).padStart(3, "0")}`;
  });
  return `$'${body}'`;
}

/** As `set -x` and `set` write a word: bare where it can be, else in single quotes. */
export function quoteWord(text: string): string {
  if (text === "") return "''";
  if (text === "'") return "\\'";
  if (needsAnsi(text)) return ansiQuote(text);
  return /[\s|&;()<>!{}*[\]?^$`"'\\]|^[~#]|[:=]~/.test(text) ? singleQuote(text) : text;
}

/** As `printf %q` writes a word: with backslashes. */
export function backslashQuote(text: string): string {
  if (text === "") return "''";
  if (needsAnsi(text)) return ansiQuote(text);
  return text.replace(/[\s|&;()<>!{}*[\]?^$`"'\\,]|^[~#]/g, "\\$&");
}

/** The characters that `echo -e`, `printf` and `$''` make of escapes. */
export function escapesOf(text: string): string {
  return unescape(text, "ansi", "bash").text;
}
