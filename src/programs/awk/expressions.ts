import type { Expression, Place } from "./ast.ts";
import type { AwkToken } from "./lexer.ts";

/** A place in a program's tokens. */
export interface TokenCursor {
  peek(ahead?: number): AwkToken;
  advance(): AwkToken;
  is(text: string): boolean;
  takes(text: string): boolean;
  expect(text: string): void;
  newlines(): void;
  unexpected(): never;
  position(): number;
  goTo(position: number): void;
}

const ASSIGNMENTS = new Set(["=", "+=", "-=", "*=", "/=", "%=", "^="]);
const COMPARISONS = new Set(["<", "<=", "==", "!=", ">", ">="]);

/**
 * awk's expressions, loosest first: assignment, `?:`, `||`, `&&`, `in`, `~`, comparison, concatenation, sums, products,
 * signs, `^`, `++`, `$`. Inside of print's list `>` is no comparison, and inside of for's head `in` may be none.
 */
export function createExpressions(c: TokenCursor) {
  const { advance, expect, is, newlines, peek, takes, unexpected } = c;

  const list = (noGreater = false): Expression[] => {
    newlines();
    const items = [expression(noGreater)];
    while (takes(",")) {
      newlines();
      items.push(expression(noGreater));
    }
    return items;
  };

  const expression = (noGreater = false): Expression => {
    const left = conditional(noGreater);
    const operator = peek();
    if (operator.kind !== "operator" || !ASSIGNMENTS.has(operator.text)) return left;
    if (!isPlace(left)) {
      // `a && b = c` assigns to b.
      const inner = left.kind === "and" || left.kind === "or" ? left : undefined;
      if (!inner || !isPlace(inner.right)) return unexpected();
      advance();
      newlines();
      return {
        ...inner,
        right: { kind: "assign", operator: operator.text, target: inner.right, value: expression(noGreater) },
      };
    }
    advance();
    newlines();
    return { kind: "assign", operator: operator.text, target: left, value: expression(noGreater) };
  };

  const conditional = (noGreater: boolean): Expression => {
    const test = or(noGreater);
    if (!takes("?")) return test;
    newlines();
    const then = expression(noGreater);
    newlines();
    expect(":");
    newlines();
    return { kind: "conditional", test, then, otherwise: expression(noGreater) };
  };

  const or = (noGreater: boolean): Expression => {
    let left = and(noGreater);
    while (takes("||")) {
      newlines();
      left = { kind: "or", left, right: and(noGreater) };
    }
    return left;
  };
  const and = (noGreater: boolean): Expression => {
    let left = membership(noGreater);
    while (takes("&&")) {
      newlines();
      left = { kind: "and", left, right: membership(noGreater) };
    }
    return left;
  };
  const membership = (noGreater: boolean): Expression => {
    let left = matching(noGreater);
    while (is("in")) {
      advance();
      left = { kind: "in", subscripts: left.kind === "group" ? [left.body] : [left], array: advance().text };
    }
    return left;
  };
  const matching = (noGreater: boolean): Expression => {
    let left = comparison(noGreater);
    while (is("~") || is("!~")) {
      const negated = advance().text === "!~";
      left = { kind: "match", negated, left, right: comparison(noGreater) };
    }
    return left;
  };
  const comparison = (noGreater: boolean): Expression => {
    const left = concatenation();
    const operator = peek();
    if (operator.kind !== "operator" || !COMPARISONS.has(operator.text) || (noGreater && operator.text === ">"))
      return pipedGetline(left, noGreater);
    advance();
    return { kind: "compare", operator: operator.text, left, right: concatenation() };
  };

  /** `"command" | getline [var]`, which may go on. */
  const pipedGetline = (source: Expression, noGreater: boolean): Expression => {
    let left = source;
    while (is("|") && peek(1).text === "getline") {
      advance();
      advance();
      left = { kind: "getline", from: "command", source: left, target: optionalPlace() };
    }
    const operator = peek();
    if (
      left !== source &&
      operator.kind === "operator" &&
      COMPARISONS.has(operator.text) &&
      !(noGreater && operator.text === ">")
    ) {
      advance();
      return { kind: "compare", operator: operator.text, left, right: concatenation() };
    }
    return left;
  };

  const concatenation = (): Expression => {
    let left = sum();
    while (startsOperand()) left = { kind: "concat", left, right: sum() };
    return left;
  };
  const startsOperand = (): boolean => {
    const token = peek();
    if (["number", "string", "regex", "name", "call", "builtin"].includes(token.kind)) return true;
    if (token.kind === "operator") return ["(", "$", "!", "++", "--"].includes(token.text);
    return false;
  };

  const sum = (): Expression => {
    let left = product();
    while (is("+") || is("-")) {
      const operator = advance().text;
      left = { kind: "arithmetic", operator, left, right: product() };
    }
    return left;
  };
  const product = (): Expression => {
    let left = unary();
    while (is("*") || is("/") || is("%")) {
      const operator = advance().text;
      left = { kind: "arithmetic", operator, left, right: unary() };
    }
    return left;
  };
  const unary = (): Expression => {
    if (takes("!")) return { kind: "not", body: unary() };
    if (takes("-")) return { kind: "minus", body: unary() };
    if (takes("+")) return { kind: "plus", body: unary() };
    return power();
  };
  const power = (): Expression => {
    const base = postfix();
    if (!takes("^")) return base;
    // To the right, and tighter than a sign before it; the exponent may have a sign of its own.
    const right = is("-") || is("+") || is("!") ? unary() : power();
    return { kind: "arithmetic", operator: "^", left: base, right };
  };
  const postfix = (): Expression => {
    const value = primary();
    if (isPlace(value) && (is("++") || is("--")))
      return { kind: "increment", by: advance().text === "++" ? 1 : -1, before: false, target: value };
    return value;
  };

  const primary = (): Expression => {
    const token = peek();
    switch (token.kind) {
      case "number":
        advance();
        return { kind: "number", value: Number(token.text) };
      case "string":
        advance();
        return { kind: "string", value: token.text };
      case "regex":
        advance();
        return { kind: "regex", pattern: token.text };
      case "name":
        return variable();
      case "call":
        advance();
        return { kind: "call", name: token.text, args: argumentList() };
      case "builtin":
        advance();
        return { kind: "builtin", name: token.text, args: is("(") ? argumentList() : [] };
      default:
        return symbol();
    }
  };

  const symbol = (): Expression => {
    if (takes("$")) {
      if (is("++") || is("--")) return { kind: "field", index: incremented() };
      if (takes("-")) return { kind: "field", index: { kind: "minus", body: primary() } };
      return { kind: "field", index: primary() };
    }
    if (is("++") || is("--")) return incremented();
    if (takes("getline")) return getline();
    if (!takes("(")) return unexpected();
    const items = list();
    newlines();
    expect(")");
    if (items.length > 1) {
      if (!takes("in")) return unexpected();
      return { kind: "in", subscripts: items, array: advance().text };
    }
    const [body] = items;
    return body ? { kind: "group", body } : unexpected();
  };

  const incremented = (): Expression => {
    const by = advance().text === "++" ? 1 : -1;
    const target = primary();
    if (!isPlace(target)) return unexpected();
    return { kind: "increment", by, before: true, target };
  };

  const argumentList = (): Expression[] => {
    expect("(");
    newlines();
    if (takes(")")) return [];
    const items = list();
    newlines();
    expect(")");
    return items;
  };

  const variable = (): Place => {
    const name = advance().text;
    if (!takes("[")) return { kind: "variable", name };
    const subscripts = list();
    expect("]");
    return { kind: "element", array: name, subscripts };
  };

  const optionalPlace = (): Place | undefined => {
    if (peek().kind === "name") return variable();
    if (!takes("$")) return undefined;
    return { kind: "field", index: is("++") || is("--") ? incremented() : primary() };
  };

  const getline = (): Expression => {
    const target = optionalPlace();
    if (!takes("<")) return { kind: "getline", from: "input", source: undefined, target };
    return { kind: "getline", from: "file", source: postfix(), target };
  };
  return { expression, list, concatenation };
}

function isPlace(e: Expression): e is Place {
  return e.kind === "variable" || e.kind === "element" || e.kind === "field";
}
