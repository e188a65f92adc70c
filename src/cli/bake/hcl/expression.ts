import type { Scanner } from "./scanner.ts";
import type { Expression } from "./syntax.ts";
import { heredoc, quoted } from "./template.ts";

const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Reads an expression: a condition, or one of the operators' levels. */
export function expression(s: Scanner): Expression {
  const from = s.at;
  const test = binary(s, 0);
  s.space();
  if (!s.starts("?")) return test;
  s.at++;
  s.space();
  const yes = expression(s);
  s.space();
  if (!s.take(":")) {
    s.fail(
      s.next(),
      "Missing false expression in conditional",
      "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
    );
  }
  s.space();
  const no = expression(s);
  return { kind: "conditional", test, yes, no, range: s.range(from) };
}

function binary(s: Scanner, level: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return unary(s);
  const from = s.at;
  let left = binary(s, level + 1);
  for (;;) {
    const before = s.at;
    s.space();
    const operator = operators.find((o) => s.starts(o));
    if (operator === undefined || (operator === "/" && /^\/[/*]/.test(s.text.slice(s.at, s.at + 2)))) {
      s.at = before;
      return left;
    }
    s.at += operator.length;
    s.space();
    left = { kind: "binary", operator, left, right: binary(s, level + 1), range: s.range(from) };
  }
}

function unary(s: Scanner): Expression {
  const from = s.at;
  const operator = ["!", "-"].find((o) => s.starts(o));
  if (operator === undefined) return postfix(s);
  s.at++;
  s.space();
  return { kind: "unary", operator, of: unary(s), range: s.range(from) };
}

/** What follows a value: `[key]`, `.name`. */
function postfix(s: Scanner): Expression {
  const from = s.at;
  let value = primary(s);
  for (;;) {
    if (s.take("[")) {
      s.nesting++;
      s.space();
      const key = expression(s);
      s.space();
      s.nesting--;
      if (!s.take("]"))
        s.fail(s.next(), "Missing close bracket on index", 'The index operator must end with a closing bracket ("]").');
      value = { kind: "index", of: value, key, range: s.range(from) };
    } else if (/^\.[A-Za-z_]/.test(s.text.slice(s.at, s.at + 2))) {
      s.at++;
      const name = s.identifier();
      const key: Expression = { kind: "literal", value: name?.text ?? "", range: name?.range ?? s.next() };
      value = { kind: "index", of: value, key, range: s.range(from) };
    } else return value;
  }
}

function primary(s: Scanner): Expression {
  const from = s.at;
  const number = /^\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(s.text.slice(s.at, s.at + 60));
  if (number) {
    s.at += number[0].length;
    return { kind: "literal", value: Number(number[0]), range: s.range(from) };
  }
  if (s.starts('"')) return quoted(s, expression);
  if (s.starts("<<")) return heredoc(s, expression);
  if (s.take("(")) {
    s.nesting++;
    s.space();
    const inner = expression(s);
    s.space();
    s.nesting--;
    if (!s.take(")"))
      s.fail(s.next(), "Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.");
    return inner;
  }
  if (s.starts("[")) return list(s);
  if (s.starts("{")) return object(s);
  const name = s.identifier();
  if (!name) {
    return s.fail(
      s.next(),
      "Invalid expression",
      "Expected the start of an expression, but found an invalid expression token.",
    );
  }
  if (name.text === "true" || name.text === "false")
    return { kind: "literal", value: name.text === "true", range: name.range };
  if (name.text === "null") return { kind: "literal", value: null, range: name.range };
  if (s.starts("(")) return call(s, name.text, from);
  return { kind: "variable", name: name.text, range: name.range };
}

/** Items up to a closing bracket, with commas between them. */
function items(s: Scanner, close: string): { items: Expression[]; spread: boolean } {
  const found: Expression[] = [];
  let spread = false;
  s.nesting++;
  for (;;) {
    s.space();
    if (s.take(close)) break;
    found.push(expression(s));
    s.space();
    if (s.take("...")) spread = true;
    s.space();
    if (s.take(close)) break;
    if (!s.take(",")) {
      s.fail(s.next(), "Missing item separator", "Expected a comma to mark the beginning of the next item.");
    }
  }
  s.nesting--;
  return { items: found, spread };
}

function call(s: Scanner, name: string, from: number): Expression {
  const named = s.range(from);
  s.at++;
  const { items: args, spread } = items(s, ")");
  return { kind: "call", name, args, spread, range: named };
}

function list(s: Scanner): Expression {
  const from = s.at++;
  const comprehension = forExpression(s, from, "]");
  if (comprehension) return comprehension;
  return { kind: "list", items: items(s, "]").items, range: s.range(from) };
}

/** `{ key = value }` with commas or new lines between. */
function object(s: Scanner): Expression {
  const from = s.at++;
  const comprehension = forExpression(s, from, "}");
  if (comprehension) return comprehension;
  const entries: [Expression, Expression][] = [];
  const outer = s.nesting;
  for (;;) {
    s.space(true);
    if (s.take("}")) break;
    const key = objectKey(s);
    s.space();
    if (!s.take("=") && !s.take(":")) {
      s.fail(s.next(), "Missing attribute value", 'Expected an attribute value, introduced by an equals sign ("=").');
    }
    s.nesting = 0;
    s.space();
    const value = expression(s);
    s.space();
    entries.push([key, value]);
    if (s.take(",") || s.starts("\n")) continue;
    if (!s.starts("}")) {
      s.fail(
        s.next(),
        "Missing attribute separator",
        "Expected a newline or comma to mark the beginning of the next attribute.",
      );
    }
  }
  s.nesting = outer;
  return { kind: "object", entries, range: s.range(from) };
}

function objectKey(s: Scanner): Expression {
  const before = s.at;
  const name = s.identifier();
  if (name && /^\s*[=:]/.test(s.text.slice(s.at, s.at + 40)))
    return { kind: "literal", value: name.text, range: name.range };
  s.at = before;
  return expression(s);
}

/** `[for k, v in x : y if z]`, `{for k, v in x : k => v}`; undefined when it is none. */
function forExpression(s: Scanner, from: number, close: string): Expression | undefined {
  const before = s.at;
  s.nesting++;
  s.space();
  if (!/^for\s/.test(s.text.slice(s.at, s.at + 4))) {
    s.nesting--;
    s.at = before;
    return undefined;
  }
  s.at += 3;
  const names: string[] = [];
  do {
    s.space();
    names.push(
      s.identifier()?.text ??
        s.fail(s.next(), "Invalid 'for' expression", "For expression requires variable name after 'for'."),
    );
    s.space();
  } while (s.take(","));
  if (s.identifier()?.text !== "in")
    s.fail(
      s.next(),
      "Invalid 'for' expression",
      "For expression requires the 'in' keyword after its name declarations.",
    );
  s.space();
  const of = expression(s);
  s.space();
  if (!s.take(":"))
    s.fail(s.next(), "Invalid 'for' expression", "For expression requires a colon after the collection expression.");
  s.space();
  let value = expression(s);
  s.space();
  let key: Expression | undefined;
  if (s.take("=>")) {
    key = value;
    s.space();
    value = expression(s);
    s.space();
  }
  let where: Expression | undefined;
  if (/^if\s/.test(s.text.slice(s.at, s.at + 3))) {
    s.at += 2;
    s.space();
    where = expression(s);
    s.space();
  }
  s.nesting--;
  if (!s.take(close))
    s.fail(s.next(), "Invalid 'for' expression", "Extra characters after the end of the 'for' expression.");
  return { kind: "for", names, of, key, value, where, range: s.range(from) };
}
