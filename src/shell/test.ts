import { compareFiles, fileTest, isTerminal } from "./file-test.ts";
import { AppletError, CommandError, type Shell } from "./shell.ts";
import { compareNumbers, compareTexts, evaluateTest, type TestMistake } from "./test-grammar.ts";
import { elementOf, valueOf } from "./variables.ts";

const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;

/** The shell's own `test` and `[`. */
export function testArguments(sh: Shell, words: readonly string[]): boolean {
  return evaluateTest(words, {
    isUnary: (word) => UNARY.test(word),
    unary: (operator, operand) => unaryTest(sh, operator, operand),
    binary: (a, operator, b) =>
      compareNumbers(operator, () => [integer(sh, a), integer(sh, b)]) ?? compareOther(sh, a, operator, b),
    mistake: (mistake) => failure(sh, wordsOf(sh, mistake)),
    lenient: sh.dialect === "dash",
    onlySingleEquals: sh.dialect === "dash",
  });
}

function failure(sh: Shell, message: string): CommandError {
  return sh.dialect === "ash" ? new AppletError(message, 2) : new CommandError(message, 2);
}

function wordsOf(sh: Shell, { kind, words: [a = "", b = ""], extra = b, last = a }: TestMistake): string {
  if (kind === "argument") return "argument expected";
  if (kind === "parenthesis") return sh.dialect === "bash" ? "`)' expected" : "closing paren expected";
  if (sh.dialect === "dash") return `${last}: unexpected operator`;
  if (sh.dialect === "ash") return `${extra}: unknown operand`;
  if (kind === "extra") return "too many arguments";
  return `${kind === "unary" ? a : b}: ${kind} operator expected`;
}

function integer(sh: Shell, text: string): bigint {
  const trimmed = text.trim();
  if (/^[-+]?\d+$/.test(trimmed)) {
    const value = BigInt(trimmed.replace("+", ""));
    if (BigInt.asIntN(64, value) === value) return value;
    if (sh.dialect === "ash") throw failure(sh, `${text}: out of range`);
  }
  if (sh.dialect === "dash") throw failure(sh, `Illegal number: ${text}`);
  throw failure(
    sh,
    sh.dialect === "ash" ? `${text === "" ? "" : `${text}: `}bad number` : `${text}: integer expression expected`,
  );
}

/** An operator with one operand. Also for `[[`. */
export function unaryTest(sh: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case "-n":
      return operand !== "";
    case "-z":
      return operand === "";
    case "-t":
      return isTerminal(sh.p, operand);
    case "-v":
      return isSet(sh, operand);
    case "-o":
      return sh.options.has(operand);
    case "-R":
      return sh.scope.variables.get(operand)?.reference === true;
    default:
      return fileTest(sh.p, operator, operand);
  }
}

function isSet(sh: Shell, operand: string): boolean {
  const m = /^(\w+)(?:\[(.+)\])?$/.exec(operand);
  const value = valueOf(sh, m?.[1] ?? operand);
  if (m?.[2] === undefined || m[2] === "@") return value !== undefined;
  return elementOf(value, m[2]) !== undefined;
}

/** Texts and files compared. Also for `[[`. */
export function compareOther(sh: Shell, left: string, operator: string, right: string): boolean {
  return compareTexts(left, operator, right) ?? compareFiles(sh.p, left, operator, right);
}
