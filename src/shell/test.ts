import { AppletError, CommandError, type Shell } from "./shell.ts";
import { elementOf, valueOf } from "./variables.ts";

const BINARY = new Set(["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]);
const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;

/** `test`'s and `[`'s expression: POSIX's rules by the number of arguments, then a parser with `-a` and `-o`. */
export function testArguments(sh: Shell, args: readonly string[]): boolean {
  const [a = "", b = "", c = "", d = ""] = args;
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return a !== "";
    case 2:
      if (a === "!") return b === "";
      if (!UNARY.test(a)) throw usage(sh, args, "unary");
      return unaryTest(sh, a, b);
    case 3:
      if (BINARY.has(b)) return binaryTest(sh, a, b, c);
      if (b === "-a") return a !== "" && c !== "";
      if (b === "-o") return a !== "" || c !== "";
      if (a === "!") return !testArguments(sh, args.slice(1));
      if (a === "(" && c === ")") return b !== "";
      throw usage(sh, args, "binary");
    case 4:
      if (a === "!") return !testArguments(sh, args.slice(1));
      if (a === "(" && d === ")") return testArguments(sh, [b, c]);
  }
  return parseArguments(sh, args);
}

function parseArguments(sh: Shell, args: readonly string[]): boolean {
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (args[at] === "-o") {
      at++;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (args[at] === "-a") {
      at++;
      const right = not();
      value = value && right;
    }
    return value;
  };
  const not = (): boolean => {
    if (args[at] === "!" && at + 1 < args.length && !BINARY.has(args[at + 1] ?? "")) {
      at++;
      return !not();
    }
    return primary();
  };
  const primary = (): boolean => {
    const a = args[at];
    if (a === undefined && sh.dialect === "dash") return false;
    if (a === undefined) throw failure(sh, "argument expected");
    const op = args[at + 1] ?? "";
    const right = args[at + 2];
    if (BINARY.has(op) && right !== undefined) {
      at += 3;
      return binaryTest(sh, a, op, right);
    }
    if (a === "(") {
      at++;
      const value = or();
      if (args[at] !== ")") throw failure(sh, sh.dialect === "bash" ? "`)' expected" : "closing paren expected");
      at++;
      return value;
    }
    if (UNARY.test(a) && args[at + 1] !== undefined && !(/^-[ao]$/.test(op) && right === undefined)) {
      at += 2;
      return unaryTest(sh, a, op);
    }
    at++;
    return a !== "";
  };
  const value = or();
  if (at < args.length) throw usage(sh, args, "many");
  return value;
}

function failure(sh: Shell, message: string): CommandError {
  return sh.dialect === "ash" ? new AppletError(message, 2) : new CommandError(message, 2);
}

function usage(sh: Shell, args: readonly string[], kind: "unary" | "binary" | "many"): CommandError {
  const [a = "", b = ""] = args;
  if (sh.dialect === "dash") return failure(sh, `${a}: unexpected operator`);
  if (sh.dialect === "ash") return failure(sh, `${b}: unknown operand`);
  if (kind === "many") return failure(sh, "too many arguments");
  return failure(sh, `${kind === "unary" ? a : b}: ${kind} operator expected`);
}

/** `-f file` and its like. Also for `[[`. */
export function unaryTest(sh: Shell, op: string, operand: string): boolean {
  const { files, credentials } = sh.p;
  switch (op) {
    case "-n":
      return operand !== "";
    case "-z":
      return operand === "";
    case "-t":
      return /^\d+$/.test(operand) && isTerminal(sh, Number(operand));
    case "-v": {
      const m = /^(\w+)(?:\[(.+)\])?$/.exec(operand);
      const value = valueOf(sh, m?.[1] ?? operand);
      return m?.[2] === undefined
        ? value !== undefined
        : m[2] === "@"
          ? value !== undefined
          : elementOf(value, m[2]) !== undefined;
    }
    case "-o":
      return sh.options.has(operand);
    case "-R":
      return sh.scope.variables.get(operand)?.reference === true;
    case "-r":
    case "-w":
    case "-x":
      return files.exists(operand) && files.access(operand, op.slice(1));
  }
  try {
    const s = op === "-L" || op === "-h" ? files.lstat(operand) : files.stat(operand);
    switch (op) {
      case "-L":
      case "-h":
        return s.kind === "symlink";
      case "-f":
        return s.kind === "file";
      case "-d":
        return s.kind === "directory";
      case "-s":
        return s.size > 0;
      case "-p":
        return s.kind === "fifo";
      case "-S":
        return s.kind === "socket";
      case "-c":
        return s.kind === "device";
      case "-b":
        return false;
      case "-u":
        return (s.mode & 0o4000) !== 0;
      case "-g":
        return (s.mode & 0o2000) !== 0;
      case "-k":
        return (s.mode & 0o1000) !== 0;
      case "-O":
        return s.uid === credentials.uid;
      case "-G":
        return s.gid === credentials.gid;
      default:
        return true;
    }
  } catch {
    return false;
  }
}

function isTerminal(sh: Shell, fd: number): boolean {
  try {
    return sh.p.terminal(fd) !== undefined;
  } catch {
    return false;
  }
}

function binaryTest(sh: Shell, a: string, op: string, b: string): boolean {
  const compared = compareNumbers(op, () => [integer(sh, a), integer(sh, b)]);
  return compared ?? compareOther(sh, a, op, b);
}

function integer(sh: Shell, text: string): bigint {
  const trimmed = text.trim();
  if (/^[-+]?\d+$/.test(trimmed)) return BigInt(trimmed.replace("+", ""));
  if (sh.dialect === "dash") throw failure(sh, `Illegal number: ${text}`);
  throw failure(
    sh,
    sh.dialect === "ash" ? `${text === "" ? "" : `${text}: `}bad number` : `${text}: integer expression expected`,
  );
}

export function compareNumbers(op: string, values: () => [bigint, bigint]): boolean | undefined {
  if (!/^-(eq|ne|lt|le|gt|ge)$/.test(op)) return undefined;
  const [x, y] = values();
  switch (op) {
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

export function compareOther(sh: Shell, a: string, op: string, b: string): boolean {
  const stat = (path: string) => {
    try {
      return sh.p.files.stat(path);
    } catch {
      return undefined;
    }
  };
  switch (op) {
    case "=":
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "-ef": {
      const [x, y] = [stat(a), stat(b)];
      return x !== undefined && y !== undefined && x.ino === y.ino && x.dev === y.dev;
    }
    default: {
      const [x, y] = op === "-nt" ? [stat(a), stat(b)] : [stat(b), stat(a)];
      return x !== undefined && (y === undefined || x.mtime > y.mtime);
    }
  }
}
