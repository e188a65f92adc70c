import type { Stat } from "../../filesystem/files.ts";
import type { Process } from "../../kernel/process.ts";

/** What is wrong with an expression, in GNU's words and in BusyBox's. */
export class TestError extends Error {
  override readonly name = "TestError";
  constructor(
    message: string,
    readonly busybox: string,
  ) {
    super(message);
  }
}

const FILE_TESTS = "abcdefghkLNOGprsStuwxt";
const BINARY = new Set(["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]);

/** POSIX test: with up to four words their number decides what they mean, so that `test "$x" = "("` is safe. */
export function evaluateTest(words: readonly string[], p: Process): boolean {
  const parser = createParser(words, p);
  const value = parser.byCount();
  return value;
}

function createParser(words: readonly string[], p: Process) {
  let at = 0;

  const byCount = (): boolean => {
    const [a = "", b = "", c = "", d = ""] = words;
    if (words.length === 0) return false;
    if (words.length === 1) return a !== "";
    if (words.length === 2) {
      if (a === "!") return b === "";
      if (isUnary(a)) return unary(a, b, p);
      throw missing(a, b);
    }
    if (words.length === 3) {
      if (BINARY.has(b)) return binary(a, b, c, p);
      if (b === "-a") return a !== "" && c !== "";
      if (b === "-o") return a !== "" || c !== "";
      if (a === "!") return !createParser([b, c], p).byCount();
      if (a === "(" && c === ")") return b !== "";
      throw new TestError(`'${b}': binary operator expected`, `${b}: unknown operand`);
    }
    if (words.length === 4) {
      if (a === "!") return !createParser([b, c, d], p).byCount();
      if (a === "(" && d === ")") return createParser([b, c], p).byCount();
    }
    const value = or();
    if (at < words.length) throw new TestError(`extra argument '${words[at]}'`, `${words[at]}: unknown operand`);
    return value;
  };

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
    if (words[at] !== "!" || at + 1 >= words.length) return primary();
    at++;
    return !not();
  };
  const primary = (): boolean => {
    const first = words[at];
    if (first === undefined) throw new TestError("missing argument", "argument expected");
    const operator = words[at + 1];
    const right = words[at + 2];
    if (operator !== undefined && BINARY.has(operator) && right !== undefined) {
      at += 3;
      return binary(first, operator, right, p);
    }
    if (first === "(") {
      at++;
      const value = or();
      if (words[at] !== ")") throw new TestError("')' expected", "closing paren expected");
      at++;
      return value;
    }
    if (isUnary(first) && operator !== undefined) {
      at += 2;
      return unary(first, operator, p);
    }
    at++;
    return first !== "";
  };
  return { byCount };
}

function missing(first: string, second: string): TestError {
  if (BINARY.has(second)) return new TestError(`missing argument after '${second}'`, `${second}: argument expected`);
  return new TestError(`missing argument after '${second}'`, `${first}: unknown operand`);
}

function isUnary(word: string): boolean {
  return /^-.$/.test(word) && (FILE_TESTS.includes(word.slice(1)) || word === "-n" || word === "-z");
}

function unary(operator: string, operand: string, p: Process): boolean {
  switch (operator) {
    case "-n":
      return operand !== "";
    case "-z":
      return operand === "";
    case "-t":
      return (
        /^\d+$/.test(operand) && p.descriptors().includes(Number(operand)) && p.terminal(Number(operand)) !== undefined
      );
    case "-r":
    case "-w":
    case "-x":
      return p.files.access(operand, operator.slice(1));
    case "-h":
    case "-L":
      return statOf(p, operand, true)?.kind === "symlink";
    default: {
      const stat = statOf(p, operand, false);
      return stat !== undefined && fileTest(operator, stat, p);
    }
  }
}

function fileTest(operator: string, stat: Stat, p: Process): boolean {
  switch (operator) {
    case "-b":
      return false;
    case "-c":
      return stat.kind === "device";
    case "-d":
      return stat.kind === "directory";
    case "-f":
      return stat.kind === "file";
    case "-g":
      return (stat.mode & 0o2000) !== 0;
    case "-k":
      return (stat.mode & 0o1000) !== 0;
    case "-p":
      return stat.kind === "fifo";
    case "-s":
      return stat.size > 0;
    case "-S":
      return stat.kind === "socket";
    case "-u":
      return (stat.mode & 0o4000) !== 0;
    case "-O":
      return stat.uid === p.credentials.uid;
    case "-G":
      return stat.gid === p.credentials.gid;
    default:
      return true;
  }
}

function binary(left: string, operator: string, right: string, p: Process): boolean {
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
    case "-nt":
    case "-ot":
    case "-ef":
      return compareFiles(left, operator, right, p);
    default: {
      const [a, b] = [integer(left), integer(right)];
      return (
        { "-eq": a === b, "-ne": a !== b, "-lt": a < b, "-le": a <= b, "-gt": a > b, "-ge": a >= b }[operator] ?? false
      );
    }
  }
}

function compareFiles(left: string, operator: string, right: string, p: Process): boolean {
  const [a, b] = [statOf(p, left, false), statOf(p, right, false)];
  if (operator === "-ef") return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
  if (operator === "-nt") return a !== undefined && (b === undefined || a.mtime > b.mtime);
  return b !== undefined && (a === undefined || a.mtime < b.mtime);
}

function integer(text: string): bigint {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`invalid integer '${text}'`, `${text}: bad number`);
  return BigInt(text.trim().replace(/^\+/, ""));
}

function statOf(p: Process, path: string, nofollow: boolean): Stat | undefined {
  try {
    return nofollow ? p.files.lstat(path) : p.files.stat(path);
  } catch {
    return undefined;
  }
}
