import type { TestBinaryExpression, TestExpression } from "unbash";
import { ASCII_CLASSES } from "../std/posix-classes.ts";
import { evaluate } from "./arithmetic.ts";
import { commandFailure } from "./compound.ts";
import { drive } from "./drive.ts";
import { expandString } from "./expand.ts";
import { matches } from "./pattern.ts";
import { CommandError, option, type Shell } from "./shell.ts";
import { compareOther, unaryTest } from "./test.ts";
import { compareNumbers } from "./test-grammar.ts";
import { trace } from "./trace.ts";

/** `[[ ... ]]`: words are neither split nor globbed; the right side of `==` is a pattern, of `=~` a regular expression. */
export async function testExpression(sh: Shell, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case "TestLogical":
      for (const operand of node.operands) {
        const value = await testExpression(sh, operand);
        if (value !== (node.operator === "&&")) return value;
      }
      return node.operator === "&&";
    case "TestNot":
      return (await testExpression(sh, node.operand)) !== (node.negations.length % 2 === 1);
    case "TestGroup":
      return testExpression(sh, node.expression);
    case "TestUnary": {
      const operand = await drive(sh, expandString(sh, node.operand));
      if (option(sh, "xtrace")) await trace(sh, `[[ ${node.operator} ${operand === "" ? "''" : operand} ]]`);
      return unaryTest(sh, node.operator, operand);
    }
    case "TestBinary":
      return binary(sh, node);
  }
}

async function binary(sh: Shell, node: TestBinaryExpression): Promise<boolean> {
  const left = await drive(sh, expandString(sh, node.left));
  const op = node.operator;
  const isPattern = op === "=" || op === "==" || op === "!=";
  const right = await drive(sh, expandString(sh, node.right, isPattern ? "pattern" : op === "=~" ? "regex" : "plain"));
  if (option(sh, "xtrace")) await trace(sh, `[[ ${left === "" ? "''" : left} ${op} ${right === "" ? "''" : right} ]]`);
  const ignoreCase = sh.shopts.has("nocasematch");
  if (isPattern) return matches(left, right, { extglob: true, ignoreCase }) === (op !== "!=");
  if (op === "=~") return regexTest(sh, left, right, ignoreCase);
  try {
    return conditionalTest(sh, left, op, right);
  } catch (e) {
    throw commandFailure(sh, e, "[[: ");
  }
}

/** Matches a POSIX extended regular expression and sets BASH_REMATCH. */
function regexTest(sh: Shell, text: string, pattern: string, ignoreCase: boolean): boolean {
  let re: RegExp;
  try {
    const source = pattern
      .replace(/\[:(\w+):\]/g, (_, name: string) => ASCII_CLASSES[name] ?? "")
      .replace(/\[\]/g, "[\\]")
      .replace(/\[\^\]/g, "[^\\]");
    re = new RegExp(source, ignoreCase ? "si" : "s");
  } catch {
    throw new CommandError("", 2);
  }
  const m = re.exec(text);
  sh.scope.variables.set("BASH_REMATCH", { value: m ? m.map((g) => g ?? "") : [], exported: false, readonly: false });
  return m !== null;
}

/** The comparisons of `[[`: numbers are expressions there. */
function conditionalTest(sh: Shell, a: string, op: string, b: string): boolean {
  return compareNumbers(op, () => [evaluate(sh, a), evaluate(sh, b)]) ?? compareOther(sh, a, op, b);
}
