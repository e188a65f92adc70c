const BINARY = new Set(["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]);

/** What is wrong with an expression: where, and what was there. */
export interface TestMistake {
  readonly kind: "unary" | "binary" | "extra" | "argument" | "parenthesis";
  /** The expression's words. */
  readonly words: readonly string[];
  /** For `extra`: the first word that was not read, and the one before it. */
  readonly extra?: string;
  readonly last?: string;
}

/** Who asks: which operators it has, what they say, and how it words a mistake (the shell's `test` or the program's). */
export interface TestAsker {
  isUnary(word: string): boolean;
  unary(operator: string, operand: string): boolean;
  binary(left: string, operator: string, right: string): boolean;
  mistake(mistake: TestMistake): Error;
  /** Where `==` is none. */
  readonly onlySingleEquals?: boolean;
  /** dash reads a missing operand as false. */
  readonly lenient: boolean;
}

export function isComparison(word: string): boolean {
  return BINARY.has(word);
}

/**
 * The expression of `test` and `[`, by POSIX: up to four words their number decides what they mean, so that
 * `test "$x" = "("` is safe; past four a parser with `-a`, `-o`, `!` and parentheses.
 */
export function evaluateTest(words: readonly string[], asker: TestAsker): boolean {
  const [a = "", b = "", c = "", d = ""] = words;
  const isBinary = (word: string) => BINARY.has(word) && !(word === "==" && asker.onlySingleEquals);
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return a !== "";
    case 2:
      if (a === "!") return b === "";
      if (!asker.isUnary(a)) throw asker.mistake({ kind: "unary", words });
      return asker.unary(a, b);
    case 3:
      if (isBinary(b)) return asker.binary(a, b, c);
      if (b === "-a") return a !== "" && c !== "";
      if (b === "-o") return a !== "" || c !== "";
      if (a === "!") return !evaluateTest([b, c], asker);
      if (a === "(" && c === ")") return b !== "";
      if (asker.isUnary(a)) throw asker.mistake({ kind: "binary", words, extra: c, last: b });
      throw asker.mistake({ kind: "binary", words });
    case 4:
      if (a === "!") return !evaluateTest([b, c, d], asker);
      if (a === "(" && d === ")") return evaluateTest([b, c], asker);
  }
  return parse(words, asker);
}

function parse(words: readonly string[], asker: TestAsker): boolean {
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (words[at] === "-o") {
      at++;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (words[at] === "-a") {
      at++;
      const right = not();
      value = value && right;
    }
    return value;
  };
  const not = (): boolean => {
    if (words[at] === "!" && at + 1 < words.length && !BINARY.has(words[at + 1] ?? "")) {
      at++;
      return !not();
    }
    return primary();
  };
  const primary = (): boolean => {
    const first = words[at];
    if (first === undefined && asker.lenient) return false;
    if (first === undefined) throw asker.mistake({ kind: "argument", words });
    const next = words[at + 1];
    const right = words[at + 2];
    if (next !== undefined && BINARY.has(next) && right !== undefined) {
      at += 3;
      return asker.binary(first, next, right);
    }
    if (first === "(") {
      at++;
      const value = or();
      if (words[at] !== ")") throw asker.mistake({ kind: "parenthesis", words });
      at++;
      return value;
    }
    if (asker.isUnary(first) && next !== undefined && !(/^-[ao]$/.test(next) && right === undefined)) {
      at += 2;
      return asker.unary(first, next);
    }
    at++;
    return first !== "";
  };
  const value = or();
  const extra = words[at];
  if (extra !== undefined) throw asker.mistake({ kind: "extra", words, extra, last: words[at - 1] ?? "" });
  return value;
}

/** `-eq` and its like over two numbers; undefined for another operator. */
export function compareNumbers(operator: string, values: () => readonly [bigint, bigint]): boolean | undefined {
  if (!/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) return undefined;
  const [x, y] = values();
  switch (operator) {
    case "-eq":
      return x === y;
    case "-ne":
      return x !== y;
    case "-lt":
      return x < y;
    case "-le":
      return x <= y;
    case "-gt":
      return x > y;
    default:
      return x >= y;
  }
}

/** `=`, `!=`, `<`, `>` over texts; undefined for another operator. */
export function compareTexts(left: string, operator: string, right: string): boolean | undefined {
  switch (operator) {
    case "=":
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    default:
      return undefined;
  }
}
