/** The words of a line before the one that is being typed, and that one. */
export interface LineWords {
  /** Of the command that the last word belongs to, unquoted. */
  readonly words: readonly string[];
  /** The last word is a redirection's file. */
  readonly redirected: boolean;
  /** Where the last word begins in the line, with its quote. */
  readonly start: number;
  /** The last word, unquoted as far as it goes. */
  readonly prefix: string;
  /** The quote that is open at the end. */
  readonly quoting: "" | "'" | '"';
}

/** Reads a line's end as the shell would split it. */
export function lineWords(line: string): LineWords {
  let words: string[] = [];
  let word = "";
  let inWord = false;
  let redirected = false;
  let start = line.length;
  let quoting: LineWords["quoting"] = "";
  const end = () => {
    // A redirection and its file are no words of the command.
    if (inWord && !redirected) words.push(word);
    if (inWord) redirected = false;
    word = "";
    inWord = false;
  };
  for (let i = 0; i < line.length; i++) {
    const c = line[i] ?? "";
    if (quoting !== "") {
      if (c === quoting) quoting = "";
      else if (c === "\\" && quoting === '"' && /[\\"$`]/.test(line[i + 1] ?? "")) word += line[++i] ?? "";
      else word += c;
      continue;
    }
    if (/[ \t\n]/.test(c)) {
      end();
      continue;
    }
    if (/[;&|(<>`]/.test(c) || (c === "$" && line[i + 1] === "(")) {
      if (c === "$") i++;
      end();
      if (c === "<" || c === ">") redirected = line[i + 1] !== "&";
      else if (c !== "&" || line[i - 1] !== ">") words = [];
      continue;
    }
    if (!inWord) {
      inWord = true;
      start = i;
    }
    if (c === "\\") word += line[++i] ?? "";
    else if (c === "'" || c === '"') quoting = c;
    else word += c;
  }
  if (!inWord) start = line.length;
  words = skipPrefixes(words);
  return { words, redirected, start, prefix: word, quoting };
}

/** Assignments, keywords and `sudo` before the command do not count. */
function skipPrefixes(words: readonly string[]): string[] {
  let i = 0;
  while (
    i < words.length &&
    /^(?:\w+=.*|if|then|else|elif|while|until|do|!|\{|time|sudo|exec|nohup)$/s.test(words[i] ?? "")
  )
    i++;
  return words.slice(i);
}
