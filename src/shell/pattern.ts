import { UNICODE_CLASSES } from "../std/posix-classes.ts";
/*
 * Patterns of the shell (`*`, `?`, `[...]`, and extglob's `@(a|b)`) as regular expressions. What was quoted stands
 * in a pattern behind a backslash.
 */

export interface PatternOptions {
  readonly extglob?: boolean;
  readonly ignoreCase?: boolean;
  /** `*` matches as little as it can. */
  readonly lazy?: boolean;
  /** For file names: `*`, `?` and sets do not match a slash. */
  readonly path?: boolean;
}

/** Quotes what a pattern would take as special. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]()|!@+^-]/g, "\\$&");
}

/** Quotes what a regular expression would take as special. */
export function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** Whether a pattern holds anything special. */
export function hasMagic(pattern: string, extglob: boolean): boolean {
  const bare = pattern.replace(/\\[^]/g, "");
  return /[*?]|\[.*\]/s.test(bare) || (extglob && /[@+!]\(/.test(bare));
}

/** The characters that a quoted pattern stands for. */
export function unquotePattern(pattern: string): string {
  return pattern.replace(/\\([^])/g, "$1");
}

/** The source of a regular expression (flags `su`) that matches what the pattern matches. */
export function patternSource(pattern: string, options: PatternOptions = {}): string {
  const any = options.path ? "[^/]" : "[^]";
  const star = `${any}*${options.lazy ? "?" : ""}`;
  let i = 0;
  const sequence = (end: string): string => {
    let out = "";
    while (i < pattern.length && !end.includes(pattern[i] ?? "")) {
      const c = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
      if (options.extglob && "?*+@!".includes(c) && pattern[i + 1] === "(") {
        i += 2;
        const choices = [sequence("|)")];
        while (pattern[i] === "|") {
          i++;
          choices.push(sequence("|)"));
        }
        i++;
        const group = `(?:${choices.join("|")})`;
        if (c === "!") {
          const save = i;
          const rest = sequence(end);
          i = save;
          out += `(?!${group}${rest}${end ? "" : "$"})${star}`;
        } else out += c === "@" ? group : group + c;
        continue;
      }
      i += c.length;
      if (c === "*") {
        while (pattern[i] === "*" && !(options.extglob && pattern[i + 1] === "(")) i++;
        out += star;
      } else if (c === "?") out += any;
      else if (c === "[") {
        const set = bracket(pattern, i);
        if (set) {
          out += set.source;
          i = set.end;
        } else out += "\\[";
      } else if (c === "\\" && i < pattern.length) {
        const next = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
        out += quoteRegex(next);
        i += next.length;
      } else out += quoteRegex(c);
    }
    return out;
  };
  return sequence("");
}

/** A set from behind its `[`; undefined when no `]` closes it. */
function bracket(pattern: string, from: number): { source: string; end: number } | undefined {
  let i = from;
  const negated = pattern[i] === "!" || pattern[i] === "^";
  if (negated) i++;
  let body = "";
  for (let first = true; ; first = false) {
    const c = i < pattern.length ? String.fromCodePoint(pattern.codePointAt(i) ?? 0) : "";
    if (c === "") return undefined;
    if (c === "]" && !first) break;
    const named = c === "[" ? /^\[:(\w+):\]/.exec(pattern.slice(i)) : null;
    if (named) {
      body += UNICODE_CLASSES[named[1] ?? ""] ?? "";
      i += named[0].length;
      continue;
    }
    i += c.length;
    if (c === "\\" && i < pattern.length) {
      const next = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
      body += setCharacter(next);
      i += next.length;
    } else if (c === "-" && !first && pattern[i] !== "]" && body !== "") body += "-";
    else body += setCharacter(c);
  }
  // A range that runs backwards matches nothing, as does an empty set.
  const source = body === "" ? "(?!)" : `[${negated ? "^" : ""}${body}]`;
  try {
    new RegExp(source, "u");
  } catch {
    return { source: "(?!)", end: i + 1 };
  }
  return { source, end: i + 1 };
}

function setCharacter(c: string): string {
  return /[\\\]^[-]/.test(c) ? `\\${c}` : c;
}

const cache = new Map<string, RegExp>();

/** A cached regular expression of a source made by `patternSource`. */
export function regex(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  let result = cache.get(key);
  if (!result) {
    if (cache.size > 500) cache.clear();
    result = new RegExp(source, flags);
    cache.set(key, result);
  }
  return result;
}

/** Whether the whole text matches the pattern. */
export function matches(text: string, pattern: string, options: PatternOptions = {}): boolean {
  if (pattern === "*") return true;
  if (!/[\\*?[(]/.test(pattern) && !options.ignoreCase) return text === pattern;
  return regex(`^(?:${patternSource(pattern, options)})$`, options.ignoreCase ? "sui" : "su").test(text);
}
