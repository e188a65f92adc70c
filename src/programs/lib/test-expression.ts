import type { Process } from "../../kernel/process.ts";
import { compareFiles, fileTest, isTerminal } from "../../shell/file-test.ts";
import {
  compareNumbers,
  compareTexts,
  evaluateTest as evaluate,
  isComparison,
  type TestMistake,
} from "../../shell/test-grammar.ts";

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

const UNARY = /^-[abcdefghkLNOGprsStuwxnz]$/;

/** The program `test`: the shell's grammar without what only a shell knows (its variables and options). */
export function evaluateTest(words: readonly string[], p: Process): boolean {
  return evaluate(words, {
    isUnary: (word) => UNARY.test(word),
    unary: (operator, operand) => unary(operator, operand, p),
    binary: (a, operator, b) =>
      compareNumbers(operator, () => [integer(a), integer(b)]) ??
      compareTexts(a, operator, b) ??
      compareFiles(p, a, operator, b),
    mistake: wordsOf,
    lenient: false,
  });
}

function unary(operator: string, operand: string, p: Process): boolean {
  switch (operator) {
    case "-n":
      return operand !== "";
    case "-z":
      return operand === "";
    case "-t":
      return isTerminal(p, operand);
    default:
      return fileTest(p, operator, operand);
  }
}

function wordsOf({ kind, words: [a = "", b = ""], extra = "" }: TestMistake): TestError {
  switch (kind) {
    case "argument":
      return new TestError("missing argument", "argument expected");
    case "parenthesis":
      return new TestError("')' expected", "closing paren expected");
    case "extra":
      return new TestError(`extra argument '${extra}'`, `${extra}: unknown operand`);
    case "binary":
      return new TestError(`'${b}': binary operator expected`, `${b}: unknown operand`);
    case "unary":
      return new TestError(
        `missing argument after '${b}'`,
        isComparison(b) ? `${b}: argument expected` : `${a}: unknown operand`,
      );
  }
}

function integer(text: string): bigint {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`invalid integer '${text}'`, `${text}: bad number`);
  return BigInt(text.trim().replace(/^\+/, ""));
}
