/*
 * Words of Dockerfile instructions as commit and import take them (`-c`): split at spaces outside of quotes, then quotes
 * taken off and variables put in.
 */

/** The words as typed, quotes and all. */
export function splitWords(text: string): string[] {
  const out: string[] = [];
  let word = "";
  let quote = "";
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quote === "" && /\s/.test(c)) {
      if (inWord) out.push(word);
      word = "";
      inWord = false;
      continue;
    }
    inWord = true;
    word += c;
    if (c === "\\" && quote !== "'" && i + 1 < text.length) word += text[++i] ?? "";
    else if (quote === "" && (c === "'" || c === '"')) quote = c;
    else if (c === quote) quote = "";
  }
  if (inWord) out.push(word);
  return out;
}

/** A word without its quotes, `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}` replaced. */
export function expandWord(text: string, env: ReadonlyMap<string, string>): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c === "'") {
      const end = text.indexOf("'", i + 1);
      out += text.slice(i + 1, end < 0 ? undefined : end);
      i = end < 0 ? text.length : end;
    } else if (c === "\\" && i + 1 < text.length) {
      out += text[++i] ?? "";
    } else if (c === "$") {
      const variable = /^\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/.exec(text.slice(i));
      if (!variable) {
        out += c;
        continue;
      }
      out += valueOf(variable, env);
      i += variable[0].length - 1;
    } else if (c !== '"') out += c;
  }
  return out;
}

function valueOf(variable: RegExpExecArray, env: ReadonlyMap<string, string>): string {
  const value = env.get(variable[1] ?? variable[2] ?? "") ?? "";
  const word = variable[4] ?? "";
  if (variable[3] === "-") return value === "" ? word : value;
  if (variable[3] === "+") return value === "" ? "" : word;
  return value;
}

/** The texts of a JSON array of strings; undefined when it is none. */
export function jsonWords(text: string): string[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((v) => typeof v === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}
