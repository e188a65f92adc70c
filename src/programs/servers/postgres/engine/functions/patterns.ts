import { PgError } from "../error.ts";

const likes = new Map<string, RegExp>();

/** LIKE: `%` and `_`; a backslash takes their meaning. */
export function like(text: string, pattern: string, caseless: boolean): boolean {
  const key = `${caseless ? "i" : "c"}${pattern}`;
  let r = likes.get(key);
  if (!r) {
    let source = "";
    for (let i = 0; i < pattern.length; i++) {
      const c = pattern[i] ?? "";
      if (c === "\\") {
        if (i + 1 >= pattern.length) throw new PgError("LIKE pattern must not end with escape character", "22025");
        source += (pattern[++i] ?? "").replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
      } else source += c === "%" ? "[^]*" : c === "_" ? "[^]" : c.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    }
    r = new RegExp(`^${source}$`, caseless ? "iu" : "u");
    if (likes.size > 200) likes.clear();
    likes.set(key, r);
  }
  return r.test(text);
}

/** A regular expression of PostgreSQL's as one of ours. */
export function regexOf(pattern: string, flags = ""): RegExp {
  let source = pattern
    .replace(/^\*\*\*:?/, "")
    .replaceAll("\\m", "\\b(?=\\w)")
    .replaceAll("\\M", "\\b(?<=\\w)")
    .replaceAll("\\y", "\\b")
    .replaceAll("\\A", "^")
    .replaceAll("\\Z", "$")
    .replace(/\[\[:<:\]\]/g, "\\b(?=\\w)")
    .replace(/\[\[:>:\]\]/g, "\\b(?<=\\w)");
  const classes: Record<string, string> = {
    alpha: "A-Za-z",
    digit: "0-9",
    alnum: "A-Za-z0-9",
    space: "\\s",
    upper: "A-Z",
    lower: "a-z",
    punct: "!-\\/:-@\\[-`{-~",
    word: "\\w",
    xdigit: "0-9A-Fa-f",
  };
  source = source.replace(/\[:(\w+):\]/g, (all, c: string) => classes[c] ?? all);
  let caseless = flags.includes("i");
  const head = /^\(\?([icsnx]+)\)/.exec(source);
  if (head) {
    source = source.slice(head[0].length);
    caseless ||= (head[1] ?? "").includes("i");
  }
  try {
    return new RegExp(
      source,
      `${caseless ? "i" : ""}${flags.includes("g") ? "g" : ""}${/[nm]/.test(flags) ? "m" : "s"}`,
    );
  } catch {
    const why = /\([^)]*$/.test(pattern)
      ? "parentheses () not balanced"
      : /\[[^\]]*$/.test(pattern)
        ? "brackets [] not balanced"
        : /^[*+?]|[*+?]{2}/.test(pattern)
          ? "quantifier operand invalid"
          : "invalid escape \\ sequence";
    throw new PgError(`invalid regular expression: ${why}`, "2201B");
  }
}

/** SIMILAR TO's pattern as a regular expression. */
export function similarPattern(pattern: string, escape = "\\"): string {
  let out = "^(?:";
  let inside = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] ?? "";
    if (c === escape) out += `\\${pattern[++i] ?? ""}`;
    else if (inside) {
      out += c === "\\" ? "\\\\" : c;
      if (c === "]") inside = false;
    } else if (c === "[") {
      out += c;
      inside = true;
    } else out += c === "%" ? ".*" : c === "_" ? "." : /[.^$]/.test(c) ? `\\${c}` : c === "(" ? "(?:" : c;
  }
  return `${out})$`;
}
