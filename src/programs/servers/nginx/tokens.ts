/** A place in a configuration file, as messages name it: ` in FILE:LINE`; "" for `-g` is ` in command line`. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A configuration that nginx refuses. `message` ends with the place, where there is one. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(text: string, place?: Place) {
    super(place ? `${text}${placeText(place)}` : text);
  }
}

/** One that is found out when all has been read: `nginx -t` says before it that the syntax is right. */
export class LateError extends ConfigError {}

export function placeText(place: Place): string {
  return place.file === "" ? " in command line" : ` in ${place.file}:${place.line}`;
}

/** What stands in front of a `;` or `{`, a closing `}`, or the end of the file. */
export type Token =
  | { readonly kind: "directive" | "block"; readonly words: readonly string[]; readonly place: Place }
  | { readonly kind: "close" | "end"; readonly place: Place };

/**
 * Reads a configuration statement by statement. A word ends at white space, `;` or `{`; it may be quoted as a whole;
 * `\` keeps the next character, `#` in front of a word starts a comment, `${` does not open a block.
 */
export function createTokenizer(file: string, text: string): { next(): Token } {
  let at = 0;
  let line = 1;
  const here = (): Place => ({ file, line });
  const fail = (what: string): never => {
    throw new ConfigError(what, here());
  };

  const skip = (): void => {
    for (; at < text.length; at++) {
      const c = text[at];
      if (c === "\n") line++;
      else if (c === "#") {
        while (at < text.length && text[at] !== "\n") at++;
        at--;
      } else if (c !== " " && c !== "\t" && c !== "\r") return;
    }
  };

  const quoted = (quote: string): string => {
    let word = "";
    for (at++; at < text.length; at++) {
      const c = text[at];
      if (c === "\n") line++;
      if (c === quote) {
        at++;
        const after = text[at];
        if (after !== undefined && !/[\s;{)]/.test(after)) fail(`unexpected "${after}"`);
        return word;
      }
      word += c === "\\" ? escaped(quote) : c;
    }
    return fail('unexpected end of file, expecting ";" or "}"');
  };

  /** At a backslash: the characters it stands for; `at` is left on the last one. */
  const escaped = (quote: string): string => {
    const c = text[at + 1];
    if (c === undefined) return "\\";
    at++;
    if (c === '"' || c === "'" || c === "\\") return c;
    if (c === "t") return "\t";
    if (c === "r") return "\r";
    if (c === "n") return "\n";
    if (c === "\n") line++;
    if (quote === "" && /[\s;{}#]/.test(c)) return `\\${c}`;
    return `\\${c}`;
  };

  const plain = (): string => {
    let word = "";
    for (; at < text.length; at++) {
      const c = text[at] ?? "";
      if (c === "{" && word.endsWith("$")) {
        word += c;
        continue;
      }
      if (/[\s;{]/.test(c)) return word;
      word += c === "\\" ? escaped("") : c;
    }
    return fail('unexpected end of file, expecting ";" or "}"');
  };

  return {
    next() {
      const words: string[] = [];
      for (;;) {
        skip();
        const c = text[at];
        if (c === undefined) {
          if (words.length) fail('unexpected end of file, expecting ";" or "}"');
          return { kind: "end", place: here() };
        }
        if (c === ";" || c === "{") {
          if (!words.length) fail(`unexpected "${c}"`);
          at++;
          return { kind: c === ";" ? "directive" : "block", words, place: here() };
        }
        if (c === "}") {
          if (words.length) fail('unexpected "}"');
          at++;
          return { kind: "close", place: here() };
        }
        words.push(c === '"' || c === "'" ? quoted(c) : plain());
      }
    },
  };
}
