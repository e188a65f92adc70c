import { pathnames } from "./glob.ts";
import { hasMagic, quotePattern, quoteRegex } from "./pattern.ts";
import { fatal, option, type Shell } from "./shell.ts";

/** Where the pieces of an expanded word go. */
export interface Sink {
  /** Characters of the word itself, or of something quoted: not split. */
  text(text: string, quoted: boolean): void;
  /** The value of an unquoted expansion: split where the words are. */
  value(text: string): void;
  /** `$@` and `$*` and their like. `star`: quoted, they are one text, joined by the first character of IFS. */
  list(values: readonly string[], quoted: boolean, star: boolean): void;
  /** Quotes that hold nothing still make a word. */
  empty(): void;
}

export type StringMode = "plain" | "pattern" | "regex" | "replacement";

const QUOTE: Readonly<Record<StringMode, (text: string) => string>> = {
  plain: (text) => text,
  pattern: quotePattern,
  regex: quoteRegex,
  replacement: (text) => text.replace(/[\\&]/g, "\\$&"),
};

/** A sink for places where words are not split: one text, with what was quoted marked as the mode wants it. */
export function stringSink(sh: Shell, mode: StringMode): Sink & { result(): string } {
  const quote = QUOTE[mode];
  let out = "";
  return {
    text: (text, quoted) => {
      out += quoted ? quote(text) : text;
    },
    value: (text) => {
      out += text;
    },
    list: (values, quoted, star) => {
      const joined = values.join(star ? (sh.ifs[0] ?? "") : " ");
      out += quoted ? quote(joined) : joined;
    },
    empty: () => {},
    result: () => out,
  };
}

/** A sink for command words: splits values at IFS, then replaces patterns by the paths they match. */
export function fieldSink(sh: Shell, out: string[]): Sink & { end(): void } {
  let text = "";
  let pattern = "";
  let started = false;
  const glob = !option(sh, "noglob");

  const flush = () => {
    if (!started) return;
    const extglob = sh.shopts.has("extglob") || sh.dialect !== "bash";
    if (glob && pattern !== text && !hasMagic(pattern, extglob)) out.push(text);
    else if (glob && /[*?[]|[@+!]\(/.test(pattern) && hasMagic(pattern, extglob)) {
      const paths = pathnames(sh, pattern);
      if (paths.length) out.push(...paths);
      else if (sh.shopts.has("failglob")) throw fatal(sh, `no match: ${text}`);
      else if (!sh.shopts.has("nullglob")) out.push(text);
    } else out.push(text);
    text = "";
    pattern = "";
    started = false;
  };
  const add = (piece: string, quoted: boolean) => {
    text += piece;
    pattern += quoted ? quotePattern(piece) : piece;
    started = true;
  };
  const value = (piece: string) => {
    const { ifs } = sh;
    if (ifs === "" || piece === "") {
      if (piece !== "") add(piece, false);
      return;
    }
    let from = 0;
    for (let i = 0; i <= piece.length; i++) {
      const c = piece[i];
      if (c !== undefined && !ifs.includes(c)) continue;
      if (i > from) add(piece.slice(from, i), false);
      if (c === undefined) break;
      // One delimiter: white space, at most one other character, white space.
      let hard = false;
      for (; i < piece.length && ifs.includes(piece[i] ?? ""); i++) {
        if (!" \t\n".includes(piece[i] ?? "")) {
          if (hard) break;
          hard = true;
        }
      }
      if (hard) started = true;
      flush();
      from = i;
      i--;
    }
  };
  return {
    text: add,
    value,
    empty: () => {
      started = true;
    },
    list: (values, quoted, star) => {
      if (quoted && star) {
        add(values.join(sh.ifs[0] ?? ""), true);
        return;
      }
      values.forEach((v, i) => {
        if (i > 0) flush();
        if (quoted) add(v, true);
        else value(v);
      });
    },
    end: flush,
  };
}
