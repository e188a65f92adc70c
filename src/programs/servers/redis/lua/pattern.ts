import { LuaFault } from "./value.ts";

/** What a capture got: a stretch of the text, or a place in it (`()`). */
export interface Capture {
  readonly start: number;
  readonly length: number;
}

const POSITION = -2;
const OPEN = -1;
const MAX_CAPTURES = 32;
const MAX_DEPTH = 2000;

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly captures: readonly (string | number)[];
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  a: /[A-Za-z]/,
  c: /[\0-\x1f\x7f]/,
  d: /[0-9]/,
  l: /[a-z]/,
  p: /[!-/:-@[-`{-~]/,
  s: /[\t-\r ]/,
  u: /[A-Z]/,
  w: /[A-Za-z0-9]/,
  x: /[0-9A-Fa-f]/,
  z: /\0/,
};

function inClass(c: string, letter: string): boolean {
  const test = CLASSES[letter.toLowerCase()];
  if (!test) return c === letter;
  return test.test(c) === (letter === letter.toLowerCase());
}

/** One try to find a pattern in a text. */
class Matcher {
  private level = 0;
  private depth = 0;
  private readonly found: { start: number; length: number }[] = [];

  constructor(
    private readonly text: string,
    private readonly pattern: string,
  ) {}

  at(start: number, from: number): Match | undefined {
    this.level = 0;
    const end = this.match(start, from);
    if (end === undefined) return undefined;
    return { start, end, captures: this.found.slice(0, this.level).map((c) => this.captured(c)) };
  }

  private captured({ start, length }: Capture): string | number {
    if (length === OPEN) throw new LuaFault("unfinished capture");
    return length === POSITION ? start + 1 : this.text.slice(start, start + length);
  }

  private match(s: number, p: number): number | undefined {
    if (++this.depth > MAX_DEPTH) throw new LuaFault("pattern too complex");
    try {
      return this.step(s, p);
    } finally {
      this.depth--;
    }
  }

  private step(start: number, from: number): number | undefined {
    let [s, p] = [start, from];
    const { pattern, text } = this;
    for (;;) {
      if (p >= pattern.length) return s;
      const c = pattern[p] ?? "";
      if (c === "(") {
        const place = pattern[p + 1] === ")";
        return this.open(s, place ? p + 2 : p + 1, place ? POSITION : OPEN);
      }
      if (c === ")") return this.close(s, p + 1);
      if (c === "$" && p + 1 === pattern.length) return s === text.length ? s : undefined;
      if (c === "%") {
        const next = pattern[p + 1] ?? "";
        if (next === "b") {
          const end = this.balanced(s, p + 2);
          if (end === undefined) return undefined;
          [s, p] = [end, p + 4];
          continue;
        }
        if (next === "f") {
          const end = this.classEnd(p + 2);
          const before = s === 0 ? "\0" : (text[s - 1] ?? "\0");
          if (pattern[p + 2] !== "[") throw new LuaFault("missing '[' after '%f' in pattern");
          if (this.inSet(before, p + 2, end - 1) || !this.inSet(text[s] ?? "\0", p + 2, end - 1)) return undefined;
          p = end;
          continue;
        }
        if (/\d/.test(next)) {
          const again = this.found[Number(next) - 1];
          if (!again || Number(next) > this.level || again.length === OPEN) throw new LuaFault("invalid capture index");
          const part = text.slice(again.start, again.start + again.length);
          if (!text.startsWith(part, s)) return undefined;
          [s, p] = [s + part.length, p + 2];
          continue;
        }
      }
      const end = this.classEnd(p);
      const fits = s < text.length && this.single(s, p, end);
      switch (pattern[end]) {
        case "?": {
          const rest = fits ? this.match(s + 1, end + 1) : undefined;
          if (rest !== undefined) return rest;
          p = end + 1;
          continue;
        }
        case "*":
          return this.most(s, p, end, 0);
        case "+":
          return fits ? this.most(s, p, end, 1) : undefined;
        case "-":
          return this.least(s, p, end);
        default:
          if (!fits) return undefined;
          [s, p] = [s + 1, end];
      }
    }
  }

  private most(s: number, p: number, end: number, least: number): number | undefined {
    let n = 0;
    while (s + n < this.text.length && this.single(s + n, p, end)) n++;
    for (; n >= least; n--) {
      const rest = this.match(s + n, end + 1);
      if (rest !== undefined) return rest;
    }
    return undefined;
  }

  private least(from: number, p: number, end: number): number | undefined {
    for (let s = from; ; s++) {
      const rest = this.match(s, end + 1);
      if (rest !== undefined) return rest;
      if (s >= this.text.length || !this.single(s, p, end)) return undefined;
    }
  }

  private open(s: number, p: number, length: number): number | undefined {
    if (this.level >= MAX_CAPTURES) throw new LuaFault("too many captures");
    this.found[this.level++] = { start: s, length };
    const rest = this.match(s, p);
    if (rest === undefined) this.level--;
    return rest;
  }

  private close(s: number, p: number): number | undefined {
    for (let i = this.level - 1; i >= 0; i--) {
      const one = this.found[i];
      if (one?.length !== OPEN) continue;
      one.length = s - one.start;
      const rest = this.match(s, p);
      if (rest === undefined) one.length = OPEN;
      return rest;
    }
    throw new LuaFault("invalid pattern capture");
  }

  private balanced(s: number, p: number): number | undefined {
    const [first, last] = [this.pattern[p], this.pattern[p + 1]];
    if (last === undefined) throw new LuaFault("unbalanced pattern");
    if (this.text[s] !== first) return undefined;
    let depth = 1;
    for (let i = s + 1; i < this.text.length; i++)
      if (this.text[i] === last) {
        if (--depth === 0) return i + 1;
      } else if (this.text[i] === first) depth++;
    return undefined;
  }

  /** Where the class that begins at `p` ends. */
  private classEnd(from: number): number {
    const { pattern } = this;
    const c = pattern[from];
    if (c === "%") {
      if (from + 1 >= pattern.length) throw new LuaFault("malformed pattern (ends with '%')");
      return from + 2;
    }
    if (c !== "[") return from + 1;
    let p = from + 1;
    if (pattern[p] === "^") p++;
    do {
      if (p >= pattern.length) throw new LuaFault("malformed pattern (missing ']')");
      if (pattern[p++] === "%") p++;
    } while (pattern[p] !== "]");
    return p + 1;
  }

  private single(s: number, p: number, end: number): boolean {
    const c = this.text[s] ?? "";
    switch (this.pattern[p]) {
      case ".":
        return true;
      case "%":
        return inClass(c, this.pattern[p + 1] ?? "");
      case "[":
        return this.inSet(c, p, end - 1);
      default:
        return this.pattern[p] === c;
    }
  }

  /** Whether a character is in the set between `[` at `p` and `]` at `end`. */
  private inSet(c: string, from: number, end: number): boolean {
    const { pattern } = this;
    let p = from + 1;
    const negated = pattern[p] === "^";
    if (negated) p++;
    for (; p < end; p++) {
      const one = pattern[p] ?? "";
      if (one === "%") {
        p++;
        if (inClass(c, pattern[p] ?? "")) return !negated;
      } else if (pattern[p + 1] === "-" && p + 2 < end) {
        if (one <= c && c <= (pattern[p + 2] ?? "")) return !negated;
        p += 2;
      } else if (one === c) return !negated;
    }
    return negated;
  }
}

/** The first place from `init` on where the pattern fits. */
export function findPattern(text: string, pattern: string, init: number): Match | undefined {
  const anchored = pattern.startsWith("^");
  const matcher = new Matcher(text, pattern);
  for (let s = init; s <= text.length; s++) {
    const found = matcher.at(s, anchored ? 1 : 0);
    if (found) return found;
    if (anchored) return undefined;
  }
  return undefined;
}
